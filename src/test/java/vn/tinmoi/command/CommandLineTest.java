package vn.tinmoi.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import vn.tinmoi.web.Language;

final class CommandLineTest {
    @Test
    void withoutArgumentsItServes() {
        assertThat(parse()).isEqualTo(new CommandLine.Serve());
        assertThat(parse("serve")).isEqualTo(new CommandLine.Serve());
    }

    @Test
    void importTakesFiles() {
        assertThat(parse("import", "a.xml", "b.json"))
                .isEqualTo(new CommandLine.Import(new ImportOptions(
                        false, false, false, Map.of(), null, List.of(Path.of("a.xml"), Path.of("b.json")))));
        assertThat(parse("import", "--pictures", "a.xml", "--overwrite", "--json", "--language=vi", "--", "--b.xml"))
                .isEqualTo(new CommandLine.Import(new ImportOptions(
                        true, true, true, Map.of(), Language.VI, List.of(Path.of("a.xml"), Path.of("--b.xml")))));
        assertThat(parse("import", "--category", "Tin tức > Kinh tế=kinh-te", "a.xml"))
                .isEqualTo(new CommandLine.Import(new ImportOptions(
                        false, false, false, Map.of("Tin tức > Kinh tế", "kinh-te"), null, List.of(Path.of("a.xml")))));
        for (var unusable : List.of("--fast", "--category", "--category=x", "--language=fr", "--pictures")) {
            assertThat(parse("import", unusable)).as(unusable).isInstanceOf(CommandLine.Misuse.class);
        }
        assertThat(parse("import")).isInstanceOf(CommandLine.Misuse.class);
    }

    @Test
    void theReportSpeaksTheTerminalsLanguage() throws Exception {
        var asked = ImportOptions.parse(List.of("--language", "en", "a.xml"));
        var usual = ImportOptions.parse(List.of("a.xml"));

        assertThat(asked.language(Map.of("LANG", "vi_VN.UTF-8"))).isEqualTo(Language.EN);
        assertThat(usual.language(Map.of("LANG", "vi_VN.UTF-8"))).isEqualTo(Language.VI);
        assertThat(usual.language(Map.of("LANG", "vi_VN.UTF-8", "LC_ALL", "C"))).isEqualTo(Language.EN);
        assertThat(usual.language(Map.of())).isEqualTo(Language.EN);
    }

    @Test
    void visitsAreImportedFromOneFile() {
        assertThat(parse("visits", "import", "old.csv")).isEqualTo(new CommandLine.ImportVisits(Path.of("old.csv")));
        assertThat(parse("visits")).isInstanceOf(CommandLine.Misuse.class);
        assertThat(parse("visits", "import")).isInstanceOf(CommandLine.Misuse.class);
        assertThat(parse("visits", "export", "old.csv")).isInstanceOf(CommandLine.Misuse.class);
    }

    @Test
    void oldAddressesComeFromOneFile() {
        assertThat(parse("redirects", "import", "old.csv"))
                .isEqualTo(new CommandLine.ImportRedirects(Path.of("old.csv"), Set.of()));
        assertThat(parse("redirects", "import", "--allow", "A.vn", "--allow", "b.vn", "old.csv"))
                .isEqualTo(new CommandLine.ImportRedirects(Path.of("old.csv"), Set.of("a.vn", "b.vn")));
        assertThat(parse("redirects")).isInstanceOf(CommandLine.Misuse.class);
        assertThat(parse("redirects", "export", "old.csv")).isInstanceOf(CommandLine.Misuse.class);
        assertThat(parse("redirects", "import")).isInstanceOf(CommandLine.Misuse.class);
        assertThat(parse("redirects", "import", "--allow")).isInstanceOf(CommandLine.Misuse.class);
        assertThat(parse("redirects", "import", "--allow", "a.vn")).isInstanceOf(CommandLine.Misuse.class);
        assertThat(parse("redirects", "import", "a.csv", "b.csv")).isInstanceOf(CommandLine.Misuse.class);
    }

    @Test
    void whatItDoesNotKnowIsMisuse() {
        assertThat(parse("surf")).isEqualTo(new CommandLine.Misuse("unknown command \"surf\""));
        assertThat(parse("--port=80")).isInstanceOf(CommandLine.Misuse.class);
        assertThat(parse("migrate", "now")).isInstanceOf(CommandLine.Misuse.class);
    }

    private static CommandLine parse(String... arguments) {
        return CommandLine.parse(arguments);
    }
}
