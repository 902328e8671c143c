package vn.tinmoi.newsroom;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vn.tinmoi.news.ArticleStatus;
import vn.tinmoi.news.Category;
import vn.tinmoi.news.NewsEvent;
import vn.tinmoi.news.Picture;
import vn.tinmoi.news.Story;
import vn.tinmoi.text.Excerpt;
import vn.tinmoi.text.VnText;

/**
 * A story from outside, cleaned as leniently as nobody is there to correct it: what cannot be stored is dropped, what is
 * too long is cut. {@code digest}: of the story as it came, without its time, which some sources renew for nothing.
 */
record Intake(
        String guid,
        String digest,
        String title,
        String lead,
        String bodyHtml,
        String byline,
        String category,
        boolean featured,
        @Nullable String sourceUrl,
        @Nullable Picture picture,
        Instant publishedAt) {
    private static final int LEAD_FROM_BODY = 300;
    private static final int LONGEST_GUID = 500; // an index row of PostgreSQL holds 2,704 bytes

    /** Cleaning takes milliseconds: not for an event loop. */
    static Intake of(Story story) {
        var body = Fields.bodyHtml(storable(story.bodyHtml()));
        var lead = VnText.clean(storable(story.lead()));
        return new Intake(
                guid(storable(story.guid())),
                digest(story),
                Fields.title(line(story.title(), Fields.TITLE)),
                lead.isEmpty() ? Excerpt.plain(body, LEAD_FROM_BODY) : cut(lead, Fields.LEAD),
                body,
                line(story.byline(), Fields.BYLINE),
                story.category() == null ? Category.DEFAULT : storable(story.category()),
                story.featured(),
                story.sourceUrl() == null ? null : storable(story.sourceUrl()),
                story.picture() == null ? null : cleaned(story.picture()),
                story.publishedAt());
    }

    /** Whether there is nothing to do: it came like this before, or was withdrawn here. */
    boolean isKnown(Archive.Read read) {
        return digest.equals(read.digest()) || read.article().status() == ArticleStatus.WITHDRAWN;
    }

    /** Its first version, published at its source's time, though never in the future. */
    Revision fresh(Archive.Ground ground) {
        var galley = Galley.blank(ground.id(), ground.now());
        lay(galley, ground);
        var article = galley.published(publishedAt.isBefore(ground.now()) ? publishedAt : ground.now())
                .article();
        return new Revision(
                article,
                "import",
                new JsonObject().put("guid", guid),
                new NewsEvent.Published(article.headline()),
                article.featured(),
                source());
    }

    /** Its next version; empty: what differs at the source does not show here. */
    Optional<Revision> applied(Archive.Read read, Archive.Ground ground) {
        var galley = Galley.of(read.article());
        lay(galley, ground);
        return Optional.ofNullable(Rules.change(read.article(), galley, "import", read.now(), source()));
    }

    private Revision.Source source() {
        return new Revision.Source(guid, digest);
    }

    private void lay(Galley galley, Archive.Ground ground) {
        galley.title = title;
        galley.lead = lead;
        galley.bodyHtml = bodyHtml;
        galley.byline = byline;
        galley.category = ground.categoryKnown() ? category : Category.DEFAULT;
        galley.featured = featured;
        galley.picture = picture;
        galley.sourceUrl = sourceUrl;
    }

    private static Picture cleaned(Picture raw) {
        return new Picture(
                raw.id(),
                raw.url(),
                raw.width(),
                raw.height(),
                line(raw.alt(), Fields.LEAD),
                line(raw.caption(), Fields.LEAD),
                line(raw.credit(), Fields.BYLINE));
    }

    private static String line(String text, int max) {
        return cut(VnText.cleanLine(storable(text)), max);
    }

    /** Within {@code max} code points, which are never fewer than a reader would count. */
    private static String cut(String text, int max) {
        if (text.codePointCount(0, text.length()) <= max) return text;
        return text.substring(0, text.offsetByCodePoints(0, max - 1)).stripTrailing() + "…";
    }

    private static String storable(String text) {
        if (Fields.storable(text)) return text;
        var kept = new StringBuilder(text.length());
        text.codePoints().filter(Fields::storable).forEach(kept::appendCodePoint);
        return kept.toString();
    }

    private static String guid(String guid) {
        return guid.length() <= LONGEST_GUID ? guid : "sha256:" + digest(guid);
    }

    private static String digest(Story story) {
        var picture = story.picture();
        return digest(new JsonArray()
                .add(story.title())
                .add(story.lead())
                .add(story.bodyHtml())
                .add(story.byline())
                .add(String.valueOf(story.category()))
                .add(story.featured())
                .add(String.valueOf(story.sourceUrl()))
                .add(picture == null ? "" : picture.toString())
                .encode());
    }

    private static String digest(String text) {
        try {
            var sha = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(sha.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
