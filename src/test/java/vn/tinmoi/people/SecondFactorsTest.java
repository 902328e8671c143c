package vn.tinmoi.people;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static vn.tinmoi.desk.TestDesk.get;

import io.vertx.core.Future;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import vn.tinmoi.desk.TestDesk;
import vn.tinmoi.metric.Metrics;
import vn.tinmoi.news.Problem;
import vn.tinmoi.store.RedisLink;
import vn.tinmoi.store.TestBackends;

final class SecondFactorsTest {
    private static final String PASSWORD = "mot cau dai de nho 1";
    private static final Sessions.Device HERE = new Sessions.Device("Firefox", "192.0.2.0/24");

    private TestDesk bench;
    private RedisLink redis;
    private Sessions sessions;
    private SignIn signIn;
    private SecondFactors factors;
    private Instant now = Instant.parse("2026-11-27T08:00:00Z");

    @BeforeEach
    void open() {
        bench = new TestDesk();
        redis = RedisLink.open(bench.vertx, TestBackends.freshRedis(), new Metrics());
        sessions = new Sessions(bench.db, redis, () -> now);
        signIn = new SignIn(bench.db, new Passwords(bench.vertx), sessions, new Metrics(), () -> now);
        factors = new SecondFactors(bench.db, sessions, new Metrics(), () -> now);
        get(signIn.first(PASSWORD));
    }

    @AfterEach
    void close() {
        get(redis.close());
        bench.close();
    }

    private Sessions.Session enter() {
        return session(get(signIn.enter("admin", PASSWORD, HERE)));
    }

    private Sessions.Session session(String id) {
        return get(sessions.find(id)).orElseThrow();
    }

    private String code(String secret) {
        return Totp.code(Totp.bytes(secret), Totp.step(now), Totp.DIGITS);
    }

    private static String problem(Future<?> future) {
        return ((Problem) catchThrowable(() -> get(future))).code();
    }

    private List<String> turnOn(String secret) {
        var codes = get(factors.turnOn(enter(), secret, code(secret)));
        now = now.plusSeconds(30);
        return codes;
    }

    @Test
    void whoHasOneIsNobodyUntilTheyShowIt() {
        var secret = factors.secret();
        assertThat(enter().proven()).isTrue();
        turnOn(secret);

        var half = enter();
        assertThat(half.proven()).isFalse();
        assertThat(half.person().factor()).isEqualTo(Person.Factor.ON);
        assertThat(problem(factors.prove(half, "000000", HERE))).isEqualTo("code.wrong");
        var whole = session(get(factors.prove(half, code(secret).replaceFirst("...", "$0 "), HERE)));

        assertThat(whole.proven()).isTrue();
        assertThat(get(sessions.find("x".repeat(43)))).isEmpty();
        assertThat(get(sessions.of(whole.person())))
                .as("the half one has ended")
                .extracting(Sessions.Open::name)
                .contains(Sessions.name(whole))
                .doesNotContain(Sessions.name(half));
    }

    @Test
    void aCodeIsGoodOnceAlsoForTwoAtATime() {
        var secret = factors.secret();
        turnOn(secret);
        var halves = new ArrayList<Sessions.Session>();
        for (int i = 0; i < 3; i++) halves.add(enter()); // a fourth failure would have to wait

        var tries = halves.stream()
                .map(half -> factors.prove(half, code(secret), HERE))
                .toList();
        Future.join(tries).otherwiseEmpty().await();

        assertThat(tries.stream().filter(Future::succeeded)).hasSize(1);
    }

    @Test
    void theCodeThatTurnsItOnIsNotGoodAgain() {
        var secret = factors.secret();
        var code = code(secret);
        get(factors.turnOn(enter(), secret, code));

        assertThat(problem(factors.prove(enter(), code, HERE))).isEqualTo("code.wrong");
    }

    @Test
    void eachOfTenRecoveryCodesLetsInOnceHoweverItIsTyped() {
        var codes = turnOn(factors.secret());
        assertThat(codes).hasSize(10).doesNotHaveDuplicates().allMatch(code -> code.matches("[a-z2-9]{5}-[a-z2-9]{5}"));

        var typed = codes.get(3).toUpperCase(Locale.ROOT).replace("-", " ");
        get(factors.prove(enter(), typed, HERE));

        assertThat(problem(factors.prove(enter(), codes.get(3), HERE))).isEqualTo("code.wrong");
        var person = session(get(factors.prove(enter(), codes.get(4), HERE))).person();
        assertThat(get(factors.recoveryLeft(person))).isEqualTo(8);
    }

    @Test
    void whoGuessesWaits() {
        turnOn(factors.secret());
        var half = enter();
        for (int i = 0; i < 3; i++)
            assertThat(problem(factors.prove(half, "00000" + i, HERE))).isEqualTo("code.wrong");

        assertThat(problem(factors.prove(half, "000009", HERE))).isEqualTo("sign-in.slow");
        now = now.plusSeconds(31);
        assertThat(problem(factors.prove(half, "000009", HERE))).isEqualTo("code.wrong");
    }

    @Test
    void halfASignInIsOverAfterTenMinutes() {
        turnOn(factors.secret());
        var id = get(signIn.enter("admin", PASSWORD, HERE));
        now = now.plusSeconds(601);
        get(sessions.forgetNow(vn.tinmoi.text.Sha256.of(id)));

        assertThat(get(sessions.find(id))).isEmpty();
    }

    @Test
    void aRoleThatDemandsOneIsToldSoUntilItIsThere() {
        var admin = enter().person();
        get(factors.demand(Set.of(Person.Role.ADMIN), admin.actor()));
        assertThat(get(factors.demanded())).containsExactly(Person.Role.ADMIN);

        assertThat(enter().person().factor()).isEqualTo(Person.Factor.DEMANDED);
        turnOn(factors.secret());
        assertThat(enter().person().factor()).isEqualTo(Person.Factor.ON);
        get(factors.demand(Set.of(), admin.actor()));
        assertThat(get(factors.demanded())).isEmpty();
    }

    @Test
    void itGoesByACodeOrByAnAdministratorAndASecondOneIsNotSetOverIt() {
        var secret = factors.secret();
        turnOn(secret);
        var half = enter();
        var other = factors.secret();
        assertThat(problem(factors.turnOn(half, other, code(other)))).isEqualTo("second-factor.there");
        assertThat(problem(factors.turnOff(half.person(), "123456"))).isEqualTo("code.wrong");
        get(factors.turnOff(half.person(), code(secret)));
        assertThat(enter().person().factor()).isEqualTo(Person.Factor.NONE);

        turnOn(other);
        get(factors.takeAway(half.person().id(), half.person().actor()));
        assertThat(enter().proven()).isTrue();
        assertThat(bench.rows("SELECT 1 FROM audit WHERE action LIKE 'second-factor.%'"))
                .hasSize(4);
    }

    @Test
    void everywhereEndsEverySessionAndOneEndsOnlyThat() {
        var one = get(signIn.enter("admin", PASSWORD, HERE));
        var two = get(signIn.enter("admin", PASSWORD, new Sessions.Device("Chrome", "198.51.100.0/24")));
        var person = session(one).person();
        assertThat(get(sessions.of(person)))
                .extracting(open -> open.device().agent())
                .contains("Firefox", "Chrome");

        get(sessions.end(person, Sessions.name(session(two))));
        assertThat(get(sessions.find(two))).isEmpty();
        assertThat(get(sessions.find(one))).isPresent();
        get(sessions.end(person, ""));
        assertThat(get(sessions.find(one))).isEmpty();
    }
}
