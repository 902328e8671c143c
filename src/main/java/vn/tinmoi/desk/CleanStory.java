package vn.tinmoi.desk;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jspecify.annotations.Nullable;
import vn.tinmoi.article.Fields;
import vn.tinmoi.news.Article;
import vn.tinmoi.news.ArticleStatus;
import vn.tinmoi.news.Category;
import vn.tinmoi.news.NewsEvent;
import vn.tinmoi.news.Picture;
import vn.tinmoi.news.Story;
import vn.tinmoi.news.TextField;
import vn.tinmoi.news.Texts;
import vn.tinmoi.text.Excerpt;
import vn.tinmoi.text.Sha256;
import vn.tinmoi.text.VnText;

/**
 * A story from outside, cleaned as leniently as nobody is there to correct it: what cannot be stored is dropped, what is
 * too long is cut.
 *
 * @param illustrated whether all its pictures came along
 */
record CleanStory(
        Story story,
        SourceKey key,
        String guid,
        boolean illustrated,
        Texts texts,
        String category,
        @Nullable Picture picture) {
    private static final int LEAD_FROM_BODY = 300;
    private static final Duration SLACK = Duration.ofDays(1); // clocks and zones of sources are wrong by hours
    private static final Pattern ELSEWHERE = Pattern.compile("(?i)<img\\b[^>]*\\bsrc=[\"']?https?:");

    /** Cleaning takes milliseconds: not for an event loop. {@code guid}: to be stored under. */
    static CleanStory of(Story story, SourceKey key, String guid, boolean illustrated) {
        var picture = picture(story);
        var cover = story.origin().cover();
        var shown = cover == null || picture != null || story.bodyHtml().contains(escaped(cover.url()))
                ? story.bodyHtml()
                : figure(cover) + story.bodyHtml();
        var body = Fields.bodyHtml(Fields.onlyStorable(shown));
        return new CleanStory(
                story,
                key,
                guid,
                illustrated,
                texts(story, body),
                story.category() == null ? Category.DEFAULT : Fields.onlyStorable(story.category()),
                picture);
    }

    private static Texts texts(Story story, String body) {
        var lead = VnText.clean(Fields.onlyStorable(story.lead()));
        var title = Fields.fitting(story.title(), TextField.TITLE.limit());
        return Texts.of(TextField.TITLE, Fields.clean(TextField.TITLE, title))
                .with(
                        TextField.LEAD,
                        lead.isEmpty()
                                ? Excerpt.plain(opening(body), LEAD_FROM_BODY)
                                : Fields.cut(lead, TextField.LEAD.limit()))
                .with(TextField.BODY_HTML, body)
                .with(TextField.BYLINE, Fields.fitting(story.byline(), TextField.BYLINE.limit()))
                .with(TextField.SOURCE_URL, story.sourceUrl() == null ? "" : Fields.onlyStorable(story.sourceUrl()));
    }

    /** The paragraphs that a text begins with: its figures and tables are no lead. */
    private static String opening(String body) {
        var words = new StringBuilder();
        for (var block : Jsoup.parseBodyFragment(body).body().children()) {
            if (block.normalName().equals("p")) words.append(block.outerHtml());
            else if (!words.isEmpty()) break;
        }
        return words.isEmpty() ? body : words.toString();
    }

    String bodyHtml() {
        return texts.text(TextField.BODY_HTML);
    }

    CleanStory sized(Map<String, Picture> known) {
        var sized = texts.with(TextField.BODY_HTML, BodyPictures.sized(bodyHtml(), known));
        return new CleanStory(story, key, guid, illustrated, sized, category, picture);
    }

    /** Whether it shows pictures that stand elsewhere. */
    static boolean hasPictures(Story story) {
        return story.origin().cover() != null
                || ELSEWHERE.matcher(story.bodyHtml()).find();
    }

    /** Its first version, readable at its source's time where that wants it to be, though never in the future. */
    Revision fresh(DeskReads.Ground ground) {
        var next = NextVersion.blank(ground.id(), ground.now());
        lay(next, ground);
        appear(next, ground.now());
        var article = next.article();
        boolean readable = article.status() == ArticleStatus.PUBLISHED;
        return new Revision(
                article,
                "import",
                new JsonObject().put("guid", guid),
                readable ? new NewsEvent.Published(article.headline()) : null,
                readable && article.featured(),
                source(story, key, null, illustrated, List.of()).as(guid));
    }

    private void appear(NextVersion next, Instant now) {
        var at = story.publishedAt();
        switch (story.origin().state()) {
            case DRAFT, WITHDRAWN -> next.status = ArticleStatus.DRAFT;
            case SCHEDULED -> schedule(next, at, now);
            case PUBLISHED -> {
                if (at == null) next.status = ArticleStatus.DRAFT;
                else if (at.isAfter(now.plus(SLACK))) schedule(next, at, now);
                else publish(next, at, now);
            }
        }
    }

    private static void schedule(NextVersion next, @Nullable Instant at, Instant now) {
        if (at == null) return;
        if (!at.isAfter(now)) {
            publish(next, at, now);
            return;
        }
        next.status = ArticleStatus.SCHEDULED;
        next.publishAt = at;
    }

    private static void publish(NextVersion next, Instant at, Instant now) {
        if (next.publishedAt == null) next.publishedAt = at.isBefore(now) ? at : now;
        next.published(now);
    }

    /** {@code revision} null: nothing that is to change here; {@code kept}: the fields that stay though the source's differ. */
    record Merged(@Nullable Revision revision, List<String> kept) {}

    /** Its next version. {@code base}: as the last import left it. */
    Merged merged(SourceReads.Known known, Article base, DeskReads.Ground ground, boolean overwrite) {
        var ours = known.article();
        var next = NextVersion.of(ours);
        lay(next, ground);
        var here = overwrite ? List.<String>of() : changedHere(ours, base, known.kept());
        if (!illustrated && story.picture() == null && !overwrite && picture == null) next.picture = ours.picture();
        var differing = next.changedFields(ours);
        for (var field : here) restore(next, ours, field);
        date(next, known, base);
        var source = source(story, key, known, illustrated, here).as(known.guid());
        var now = known.read().now();
        return new Merged(
                Rules.change(ours, next, "import", now, source),
                here.stream().filter(differing::contains).toList());
    }

    private static List<String> changedHere(Article ours, Article base, List<String> before) {
        var fields = new TreeSet<>(before);
        fields.addAll(NextVersion.of(ours).changedFields(base));
        fields.removeAll(List.of("status", "publishAt", "publishedAt", "sourceUrl", "correction"));
        return List.copyOf(fields);
    }

    private static void restore(NextVersion next, Article ours, String field) {
        switch (field) {
            case "category" -> next.category = ours.category();
            case "featured" -> next.featured = ours.featured();
            case "image" -> next.picture = ours.picture();
            default -> next.texts = Texts.of(one -> (one.json().equals(field) ? ours.texts() : next.texts).get(one));
        }
    }

    /** A story that waits for a date gets it, and one that went by a guess; not one that the newsroom published itself. */
    private void date(NextVersion next, SourceReads.Known known, Article base) {
        var ours = known.article();
        var now = known.read().now();
        boolean untouched = ours.status() == base.status() && Objects.equals(ours.publishedAt(), base.publishedAt());
        if (!untouched || !story.origin().dated() || story.publishedAt() == null) return;
        if (ours.status() == ArticleStatus.DRAFT && ours.publishedAt() == null) appear(next, now);
        else if (!known.dated() && story.publishedAt().isBefore(now)) next.publishedAt = story.publishedAt();
    }

    static Revision.Source source(
            Story story, SourceKey key, SourceReads.@Nullable Known known, boolean illustrated, List<String> kept) {
        var changed = story.origin().changed();
        return new Revision.Source(
                known == null ? key.guid() : known.guid(),
                illustrated ? key.illustrated() : key.digest(),
                changed == null && known != null ? known.changed() : changed,
                story.publishedAt() != null && story.origin().dated(),
                kept);
    }

    private void lay(NextVersion next, DeskReads.Ground ground) {
        next.show(picture);
        next.texts = texts.over(next.texts);
        next.category = ground.category() == null ? ground.home() : ground.category();
        next.featured = story.featured();
    }

    /** The story's own, or one elsewhere whose size is known, so that no text jumps when it comes. */
    private static @Nullable Picture picture(Story story) {
        if (story.picture() != null) return cleaned(story.picture());
        var cover = story.origin().cover();
        if (cover == null
                || cover.width() < 1
                || cover.height() < 1
                || !cover.url().startsWith("https://")) return null;
        return cleaned(new Picture(
                "x-" + Sha256.hex(cover.toString()).substring(0, 32),
                cover.url(),
                cover.width(),
                cover.height(),
                cover.alt(),
                cover.caption(),
                cover.credit()));
    }

    private static String figure(Story.Cover cover) {
        var words = new ArrayList<String>();
        Consumer<String> add = text -> {
            if (!text.isBlank()) words.add(text.strip());
        };
        add.accept(cover.caption());
        add.accept(cover.credit());
        var caption = words.isEmpty() ? "" : "<figcaption>" + escaped(String.join(". ", words)) + "</figcaption>";
        return "<figure><img src=\"" + escaped(cover.url()) + "\" alt=\"" + escaped(cover.alt()) + "\">" + caption
                + "</figure>";
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
    }

    private static Picture cleaned(Picture raw) {
        return new Picture(
                raw.id(),
                raw.url(),
                raw.width(),
                raw.height(),
                Fields.fitting(raw.alt(), TextField.LEAD.limit()),
                Fields.fitting(raw.caption(), TextField.LEAD.limit()),
                Fields.fitting(raw.credit(), TextField.BYLINE.limit()),
                raw.widths(),
                raw.focus(),
                raw.moves());
    }
}
