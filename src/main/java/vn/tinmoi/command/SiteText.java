package vn.tinmoi.command;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.Collectors;
import vn.tinmoi.media.StoredPicture;
import vn.tinmoi.news.Problem;
import vn.tinmoi.portal.JsonParts;
import vn.tinmoi.portal.WholeSite;
import vn.tinmoi.portal.WholeSiteForm;

/** A whole site as the text of a file: the same for the same site, byte for byte, and made for people to read and to change. */
record SiteText(WholeSite site, List<StoredPicture> pictures) {
    private static final int LONGEST = 128 << 20; // characters of one value: a rendition in base64
    private static final int DEEPEST = 64;
    private static final int MOST_PICTURES = 2_000;
    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxStringLength(LONGEST)
                            .maxNestingDepth(DEEPEST)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /** Where the text cannot be used: {@code problem} names the field, or is MALFORMED with line, column and reason. */
    static final class Unusable extends Exception {
        private static final long serialVersionUID = 1;

        private final int line;
        private final transient Problem problem;

        private Unusable(int line, Problem problem) {
            super(problem);
            this.line = line;
            this.problem = problem;
        }

        int line() {
            return line;
        }

        Problem problem() {
            return problem;
        }
    }

    String written() {
        var json = site.json();
        var list = json.putArray("pictures");
        pictures.forEach(one -> list.add(one.json()));
        try {
            return JSON.writer(printer()).writeValueAsString(json) + "\n";
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static DefaultPrettyPrinter printer() {
        var indented = new DefaultIndenter("  ", "\n"); // on every system
        var printer = new DefaultPrettyPrinter(
                Separators.createDefaultInstance().withObjectFieldValueSpacing(Separators.Spacing.AFTER));
        printer.indentArraysWith(indented);
        printer.indentObjectsWith(indented);
        return printer;
    }

    /** Only the pictures that the site names. */
    static SiteText read(String text) throws Unusable {
        var json = tree(text);
        try {
            var site = WholeSiteForm.read(json);
            var pictures = JsonParts.list(json, "pictures", "pictures", MOST_PICTURES, StoredPicture::read);
            var ids = pictures.stream().map(one -> one.picture().id()).collect(Collectors.toSet());
            WholeSiteForm.requirePictures(site, ids);
            var named = site.pictureIds();
            return new SiteText(
                    site,
                    pictures.stream()
                            .filter(one -> named.contains(one.picture().id()))
                            .toList());
        } catch (Problem problem) {
            throw new Unusable(line(text, String.valueOf(problem.field())), problem);
        }
    }

    private static ObjectNode tree(String text) throws Unusable {
        try {
            return JsonParts.requireObject(JSON.readTree(text), "{");
        } catch (JsonProcessingException e) {
            int line = e.getLocation() == null ? 1 : Math.max(1, e.getLocation().getLineNr());
            throw new Unusable(line, Problem.invalid("{", "site-file.json", e.getOriginalMessage()));
        } catch (Problem noObject) {
            throw new Unusable(1, noObject);
        }
    }

    /** On which a field stands, or the nearest that is there of what it would stand in. */
    static int line(String text, String field) {
        int line = 1;
        int nearest = 0;
        try (var parser = JSON.createParser(text)) {
            while (parser.nextToken() != null) {
                var path = path(parser.getParsingContext());
                if (path.length() > nearest && leadsTo(path, field)) {
                    nearest = path.length();
                    line = parser.currentTokenLocation().getLineNr();
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return line;
    }

    private static boolean leadsTo(String path, String field) {
        if (!field.startsWith(path)) return false;
        return field.length() == path.length() || ".[".indexOf(field.charAt(path.length())) >= 0;
    }

    private static String path(JsonStreamContext place) {
        if (place.inRoot()) return "";
        var above = path(place.getParent());
        if (place.inArray()) return place.hasCurrentIndex() ? above + "[" + place.getCurrentIndex() + "]" : above;
        var name = place.getCurrentName();
        if (name == null) return above;
        return above.isEmpty() ? name : above + "." + name;
    }
}
