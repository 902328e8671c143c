package vn.tinmoi.command;

import static org.assertj.core.api.Assertions.assertThat;
import static vn.tinmoi.desk.TestDesk.get;

import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import vn.tinmoi.desk.TestDesk;
import vn.tinmoi.metric.Metrics;
import vn.tinmoi.people.Passwords;
import vn.tinmoi.people.Person;
import vn.tinmoi.people.Right;
import vn.tinmoi.people.Sessions;
import vn.tinmoi.people.SignIn;
import vn.tinmoi.people.Tokens;
import vn.tinmoi.store.RedisLink;
import vn.tinmoi.store.TestBackends;

/** People and tokens from the command line, on a real store. */
final class PersonnelTest {
    private static final Sessions.Device HERE = new Sessions.Device("Firefox", "192.0.2.0/24");

    private final String redisUrl = TestBackends.freshRedis();
    private TestDesk site;
    private RedisLink redis;
    private Sessions sessions;
    private SignIn signIn;
    private String out = "";
    private String err = "";

    @BeforeEach
    void open() {
        site = new TestDesk();
        redis = RedisLink.open(site.vertx, redisUrl, new Metrics());
        sessions = new Sessions(site.db, redis, InstantSource.system());
        signIn = new SignIn(site.db, redis, new Passwords(site.vertx), sessions, new Metrics(), InstantSource.system());
        get(signIn.first("mot cau dai de nho 1"));
    }

    @AfterEach
    void close() {
        get(redis.close());
        site.close();
    }

    private int run(String... words) {
        var said = new ByteArrayOutputStream();
        var complained = new ByteArrayOutputStream();
        int code = new Commands(new Surroundings(
                        Map.of("TINMOI_DATABASE_URL", site.url, "TINMOI_REDIS_URL", redisUrl),
                        new PrintStream(said, true, StandardCharsets.UTF_8),
                        new PrintStream(complained, true, StandardCharsets.UTF_8),
                        InstantSource.system()))
                .run(words);
        out = said.toString(StandardCharsets.UTF_8);
        err = complained.toString(StandardCharsets.UTF_8);
        return code;
    }

    private JsonObject answer(String... words) {
        assertThat(run(words)).as(err).isZero();
        return new JsonObject(out);
    }

    @Test
    void someoneIsPutInWithAPasswordThatIsShownOnce() {
        var added =
                answer("user", "add", "binh", "--name", "Trần Bình", "--role", "editor", "--category=xa-hoi", "--json");

        var id = get(signIn.enter("binh", added.getString("password"), HERE));

        var person = get(sessions.find(id)).orElseThrow().person();
        assertThat(person.role()).isEqualTo(Person.Role.EDITOR);
        assertThat(person.name()).isEqualTo("Trần Bình");
        assertThat(person.categories()).containsExactly("xa-hoi");
        assertThat(person.mustChange()).isTrue();
        assertThat(run("user", "list")).isZero();
        assertThat(out).contains("binh\teditor\tin\t-\t", "\txa-hoi\tTrần Bình\n", "admin\tadmin\t");
        assertThat(putInBy("binh")).isEqualTo("operator");
        assertThat(putInBy("admin")).isEqualTo("first-start");
    }

    private Object putInBy(String login) {
        return site.value("SELECT actor FROM audit WHERE action = 'person.add' AND detail->>'login' = '" + login + "'");
    }

    @Test
    void whoForgotTheirPasswordGetsAnotherAndEverySessionEnds() {
        var before = get(signIn.enter("admin", "mot cau dai de nho 1", HERE));
        assertThat(get(sessions.find(before))).isPresent();

        var renewed = answer("user", "password", "admin", "--json");

        assertThat(get(sessions.find(before))).isEmpty();
        assertThat(get(signIn.enter("admin", renewed.getString("password"), HERE)))
                .isNotEmpty();
        assertThat(renewed.getString("password")).matches("([a-z2-9]{5}-){3}[a-z2-9]{5}");
    }

    @Test
    void someoneIsBlockedButNeverTheLastAdministrator() {
        assertThat(run("user", "add", "chi", "--role", "reporter")).isZero();
        assertThat(out)
                .contains("chi is here now, as reporter", "shown only this once: ")
                .hasLineCount(1);

        assertThat(answer("user", "block", "chi", "--json").getBoolean("blocked"))
                .isTrue();
        assertThat(run("user", "list")).isZero();
        assertThat(out).contains("chi\treporter\tblocked");
        assertThat(run("user", "block", "--undo", "chi")).isZero();
        assertThat(out).isEqualTo("chi may come in again.\n");
        assertThat(run("user", "block", "admin")).isEqualTo(1);
        assertThat(err).startsWith("tinmoi: ").hasLineCount(1);
        assertThat(out).isEmpty();
    }

    @Test
    void anInvitationIsALink() {
        var invited = answer("user", "invite", "Nguyễn An", "--role", "publisher", "--json");

        assertThat(invited.getString("link")).matches("http://localhost:8080/toa-soan/moi/[A-Za-z0-9_-]{43}");
        assertThat(site.value("SELECT name FROM invitation")).isEqualTo("Nguyễn An");
    }

    @Test
    void aTokenIsMadeShownOnceAndEnded() {
        var made = answer("token", "make", "cms", "--right", "write", "--right=publish", "--days", "30", "--json");
        var tokens = new Tokens(site.db, null, new Metrics(), InstantSource.system());

        var actor = get(tokens.actor("Bearer " + made.getString("token")));

        assertThat(actor.rights()).containsExactlyInAnyOrder(Right.WRITE, Right.PUBLISH);
        assertThat(run("token", "list")).isZero();
        assertThat(out).startsWith("cms\twrite,publish\t").hasLineCount(1);
        assertThat(run("token", "end", "cms")).isZero();
        assertThat(answer("token", "list", "--json").getJsonArray("tokens")).isEmpty();
        assertThat(run("token", "end", "cms")).isEqualTo(1);
        assertThat(run("token", "make", "cms", "--right", "read")).isEqualTo(1);
        assertThat(err).contains("cms");
        assertThat(run("token", "make", "x", "--right", "read", "--days=-1")).isEqualTo(1);
        assertThat(err).contains("-1");
    }

    @Test
    void whatCannotBeUsedIsNamed() {
        assertThat(run("user", "block", "ai")).isEqualTo(1);
        assertThat(err).contains("\"ai\"", "admin");
        assertThat(run("user", "add", "Ai Đó", "--role", "admin")).isEqualTo(1);
        assertThat(run("user", "add", "admin", "--role", "admin")).isEqualTo(1);
        assertThat(err).contains("admin");
        assertThat(run("user", "add", "dao", "--role", "editor", "--category", "khong-co"))
                .isEqualTo(1);
        assertThat(err).contains("khong-co", "xa-hoi");
        assertThat(run("user", "add", "dao", "--role", "boss")).isEqualTo(2);
        assertThat(err).contains("expected one of reporter, editor, publisher, admin");
        assertThat(run("user", "add", "dao")).isEqualTo(2);
        assertThat(run("token", "make", "x")).isEqualTo(2);
    }
}
