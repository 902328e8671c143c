package vn.tinmoi.store;

import io.vertx.core.net.ClientSSLOptions;
import io.vertx.core.net.NetClientOptions;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.SslMode;

/** The setting {@code TINMOI_DATABASE_URL} as the client needs it. */
final class PostgresUrl {
    static final int CONNECT_MS = 2_000;
    private static final int UNACKNOWLEDGED_MS = 10_000; // a server whose machine vanished is noticed after this long
    static final int LONGEST_ANSWER = 9; // s; a caller waits 7.5 s

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

    /** Of every connection. The time-out of silence is for logging in; after that there is {@link AnswerWatch}. */
    static NetClientOptions sockets() {
        return new NetClientOptions()
                .setConnectTimeout(CONNECT_MS)
                .setTcpKeepAlive(true)
                .setTcpUserTimeout(UNACKNOWLEDGED_MS)
                .setIdleTimeout(LONGEST_ANSWER);
    }

    /** As libpq does: up to "require" any certificate, "verify-ca" a trusted one, "verify-full" one for this very host. */
    private static ClientSSLOptions tls(SslMode mode) {
        boolean trustAll = mode != SslMode.VERIFY_CA && mode != SslMode.VERIFY_FULL;
        return new ClientSSLOptions()
                .setTrustAll(trustAll)
                .setHostnameVerificationAlgorithm(mode == SslMode.VERIFY_FULL ? "HTTPS" : "");
    }
}
