package vn.tinmoi.people;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import vn.tinmoi.Await;
import vn.tinmoi.metric.Metrics;
import vn.tinmoi.news.Problem;
import vn.tinmoi.store.Cable;
import vn.tinmoi.store.Database;
import vn.tinmoi.store.RedisLink;
import vn.tinmoi.store.TestBackends;

final class SignInTest {
    private static final String CHOSEN = "mot mat khau dau tien";

    private final Vertx vertx = Vertx.vertx();
    private final Metrics metrics = new Metrics();
    private volatile Instant now = Instant.parse("2026-11-26T08:00:00Z");
    private Database db;
    private final String redisUrl = TestBackends.freshRedis();
    private final String databaseUrl = TestBackends.freshDatabase();
    private RedisLink redis;
    private Sessions sessions;
    private SignIn signIn;

    @BeforeEach
    void open() {
        db = Database.open(vertx, databaseUrl, metrics);
        redis = RedisLink.open(vertx, redisUrl, metrics);
        get(redis.probe());
        InstantSource clock = () -> now;
        sessions = new Sessions(db, redis, clock);
        signIn = new SignIn(db, redis, new Passwords(vertx), sessions, metrics, clock);
        assertThat(get(signIn.first(CHOSEN))).isEmpty();
    }

    @AfterEach
    void close() {
        get(vertx.close());
    }

    private static <T> T get(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) throw failure;
            throw new AssertionError(e.getCause());
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static Sessions.Device from(String address) {
        return Sessions.Device.of("Firefox", address);
    }

    private Sessions.Session enter(String password) {
        return enter("admin", password);
    }

    private Sessions.Session enter(String login, String password) {
        return get(sessions.find(get(signIn.enter(login, password, from("192.0.2.7")))))
                .orElseThrow();
    }

    private static void assertProblem(Problem.Kind kind, String code, Runnable call) {
        assertThatThrownBy(call::run).isInstanceOfSatisfying(Problem.class, problem -> {
            assertThat(problem.kind()).isEqualTo(kind);
            assertThat(problem.code()).isEqualTo(code);
        });
    }

    @Test
    void whoKnowsThePasswordComesInAndIsFirstToChooseAnother() {
        var session = enter(CHOSEN);

        assertThat(session.person().mustChange()).isTrue();
        assertThat(session.person().actor()).isEqualTo(new Actor("person:admin", true, true));
        var next = get(signIn.choose(session.person(), "cau dai de nho cua toi", "cau dai de nho cua toi", from("")));

        assertThat(get(sessions.find(next)).orElseThrow().person().mustChange()).isFalse();
        assertProblem(
                Problem.Kind.UNAUTHENTICATED,
                "sign-in.wrong",
                () -> get(signIn.enter("admin", CHOSEN, from("192.0.2.7"))));
        assertThat(enter("cau dai de nho cua toi").person().login()).isEqualTo("admin");
    }

    @Test
    void theFirstPasswordIsMadeOnceAndALaterSettingChangesNothing() {
        var other = Database.open(vertx, TestBackends.freshDatabase(), metrics);
        var door = new SignIn(other, redis, new Passwords(vertx), sessions, metrics, () -> now);

        var made = get(door.first(null)).orElseThrow();

        assertThat(made).matches("[a-z2-9]{5}(-[a-z2-9]{5}){3}");
        assertThat(get(door.first("khac han roi day nhe"))).isEmpty();
        assertThat(get(door.first(null))).isEmpty();
        assertProblem(
                Problem.Kind.UNAUTHENTICATED,
                "sign-in.wrong",
                () -> get(door.enter("admin", "khac han roi day nhe", from(""))));
    }

    @Test
    void unknownWrongAndDisabledAreAnsweredAlikeAndEachStandsInTheAudit() {
        assertProblem(
                Problem.Kind.UNAUTHENTICATED,
                "sign-in.wrong",
                () -> get(signIn.enter("ai do", "x", from("192.0.2.1"))));
        assertProblem(
                Problem.Kind.UNAUTHENTICATED,
                "sign-in.wrong",
                () -> get(signIn.enter("admin", "x", from("192.0.2.2"))));
        get(db.query("UPDATE person SET disabled_at = now()", Tuple.tuple()));
        assertProblem(
                Problem.Kind.UNAUTHENTICATED,
                "sign-in.wrong",
                () -> get(signIn.enter("admin", CHOSEN, from("192.0.2.3"))));

        assertThat(get(db.query("SELECT count(*) AS n FROM audit WHERE action = 'sign-in.refused'", Tuple.tuple()))
                        .iterator()
                        .next()
                        .getLong("n"))
                .isEqualTo(3);
        assertThat(metrics.scrape()).contains("tinmoi_sign_ins_total{result=\"refused\"} 3.0");
    }

    @Test
    void whatAnUnknownNameIsComparedWithCostsAsMuchAsAPassword() {
        var passwords = new Passwords(vertx);
        var somebodys = get(passwords.hash(CHOSEN));
        var nobodys = passwords.nobodys();
        assertThat(nobodys).hasSameSizeAs(somebodys).startsWith(somebodys.substring(0, somebodys.indexOf("p=1$") + 4));
        assertThat(get(passwords.matches(CHOSEN, somebodys))).isTrue();
        assertThat(get(passwords.matches(CHOSEN, nobodys))).isFalse();
    }

    @Test
    void whoGuessesWaitsLongerEachTimeAndNeverMoreThanHalfAMinute() {
        long waited = 0;
        for (int i = 0; i < 14; i++) {
            try {
                get(signIn.enter("admin", "sai", from("192.0.2.9")));
            } catch (Problem problem) {
                if (problem.kind() == Problem.Kind.TOO_MANY) {
                    long seconds = (long) problem.arguments().getFirst();
                    assertThat(seconds).isBetween(1L, 30L);
                    waited += seconds;
                    now = now.plusSeconds(seconds);
                }
            }
        }
        assertThat(waited).isGreaterThan(20);
        now = now.plusSeconds(30);
        assertThat(enter(CHOSEN).person().login()).isEqualTo("admin");
    }

    /** A node of its own, with its own connection to the same stores. */
    private SignIn otherNode() {
        var link = RedisLink.open(vertx, redisUrl, metrics);
        get(link.probe());
        return new SignIn(db, link, new Passwords(vertx), sessions, metrics, () -> now);
    }

    private Problem.Kind guess(SignIn door, String login, String address) {
        try {
            return fail(get(door.enter(login, "sai", from(address))));
        } catch (Problem problem) {
            return problem.kind();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "admin,admin,192.0.2.1,198.51.100.1",
        "ai-do,ai-do,192.0.2.1,198.51.100.1",
        "admin,ai-do,192.0.2.1,192.0.2.2"
    })
    void whoGuessesOnSeveralNodesWaitsAsOnOne(String one, String two, String here, String there) {
        var other = otherNode();

        assertThat(guess(signIn, one, here)).isEqualTo(Problem.Kind.UNAUTHENTICATED);
        assertThat(guess(other, two, there)).isEqualTo(Problem.Kind.UNAUTHENTICATED);
        assertThat(guess(signIn, one, here)).isEqualTo(Problem.Kind.UNAUTHENTICATED);

        assertThat(guess(other, two, there)).isEqualTo(Problem.Kind.TOO_MANY);
        assertThat(guess(signIn, one, here)).isEqualTo(Problem.Kind.TOO_MANY);
    }

    @Test
    void whoComesInOnOneNodeIsFreeToMistypeOnTheOther() {
        var other = otherNode();
        guess(other, "admin", "192.0.2.1");
        guess(other, "admin", "192.0.2.1");

        enter(CHOSEN);

        assertThat(guess(signIn, "admin", "198.51.100.1")).isEqualTo(Problem.Kind.UNAUTHENTICATED);
        assertThat(guess(signIn, "admin", "198.51.100.1")).isEqualTo(Problem.Kind.UNAUTHENTICATED);
        assertThat(guess(signIn, "admin", "198.51.100.1")).isEqualTo(Problem.Kind.UNAUTHENTICATED);
    }

    @Test
    void withRedisAwayANodeGoesOnCountingByItself() {
        guess(signIn, "admin", "192.0.2.1");
        get(redis.close());

        assertThat(guess(signIn, "admin", "192.0.2.1")).isEqualTo(Problem.Kind.UNAUTHENTICATED);
        assertThat(guess(signIn, "admin", "192.0.2.1")).isEqualTo(Problem.Kind.UNAUTHENTICATED);
        assertThat(guess(signIn, "admin", "192.0.2.1")).isEqualTo(Problem.Kind.TOO_MANY);
        now = now.plusSeconds(30);
        assertThat(get(signIn.enter("admin", CHOSEN, from("192.0.2.1")))).hasSize(43);
    }

    @Test
    void aSessionEndsByRestByAgeBySigningOutAndByAnotherPassword() {
        var rested = get(signIn.enter("admin", CHOSEN, from("")));
        now = now.plus(Sessions.IDLE).plusSeconds(1);
        assertThat(get(sessions.find(rested))).isEmpty();

        var old = get(signIn.enter("admin", CHOSEN, from("")));
        var digest = vn.tinmoi.text.Sha256.of(old);
        for (int i = 0; i < 26; i++) {
            now = now.plus(Duration.ofMinutes(29));
            forgetInRedis(digest);
            boolean there = get(sessions.find(old)).isPresent();
            assertThat(there).as("after %d minutes", 29 * (i + 1)).isEqualTo(29 * (i + 1) < 12 * 60);
            if (!there) break;
        }

        var left = get(signIn.enter("admin", CHOSEN, from("")));
        get(signIn.leave(get(sessions.find(left)).orElseThrow()));
        assertThat(get(sessions.find(left))).isEmpty();

        var one = get(signIn.enter("admin", CHOSEN, from("")));
        assertThat(get(sessions.find(one))).as("Redis remembers it").isPresent();
        var two =
                get(sessions.find(get(signIn.enter("admin", CHOSEN, from(""))))).orElseThrow();
        get(signIn.choose(two.person(), "mot cau hoan toan khac", "mot cau hoan toan khac", from("")));
        assertThat(get(sessions.find(one))).isEmpty();
    }

    @Test
    void whileTheDatabaseIsAwayWhoWasHereIsStillKnownUntilTheSessionWouldEnd() {
        var cable = new Cable(vertx, databaseUrl);
        var far = Database.open(vertx, cable.url(), metrics);
        var here = new Sessions(far, redis, () -> now);
        var id = get(signIn.enter("admin", CHOSEN, from("")));
        assertThat(get(here.find(id))).isPresent();
        cable.cut();

        now = now.plus(Duration.ofMinutes(20));

        assertThat(get(here.find(id)).orElseThrow().person().login()).isEqualTo("admin");
        assertProblem(Problem.Kind.UNAVAILABLE, "store.away", () -> get(here.find("x".repeat(43))));
        var session = get(sessions.find(id)).orElseThrow();
        get(sessions.end(session));
        assertProblem(Problem.Kind.UNAVAILABLE, "store.away", () -> get(here.find(id)));
        get(far.close());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\0", "ad\0min", "admin'; DROP TABLE person; --", "Quản trị", "\ud800", "🦆"})
    void whatCanBeNobodysNameIsNobodys(String login) {
        assertProblem(
                Problem.Kind.UNAUTHENTICATED,
                "sign-in.wrong",
                () -> get(signIn.enter(login, "x\0y", from("192.0.2.1"))));
    }

    @Test
    void aNameWithoutEndIsRefusedLikeAnyOtherAndAPasswordWithoutEndBeforeAnyWork() {
        var endless = "a".repeat(200_000);
        assertProblem(Problem.Kind.UNAUTHENTICATED, "sign-in.wrong", () -> get(signIn.enter(endless, "x", from(""))));
        assertProblem(Problem.Kind.INVALID, "password.long", () -> get(signIn.enter("admin", endless, from(""))));
        assertThat(enter(" ADMIN ", CHOSEN).person().login()).isEqualTo("admin");
    }

    /** A minute passes there, which the clock of a test does not move. */
    private void forgetInRedis(byte[] digest) {
        get(sessions.forgetNow(digest));
    }

    @ParameterizedTest
    @CsvSource({
        "ngan,ngan,password.short",
        "aaaaaaaaaaaaaaa,aaaaaaaaaaaaaaa,password.common",
        "123456789012,123456789012,password.common",
        "matkhau12345,matkhau12345,password.common",
        "MatKhau@2026,MatKhau@2026,password.common",
        "Mật khẩu 123!,Mật khẩu 123!,password.common",
        "passwordpassword,passwordpassword,password.common",
        "1qaz2wsx3edc,1qaz2wsx3edc,password.common",
        "quan tri vien 1,quan tri vien 1,password.common",
        "admin1234567,admin1234567x,password.common",
        "cau dai de nho,cau dai khac,password.again",
        "mot mat khau dau tien,mot mat khau dau tien,password.same"
    })
    void whatWillNotDoIsSaid(String password, String again, String code) {
        var person = enter(CHOSEN).person();

        assertProblem(Problem.Kind.INVALID, code, () -> get(signIn.choose(person, password, again, from(""))));
    }

    @Test
    void moreThanCanWaitAreSentAwayAndNothingIsLost() {
        var passwords = new Passwords(vertx);
        var tries =
                IntStream.range(0, 60).mapToObj(i -> passwords.hash("x" + i)).toList();

        Await.until(() -> tries.stream().allMatch(Future::isComplete));

        assertThat(tries.stream().filter(Future::succeeded).count()).isBetween(22L, 59L);
        assertThat(tries.stream().filter(Future::failed).map(Future::cause))
                .allMatch(failure -> ((Problem) failure).code().equals("sign-in.busy"));
    }

    @Test
    void whoFindsNoRoomToSignInIsCounted() {
        var tries = IntStream.range(0, 60)
                .mapToObj(i -> signIn.enter("person" + i, CHOSEN, from("192.0.2." + i)))
                .toList();
        Await.until(() -> tries.stream().allMatch(Future::isComplete));

        long busy = tries.stream()
                .filter(one ->
                        one.cause() instanceof Problem problem && problem.code().equals("sign-in.busy"))
                .count();
        assertThat(busy).isPositive();
        assertThat(metrics.scrape()).contains("tinmoi_sign_ins_total{result=\"busy\"} " + (double) busy);
    }
}
