package vn.tinmoi.portal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import vn.tinmoi.people.Actor;
import vn.tinmoi.store.Database;

/**
 * Writes the portal's document: one autocommit statement, guarded by the version that it was decided on, which also notes the
 * version, says so in the audit and tells the log. Any thread; fails as {@link Database#write} does.
 */
final class SiteWrites {
    private final Database db;
    private final PortalReads reads;

    SiteWrites(Database db, PortalReads reads) {
        this.db = db;
        this.reads = reads;
    }

    // the event comes last, in the outermost list, which is evaluated when all else is done: the log's lock is the last
    // one
    static final String WRITE = """
            WITH changed AS (
                UPDATE portal SET version = version + 1, document = $5::text::json WHERE version = $1::int
                RETURNING version, document),
            noted AS (
                INSERT INTO portal_version (version, actor, action, detail, document)
                SELECT version, $2::text, $3::text, $4::text::jsonb, document FROM changed
                RETURNING version),
            audited AS (
                INSERT INTO audit (actor, action, detail)
                SELECT $2::text, $3::text, $4::text::jsonb FROM changed
                RETURNING id),
            done AS (
                SELECT (SELECT count(*) FROM noted), (SELECT count(*) FROM audited))
            SELECT append_event('portal.changed', NULL, changed.version, NULL, NULL, false,
                                json_build_object('version', changed.version)) AS seq
              FROM changed, done""";

    /** False: the portal was changed since, nothing was written. {@code detail}: what the audit says besides. */
    Future<Boolean> write(int version, SiteDocument next, String action, JsonObject detail, Actor actor) {
        return db.write(WRITE, Tuple.of(version, actor.name(), action, detail.encode(), text(next)))
                .map(rows -> rows.size() > 0);
    }

    /** The document as it is stored and exported: the same for the same, byte for byte. */
    static String text(SiteDocument document) {
        try {
            return PortalReads.JSON.writeValueAsString(document);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a document that cannot be written", e);
        }
    }

    /** The same as a tree, to lay other fields over. */
    static ObjectNode tree(SiteDocument document) {
        return PortalReads.JSON.valueToTree(document);
    }

    private static final String VERSIONS = """
            SELECT version, actor, action, at
              FROM portal_version
             WHERE version < $1
             ORDER BY version DESC
             LIMIT $2""";

    /** Those before one, the newest first. */
    Future<List<Sites.Version>> versions(int before, int limit) {
        return db.query(VERSIONS, Tuple.of(before, limit))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(row -> new Sites.Version(
                                row.getInteger("version"),
                                row.getString("actor"),
                                row.getString("action"),
                                row.getOffsetDateTime("at").toInstant()))
                        .toList());
    }

    private static final String VERSION = "SELECT document::text AS document FROM portal_version WHERE version = $1";

    /** What the document said from that version on; version 0: nothing was set. */
    Future<Optional<SiteDocument>> document(int version) {
        if (version == 0) return Future.succeededFuture(Optional.of(reads.document("{}")));
        return db.query(VERSION, Tuple.of(version)).map(rows -> {
            var row = rows.iterator();
            return row.hasNext() ? Optional.of(reads.document(row.next().getString("document"))) : Optional.empty();
        });
    }
}
