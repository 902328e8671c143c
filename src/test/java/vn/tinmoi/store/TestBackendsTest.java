package vn.tinmoi.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.PgConnection;
import org.junit.jupiter.api.Test;

final class TestBackendsTest {
    @Test
    void aFreshDatabaseIsMigratedAndAnEmptyOneIsNot() {
        assertThat(tables(TestBackends.freshDatabase())).isPositive();
        assertThat(tables(TestBackends.emptyDatabase())).isZero();
        assertThat(TestBackends.freshRedis()).startsWith("redis://");
    }

    private static long tables(String url) {
        var vertx = Vertx.vertx();
        long tables = TestBackends.wait(PgConnection.connect(vertx, PgConnectOptions.fromUri(url))
                .compose(connection -> connection
                        .query("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'")
                        .execute()
                        .map(rows -> rows.iterator().next().getLong(0))
                        .eventually(connection::close)));
        TestBackends.wait(vertx.close());
        return tables;
    }
}
