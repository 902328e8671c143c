package vn.tinmoi.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class MessagesTest {
    private static final Path FOLDER = Path.of("src/main/resources/messages");

    /** A key in the source, whole, where a sentence is asked for. */
    private static final Pattern SAID = Pattern.compile(
            "\\bsay\\((?:[\\w.()]+, )?\\s*\"([a-z]\\w*\\.[\\w.-]+)\"(?=[,)])|\\bsay\\([^\"();]*\\? \"([\\w.-]+)\" : \"([\\w.-]+)\"(?=[,)])");

    /** The code of a problem, whole; its sentence is {@code problem.<code>}. */
    private static final Pattern PROBLEM = Pattern.compile(
            "Problem(?:\\.(?:notFound|conflict|unavailable)\\(|\\.invalid\\([^,;]+,|\\((?:Problem\\.)?Kind\\.\\w+,)\\s*\"([a-z][\\w.-]+)\"(?=[,)])");

    @ParameterizedTest
    @MethodSource("bundles")
    void bothLanguagesSayTheSameThings(String bundle) {
        assertThat(keys(bundle, "vi"))
                .isNotEmpty()
                .doesNotHaveDuplicates()
                .containsExactlyInAnyOrderElementsOf(keys(bundle, "en"));
    }

    @Test
    void noKeyStandsInTwoBundles() {
        assertThat(bundles().flatMap(bundle -> keys(bundle, "vi").stream()).toList())
                .doesNotHaveDuplicates();
    }

    @Test
    void everyBundleOfTheFolderIsRead() throws IOException {
        try (var files = Files.list(FOLDER)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(bundles()
                            .flatMap(bundle -> Stream.of(bundle + "_vi.properties", bundle + "_en.properties"))
                            .toList());
        }
    }

    @Test
    void everyKeyThatIsUsedHasItsSentence() throws IOException {
        var used = new TreeSet<>(found(Path.of("src/main/jte"), SAID, ""));
        int onPages = used.size();
        used.addAll(found(Path.of("src/main/java"), SAID, ""));
        used.addAll(found(Path.of("src/main/java"), PROBLEM, "problem."));

        assertThat(onPages).isGreaterThan(200);
        assertThat(used).hasSizeGreaterThan(300);
        assertThat(bundles().flatMap(bundle -> keys(bundle, "vi").stream()).toList())
                .containsAll(used);
    }

    @Test
    void placesAreFilledPlainly() {
        var messages = new Messages();

        assertThat(messages.say(Language.EN, "problem.article.version", 1234)).contains("version is now 1234");
        assertThat(messages.say(Language.VI, "problem.article.version", 1234)).contains("hiện tại là 1234");
    }

    static Stream<String> bundles() {
        return Messages.BUNDLES.stream();
    }

    private static List<String> found(Path folder, Pattern pattern, String prefix) throws IOException {
        try (var files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .flatMap(file -> pattern.matcher(text(file)).results())
                    .flatMap(hit -> groups(hit).map(key -> prefix + key))
                    .toList();
        }
    }

    private static Stream<String> groups(java.util.regex.MatchResult hit) {
        return Stream.iterate(1, group -> group <= hit.groupCount(), group -> group + 1)
                .map(hit::group)
                .filter(java.util.Objects::nonNull);
    }

    /** In the file's order, with those that stand twice. */
    private static List<String> keys(String bundle, String language) {
        var keys = new ArrayList<String>();
        var properties = new Properties() {
            @Override
            public synchronized Object put(Object key, Object value) {
                keys.add((String) key);
                return super.put(key, value);
            }
        };
        try {
            properties.load(new StringReader(text(FOLDER.resolve(bundle + "_" + language + ".properties"))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return keys;
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
