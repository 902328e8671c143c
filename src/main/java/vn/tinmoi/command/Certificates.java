package vn.tinmoi.command;

import io.vertx.core.http.HttpConnection;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import javax.net.ssl.SSLPeerUnverifiedException;

/** What a connection's certificate says. */
final class Certificates {
    private Certificates() {}

    /** Milliseconds since 1970; the far future without TLS. */
    static long lastDay(HttpConnection connection) {
        try {
            var session = connection.sslSession();
            if (session == null) return Long.MAX_VALUE;
            return List.<Certificate>of(session.getPeerCertificates()).stream()
                    .filter(X509Certificate.class::isInstance)
                    .map(one -> ((X509Certificate) one).getNotAfter().toInstant())
                    .min(Comparator.naturalOrder())
                    .map(Instant::toEpochMilli)
                    .orElse(Long.MAX_VALUE);
        } catch (SSLPeerUnverifiedException e) {
            return Long.MAX_VALUE;
        }
    }
}
