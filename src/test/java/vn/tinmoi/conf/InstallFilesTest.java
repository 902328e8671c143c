package vn.tinmoi.conf;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an operator copies: the files of the three ways to install name settings, files and each other as they are. */
final class InstallFilesTest {
    private static final Pattern VARIABLE = Pattern.compile("TINMOI_[A-Z][A-Z_]*");
    private static final Pattern KEY = Pattern.compile("(?m)^#([a-z][a-z.-]*)=");
    private static final Pattern SECRET = Pattern.compile("(?m)^secret ([A-Z_]+) ([a-z-]+)$");
    private static final Pattern OUR_FILE = Pattern.compile("(?<![\\w/.-])(?:conf|src)/[\\w./-]*\\w");

    private static String text(String file) throws IOException {
        return Files.readString(Path.of(file));
    }

    private static Stream<String> found(Pattern pattern, String text) {
        return pattern.matcher(text).results().map(MatchResult::group);
    }

    private static Set<String> variables() throws IOException {
        var variables = KEY.matcher(text("conf/tinmoi.properties"))
                .results()
                .map(key -> "TINMOI_" + key.group(1).replaceAll("[.-]", "_").toUpperCase(Locale.ROOT))
                .collect(Collectors.toCollection(TreeSet::new));
        for (var secret : List.of("DATABASE_URL", "REDIS_URL", "API_TOKEN", "ADMIN_PASSWORD"))
            variables.add("TINMOI_" + secret + "_FILE");
        return variables;
    }

    @ParameterizedTest
    @ValueSource(strings = {"conf/compose.yaml", "src/build/tinmoi.service", "Dockerfile", "README.md"})
    void everyVariableIsASetting(String file) throws IOException {
        assertThat(variables()).containsAll(found(VARIABLE, text(file)).toList());
    }

    @Test
    void theStartScriptHandsOverTheSecretsThatMayStandInFiles() throws IOException {
        var secrets = SECRET.matcher(text("src/build/tinmoi")).results().toList();

        assertThat(secrets).hasSize(4).allSatisfy(secret -> {
            assertThat(variables()).contains("TINMOI_" + secret.group(1) + "_FILE");
            assertThat(secret.group(2))
                    .isEqualTo(secret.group(1).toLowerCase(Locale.ROOT).replace('_', '-'));
        });
    }

    @Test
    void theProxyOfTheComposeFileIsTheOneOfTheReadme() throws IOException {
        var readme = text("README.md");
        var block = readme.substring(readme.indexOf("```nginx"), readme.indexOf("```haproxy"));

        assertThat(forwarding(text("conf/nginx.conf"))).hasSizeGreaterThan(10).isEqualTo(forwarding(block));
    }

    private static List<String> forwarding(String nginx) {
        return nginx.lines()
                .map(line -> line.replaceFirst("#.*", "").strip())
                .filter(line -> line.matches("(location|proxy_(?!pass|temp)|client_max|map|default|'').*"))
                .map(line -> line.replaceAll("\\s+", " "))
                .toList();
    }

    @Test
    void theFilesThatTheReadmeNamesAreThere() throws IOException {
        assertThat(found(OUR_FILE, text("README.md")).distinct().toList())
                .contains("conf/compose.yaml", "conf/nginx.conf")
                .allSatisfy(file -> assertThat(Path.of(file)).exists());
    }

    @Test
    void theUnitStartsWhatThePackageBrings() throws IOException {
        assertThat(text("src/build/tinmoi.service"))
                .contains("ExecStart=/usr/bin/tinmoi serve", "LoadCredential=tinmoi:/etc/tinmoi/secrets");
        assertThat(text("src/build/build.xml"))
                .contains("<link name=\"usr/bin/tinmoi\"", "from=\"#data.dir=data\" to=\"data.dir=/var/lib/tinmoi\"");
        assertThat(text("conf/tinmoi.properties")).contains("\n#data.dir=data\n");
    }

    @Test
    void allNameOneVersion() throws IOException {
        var number = found(Pattern.compile("(?<=<version>)[^<]+"), text("pom.xml"))
                .findFirst()
                .orElseThrow();

        assertThat(number).matches("\\d+\\.\\d+\\.\\d+");
        assertThat(text("CHANGELOG.md").lines().filter(line -> line.matches("## (?!Unreleased$).*")))
                .first()
                .asString()
                .startsWith("## " + number + " ");
        assertThat(text("conf/compose.yaml")).contains("image: tinmoi:" + number + "\n");
    }
}
