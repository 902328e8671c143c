package vn.tinmoi.store;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.vertx.core.Closeable;
import io.vertx.core.Completable;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetClientOptions;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.spi.PgDriver;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.impl.SocketConnectionBase;
import io.vertx.sqlclient.internal.SqlConnectionInternal;
import io.vertx.sqlclient.internal.command.CommandBase;
import io.vertx.sqlclient.internal.command.CommandResponse;
import io.vertx.sqlclient.spi.ConnectionFactory;
import java.util.concurrent.TimeUnit;

/**
 * Closes a connection to PostgreSQL that owes an answer for longer than any statement may take: a server that froze, or a
 * proxy that swallows what it is given, would keep its place in the pool for ever. One that owes nothing may be silent as
 * long as it likes. It stands between the client's codec and its connection, where commands and their answers can be
 * counted; the public API knows only a time-out of silence, which closes connections at rest. One event loop each.
 */
final class AnswerWatch extends ChannelDuplexHandler {
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(PostgresUrl.LONGEST_ANSWER);

    private int owed;
    private long since; // when the oldest answer that is owed was asked for, or the last one came
    private boolean looking;

    /** PostgreSQL's driver, with all its connections watched. */
    static final class Driver extends PgDriver {
        @Override
        public ConnectionFactory<PgConnectOptions> createConnectionFactory(Vertx vertx, NetClientOptions transport) {
            return new Watched(super.createConnectionFactory(vertx, transport));
        }
    }

    private record Watched(ConnectionFactory<PgConnectOptions> factory)
            implements ConnectionFactory<PgConnectOptions>, Closeable {
        @Override
        public Future<SqlConnection> connect(Context context, PgConnectOptions options) {
            return factory.connect(context, options).map(Watched::watch);
        }

        @Override
        public void close(Completable<Void> completion) {
            factory.close(completion);
        }

        /** Until here the socket's own time-out of silence has watched the login. */
        private static SqlConnection watch(SqlConnection connection) {
            var socket = (SocketConnectionBase) ((SqlConnectionInternal) connection).unwrap();
            var pipeline = socket.socket().channelHandlerContext().pipeline();
            if (pipeline.get("idle") != null) pipeline.remove("idle");
            pipeline.addBefore("handler", "answers", new AnswerWatch());
            return connection;
        }
    }

    @Override
    public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
        if (message instanceof CommandBase<?>) owe(ctx);
        ctx.write(message, promise);
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (message instanceof CommandResponse<?>) {
            owed--;
            since = now(ctx);
        }
        ctx.fireChannelRead(message);
    }

    private void owe(ChannelHandlerContext ctx) {
        if (owed++ == 0) since = now(ctx);
        if (looking) return;
        looking = true;
        lookIn(ctx, PATIENCE);
    }

    /** One timer for all statements of so long, rather than one each. */
    private void lookIn(ChannelHandlerContext ctx, long nanos) {
        var unused = ctx.executor().schedule(() -> look(ctx), nanos, TimeUnit.NANOSECONDS);
    }

    private void look(ChannelHandlerContext ctx) {
        long left = since + PATIENCE - now(ctx);
        looking = owed > 0 && ctx.channel().isActive();
        if (looking && left > 0) lookIn(ctx, left);
        else if (looking) ctx.close();
    }

    private static long now(ChannelHandlerContext ctx) {
        return ctx.executor().ticker().nanoTime();
    }
}
