package vn.tinmoi.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.PgConnection;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class MigrationsTest {
    private static final Migration FIRST =
            new Migration(1, "first", "CREATE TABLE a (n int); INSERT INTO a VALUES (1), (2);");
    private static final Migration SECOND = new Migration(2, "second", "INSERT INTO a VALUES (3);");

    private final Vertx vertx = Vertx.vertx();
    private final String url = TestBackends.emptyDatabase();

    @AfterEach
    void close() {
        TestBackends.wait(vertx.close());
    }

    @Test
    void aNewDatabaseGetsEveryFileAndAMigratedOneNone() {
        int files = Migration.onClassPath().size();

        assertThat(files).isPositive();
        assertThat(TestBackends.wait(Migrations.migrate(vertx, url))).isEqualTo(files);
        assertThat(TestBackends.wait(Migrations.migrate(vertx, url))).isZero();
        assertThat(count("schema_version")).isEqualTo(files);
    }

    @Test
    void fourNodesThatStartAtOnceApplyEachFileOnce() {
        var nodes =
                Stream.generate(() -> Migrations.migrate(vertx, url)).limit(4).toList();

        TestBackends.wait(Future.all(nodes));

        assertThat(nodes.stream().mapToInt(Future::result).sum())
                .isEqualTo(Migration.onClassPath().size());
    }

    @Test
    void onlyTheMissingFilesAreApplied() {
        assertThat(migrate(FIRST)).isEqualTo(1);
        assertThat(migrate(FIRST, SECOND)).isEqualTo(1);
        assertThat(count("a")).isEqualTo(3);
    }

    @Test
    void aFileThatFailsLeavesNothingOfItself() {
        var half = new Migration(2, "half", "INSERT INTO a VALUES (3); INSERT INTO missing VALUES (1);");

        assertThatThrownBy(() -> migrate(FIRST, half))
                .hasMessageContaining("0002_half.sql failed and was taken back whole")
                .hasMessageContaining("missing");
        assertThat(count("a")).isEqualTo(2);
        assertThat(migrate(FIRST, SECOND)).isEqualTo(1);
    }

    @Test
    void aFileChangedAfterwardsIsRefused() {
        migrate(FIRST);

        assertThatThrownBy(() -> migrate(new Migration(1, "first", "CREATE TABLE b (n int)")))
                .hasMessageContaining("0001_first.sql was changed");
    }

    @Test
    void otherLineEndsAreNoChange() {
        migrate(new Migration(1, "first", "CREATE TABLE a (\n n int)"));

        assertThat(migrate(new Migration(1, "first", "CREATE TABLE a (\r\n n int)")))
                .isZero();
    }

    @Test
    void aDatabaseNewerThanTheProgramIsRefused() {
        migrate(FIRST, SECOND);

        assertThatThrownBy(() -> migrate(FIRST))
                .hasMessageContaining("the database is at schema 2, but this program only knows schema 1");
    }

    @Test
    void aFileBelowTheReachedNumberIsRefused() {
        migrate(FIRST, new Migration(3, "third", "SELECT 1"));

        assertThatThrownBy(() -> migrate(FIRST, SECOND, new Migration(3, "third", "SELECT 1")))
                .hasMessageContaining("never got 0002_second.sql");
    }

    @Test
    void twoFilesOfOneNumberAreRefused() {
        assertThatThrownBy(() -> Migration.ordered(List.of(FIRST, new Migration(1, "other", ""))))
                .isInstanceOf(BackendFailed.class)
                .hasMessageContaining("share a number");
    }

    @Test
    void anUnreachableServerIsNamed() {
        assertThatThrownBy(() -> TestBackends.wait(Migrations.migrate(vertx, "postgresql://u:s3cret@127.0.0.1:1/db")))
                .hasMessageContaining("PostgreSQL at 127.0.0.1:1 cannot be reached");
    }

    private int migrate(Migration... migrations) {
        return TestBackends.wait(Migrations.migrate(vertx, url, List.of(migrations)));
    }

    private long count(String table) {
        return TestBackends.wait(PgConnection.connect(vertx, PgConnectOptions.fromUri(url))
                .compose(connection -> connection
                        .query("SELECT count(*) FROM " + table)
                        .execute()
                        .map(rows -> rows.iterator().next().getLong(0))
                        .eventually(connection::close)));
    }
}
