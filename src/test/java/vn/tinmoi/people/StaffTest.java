package vn.tinmoi.people;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static vn.tinmoi.desk.TestDesk.get;

import io.vertx.core.Future;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import vn.tinmoi.desk.TestDesk;
import vn.tinmoi.metric.Metrics;
import vn.tinmoi.news.ArticleStatus;
import vn.tinmoi.news.Problem;
import vn.tinmoi.store.RedisLink;
import vn.tinmoi.store.TestBackends;

final class StaffTest {
    private static final String PASSWORD = "mot cau dai de nho 1";

    private static final Sessions.Device HERE = new Sessions.Device("Firefox", "192.0.2.0/24");

    private TestDesk bench;
    private RedisLink redis;
    private Sessions sessions;
    private SignIn signIn;
    private Staff staff;
    private Actor admin;
    private Instant now = Instant.parse("2026-11-26T08:00:00Z");

    @BeforeEach
    void open() {
        bench = new TestDesk();
        redis = RedisLink.open(bench.vertx, TestBackends.freshRedis(), new Metrics());
        sessions = new Sessions(bench.db, redis, () -> now);
        var passwords = new Passwords(bench.vertx);
        signIn = new SignIn(bench.db, redis, passwords, sessions, new Metrics(), () -> now);
        staff = new Staff(bench.db, passwords, sessions, () -> now);
        get(signIn.first(PASSWORD));
        admin = get(staff.all()).getFirst().person().actor();
    }

    @AfterEach
    void close() {
        get(redis.close());
        bench.close();
    }

    private String invite(Person.Role role, String... categories) {
        return get(staff.invite("An Nhiên", role, Set.of(categories), admin));
    }

    private static Problem problem(Future<?> future) {
        return (Problem) catchThrowable(() -> get(future));
    }

    @Test
    void anInvitationLetsOnePersonInOnce() {
        var secret = invite(Person.Role.REPORTER, "xa-hoi");
        assertThat(get(staff.invitations())).hasSize(1);

        var tries = new ArrayList<Future<String>>();
        for (int i = 0; i < 5; i++) tries.add(staff.accept(secret, "nguoi" + i, PASSWORD, PASSWORD, HERE));
        Future.join(tries).otherwiseEmpty().await();

        assertThat(tries.stream().filter(Future::succeeded)).hasSize(1);
        var session = tries.stream()
                .filter(Future::succeeded)
                .findFirst()
                .orElseThrow()
                .result();
        var person = get(sessions.find(session)).orElseThrow().person();
        assertThat(person.role()).isEqualTo(Person.Role.REPORTER);
        assertThat(person.categories()).containsExactly("xa-hoi");
        assertThat(get(staff.all())).hasSize(2);
        assertThat(get(staff.invitations())).isEmpty();
    }

    @Test
    void anOldOneAForeignOneAndATakenNameAreToldSo() {
        var secret = invite(Person.Role.EDITOR);
        assertThat(problem(staff.accept(secret, "ADMIN", PASSWORD, PASSWORD, HERE))
                        .field())
                .isEqualTo("login");
        assertThat(problem(staff.accept(secret, "có dấu cách", PASSWORD, PASSWORD, HERE))
                        .field())
                .isEqualTo("login");
        assertThat(problem(staff.accept(secret, "an", "ngan", "ngan", HERE)).field())
                .isEqualTo("password");
        assertThat(problem(staff.accept(secret, "an", PASSWORD, PASSWORD + "x", HERE))
                        .field())
                .isEqualTo("again");
        assertThat(problem(staff.accept("x".repeat(43), "an", PASSWORD, PASSWORD, HERE))
                        .kind())
                .isEqualTo(Problem.Kind.NOT_FOUND);

        now = now.plus(Staff.VALID);
        assertThat(problem(staff.accept(secret, "an", PASSWORD, PASSWORD, HERE)).kind())
                .isEqualTo(Problem.Kind.NOT_FOUND);
    }

    @Test
    void namesThatDifferByAccentsOrCaseAreOne() {
        get(staff.accept(invite(Person.Role.EDITOR), "Án.Nhiên", PASSWORD, PASSWORD, HERE));

        assertThat(problem(staff.accept(invite(Person.Role.EDITOR), "an.nhien", PASSWORD, PASSWORD, HERE))
                        .code())
                .isEqualTo("login.taken");
        assertThat(get(signIn.enter("AN.NHIEN", PASSWORD, HERE))).isNotEmpty();
    }

    @Test
    void theLastAdministratorStaysAndWhoIsShutOutIsOutAtOnce() {
        var me = get(staff.all()).getFirst().person();
        assertThat(problem(staff.set(me.id(), Person.Role.EDITOR, Set.of(), false, admin))
                        .code())
                .isEqualTo("people.last-admin");
        assertThat(problem(staff.set(me.id(), Person.Role.ADMIN, Set.of(), true, admin))
                        .code())
                .isEqualTo("people.last-admin");

        var session = get(staff.accept(invite(Person.Role.ADMIN), "an", PASSWORD, PASSWORD, HERE));
        var other = get(sessions.find(session)).orElseThrow().person();
        get(staff.set(other.id(), Person.Role.REPORTER, Set.of("kinh-te"), false, admin));
        assertThat(get(sessions.find(session)).orElseThrow().person().role()).isEqualTo(Person.Role.REPORTER);
        get(staff.set(other.id(), Person.Role.REPORTER, Set.of(), true, admin));
        assertThat(get(sessions.find(session))).isEmpty();
    }

    /** Role by right, and rights by category, as the desk keeps them. */
    @Test
    void whoWorksForOneCategoryTouchesNoOther() {
        for (var role : Person.Role.values()) {
            var actor = new Person(9, "x", "X", role, Set.of("kinh-te"), false, Person.Factor.NONE).actor();
            boolean everywhere = role == Person.Role.ADMIN;
            assertThat(actor.isFor("kinh-te")).isTrue();
            assertThat(actor.isFor("xa-hoi")).as(role.name()).isEqualTo(everywhere);
            var draft = TestDesk.drafted("Bài " + role, "xa-hoi", ArticleStatus.DRAFT);
            var failure = catchThrowable(() -> get(bench.desk.create(draft, actor, null)));
            if (everywhere) assertThat(failure).isNull();
            else assertThat(((Problem) failure).code()).isEqualTo("right.category");
            var own = TestDesk.drafted("Bài " + role, "kinh-te", ArticleStatus.PUBLISHED);
            var published = catchThrowable(() -> get(bench.desk.create(own, actor, null)));
            if (role.rights().contains(Right.PUBLISH)) assertThat(published).isNull();
            else assertThat(((Problem) published).code()).isEqualTo("right.publish");
        }
    }
}
