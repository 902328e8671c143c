package vn.tinmoi.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static vn.tinmoi.desk.TestDesk.get;

import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Tuple;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import vn.tinmoi.Await;
import vn.tinmoi.desk.Flow;
import vn.tinmoi.desk.Stage;
import vn.tinmoi.desk.TestDesk;
import vn.tinmoi.news.ArticleId;
import vn.tinmoi.newsroom.RoleTable;
import vn.tinmoi.people.Person;
import vn.tinmoi.people.Right;

/** Each cell of {@code roles.txt}, tried as people and programs would: by the pages' own forms, and by calls with a token. */
final class RolesIT {
    private static final Pattern BUTTON = Pattern.compile("<button [^>]*name=\"nut\" value=\"([a-z]+)\"");
    private static final String KEY = "0123456789abcdef"; // of a form
    private static final String PICTURE = "anh-thu";

    private static Staffed house;
    private static Flow flow;

    private final Map<String, List<List<String>>> table = RoleTable.read();
    private final Map<String, ArticleId> untouched = new HashMap<>();
    private int number;

    @BeforeAll
    static void open() {
        house = new Staffed();
        flow = new Flow(house.bench.db);
        get(house.bench.db.write(
                "INSERT INTO media (id, url, width, height, alt, caption, credit) VALUES ($1, '/media/x-320.jpg', 320, 200, 'a', '', 'c')",
                Tuple.of(PICTURE)));
        var page = new JsonObject()
                .put("title", new JsonObject().put("vi", "Giới thiệu"))
                .put("bodyHtml", new JsonObject().put("vi", "<p>Ở đây.</p>"))
                .put("status", "published");
        assertThat(house.client.write("PUT", "/api/v1/pages/gioi-thieu", page).statusCode())
                .isEqualTo(200);
    }

    @AfterAll
    static void close() {
        house.close();
    }

    private static Flow.Standing standing(ArticleId id) {
        return get(flow.standing(id)).orElseThrow();
    }

    private static ArticleId story(Stage stage, String category) {
        return RoleTable.story(house.bench, stage, category, TestDesk.EDITOR);
    }

    private static String path(ArticleId id) {
        return "/toa-soan/bai/" + id;
    }

    /** What became of it: yes, or the status of the refusal. */
    private static String outcome(HttpResponse<String> answer) {
        int status = answer.statusCode();
        var to = answer.headers().firstValue("location").orElse("");
        if (to.contains("/dang-nhap")) return "sign-in";
        if (status == 403 || status == 409 || status == 422) return String.valueOf(status);
        assertThat(status).as(answer.body()).isIn(200, 201, 303);
        return "yes";
    }

    private Map<String, String> form(Flow.Standing standing, String button) {
        var fields = new HashMap<>(RoleTable.form(standing, number++));
        fields.put("nut", button);
        return fields;
    }

    private void step(List<String> line, String category, Person.Role role, String expected) {
        var from = Stage.ofWire(line.get(1));
        var id = untouched.computeIfAbsent(from + category, missing -> story(from, category));
        var before = standing(id);

        var answer = house.send(house.of(role), path(id), form(before, line.get(0)));

        var what = "%s from %s by %s in %s".formatted(line.get(0), from, role, category);
        assertThat(outcome(answer)).as(what).isEqualTo(expected);
        var after = standing(id);
        if (expected.equals("yes")) {
            assertThat(after.stage().wire()).as(what).isEqualTo(line.get(2));
            untouched.remove(from + category);
        } else {
            assertThat(after.article()).as(what).isEqualTo(before.article());
            assertThat(after.stage()).as(what).isEqualTo(from);
        }
    }

    @Test
    void everyButtonDoesWhatTheTableSaysAndNothingElsewhere() {
        var instead = table.get("[elsewhere]").getFirst();
        for (var line : table.get("[steps]")) {
            for (var role : Person.Role.values()) {
                var cell = line.get(3 + role.ordinal());
                step(line, RoleTable.HOME, role, cell);
                if (cell.equals("yes")) step(line, RoleTable.ELSEWHERE, role, instead.get(3 + role.ordinal()));
            }
        }
    }

    @Test
    void aPageHasTheButtonsThatWouldDoSomething() {
        for (var stage : Stage.values()) {
            for (var category : List.of(RoleTable.HOME, RoleTable.ELSEWHERE)) {
                var id = story(stage, category);
                for (var role : Person.Role.values()) {
                    boolean theirs = category.equals(RoleTable.HOME) || role == Person.Role.ADMIN;
                    var expected = new TreeSet<String>();
                    for (var line : table.get("[steps]"))
                        if (theirs
                                && line.get(1).equals(stage.wire())
                                && line.get(3 + role.ordinal()).equals("yes")) expected.add(line.get(0));
                    var shown = new TreeSet<String>();
                    var page = house.see(house.of(role), path(id)).body();
                    BUTTON.matcher(page).results().forEach(one -> shown.add(one.group(1)));

                    assertThat(shown)
                            .as("%s in %s for %s", stage, category, role)
                            .isEqualTo(expected);
                }
            }
        }
    }

    /** What a form sends for a field of the table; empty: forms have no such field. */
    private Map<String, String> field(String name) {
        return switch (name) {
            case "category" -> Map.of(name, RoleTable.HOME);
            case "category-elsewhere" -> Map.of("category", RoleTable.ELSEWHERE);
            case "featured" -> Map.of("featured-asked", "1", name, "1");
            case "embargoedUntil", "expiresAt" -> Map.of(name, "2099-01-01T07:00");
            case "embargoedUntil-lifted" -> Map.of("embargoedUntil", "");
            case "image" -> Map.of(name, PICTURE);
            case "title", "lead", "bodyHtml", "byline" -> Map.of(name, "Lời " + number++);
            default -> Map.of();
        };
    }

    @Test
    void everyFieldOfAFormIsTakenFromWhomTheTableSays() {
        for (var line : table.get("[fields]")) {
            var sent = field(line.get(0));
            if (sent.isEmpty()) continue;
            for (var role : Person.Role.values()) {
                var id = story(Stage.DRAFT, RoleTable.HOME);
                if (line.get(0).endsWith("-lifted")) {
                    house.send(house.of(Person.Role.ADMIN), path(id), with(id, field("embargoedUntil")));
                }
                var before = standing(id);

                var answer = house.send(house.of(role), path(id), with(id, sent));

                var expected = line.get(1 + role.ordinal()).split(":");
                assertThat(outcome(answer)).as("%s by %s", line.get(0), role).isEqualTo(expected[0]);
                if (expected[0].equals("yes")) continue;
                assertThat(standing(id)).as("%s by %s", line.get(0), role).isEqualTo(before);
                assertThat(answer.body()).contains("desk-fault");
            }
        }
    }

    private static Map<String, String> with(ArticleId id, Map<String, String> more) {
        var fields = new HashMap<>(
                Map.of("version", String.valueOf(standing(id).article().version()), "nut", "save"));
        fields.putAll(more);
        return fields;
    }

    private HttpResponse<String> call(String what, String token) {
        boolean seen = List.of("change-seen", "withdraw", "feature").contains(what);
        var id = story(seen ? Stage.PUBLISHED : Stage.DRAFT, RoleTable.HOME);
        var one = "/api/v1/articles/" + id;
        var title = new JsonObject().put("title", "Gửi đến " + number++);
        return switch (what) {
            case "create" -> house.call(token, "POST", "/api/v1/articles", title);
            case "appear" -> house.call(token, "POST", "/api/v1/articles", title.put("status", "published"));
            case "change", "change-seen" -> house.call(token, "PATCH", one, title);
            case "publish" -> house.call(token, "POST", one + "/publish", new JsonObject());
            case "withdraw" -> house.call(token, "POST", one + "/withdraw", new JsonObject().put("reason", "Nhầm"));
            case "feature" -> house.call(token, "POST", one + "/feature", new JsonObject().put("featured", true));
            case "see-draft" -> house.client.get(one, "Authorization", "Bearer " + token);
            default -> {
                var words = what.split(":");
                var path = words[1];
                yield words[0].equals("GET")
                        ? house.client.get(path, "Authorization", "Bearer " + token)
                        : house.call(token, words[0], path, new JsonObject());
            }
        };
    }

    @Test
    void everyCallIsTakenFromTheTokensThatTheTableSays() {
        var order = table.get("[rights]").getFirst().stream()
                .map(wire -> Right.ofWire(wire).orElseThrow())
                .toList();
        assertThat(order).containsExactlyInAnyOrder(Right.values());
        for (var section : List.of("[programs]", "[calls]")) {
            for (var line : table.get(section)) {
                for (var right : order) {
                    var answer = call(line.get(0), house.token(right));
                    var expected = line.get(1 + order.indexOf(right));
                    var what = "%s with %s: %s".formatted(line.get(0), right, answer.body());
                    if (expected.equals("yes"))
                        assertThat(answer.statusCode())
                                .as(what)
                                .isNotIn(line.get(0).equals("see-draft") ? 404 : 401, 401, 403, 405);
                    else assertThat(answer.statusCode()).as(what).isEqualTo(Integer.parseInt(expected));
                }
            }
        }
    }

    @Test
    void aTokenForTheFiguresAloneIsMadeOnThePage() {
        var wish = Map.of("name", "Bảng số liệu", "rights", "visits", "days", "30");
        var page =
                house.send(house.of(Person.Role.ADMIN), "/toa-soan/the", wish).body();
        var made = Pattern.compile("id=\"the-moi\" value=\"([^\"]+)\"").matcher(page);
        assertThat(made.find()).as(page).isTrue();
        var token = made.group(1);

        for (var path : List.of("/stats", "/stats/minutes.csv", "/stats/hours", "/stats/days.csv", "/stats/ignored"))
            assertThat(house.client
                            .get("/api/v1" + path, "Authorization", "Bearer " + token)
                            .statusCode())
                    .as(path)
                    .isEqualTo(200);
        assertThat(call("create", token).statusCode()).isEqualTo(403);
        assertThat(call("see-draft", token).statusCode()).isEqualTo(404);
        assertThat(page).contains("Đọc số liệu truy cập");
        Await.until(() -> house.bench.value("SELECT used_at FROM api_token WHERE name = 'Bảng số liệu'") != null);
        assertThat(house.client
                        .get("/api/v1/stats", "Authorization", "Bearer khong-co")
                        .statusCode())
                .as("figures are everybody's")
                .isEqualTo(200);
    }

    private static String filled(String path) {
        var of = "SELECT id FROM person WHERE login = 'vai.reporter'";
        return path.replace("{story}", story(Stage.PUBLISHED, RoleTable.HOME).toString())
                .replace("{picture}", PICTURE)
                .replace("{draft}", story(Stage.DRAFT, RoleTable.HOME).toString())
                .replace("{person}", String.valueOf(house.bench.value(of)));
    }

    @Test
    void everyPageIsSeenByWhomTheTableSays() {
        for (var line : table.get("[pages]")) {
            for (var role : Person.Role.values()) {
                var answer = house.see(house.of(role), filled(line.get(0)));
                assertThat(outcome(answer)).as("%s for %s", line.get(0), role).isEqualTo(line.get(1 + role.ordinal()));
            }
            assertThat(outcome(house.client.get(filled(line.get(0)))))
                    .as("%s for nobody", line.get(0))
                    .isEqualTo("sign-in");
        }
    }

    @Test
    void everyFormIsTakenFromWhomTheTableSaysAndFromThePageAlone() {
        for (var line : table.get("[acts]")) {
            var there = filled(line.get(0));
            var forged = house.send(house.of(Person.Role.ADMIN), there, Map.of("bieu-mau", "khong", "alt", "Thử"));
            assertThat(forged.statusCode()).as("%s with another token", there).isEqualTo(403);
            assertThat(outcome(house.send(new Staffed.Signed("", ""), there, Map.of())))
                    .as("%s by nobody", there)
                    .isEqualTo("sign-in");
            for (var role : Person.Role.values()) {
                var path = filled(line.get(0));
                long audited = (Long) house.bench.value("SELECT count(*) FROM audit");
                var what = "%s by %s".formatted(path, role);
                boolean may = line.get(1 + role.ordinal()).equals("yes");

                var answer = house.send(house.of(role), path, Map.of("khoa", KEY, "category", RoleTable.HOME));

                if (may) assertThat(answer.statusCode()).as(what).isNotIn(403, 405, 500);
                else assertThat(answer.statusCode()).as(what).isEqualTo(403);
                if (may) continue;
                assertThat(house.bench.value("SELECT count(*) FROM audit"))
                        .as(what)
                        .isEqualTo(audited);
            }
        }
    }
}
