package vn.tinmoi.store;

import io.vertx.core.Future;
import io.vertx.core.VertxException;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.TransactionRollbackException;
import java.io.IOException;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Whose fault a failure of the PostgreSQL client is, and what to tell the operator. */
final class PostgresFault {
    private static final String NO_CONNECTION = "no connection to PostgreSQL: ";
    private static final String REFUSED_SETTING = "unsupported startup parameter"; // PgBouncer's words
    private static final int OLDEST = 15;

    /**
     * Classes of SQLSTATE that say "not now" of a right statement (PostgreSQL manual, appendix A): connection, login, no
     * such database, read-only standby, out of disk or connections, time-outs of ours, going down, I/O error.
     */
    private static final List<String> NOT_NOW =
            List.of("08", "28", "3D000", "25006", "53", "55P03", "57014", "57P", "58");

    /** Those of them by which a server says that it cannot serve anyone; with the others it has answered. */
    private static final List<String> AWAY = List.of("08", "28", "3D000", "25006", "53300", "57P");

    private static final List<String> GOING_DOWN = List.of("57P01", "57P02");

    private static final String ABOUT = """
            SELECT current_setting('server_version_num')::int / 10000 AS version,
                   current_setting('fsync')              AS fsync,
                   current_setting('full_page_writes')   AS full_page_writes,
                   current_setting('synchronous_commit') AS synchronous_commit,
                   current_setting('server_encoding')    AS encoding,
                   pg_is_in_recovery()                   AS standby""";

    private PostgresFault() {}

    /** Whether PostgreSQL is away or cannot serve now. The client's own complaints about arguments are our bugs instead. */
    static boolean isOutage(Throwable failure) {
        if (failure instanceof PgException refused) return isNotNow(refused.getSqlState());
        if (failure instanceof TransactionRollbackException) return false;
        if (failure instanceof IOException || failure instanceof TimeoutException) return true;
        return failure instanceof VertxException && !blamesArguments(failure.getMessage());
    }

    /** Whether the server lives, and said this itself. */
    static boolean isAnswer(Throwable failure) {
        return failure instanceof PgException refused
                && AWAY.stream().noneMatch(String.valueOf(refused.getSqlState())::startsWith);
    }

    /** Whether the pool says that all its connections are busy, or too many wait for one. */
    static boolean isQueue(Throwable failure) {
        var message = String.valueOf(failure.getMessage());
        return message.startsWith("Timeout waiting for connection")
                || message.startsWith("Connection pool reached max wait queue size")
                || message.startsWith(NO_CONNECTION);
    }

    /** The pool says in words alone that all its connections are busy. */
    static Throwable noConnection(Throwable none) {
        return new TimeoutException(NO_CONNECTION + none.getMessage());
    }

    /**
     * Of an outage that met a statement which was sent: whether it may have been carried out. The server's own refusals say
     * no, but for its last words to everyone when it goes down, which do not say how far the statement was.
     */
    static boolean leavesUnknown(Throwable failure) {
        if (failure instanceof PgException refused) return GOING_DOWN.contains(String.valueOf(refused.getSqlState()));
        var message = failure.getMessage();
        return message == null || !message.startsWith("Connection is not active"); // it was closed before it was used
    }

    /** Fails with {@link BackendFailed} when the server would lose or mangle what it is given. */
    static Future<Void> checkServer(PgConnectOptions options, SqlConnection connection) {
        return connection.query(ABOUT).execute().map(rows -> {
            var complaint = complaint(rows.iterator().next());
            if (complaint != null) throw new BackendFailed(address(options) + " " + complaint);
            return null;
        });
    }

    /** One sentence for the operator, without the password; {@code watch}: on the loop that asked. */
    static BackendFailed sentence(PgConnectOptions options, Throwable failure, LoopWatch watch) {
        return watch.blame(address(options), failure, () -> sentence(options, failure));
    }

    private static BackendFailed sentence(PgConnectOptions options, Throwable failure) {
        if (failure instanceof BackendFailed said) return said;
        return new Unreachable(address(options) + " " + complaint(options, failure), failure);
    }

    private static boolean isNotNow(@Nullable String state) {
        return state != null && NOT_NOW.stream().anyMatch(state::startsWith);
    }

    private static boolean blamesArguments(@Nullable String message) {
        return message != null
                && (message.startsWith("The number of parameters") || message.startsWith("Parameter at position"));
    }

    private static String address(PgConnectOptions options) {
        return "PostgreSQL at " + options.getHost() + ":" + options.getPort();
    }

    private static @Nullable String complaint(Row about) {
        if (about.getInteger("version") < OLDEST)
            return "is version " + about.getInteger("version") + ", but " + OLDEST
                    + " or newer is needed: upgrade it or set TINMOI_DATABASE_URL to a newer one";
        if (about.getBoolean("standby")) return "is a read-only standby: set TINMOI_DATABASE_URL to the primary server";
        if (!about.getString("encoding").equals("UTF8"))
            return "has a database in " + about.getString("encoding")
                    + ", but Vietnamese needs UTF8: create it with ENCODING 'UTF8' TEMPLATE template0";
        for (var setting : List.of("fsync", "full_page_writes", "synchronous_commit"))
            if (about.getString(setting).equals("off"))
                return "may lose what it said it saved: " + setting + " is off, set it to on in postgresql.conf";
        return null;
    }

    private static String complaint(PgConnectOptions options, Throwable failure) {
        if (failure instanceof PgException refused) return complaint(options, refused);
        if (failure instanceof UnknownHostException)
            return "cannot be found, its host name is unknown: check the host in TINMOI_DATABASE_URL";
        if (failure instanceof TimeoutException)
            return "does not answer in time: check host and port in TINMOI_DATABASE_URL, and firewalls";
        return "cannot be reached (" + failure.getMessage() + ", sslmode="
                + options.getSslMode().name().toLowerCase(Locale.ROOT).replace('_', '-')
                + "): check that it runs, and host, port and sslmode in TINMOI_DATABASE_URL";
    }

    /** Whether that is no server but a pooler, which takes no settings of a session. */
    static boolean isPooler(PgException refused) {
        return String.valueOf(refused.getErrorMessage()).contains(REFUSED_SETTING);
    }

    private static String complaint(PgConnectOptions options, PgException refused) {
        if (isPooler(refused))
            return "is a pooler such as PgBouncer (" + refused.getErrorMessage()
                    + "), and a node has a pool of its own: set TINMOI_DATABASE_URL to PostgreSQL itself, usually port 5432";
        return switch (String.valueOf(refused.getSqlState())) {
            case "28P01", "28000" ->
                "refuses the user " + options.getUser() + " or the password (" + refused.getErrorMessage()
                        + "): check both in TINMOI_DATABASE_URL";
            case "3D000" ->
                "has no database " + options.getDatabase() + ": create it with CREATE DATABASE " + options.getDatabase()
                        + ", or correct the name in TINMOI_DATABASE_URL";
            default ->
                "refuses us (" + refused.getErrorMessage() + ", SQLSTATE " + refused.getSqlState()
                        + "): check its log and TINMOI_DATABASE_URL";
        };
    }
}
