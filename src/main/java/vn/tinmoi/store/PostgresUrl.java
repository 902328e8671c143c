package vn.tinmoi.store;

import io.vertx.core.net.ClientSSLOptions;
import io.vertx.core.net.NetClientOptions;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.SslMode;

/** The setting {@code TINMOI_DATABASE_URL} as the client needs it. */
final class PostgresUrl {
    static final int CONNECT_MS = 2_000;
    private static final int UNACKNOWLEDGED_MS = 10_000; // a server whose machine vanished is noticed after this long
    private static final int STATEMENT_SILENCE = 9; // s; the longest answer takes 7.5 s
    private static final int LISTENING_SILENCE = 30; // s; the listener speaks to itself every 5 s

    private PostgresUrl() {}

    /** Throws {@link BackendFailed}, which never quotes the URL, since that has the password in it. */
    static PgConnectOptions options(String url) {
        try {
            var options = PgConnectOptions.fromUri(url);
            return options.setSslOptions(tls(options.getSslMode()));
        } catch (RuntimeException unreadable) {
            throw new BackendFailed("TINMOI_DATABASE_URL cannot be read: expected"
                    + " postgresql://user:password@host:5432/database?sslmode=prefer, with special characters of the"
                    + " password written as %XX");
        }
    }

    /**
     * Of connections that answer statements. One that says nothing for longer than any statement may take is closed, used or
     * not: a server that froze, or a proxy that swallows what it is given, would keep its place in the pool for ever. One
     * that rests is made anew when it is needed, in milliseconds.
     */
    static NetClientOptions sockets() {
        return silentFor(STATEMENT_SILENCE);
    }

    /** Of connections that are kept to listen. */
    static NetClientOptions listening() {
        return silentFor(LISTENING_SILENCE);
    }

    private static NetClientOptions silentFor(int seconds) {
        return new NetClientOptions()
                .setConnectTimeout(CONNECT_MS)
                .setTcpKeepAlive(true)
                .setTcpUserTimeout(UNACKNOWLEDGED_MS)
                .setIdleTimeout(seconds);
    }

    /** As libpq does: up to "require" any certificate, "verify-ca" a trusted one, "verify-full" one for this very host. */
    private static ClientSSLOptions tls(SslMode mode) {
        boolean trustAll = mode != SslMode.VERIFY_CA && mode != SslMode.VERIFY_FULL;
        return new ClientSSLOptions()
                .setTrustAll(trustAll)
                .setHostnameVerificationAlgorithm(mode == SslMode.VERIFY_FULL ? "HTTPS" : "");
    }
}
