package vn.tinmoi.media;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import vn.tinmoi.article.Fields;
import vn.tinmoi.news.Picture;
import vn.tinmoi.news.Problem;
import vn.tinmoi.portal.JsonParts;

/**
 * A picture with all that is kept of it, as it goes from one database to another. {@code prints}: its renditions, the
 * narrowest first; empty: it is served elsewhere. {@code motion}: as it moves; null: it does not.
 */
public record StoredPicture(Picture picture, List<Print> prints, byte @Nullable [] motion) {
    private static final Map<String, String> ENDINGS = Map.of("image/jpeg", "jpg", "image/png", "png");
    private static final Map<String, PictureFile.Kind> KINDS =
            Map.of("image/jpeg", PictureFile.Kind.JPEG, "image/png", PictureFile.Kind.PNG);
    private static final Pattern ID = Pattern.compile("[a-z0-9][a-z0-9-]{0,79}");
    private static final Pattern ELSEWHERE = Pattern.compile("https://[^\\s\"'<>\\\\]+|/static/[A-Za-z0-9_~%/.-]+");
    private static final int ADDRESS = 2_000;
    private static final int MOST = 20;

    /** One rendition, encoded. */
    record Print(int width, String type, byte[] bytes) {}

    /** {@link #read} reads it. */
    public ObjectNode json() {
        var json = JsonNodeFactory.instance.objectNode();
        json.put("id", picture.id()).put("url", picture.url());
        json.put("width", picture.width()).put("height", picture.height());
        json.put("alt", picture.alt()).put("caption", picture.caption()).put("credit", picture.credit());
        var focus = picture.focus();
        if (!focus.equals(Picture.Focus.CENTRE)) json.put("focusX", focus.x()).put("focusY", focus.y());
        var list = json.putArray("renditions");
        for (var print : prints) {
            list.addObject()
                    .put("width", print.width)
                    .put("type", print.type)
                    .put("base64", Base64.getEncoder().encodeToString(print.bytes));
        }
        if (motion != null) json.put("motion", Base64.getEncoder().encodeToString(motion));
        return json;
    }

    /** {@code path}: of the picture in the file, by which a {@link Problem} INVALID names what cannot be used. */
    public static StoredPicture read(JsonNode json, String path) {
        var given = JsonParts.requireObject(json, path);
        var known = Set.of(
                "id", "url", "width", "height", "alt", "caption", "credit", "focusX", "focusY", "motion", "renditions");
        JsonParts.requireKnown(given, path + ".", known);
        var id = JsonParts.line(given, "id", path + ".id", Fields.ALT);
        if (!ID.matcher(id).matches()) throw Problem.invalid(path + ".id", "media.kept");
        var prints = JsonParts.list(given, "renditions", path + ".renditions", MOST, StoredPicture::print);
        var motion = motion(given, path + ".motion");
        int width = number(given, "width", path);
        var picture = new Picture(
                id,
                JsonParts.line(given, "url", path + ".url", ADDRESS),
                width,
                number(given, "height", path),
                JsonParts.line(given, "alt", path + ".alt", Fields.ALT),
                JsonParts.line(given, "caption", path + ".caption", Fields.CAPTION),
                JsonParts.line(given, "credit", path + ".credit", Fields.CREDIT),
                prints.stream().map(Print::width).toList(),
                new Picture.Focus(percent(given, "focusX", path), percent(given, "focusY", path)),
                motion != null);
        requireItsOwnAddress(picture, prints, path + ".url");
        return new StoredPicture(picture, prints, motion);
    }

    private static byte @Nullable [] motion(ObjectNode given, String path) {
        var base64 = JsonParts.nullable(given, "motion", path);
        if (base64 == null) return null;
        return MovingGif.of(bytes(base64, path)).orElseThrow(() -> Problem.invalid(path, "media.kept"));
    }

    private static void requireItsOwnAddress(Picture picture, List<Print> prints, String path) {
        var own = prints.stream()
                .filter(print -> print.width == picture.width())
                .map(print -> "/media/" + picture.id() + "-" + print.width + "." + ENDINGS.get(print.type));
        boolean fits = prints.isEmpty()
                ? ELSEWHERE.matcher(picture.url()).matches() && !picture.url().contains("..")
                : own.anyMatch(picture.url()::equals);
        if (!fits) throw Problem.invalid(path, "media.kept");
    }

    private static int percent(ObjectNode given, String name, String path) {
        return Objects.requireNonNullElse(JsonParts.number(given.get(name), path + "." + name, 0, 100), 50);
    }

    private static int number(ObjectNode given, String name, String path) {
        var field = path + "." + name;
        var number = JsonParts.number(given.get(name), field, 1, PictureFile.LONGEST_SIDE);
        if (number == null) throw Problem.invalid(field, "field.missing");
        return number;
    }

    /** Readers get these bytes as they are: they must be the picture that they are said to be. */
    private static Print print(JsonNode json, String path) {
        var given = JsonParts.requireObject(json, path);
        JsonParts.requireKnown(given, path + ".", Set.of("width", "type", "base64"));
        int width = number(given, "width", path);
        var type = JsonParts.line(given, "type", path + ".type", Fields.ALT);
        if (!KINDS.containsKey(type)) throw Problem.invalid(path + ".type", "field.type", "image/jpeg, image/png");
        var bytes = bytes(JsonParts.nullable(given, "base64", path + ".base64"), path + ".base64");
        var file = file(bytes, path + ".base64");
        if (file.kind() != KINDS.get(type) || file.width() != width) {
            throw Problem.invalid(path + ".base64", "media.kept");
        }
        return new Print(width, type, bytes);
    }

    private static byte[] bytes(@Nullable String base64, String path) {
        try {
            return Base64.getDecoder().decode(Objects.requireNonNullElse(base64, ""));
        } catch (IllegalArgumentException e) {
            throw Problem.invalid(path, "field.type", "base64");
        }
    }

    private static PictureFile file(byte[] bytes, String path) {
        try {
            return PictureFile.read(bytes);
        } catch (Problem problem) {
            throw Problem.invalid(path, problem.code(), problem.arguments().toArray());
        }
    }
}
