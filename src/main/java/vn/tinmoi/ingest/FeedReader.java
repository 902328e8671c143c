package vn.tinmoi.ingest;

import com.rometools.rome.feed.synd.SyndCategory;
import com.rometools.rome.feed.synd.SyndContent;
import com.rometools.rome.feed.synd.SyndEntry;
import com.rometools.rome.feed.synd.SyndFeed;
import com.rometools.rome.io.FeedException;
import com.rometools.rome.io.SyndFeedInput;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdom2.Document;
import org.jdom2.Element;
import org.jdom2.JDOMException;
import org.jdom2.filter.Filters;
import org.jdom2.input.JDOMParseException;
import org.jdom2.input.SAXBuilder;
import org.jspecify.annotations.Nullable;
import vn.tinmoi.news.Problem;
import vn.tinmoi.news.Story;

/**
 * RSS 0.9x, 1.0, 2.0 and Atom. Document types are refused, so that no entity is ever expanded or fetched; dates are read
 * here, because ROME takes those without a zone for UTC. Blocks; any thread.
 */
final class FeedReader {
    private static final Set<String> DATES =
            Set.of("pubDate", "lastBuildDate", "date", "published", "updated", "issued", "modified", "created");
    private static final int SUMMARY = 500; // characters; a longer description is the story itself

    private final FeedDates dates;
    private final CategoryNames categories;

    FeedReader(FeedDates dates, CategoryNames categories) {
        this.dates = dates;
        this.categories = categories;
    }

    /**
     * The stories of a feed, in its order. {@code otherwise}: the time of those that carry none.
     *
     * @throws Problem MALFORMED when it is no feed
     */
    List<Found> read(InputStream in, Instant otherwise) throws IOException {
        var document = document(in);
        settleDates(document);
        try {
            var feed = new SyndFeedInput().build(document);
            var time = instant(feed.getPublishedDate(), otherwise);
            return feed.getEntries().stream()
                    .map(entry -> found(feed, entry, time))
                    .toList();
        } catch (FeedException | IllegalArgumentException e) {
            throw new Problem(Problem.Kind.MALFORMED, "ingest.no-feed", null);
        }
    }

    private static Document document(InputStream in) throws IOException {
        try {
            var builder = new SAXBuilder();
            builder.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            builder.setFeature("http://xml.org/sax/features/external-general-entities", false);
            builder.setFeature("http://xml.org/sax/features/external-parameter-entities", false);
            builder.setExpandEntities(false);
            return builder.build(in);
        } catch (JDOMParseException e) {
            throw new Problem(
                    Problem.Kind.MALFORMED,
                    "ingest.broken-xml",
                    null,
                    e.getLineNumber(),
                    e.getColumnNumber(),
                    cause(e));
        } catch (JDOMException e) {
            throw new Problem(Problem.Kind.MALFORMED, "ingest.no-feed", null);
        }
    }

    private static String cause(JDOMParseException e) {
        return String.valueOf(
                e.getCause() == null ? e.getMessage() : e.getCause().getMessage());
    }

    private void settleDates(Document document) {
        var carriers = new ArrayList<Element>();
        for (var element : document.getDescendants(Filters.element())) {
            if (DATES.contains(element.getName())) carriers.add(element);
        }
        for (var carrier : carriers) {
            dates.parse(carrier.getText()).ifPresent(at -> carrier.setText(at.toString()));
        }
    }

    private Found found(SyndFeed feed, SyndEntry entry, Instant otherwise) {
        var title = HtmlText.plain(text(entry.getTitle()));
        if (title.isEmpty()) return new Found.Bad(Problem.invalid("title", "ingest.no-title"));
        var published = instant(entry.getPublishedDate(), instant(entry.getUpdatedDate(), otherwise));
        var body = entry.getContents().stream().map(FeedReader::html).collect(Collectors.joining("\n"));
        var summary = entry.getDescription() == null ? "" : html(entry.getDescription());
        boolean whole = body.isBlank() && HtmlText.plain(summary).length() > SUMMARY;
        var story = new Story(
                guid(feed, entry),
                address(entry.getLink()),
                title,
                whole || summary.equals(body) ? "" : HtmlText.plain(summary),
                whole ? summary : body,
                byline(feed, entry),
                categories.first(entry.getCategories().stream().map(SyndCategory::getName)),
                false,
                null,
                published);
        return new Found.Item(story, instant(entry.getUpdatedDate(), published));
    }

    private static String html(SyndContent content) {
        var value = text(content.getValue());
        return "text".equals(content.getType()) || "text/plain".equals(content.getType())
                ? HtmlText.paragraphs(value)
                : value;
    }

    private static String byline(SyndFeed feed, SyndEntry entry) {
        var source = entry.getSource() == null ? null : entry.getSource().getTitle();
        return Byline.of(
                HtmlText.plain(text(entry.getAuthor())),
                HtmlText.plain(text(source == null ? feed.getTitle() : source)));
    }

    /** The source's own name for it; a short one means something only together with its feed. */
    private static String guid(SyndFeed feed, SyndEntry entry) {
        var own = text(entry.getUri()).strip();
        if (own.isEmpty()) own = text(entry.getLink()).strip();
        if (own.isEmpty()) return "sha256:" + digest(text(entry.getTitle()) + "\n" + entry.getPublishedDate());
        return own.contains(":") ? own : text(feed.getLink()).strip() + "#" + own;
    }

    private static @Nullable String address(@Nullable String link) {
        var stripped = text(link).strip();
        return stripped.matches("(?i)https?://\\S+") ? stripped : null;
    }

    private static String digest(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static Instant instant(@Nullable Date date, Instant otherwise) {
        return date == null ? otherwise : date.toInstant();
    }

    private static String text(@Nullable String value) {
        return value == null ? "" : value;
    }
}
