package vn.tinmoi.news;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What is written: of an article all that it has, of a change what is to become different. There, an empty text takes a
 * nullable one away.
 */
public record Texts(Map<TextField, String> said) {
    /** A change that leaves them all as they are. */
    public static final Texts NONE = of(field -> null);

    /** Of an article that nobody has written yet. */
    public static final Texts BLANK = of(field -> field.isNullable() ? null : "");

    public Texts {
        var copy = new EnumMap<TextField, String>(TextField.class);
        copy.putAll(said);
        said = Collections.unmodifiableMap(copy);
    }

    /** Those that it gives; null: not this one. */
    public static Texts of(Function<TextField, @Nullable String> text) {
        var said = new EnumMap<TextField, String>(TextField.class);
        for (var field : TextField.values()) {
            var one = text.apply(field);
            if (one != null) said.put(field, one);
        }
        return new Texts(said);
    }

    public static Texts of(TextField field, String text) {
        return new Texts(Map.of(field, text));
    }

    public @Nullable String get(TextField field) {
        return said.get(field);
    }

    /** Empty where there is none. */
    public String text(TextField field) {
        return said.getOrDefault(field, "");
    }

    public Texts with(TextField field, String text) {
        return of(one -> one == field ? text : said.get(one));
    }

    public Texts without(TextField field) {
        return of(one -> one == field ? null : said.get(one));
    }

    /** Each of them as {@code change} makes it. */
    public Texts map(BiFunction<TextField, String, String> change) {
        return of(field -> {
            var text = said.get(field);
            return text == null ? null : change.apply(field, text);
        });
    }

    /** An article's texts after this change of them. */
    public Texts over(Texts before) {
        return of(field -> {
            var text = said.getOrDefault(field, before.get(field));
            return field.isNullable() && "".equals(text) ? null : text;
        });
    }
}
