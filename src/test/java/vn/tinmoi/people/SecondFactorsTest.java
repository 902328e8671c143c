package vn.tinmoi.people;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static vn.tinmoi.desk.TestDesk.get;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Tuple;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.tinmoi.desk.TestDesk;
import vn.tinmoi.metric.Metrics;
import vn.tinmoi.news.Problem;
import vn.tinmoi.store.RedisLink;
import vn.tinmoi.store.TestBackends;

final class SecondFactorsTest {
    private static final String PASSWORD = "mot cau dai de nho 1";
    private static final Sessions.Device HERE = new Sessions.Device("Firefox", "192.0.2.0/24");

    private static final byte[] KEY = new byte[32];
    private static final byte[] OTHER = "another key, another key, anothe".getBytes(US_ASCII);

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
        signIn = new SignIn(bench.db, redis, new Passwords(bench.vertx), sessions, new Metrics(), () -> now);
        factors = with(KEY);
        get(signIn.first(PASSWORD));
    }

    @AfterEach
    void close() {
        get(redis.close());
        bench.close();
    }

    private SecondFactors with(byte[] key) {
        return new SecondFactors(bench.db, redis, secrets(key), sessions, new Metrics(), () -> now);
    }

    private FactorSecrets secrets(byte[] key) {
        return new FactorSecrets(bench.db, new SecretBox(key));
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
    void theSecretLiesSealedAndAnOpenOneOfBeforeIsTakenOver() {
        var secret = factors.secret();
        turnOn(secret);
        var open = Buffer.buffer(Totp.bytes(secret));
        var stored = (Buffer) bench.value("SELECT totp FROM person");
        assertThat(stored.length()).isEqualTo(49);
        assertThat(new String(stored.getBytes(), ISO_8859_1)).doesNotContain(new String(open.getBytes(), ISO_8859_1));

        get(bench.db.write("UPDATE person SET totp = $1", Tuple.of(open)));
        get(factors.prove(enter(), code(secret), HERE));
        get(secrets(KEY).takeOver());
        assertThat(((Buffer) bench.value("SELECT totp FROM person")).length()).isEqualTo(49);
        now = now.plusSeconds(30);
        get(factors.prove(enter(), code(secret), HERE));
    }

    @Test
    void anotherKeySaysSoAndRecoveryCodesStillLetIn() {
        var secret = factors.secret();
        var codes = turnOn(secret);
        var elsewhere = with(OTHER);
        get(secrets(OTHER).takeOver());

        assertThat(problem(elsewhere.prove(enter(), code(secret), HERE))).isEqualTo("code.sealed");
        assertThat(session(get(elsewhere.prove(enter(), codes.getFirst(), HERE)))
                        .proven())
                .isTrue();
        get(factors.prove(enter(), code(secret), HERE));
    }

    @Test
    void withoutAKeyNoneIsTurnedOn() {
        var keyless = new SecondFactors(
                bench.db, redis, new FactorSecrets(bench.db, null), sessions, new Metrics(), () -> now);
        var secret = factors.secret();

        assertThat(problem(keyless.turnOn(enter(), secret, code(secret)))).isEqualTo("factor.no-key");
        assertThat(enter().person().factor()).isEqualTo(Person.Factor.NONE);
    }

    /** A row of one person is nobody else's, and a changed one nobody's. */
    @Test
    void aSealedSecretOpensForItsOwnerAsItWasSealedOnly() {
        var box = new SecretBox(KEY);
        var sealed = box.seal(new byte[] {1, 2, 3}, "totp 1");

        assertThat(box.open(sealed, "totp 1").orElseThrow()).containsExactly(1, 2, 3);
        assertThat(box.open(sealed, "totp 2")).isEmpty();
        assertThat(new SecretBox(OTHER).open(sealed, "totp 1")).isEmpty();
        assertThat(box.seal(new byte[] {1, 2, 3}, "totp 1")).isNotEqualTo(sealed);
        for (int i = 0; i < sealed.length; i++) {
            sealed[i] ^= 1;
            assertThat(box.open(sealed, "totp 1")).as("byte %d", i).isEmpty();
            sealed[i] ^= 1;
        }
        assertThat(box.open(new byte[5], "totp 1")).isEmpty();
    }

    @Test
    void theKeysFileIsMadeOnceForItsOwnerAlone(@TempDir Path folder) throws IOException {
        var file = folder.resolve("data/secret.key");

        var made = SecretKeyFile.read(null, file).orElseThrow();

        assertThat(made).hasSize(32).isEqualTo(SecretKeyFile.read(null, file).orElseThrow());
        assertThat(Files.getPosixFilePermissions(file)).isEqualTo(PosixFilePermissions.fromString("rw-------"));
        try (var files = Files.list(file.getParent())) {
            assertThat(files).containsExactly(file);
        }
        assertThat(SecretKeyFile.read("00".repeat(32), file).orElseThrow()).isEqualTo(KEY);
        assertThat(SecretKeyFile.read(null, file.resolve("under/a.file")))
                .as("nowhere to make it")
                .isEmpty();
        Files.writeString(file, "ngắn");
        assertThatThrownBy(() -> SecretKeyFile.read(null, file)).hasMessageContaining("secret.key.file");
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
