package vn.tinmoi.backup;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import vn.tinmoi.desk.TestDesk;
import vn.tinmoi.news.Problem;
import vn.tinmoi.store.TestBackends;

/** The sites of a test: what is written into a file, and where it is put back. */
final class Copies implements AutoCloseable {
    private final List<TestDesk> open = new ArrayList<>();

    TestDesk site(String url) {
        var site = new TestDesk(url);
        open.add(site);
        return site;
    }

    /** On a database without any table. */
    TestDesk empty() {
        return site(TestBackends.emptyDatabase());
    }

    TestDesk filled() {
        var site = site(TestBackends.freshDatabase());
        Filled.fill(site);
        return site;
    }

    static Restore.Restored restore(TestDesk into, Path file) {
        return new Restore(into.vertx, into.db, progress -> {}).from(file);
    }

    static List<Table> tables(TestDesk site) {
        try (var connection = PatientConnection.open(site.vertx, site.db, "test")) {
            return Table.all(connection);
        }
    }

    static void assertRefused(ThrowingCallable act, String code, String named) {
        assertThatThrownBy(act).isInstanceOfSatisfying(Problem.class, problem -> {
            if (!problem.code().equals(code) || !problem.arguments().toString().contains(named)) throw problem;
        });
    }

    @Override
    public void close() {
        open.forEach(TestDesk::close);
    }
}
