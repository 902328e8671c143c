package vn.tinmoi.log;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxException;
import io.vertx.pgclient.PgConnection;
import io.vertx.pgclient.PgNotification;
import io.vertx.sqlclient.Tuple;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import vn.tinmoi.store.Database;

/**
 * One connection that hears {@code NOTIFY tinmoi_log} and {@code tinmoi_said} until it is lost. Kept by hand rather than by
 * the client's
 * {@code PgSubscriber}: that one cannot give up a connection which is dead without having said so, and after a failed
 * LISTEN it starts two reconnects. Notices its own deafness: a NOTIFY to itself that is not heard in time ends it. Owned by
 * the tailer's context.
 */
final class Listening {
    private static final int CONNECT_SECONDS = 5;

    private final Vertx vertx;
    private final PgConnection connection;
    private final String sonarChannel;
    private final long sonarMillis;
    private final Runnable onNews;
    private final Consumer<String> onSaid;
    private final Runnable onLost;
    private boolean open;
    private boolean lost;
    private long sent;
    private long heard;
    private long timer = -1;

    private Listening(
            Vertx vertx,
            PgConnection connection,
            long sonarMillis,
            Runnable onNews,
            Consumer<String> onSaid,
            Runnable onLost) {
        this.vertx = vertx;
        this.connection = connection;
        this.sonarMillis = sonarMillis;
        this.onNews = onNews;
        this.onSaid = onSaid;
        this.onLost = onLost;
        this.sonarChannel =
                "tinmoi_sonar_" + Long.toHexString(ThreadLocalRandom.current().nextLong());
    }

    /**
     * Connects and listens. {@code onNews}: something was appended since; {@code onSaid}: what was said besides; {@code
     * onLost}: called once when nothing more will
     * be heard, not after {@link #close}. Events from before the future succeeds are not reported: read once after it.
     */
    static Future<Listening> open(
            Vertx vertx,
            Database database,
            long sonarMillis,
            Runnable onNews,
            Consumer<String> onSaid,
            Runnable onLost) {
        var connecting = database.connect();
        return connecting
                .timeout(CONNECT_SECONDS, TimeUnit.SECONDS)
                .onFailure(late -> connecting.onSuccess(Listening::drop))
                .map(connection -> new Listening(vertx, connection, sonarMillis, onNews, onSaid, onLost))
                .compose(Listening::listen);
    }

    private Future<Listening> listen() {
        connection.notificationHandler(this::hear);
        connection.exceptionHandler(failure -> lose());
        connection.closeHandler(closed -> lose());
        return connection
                .query("LISTEN tinmoi_log; LISTEN tinmoi_said; LISTEN " + sonarChannel)
                .execute()
                .timeout(CONNECT_SECONDS, TimeUnit.SECONDS)
                .onFailure(failure -> close())
                .map(listening -> {
                    if (lost) throw new VertxException("PostgreSQL closed the connection", true);
                    open = true;
                    timer = vertx.setPeriodic(sonarMillis, tick -> ping());
                    return this;
                });
    }

    private void hear(PgNotification notification) {
        if (lost) return;
        var channel = notification.getChannel();
        if (channel.equals(sonarChannel)) heard = Long.parseLong(notification.getPayload());
        else if (channel.equals("tinmoi_said")) onSaid.accept(notification.getPayload());
        else onNews.run();
    }

    private void ping() {
        if (heard < sent) {
            lose();
            return;
        }
        sent++;
        connection
                .preparedQuery("SELECT pg_notify($1, $2)")
                .execute(Tuple.of(sonarChannel, Long.toString(sent)))
                .onFailure(failure -> lose());
    }

    private void lose() {
        if (lost) return;
        close();
        if (open) onLost.run();
    }

    void close() {
        lost = true;
        vertx.cancelTimer(timer);
        drop(connection);
    }

    /** A dead peer never answers the good-bye; nobody waits for it. */
    private static void drop(PgConnection connection) {
        connection.close().onFailure(gone -> {});
    }
}
