package vn.tinmoi;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class CommandTest {
    @Test
    void withoutArgumentsItServes() {
        assertThat(parse()).isEqualTo(new Command.Serve());
        assertThat(parse("serve")).isEqualTo(new Command.Serve());
    }

    @Test
    void importTakesFiles() {
        assertThat(parse("import", "a.xml", "b.json"))
                .isEqualTo(new Command.Import(List.of(Path.of("a.xml"), Path.of("b.json"))));
        assertThat(parse("import")).isInstanceOf(Command.Misuse.class);
    }

    @Test
    void visitsAreImportedFromOneFile() {
        assertThat(parse("visits", "import", "old.csv")).isEqualTo(new Command.ImportVisits(Path.of("old.csv")));
        assertThat(parse("visits")).isInstanceOf(Command.Misuse.class);
        assertThat(parse("visits", "import")).isInstanceOf(Command.Misuse.class);
        assertThat(parse("visits", "export", "old.csv")).isInstanceOf(Command.Misuse.class);
    }

    @Test
    void oldAddressesComeFromOneFile() {
        assertThat(parse("redirects", "import", "old.csv"))
                .isEqualTo(new Command.ImportRedirects(Path.of("old.csv"), Set.of()));
        assertThat(parse("redirects", "import", "--allow", "A.vn", "--allow", "b.vn", "old.csv"))
                .isEqualTo(new Command.ImportRedirects(Path.of("old.csv"), Set.of("a.vn", "b.vn")));
        assertThat(parse("redirects")).isInstanceOf(Command.Misuse.class);
        assertThat(parse("redirects", "export", "old.csv")).isInstanceOf(Command.Misuse.class);
        assertThat(parse("redirects", "import")).isInstanceOf(Command.Misuse.class);
        assertThat(parse("redirects", "import", "--allow")).isInstanceOf(Command.Misuse.class);
        assertThat(parse("redirects", "import", "--allow", "a.vn")).isInstanceOf(Command.Misuse.class);
        assertThat(parse("redirects", "import", "a.csv", "b.csv")).isInstanceOf(Command.Misuse.class);
    }

    @Test
    void whatItDoesNotKnowIsMisuse() {
        assertThat(parse("surf")).isEqualTo(new Command.Misuse("unknown command \"surf\""));
        assertThat(parse("--port=80")).isInstanceOf(Command.Misuse.class);
        assertThat(parse("migrate", "now")).isInstanceOf(Command.Misuse.class);
    }

    private static Command parse(String... arguments) {
        return Command.parse(arguments);
    }
}
