package vn.tinmoi.ingest;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vn.tinmoi.news.Problem;
import vn.tinmoi.news.Story;
import vn.tinmoi.text.Sha256;

/** Makes a story of a clipping: its title, lead, text, time and place, with whatever went along. Any thread. */
final class Subeditor {
    private static final int TITLE = 90; // characters of one that is made of the text

    private final FeedDates dates;
    private final CategoryNames categories;

    Subeditor(FeedDates dates, CategoryNames categories) {
        this.dates = dates;
        this.categories = categories;
    }

    /** {@code otherwise}: its time when the file does not speak of one. */
    Found found(Clipping clipping, Instant otherwise) {
        try {
            return story(clipping, otherwise);
        } catch (Problem why) {
            return new Found.Bad(why);
        }
    }

    /** Where others of the same file have a date, one without waits as a draft: the file's own time would be a wrong one. */
    static List<Found> settled(List<Found> found) {
        boolean dated = found.stream()
                .anyMatch(one ->
                        one instanceof Found.Item item && item.story().origin().dated());
        return dated ? found.stream().map(Subeditor::waiting).toList() : found;
    }

    private static Found waiting(Found found) {
        if (!(found instanceof Found.Item item) || item.story().origin().dated()) return found;
        var story = item.story();
        return story.publishedAt() == null ? found : new Found.Item(story.undated(), "", item.unknownCategories());
    }

    private Found story(Clipping clipping, Instant otherwise) {
        var text = StoryText.of(clipping);
        var title = title(clipping, text);
        var updated = date(clipping.updated);
        var published = date(clipping.published).or(() -> updated);
        boolean unreadable = published.isEmpty() && (clipping.published != null || clipping.updated != null);
        var names = clipping.categories.stream()
                .map(HtmlText::plain)
                .filter(name -> !name.isBlank())
                .toList();
        var category = categories.first(names.stream());
        var waits = unreadable && clipping.state == Story.State.PUBLISHED ? Story.State.DRAFT : clipping.state;
        var story = new Story(
                guid(clipping),
                address(clipping.link),
                title,
                text.lead(),
                text.body(),
                Byline.of(clipping.authors.stream().map(HtmlText::plain).toList(), HtmlText.plain(clipping.source)),
                category,
                clipping.featured,
                null,
                unreadable ? null : published.orElse(otherwise),
                new Story.Origin(
                        waits,
                        updated.or(() -> published).orElse(null),
                        published.isPresent(),
                        text.cover(),
                        List.copyOf(clipping.formerPaths)));
        return new Found.Item(story, unreadable ? written(clipping) : null, category == null ? names : List.of());
    }

    private static String written(Clipping clipping) {
        return clipping.published == null ? String.valueOf(clipping.updated) : clipping.published;
    }

    Optional<Instant> date(@Nullable String text) {
        return text == null ? Optional.empty() : dates.parse(text);
    }

    private static String title(Clipping clipping, StoryText text) {
        var title = HtmlText.plain(clipping.title);
        if (!title.isEmpty()) return title;
        var words = text.lead().isEmpty() ? HtmlText.plain(text.body()) : text.lead();
        if (words.isEmpty()) throw Problem.invalid("title", "ingest.no-title");
        return firstSentence(words);
    }

    private static String firstSentence(String words) {
        var sentence = words.replaceFirst("(?<=\\p{L}\\p{L}[.!?])\\s.*", "").replaceFirst("[.]$", "");
        if (sentence.length() <= TITLE) return sentence;
        int space = sentence.lastIndexOf(' ', TITLE);
        return sentence.substring(0, space < TITLE / 2 ? sentence.offsetByCodePoints(0, TITLE / 2) : space) + "…";
    }

    /** The source's own name for it; a short one means something only together with its feed. */
    private static String guid(Clipping clipping) {
        var own = clipping.guid.isEmpty() ? clipping.link : clipping.guid;
        if (own.isEmpty()) {
            return "sha256:" + Sha256.hex(clipping.title + "\n" + clipping.published + "\n" + clipping.summary);
        }
        return own.contains(":") ? own : clipping.feed + "#" + own;
    }

    private static @Nullable String address(String link) {
        return link.matches("(?i)https?://\\S+") ? link : null;
    }
}
