package vn.tinmoi.conf;

import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Every setting of one process, read once. Each component is a commented line in {@code conf/tinmoi.properties}.
 *
 * @param database external PostgreSQL's URL; null: embedded
 * @param redis external Redis' URL; null: embedded
 * @param siteUrl absolute address readers use, without a trailing slash; null: the listener's
 * @param zone of dates and of the visitor day
 * @param apiToken bootstrap token; null: none
 * @param adminPassword first password of admin; null: random
 * @param secretKey 64 hexadecimal digits that seal the secrets in PostgreSQL; null: those of the file
 * @param secretKeyFile made at the first start where it is not there
 * @param eventLoops 1 to 256
 * @param maxConnections connections of the public listener, streams among them; 0: from the file descriptor limit
 * @param maxConnectionsPerAddress streams apart; 0: no limit
 * @param maxStreams streams this node accepts; 0: from the file descriptor limit
 * @param maxStreamsPerAddress 0: no limit; -1: a tenth of the node's, at least 200
 * @param streamsBurst new streams at once after a rest
 * @param newStreamsPerSecond how many more each second lets in; 0: no limit
 * @param maxWritesPerSecond writing calls of one token; 0: no limit
 * @param liftedLimits networks that no limit by address or token holds, such as a load tester's
 * @param allowedOrigins other sites whose pages may open {@code /ws}
 * @param trustedProxies proxies whose X-Forwarded-For is believed
 * @param visitsBurst new sessions at once for one /24 or /64
 * @param newVisitsPerMinute how many more each minute lets in
 * @param feedHub WebSub hub that the feeds name; null: none
 * @param themeDir folder of files that take the place of those of {@code webroot}; null: none
 * @param httpSocket file by which a proxy on this machine reaches the node; null: none
 * @param accessLog what is written of each answer
 * @param jsonLog whether the log is one JSON object a line
 * @param trace null: nothing is traced
 * @param importsFromAnywhere whether an import fetches pictures from private networks too
 */
public record Settings(
        Listener http,
        Listener management,
        @Nullable String database,
        @Nullable String redis,
        Path dataDir,
        @Nullable String siteUrl,
        String siteName,
        ZoneId zone,
        @Nullable String apiToken,
        @Nullable String adminPassword,
        @Nullable String secretKey,
        Path secretKeyFile,
        boolean sample,
        int eventLoops,
        int maxConnections,
        int maxConnectionsPerAddress,
        int maxStreams,
        int maxStreamsPerAddress,
        int streamsBurst,
        int newStreamsPerSecond,
        int maxWritesPerSecond,
        List<AddressRange> liftedLimits,
        Set<Origin> allowedOrigins,
        List<AddressRange> trustedProxies,
        int visitsBurst,
        int newVisitsPerMinute,
        @Nullable String feedHub,
        @Nullable Path themeDir,
        boolean importsFromAnywhere,
        @Nullable Path httpSocket,
        AccessFormat accessLog,
        boolean jsonLog,
        @Nullable Trace trace) {

    /** Where spans go, an OTLP collector's address over HTTP, and of how many requests in a hundred. */
    public record Trace(String endpoint, int percent) {}

    /** Of the access log. */
    public enum AccessFormat {
        OFF,
        COMMON,
        COMBINED,
        JSON
    }

    /** {@code port}: 0 any free one, -1 off. */
    public record Listener(String host, int port) {}
}
