package vn.tinmoi.command;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.TypeConversionException;
import vn.tinmoi.backup.Part;
import vn.tinmoi.people.Person;
import vn.tinmoi.people.Right;
import vn.tinmoi.web.Language;

/** What the words of a command line mean, where picocli does not know it or says it less well. */
final class Words {
    private Words() {}

    /** One {@code --category}: the slug of ours for the name that others use. */
    record CategoryName(String theirs, String ours) {}

    static void teach(CommandLine line) {
        line.registerConverter(Path.class, Words::path)
                .registerConverter(Language.class, Words::language)
                .registerConverter(Part.class, Words::part)
                .registerConverter(Person.Role.class, Words::role)
                .registerConverter(Right.class, Words::right)
                .registerConverter(CategoryName.class, Words::category);
    }

    /** What completion offers. */
    static final class LanguageTags implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Stream.of(Language.values()).map(Language::tag).iterator();
        }
    }

    /** What completion offers. */
    static final class PartNames implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Stream.of(Part.values()).map(Part::wire).iterator();
        }
    }

    /** What completion offers. */
    static final class RoleNames implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Stream.of(Person.Role.values()).map(Person.Role::wire).iterator();
        }
    }

    private static Person.Role role(String word) {
        for (var role : Person.Role.values()) if (role.wire().equals(word)) return role;
        throw expected(new RoleNames(), word);
    }

    /** What completion offers. */
    static final class RightNames implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Stream.of(Right.values()).map(Right::wire).iterator();
        }
    }

    private static Right right(String word) {
        return Right.ofWire(word).orElseThrow(() -> expected(new RightNames(), word));
    }

    private static TypeConversionException expected(Iterable<String> names, String word) {
        return new TypeConversionException(
                "expected one of " + String.join(", ", names) + ", but got \"" + word + "\"");
    }

    private static Part part(String word) {
        for (var part : Part.values()) if (part.wire().equals(word)) return part;
        throw expected(new PartNames(), word);
    }

    private static Path path(String word) {
        try {
            return Path.of(word);
        } catch (InvalidPathException e) {
            throw new TypeConversionException("this locale cannot write the name \"" + word
                    + "\", set LC_ALL to one with UTF-8, such as C.UTF-8");
        }
    }

    private static Language language(String tag) {
        for (var language : Language.values()) if (language.tag().equals(tag)) return language;
        throw new TypeConversionException("expected vi or en, but got \"" + tag + "\"");
    }

    /** The last sign parts the two: a slug has none. */
    private static CategoryName category(String pair) {
        int equals = pair.lastIndexOf('=');
        if (equals < 1 || equals == pair.length() - 1) {
            throw new TypeConversionException("expected \"their name=our slug\", but got \"" + pair + "\"");
        }
        return new CategoryName(
                pair.substring(0, equals).strip(), pair.substring(equals + 1).strip());
    }
}
