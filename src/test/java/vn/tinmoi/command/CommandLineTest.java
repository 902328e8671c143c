package vn.tinmoi.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.tinmoi.backup.Part;
import vn.tinmoi.news.Problem;
import vn.tinmoi.store.BackendFailed;
import vn.tinmoi.web.Language;

final class CommandLineTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void withoutArgumentsItServes() {
        assertThat(parse("serve")).isInstanceOf(Serve.class);
    }

    @Test
    void importTakesFiles() {
        assertThat(imported("import", "a.xml", "b.json"))
                .isEqualTo(new ImportOptions(
                        false, false, false, Map.of(), Language.EN, List.of(Path.of("a.xml"), Path.of("b.json"))));
        assertThat(imported("import", "--pictures", "a.xml", "--overwrite", "--json", "--language=vi", "--", "--b.xml"))
                .isEqualTo(new ImportOptions(
                        true, true, true, Map.of(), Language.VI, List.of(Path.of("a.xml"), Path.of("--b.xml"))));
        assertThat(imported("import", "--category", "Tin tức > Kinh tế=kinh-te", "a.xml"))
                .isEqualTo(new ImportOptions(
                        false,
                        false,
                        false,
                        Map.of("Tin tức > Kinh tế", "kinh-te"),
                        Language.EN,
                        List.of(Path.of("a.xml"))));
        for (var unusable : List.of("--fast", "--category", "--category=x", "--language=fr", "--pictures")) {
            assertMisuse("import", unusable);
        }
        assertMisuse("import");
    }

    /** Whatever a file may be called, and wherever an option may stand. */
    @Test
    void wordsThatAreNoOptionsAreFiles() {
        var odd = List.of("@list.xml", "-", "migrate", "help", "${sys:user.home}", "'a b'", "a=b", "tin tức.xml", "%n");
        var words = Stream.concat(Stream.of("import"), odd.stream()).toArray(String[]::new);
        var files = odd.stream().map(Path::of).toList();

        assertThat(imported(words).files()).isEqualTo(files);
        assertThat(imported("import", "a.xml", "--json", "b.xml", "--language", "en", "--language", "vi"))
                .isEqualTo(new ImportOptions(
                        false, false, true, Map.of(), Language.VI, List.of(Path.of("a.xml"), Path.of("b.xml"))));
        assertThat(imported("import", "--json", "--json", "--category=a=b=c", "--category", "--x=d", "a.xml"))
                .isEqualTo(new ImportOptions(
                        false, false, true, Map.of("a=b", "c", "--x", "d"), Language.EN, List.of(Path.of("a.xml"))));
        assertMisuse("import", "a.xml", "-x");
    }

    @Test
    void theReportSpeaksTheTerminalsLanguage() {
        assertThat(language(Map.of("LANG", "vi_VN.UTF-8"), "--language", "en", "a.xml"))
                .isEqualTo(Language.EN);
        assertThat(language(Map.of("LANG", "vi_VN.UTF-8"), "a.xml")).isEqualTo(Language.VI);
        assertThat(language(Map.of("LANG", "vi_VN.UTF-8", "LC_ALL", "C"), "a.xml"))
                .isEqualTo(Language.EN);
        assertThat(language(Map.of(), "a.xml")).isEqualTo(Language.EN);
    }

    @Test
    void allIsVerifiedOrWhatIsNamed() {
        assertThat(((Verify) parse("verify")).parts()).containsExactly(Part.values());
        assertThat(((Verify) parse("verify", "--audit", "--json")).parts()).containsExactly(Part.AUDIT);
        assertThat(((Verify) parse("verify", "--only=media", "--only", "log")).parts())
                .containsExactly(Part.LOG, Part.MEDIA);
        assertMisuse("verify", "--audits");
        assertSays("verify --only medium", "'--only'", "expected one of log, audit, stories");
    }

    @Test
    void aBackupIsOneFile() {
        assertThat(((WriteBackup) parse("backup", "x.zip")).file()).isEqualTo(Path.of("x.zip"));
        assertThat(((RestoreBackup) parse("restore", "--json", "x.zip")).file()).isEqualTo(Path.of("x.zip"));
        assertMisuse("backup");
        assertMisuse("restore");
        assertMisuse("backup", "x.zip", "y.zip");
        assertSays("backup --jsn x.zip", "unknown option: '--jsn'", "did you mean --json?");
    }

    @Test
    void anExportIsOneFolder() {
        assertThat(((ExportAll) parse("export", "site")).folder()).isEqualTo(Path.of("site"));
        assertMisuse("export");
        assertMisuse("export", "one", "two");
    }

    @Test
    void doctorIsThoroughWhenAsked() {
        assertThat(((Doctor) parse("doctor", "--json", "--thorough")).isThorough())
                .isTrue();
        assertThat(((Doctor) parse("doctor")).isThorough()).isFalse();
        assertMisuse("doctor", "heal");
    }

    @Test
    void visitsAreImportedFromOneFile() {
        assertThat(((ImportVisits) parse("visits", "import", "old.csv")).file()).isEqualTo(Path.of("old.csv"));
        assertMisuse("visits");
        assertMisuse("visits", "import");
        assertMisuse("visits", "export", "old.csv");
    }

    @Test
    void oldAddressesComeFromOneFile() {
        var one = (ImportRedirects) parse("redirects", "import", "old.csv");
        assertThat(one.file()).isEqualTo(Path.of("old.csv"));
        assertThat(one.hosts()).isEmpty();
        var two = (ImportRedirects) parse("redirects", "import", "--allow", "A.vn", "--allow", "b.vn", "old.csv");
        assertThat(two.file()).isEqualTo(Path.of("old.csv"));
        assertThat(two.hosts()).isEqualTo(Set.of("a.vn", "b.vn"));
        assertMisuse("redirects");
        assertMisuse("redirects", "export", "old.csv");
        assertMisuse("redirects", "import");
        assertMisuse("redirects", "import", "--allow");
        assertMisuse("redirects", "import", "--allow", "a.vn");
        assertMisuse("redirects", "import", "a.csv", "b.csv");
    }

    @Test
    void aSiteGoesOutAndComesFromOneFile() {
        assertThat(parse("site", "export")).isInstanceOf(ExportSite.class);
        assertThat(((ImportSite) parse("site", "import", "site.json")).file()).isEqualTo(Path.of("site.json"));
        assertMisuse("site");
        assertMisuse("site", "import");
        assertMisuse("site", "export", "site.json");
    }

    @Test
    void whatItDoesNotKnowIsMisuse() {
        assertMisuse("surf");
        assertThat(said(err)).startsWith("tinmoi: unknown command \"surf\"\n");
        assertMisuse("--port=80");
        assertMisuse("migrate", "now");
        assertMisuse("serve", "now");
    }

    /** One sentence, what is at fault in it, and how to use the command that was meant. */
    @Test
    void misuseIsSaidWithTheUsage() {
        assertSays("imprt", "did you mean import?", "Usage: tinmoi [");
        assertSays("import --fast a.xml", "unknown option: '--fast'", "Usage: tinmoi import [");
        assertSays("verify --jsn", "unknown option: '--jsn'; did you mean --json?", "Usage: tinmoi verify [");
        assertSays("import --overwrit a.xml", "did you mean --overwrite?", "Usage: tinmoi import [");
        assertSays("import a.xml --language fr", "'--language'", "expected vi or en, but got \"fr\"");
        assertSays("import a.xml --category", "'--category'", "Usage: tinmoi import [");
        assertSays("import a.xml --category x", "'--category'", "expected \"their name=our slug\"");
        assertSays("import", "missing required parameter: 'FILE", "Usage: tinmoi import [");
        assertSays("visits", "missing required subcommand", "import");
        assertSays("visits export", "unknown command \"export\"", "Usage: tinmoi visits [");
        assertSays("redirects import a.csv b.csv", "\"b.csv\"", "Usage: tinmoi redirects import [");
        assertSays("migrate now", "\"now\"", "Usage: tinmoi migrate [");
    }

    private void assertSays(String words, String... parts) {
        assertMisuse(words.split(" "));
        assertThat(said(err)).contains(parts);
        assertThat(said(err).lines().findFirst())
                .as("one sentence")
                .hasValueSatisfying(
                        first -> assertThat(first).startsWith("tinmoi").contains(parts[0]));
    }

    /** Whoever's fault it is that it cannot start, but our own. */
    @Test
    void whyItCannotStartIsOneSentence() {
        for (var why : List.of(Problem.unavailable("store.away"), new BackendFailed("PostgreSQL at h:1 is away"))) {
            err.reset();
            int code = around(Map.of()).carryOut(() -> {
                throw why;
            });

            assertThat(code).isEqualTo(1);
            assertThat(said(err))
                    .startsWith("tinmoi cannot start: ")
                    .hasLineCount(1)
                    .doesNotContain("UNAVAILABLE");
        }
    }

    @Test
    void helpListsEveryCommand() {
        var every = List.of(
                "serve",
                "import",
                "visits import",
                "redirects import",
                "site export",
                "site import",
                "export",
                "user add",
                "token make",
                "backup",
                "restore",
                "verify",
                "doctor",
                "migrate",
                "generate-completion",
                "help",
                "--version");
        for (var asked : List.of("--help", "-h", "help", "--help surf", "import --help", "help import")) {
            assertThat(run(asked.split(" "))).as(asked).isZero();
            assertThat(said(err)).as(asked).isEmpty();
            assertThat(said(out)).as(asked).contains(asked.contains("import") ? List.of("--category") : every);
        }
        assertThat(run("--version", "surf")).isZero();
        assertThat(said(out)).startsWith("tinmoi ").hasLineCount(1);
    }

    @Test
    void completionKnowsCommandsAndOptions() {
        assertThat(run("generate-completion")).isZero();
        assertThat(said(out)).contains("complete -F _complete_tinmoi", "redirects", "--allow", "\"vi\" \"en\"");
    }

    private ImportOptions imported(String... words) {
        return ((ImportStories) parse(words)).options();
    }

    private Language language(Map<String, String> environment, String... words) {
        var all = Stream.concat(Stream.of("import"), Stream.of(words)).toArray(String[]::new);
        return ((ImportStories) parse(environment, all)).options().language();
    }

    private void assertMisuse(String... words) {
        assertThat(run(words)).as(List.of(words).toString()).isEqualTo(2);
        assertThat(said(out)).isEmpty();
        assertThat(said(err)).contains("Usage: tinmoi");
    }

    @Test
    void anAotCacheIsMadeFromAJarAndNothingStaysOtherwise(@TempDir Path folder) {
        boolean can = Runtime.version().feature() >= 25;

        int code = run("aot", folder.resolve("tinmoi.aot").toString()); // these classes stand in a folder

        assertThat(code).isEqualTo(can ? 1 : 3);
        assertThat(said(err)).contains(can ? "is no jar" : "must be 25 or newer");
        assertThat(folder).isEmptyDirectory();
    }

    private Object parse(String... words) {
        return parse(Map.of(), words);
    }

    /** The command that is meant, with what it was given. */
    private Object parse(Map<String, String> environment, String... words) {
        var read = new Commands(around(environment)).read(words);
        while (read.hasSubcommand()) read = read.subcommand();
        return read.commandSpec().userObject();
    }

    private int run(String... words) {
        out.reset();
        err.reset();
        return new Commands(around(Map.of())).run(words);
    }

    private Surroundings around(Map<String, String> environment) {
        return new Surroundings(environment, printing(out), printing(err), InstantSource.system());
    }

    private static PrintStream printing(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }

    private static String said(ByteArrayOutputStream bytes) {
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
