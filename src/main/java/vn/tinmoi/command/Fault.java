package vn.tinmoi.command;

import java.util.Locale;

/**
 * What {@code doctor} can find. Each has three sentences: {@code doctor.<name>.what}, {@code .why} and {@code .do}. A name is
 * for ever: scripts look for it.
 */
enum Fault {
    SETTINGS_UNUSABLE("settings", Severity.ERROR),
    TRUSTED_EVERYONE("settings.trusted-proxies", Severity.ERROR),
    LIFTED_EVERYONE("settings.limits-lifted", Severity.WARNING),
    MANAGEMENT_OPEN("settings.management-host", Severity.WARNING),
    SITE_UNNAMED("settings.site-url", Severity.WARNING),

    DESCRIPTORS("machine.descriptors", Severity.WARNING),
    DISK("machine.disk", Severity.ERROR),
    HTTP_PORT("machine.http-port", Severity.ERROR),
    MANAGEMENT_PORT("machine.management-port", Severity.ERROR),

    POSTGRES_AWAY("postgresql", Severity.ERROR),
    POSTGRES_OLD("postgresql.version", Severity.ERROR),
    POSTGRES_FSYNC("postgresql.fsync", Severity.ERROR),
    POSTGRES_PAGES("postgresql.full-page-writes", Severity.ERROR),
    POSTGRES_COMMIT("postgresql.synchronous-commit", Severity.ERROR),
    POSTGRES_ENCODING("postgresql.encoding", Severity.ERROR),
    POSTGRES_STANDBY("postgresql.standby", Severity.ERROR),
    POSTGRES_POOLED("postgresql.pooler", Severity.ERROR),
    CLOCK("clock", Severity.ERROR),
    NO_BACKUP("backup", Severity.WARNING),
    OLD_BACKUP("backup.age", Severity.WARNING),

    REDIS_AWAY("redis", Severity.ERROR),
    REDIS_OLD("redis.version", Severity.ERROR),
    REDIS_EVICTS("redis.maxmemory-policy", Severity.WARNING),

    SITE_AWAY("site", Severity.ERROR),
    SITE_STRANGER("site.stranger", Severity.ERROR),
    SITE_PLAIN("site.plain", Severity.WARNING),
    SITE_CERTIFICATE("site.certificate", Severity.ERROR),
    SITE_EXPIRES("site.certificate.expires", Severity.WARNING),
    SITE_HSTS("site.hsts", Severity.WARNING),
    SITE_NODES("site.nodes", Severity.ERROR),
    STREAM_BUFFERED("site.buffered", Severity.ERROR),
    STREAM_COMPRESSED("site.compressed", Severity.WARNING),
    STREAM_CUT("site.idle", Severity.ERROR),
    FORWARDED_STRIPPED("site.forwarded.missing", Severity.ERROR),
    FORWARDED_UNBELIEVED("site.forwarded.unbelieved", Severity.ERROR),
    FORWARDED_FORGED("site.forwarded.forged", Severity.ERROR),
    WEBSOCKET("site.websocket", Severity.ERROR);

    /** Whether it takes something from readers or editors, or only may one day. */
    enum Severity {
        ERROR,
        WARNING;

        String wire() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final String wire;
    private final Severity severity;

    Fault(String wire, Severity severity) {
        this.wire = wire;
        this.severity = severity;
    }

    String wire() {
        return wire;
    }

    Severity severity() {
        return severity;
    }
}
