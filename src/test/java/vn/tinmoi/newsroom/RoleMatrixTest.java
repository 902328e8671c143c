package vn.tinmoi.newsroom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static vn.tinmoi.desk.TestDesk.get;

import io.vertx.core.Future;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import vn.tinmoi.desk.Change;
import vn.tinmoi.desk.Comments;
import vn.tinmoi.desk.Draft;
import vn.tinmoi.desk.Expiries;
import vn.tinmoi.desk.Flow;
import vn.tinmoi.desk.Move;
import vn.tinmoi.desk.PendingVersions;
import vn.tinmoi.desk.Stage;
import vn.tinmoi.desk.TestDesk;
import vn.tinmoi.desk.UnsaidPictures;
import vn.tinmoi.desk.WorkingCopies;
import vn.tinmoi.news.ArticleId;
import vn.tinmoi.news.ArticleStatus;
import vn.tinmoi.news.Problem;
import vn.tinmoi.news.TextField;
import vn.tinmoi.news.Texts;
import vn.tinmoi.people.Actor;
import vn.tinmoi.people.Person;
import vn.tinmoi.people.Right;

/** {@code roles.txt} says who may do what; each of its cells is tried here, and the code has no step, role or field without one. */
final class RoleMatrixTest {
    private static final String HOME = RoleTable.HOME;
    private static final String ELSEWHERE = RoleTable.ELSEWHERE;
    private static final Instant FAR = Instant.parse("2099-01-01T00:00:00Z");

    private final Map<String, List<List<String>>> table = RoleTable.read();
    private TestDesk bench;
    private Flow flow;
    private StoryWrites writes;
    private int number;

    @BeforeEach
    void open() {
        bench = new TestDesk();
        flow = new Flow(bench.db);
        writes = new StoryWrites(
                bench.desk,
                flow,
                new Comments(bench.vertx, bench.db, flow),
                new PendingVersions(bench.vertx, bench.db, bench.desk, flow),
                new Expiries(bench.db, InstantSource.system()),
                new WorkingCopies(bench.db),
                new UnsaidPictures(bench.vertx, bench.db),
                new LocalTimes(() -> ZoneId.of("UTC")),
                InstantSource.system());
    }

    @AfterEach
    void close() {
        bench.close();
    }

    private static Actor actor(Person.Role role) {
        return new Person(1, role.wire(), role.wire(), role, Set.of(HOME), false, Person.Factor.NONE).actor();
    }

    private ArticleId in(Stage stage, String category, Actor author) {
        return RoleTable.story(bench, stage, category, author);
    }

    private Flow.Standing standing(ArticleId id) {
        return get(flow.standing(id)).orElseThrow();
    }

    private StoryFields form(Flow.Standing standing) {
        return new StoryFields(RoleTable.form(standing, number++));
    }

    /** What becomes of it: yes, 403, 409 or 422. */
    private static String outcome(Throwable failure) {
        if (failure == null) return "yes";
        if (!(failure instanceof Problem problem)) throw new AssertionError(failure);
        return switch (problem.kind()) {
            case FORBIDDEN -> "403";
            case CONFLICT -> "409";
            case INVALID -> "422";
            default -> throw new AssertionError(failure);
        };
    }

    /** Stories that were refused stand as they were, and serve again. */
    private final Map<String, ArticleId> untouched = new HashMap<>();

    private void step(List<String> line, String category, Person.Role role, boolean own, String expected) {
        var move = Move.valueOf(line.get(0).toUpperCase(Locale.ROOT));
        var from = Stage.ofWire(line.get(1));
        var actor = actor(role);
        var name = from + category + (own && category.equals(HOME) ? role : "");
        var author = own && category.equals(HOME) ? actor : TestDesk.EDITOR;
        var id = untouched.computeIfAbsent(name, missing -> in(from, category, author));
        var before = standing(id);

        var failure = catchThrowable(() -> get(writes.save(before, form(before), move, actor)));

        var what = "%s from %s by %s, %s, %s".formatted(move, from, role, own ? "own" : "another's", category);
        assertThat(outcome(failure)).as(what).isEqualTo(expected);
        var after = standing(id);
        if (failure == null) {
            assertThat(after.stage().wire()).as(what).isEqualTo(line.get(2));
            untouched.remove(name);
        } else {
            assertThat(after.article()).as(what).isEqualTo(before.article());
            assertThat(after.stage()).as(what).isEqualTo(from);
        }
    }

    @Test
    void everyStepFromEveryStageIsAsTheTableSays() {
        var missing = new TreeSet<String>();
        for (var move : Move.values()) for (var stage : Stage.values()) missing.add(move.wire() + " " + stage.wire());
        for (var line : table.get("[steps]")) {
            assertThat(missing.remove(line.get(0) + " " + line.get(1)))
                    .as("once: %s", line)
                    .isTrue();
            for (var role : Person.Role.values()) {
                var cell = line.get(3 + role.ordinal());
                step(line, HOME, role, true, cell);
                step(line, HOME, role, false, cell);
            }
        }
        assertThat(missing).isEmpty();
        assertThat(Person.Role.values()).hasSize(4);
    }

    @Test
    void elsewhereNobodyDoesWhatTheyDoAtHome() {
        var instead = table.get("[elsewhere]").getFirst();
        for (var line : table.get("[steps]")) {
            for (var role : Person.Role.values()) {
                if (!line.get(3 + role.ordinal()).equals("yes")) continue;
                step(line, ELSEWHERE, role, false, instead.get(3 + role.ordinal()));
            }
        }
    }

    private static Change change(Texts texts) {
        return new Change(texts, null, null, null, null, null, null);
    }

    private static Change with(
            @Nullable String category,
            @Nullable Boolean featured,
            @Nullable ArticleStatus status,
            @Nullable Instant publishAt,
            @Nullable String image,
            @Nullable String correction) {
        return new Change(Texts.NONE, category, featured, status, publishAt, image, correction);
    }

    private Change change(String field) {
        return switch (field) {
            case "category" -> with(HOME, null, null, null, null, null);
            case "category-elsewhere" -> with(ELSEWHERE, null, null, null, null, null);
            case "featured" -> with(null, true, null, null, null, null);
            case "status" -> with(null, null, ArticleStatus.PUBLISHED, null, null, null);
            case "publishAt" -> with(null, null, ArticleStatus.SCHEDULED, FAR, null, null);
            case "image" -> with(null, null, null, null, "", null);
            case "correction" -> with(null, null, null, null, null, "Sửa");
            case "embargoedUntil-lifted" -> change(Texts.of(TextField.EMBARGOED_UNTIL, ""));
            default -> change(Texts.of(text(field), field.endsWith("Until") ? FAR.toString() : "Lời " + number++));
        };
    }

    private static TextField text(String json) {
        return Arrays.stream(TextField.values())
                .filter(one -> one.json().equals(json))
                .findFirst()
                .orElseThrow(() -> new AssertionError("roles.txt names no field of ours: " + json));
    }

    private Future<?> set(String field, ArticleId id, Actor actor) {
        if (field.equals("expiresAt")) return new Expiries(bench.db, InstantSource.system()).set(id, FAR, actor);
        return bench.desk.change(id, change(field), null, actor, null);
    }

    @Test
    void everyFieldIsAsTheTableSays() {
        var missing = new TreeSet<String>();
        for (var field : TextField.values()) if (field.isAuthors()) missing.add(field.json());
        Stream.of(Change.class.getRecordComponents())
                .map(component -> component.getName())
                .filter(name -> !name.equals("texts"))
                .forEach(missing::add);
        for (var line : table.get("[fields]")) {
            missing.remove(line.get(0));
            for (var role : Person.Role.values()) {
                var expected = line.get(1 + role.ordinal()).split(":");
                var id = in(Stage.DRAFT, HOME, TestDesk.EDITOR);
                if (line.get(0).endsWith("-lifted")) get(set("embargoedUntil", id, TestDesk.EDITOR));
                var before = standing(id).article();

                var failure = catchThrowable(() -> get(set(line.get(0), id, actor(role))));

                assertThat(outcome(failure)).as("%s by %s", line.get(0), role).isEqualTo(expected[0]);
                if (failure != null) assertThat(standing(id).article()).isEqualTo(before);
                if (expected.length > 1) assertThat(((Problem) failure).field()).isEqualTo(expected[1]);
            }
        }
        assertThat(missing).as("fields without a line").isEmpty();
    }

    @Test
    void aTokenMayDoWhatItsOneRightSays() {
        Map<String, BiFunction<ArticleId, Actor, Future<?>>> calls = Map.of(
                "create", (id, actor) -> bench.desk.create(draft(ArticleStatus.DRAFT), actor, null),
                "appear", (id, actor) -> bench.desk.create(draft(ArticleStatus.PUBLISHED), actor, null),
                "change", (id, actor) -> bench.desk.change(id, change("title"), null, actor, null),
                "change-seen", (id, actor) -> bench.desk.change(id, change("title"), null, actor, null),
                "publish", (id, actor) -> bench.desk.publish(id, null, actor, null),
                "withdraw", (id, actor) -> bench.desk.withdraw(id, "Nhầm", null, actor, null),
                "feature", (id, actor) -> bench.desk.feature(id, true, null, actor, null));
        var seen = Set.of("change-seen", "withdraw", "feature");
        var lines = table.get("[programs]");
        assertThat(lines).extracting(List::getFirst).containsExactlyInAnyOrderElementsOf(calls.keySet());
        var order = table.get("[rights]").getFirst().stream()
                .map(wire -> Right.ofWire(wire).orElseThrow())
                .toList();
        assertThat(order).containsExactlyInAnyOrder(Right.values());
        for (var line : lines) {
            for (var right : order) {
                var id = in(seen.contains(line.get(0)) ? Stage.PUBLISHED : Stage.DRAFT, HOME, TestDesk.EDITOR);
                var program = new Actor("token:mot-quyen", EnumSet.of(right), Set.of());

                var failure = catchThrowable(() -> get(calls.get(line.get(0)).apply(id, program)));

                assertThat(outcome(failure))
                        .as("%s with the right %s", line.get(0), right)
                        .isEqualTo(line.get(1 + order.indexOf(right)));
            }
        }
    }

    private Draft draft(ArticleStatus status) {
        return TestDesk.drafted("Bài " + number++, HOME, status);
    }
}
