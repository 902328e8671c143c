package vn.tinmoi.serve;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Route;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import vn.tinmoi.newsroom.RoleTable;

/** Nobody's page, form or call goes unnoticed: each that the program mounts stands in {@code roles.txt}, and nothing else does. */
final class RoleRoutesTest {
    private static final Map<String, String> PROGRAMS = Map.of(
            "create", "POST:/api/v1/articles",
            "appear", "POST:/api/v1/articles",
            "change", "PATCH:/api/v1/articles/1",
            "change-seen", "PATCH:/api/v1/articles/1",
            "publish", "POST:/api/v1/articles/1/publish",
            "withdraw", "POST:/api/v1/articles/1/withdraw",
            "feature", "POST:/api/v1/articles/1/feature",
            "see-draft", "GET:/api/v1/articles/1");

    private final Map<String, List<List<String>>> table = RoleTable.read();

    @Test
    void theTableKnowsEveryPageFormAndCall() {
        var mounted = mounted();

        var known = new TreeSet<String>();
        var nowhere = new TreeSet<String>();
        lines().forEach(line -> route(line, mounted).ifPresentOrElse(known::add, () -> nowhere.add(line)));

        assertThat(nowhere).as("lines of what is not there").isEmpty();
        assertThat(known).as("what the program mounts").isEqualTo(mounted);
    }

    /** As {@code METHOD:/path}. */
    private Stream<String> lines() {
        return Stream.of(
                        words("[pages]").map(path -> "GET:" + path),
                        words("[acts]").map(path -> "POST:" + path.replace("*", "")),
                        words("[calls]"),
                        words("[programs]"),
                        words("[open]"),
                        words("[own]"),
                        Stream.of("POST:/toa-soan/bai/{story}")) // the steps and fields
                .flatMap(one -> one)
                .map(line -> PROGRAMS.getOrDefault(line, line).replaceAll("\\{[a-z]+}", "1"));
    }

    private Stream<String> words(String section) {
        return table.get(section).stream().map(List::getFirst);
    }

    /** The route that such a request comes to: one that names more of the path wins, as it does where it is mounted. */
    private static Optional<String> route(String line, Set<String> mounted) {
        return mounted.stream()
                .filter(route -> line.matches(route.replaceAll(":[A-Za-z]+", "[^/]+")))
                .min(Comparator.comparingLong(
                        route -> route.chars().filter(c -> c == ':').count()));
    }

    /** Those of the newsroom, Vietnamese, and of the API. */
    private static Set<String> mounted() {
        return MountedRoutes.all().stream()
                .filter(route -> route.getPath() != null)
                .filter(route -> route.getPath().startsWith("/toa-soan")
                        || route.getPath().startsWith("/api/"))
                .flatMap(RoleRoutesTest::calls)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Stream<String> calls(Route route) {
        return route.methods().stream()
                .filter(method -> !method.equals(HttpMethod.HEAD))
                .map(method -> method + ":" + route.getPath());
    }
}
