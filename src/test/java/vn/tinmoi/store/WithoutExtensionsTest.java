package vn.tinmoi.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.PgConnection;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A database whose owner gave us its schema and nothing else. */
final class WithoutExtensionsTest {
    private final Vertx vertx = Vertx.vertx();
    private final String url = TestBackends.emptyDatabase();

    @AfterEach
    void close() {
        TestBackends.wait(vertx.close());
    }

    @Test
    void whoMayNotMakeAnExtensionIsMigratedWithoutIt() {
        var guest = "guest_" + ProcessHandle.current().pid();
        sql(url, "CREATE ROLE " + guest + " LOGIN PASSWORD 'guest'");
        sql(url, "GRANT ALL ON SCHEMA public TO " + guest);

        assertThat(TestBackends.wait(Migrations.migrate(vertx, url.replaceFirst("//[^@]*@", "//" + guest + ":guest@"))))
                .isEqualTo(Migration.onClassPath().size());

        var found = sql(
                        url,
                        "SELECT to_regclass('article_search_title_u') IS NOT NULL,"
                                + " to_regclass('article_search_title_letters') IS NULL,"
                                + " EXISTS (SELECT FROM pg_extension WHERE extname = 'pg_trgm')")
                .iterator()
                .next();
        assertThat(found.getBoolean(0)).isTrue();
        assertThat(found.getBoolean(1)).isTrue();
        assertThat(found.getBoolean(2)).isFalse();
    }

    private RowSet<Row> sql(String at, String statement) {
        return TestBackends.wait(PgConnection.connect(vertx, PgConnectOptions.fromUri(at))
                .compose(connection -> connection.query(statement).execute().eventually(connection::close)));
    }
}
