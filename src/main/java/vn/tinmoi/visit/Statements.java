package vn.tinmoi.visit;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;

/** What this room asks of PostgreSQL: one autocommit statement, in bounded time. */
@FunctionalInterface
interface Statements {
    Future<RowSet<Row>> query(String sql, Tuple arguments);
}
