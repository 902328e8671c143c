package vn.tinmoi.portal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import vn.tinmoi.news.Problem;
import vn.tinmoi.people.Actor;
import vn.tinmoi.store.Database;

/**
 * The portal's document as an administrator changes it. A change reads the portal, decides, and is written under the version
 * that was read. A future that succeeds is committed and known to this node. What says what is said already makes no version.
 * {@code seen}: the version that the caller saw, another one now is a CONFLICT; null: whichever. Any thread; fails with a
 * {@link Problem}.
 */
public final class Sites {
    private static final int TRIES = 20; // each round of a race has a winner

    private final PortalReads reads;
    private final SiteWrites writes;
    private final CurrentPortal current;

    public Sites(Database db, PortalReads reads, CurrentPortal current) {
        this.reads = reads;
        this.writes = new SiteWrites(db, reads);
        this.current = current;
    }

    /** The whole document, as it was sent. */
    Future<Portal> put(ObjectNode json, @Nullable Integer seen, Actor actor) {
        return write(seen, actor, "site.change", portal -> Future.succeededFuture(SiteForm.read(json, portal)));
    }

    /**
     * Other fields, the rest stays; an imprint is one field. Checked as the whole document is.
     *
     * @param fields of the document's JSON
     */
    public Future<Portal> change(ObjectNode fields, @Nullable Integer seen, Actor actor) {
        return write(
                seen,
                actor,
                "site.change",
                portal -> Future.succeededFuture(
                        SiteForm.read(SiteWrites.tree(portal.document()).setAll(fields), portal)));
    }

    /** Other pictures; what else is said stays. */
    public Future<Portal> dress(
            Function<SiteDocument.Pictures, SiteDocument.Pictures> change, @Nullable Integer seen, Actor actor) {
        return write(
                seen,
                actor,
                "site.pictures",
                portal -> Future.succeededFuture(
                        portal.document().with(change.apply(portal.document().pictures()))));
    }

    /** A change of the portal. {@code action}: as the audit calls it, such as {@code site.change}. */
    public record Version(int version, String actor, String action, Instant at) {}

    /** Says again what an earlier version said; NOT_FOUND for one there never was. */
    public Future<Portal> restore(int version, @Nullable Integer seen, Actor actor) {
        return write(
                seen,
                actor,
                "site.restore",
                portal -> writes.document(version)
                        .map(found -> found.orElseThrow(() -> Problem.notFound("portal.no-version", version))));
    }

    /** The changes before a version, the newest first. */
    public Future<List<Version>> versions(int before, int limit) {
        return writes.versions(before, limit);
    }

    private Future<Portal> write(
            @Nullable Integer seen, Actor actor, String action, Function<Portal, Future<SiteDocument>> decide) {
        return write(seen, actor, action, decide, TRIES);
    }

    private Future<Portal> write(
            @Nullable Integer seen,
            Actor actor,
            String action,
            Function<Portal, Future<SiteDocument>> decide,
            int tries) {
        return reads.portal().compose(portal -> {
            if (seen != null && seen != portal.version()) throw Problem.conflict("portal.version", portal.version());
            return decide.apply(portal).compose(next -> {
                if (next.equals(portal.document())) return known();
                var detail = new JsonObject().put("fields", changed(portal.document(), next));
                return requirePictures(next)
                        .compose(there -> writes.write(portal.version(), next, action, detail, actor))
                        .compose(written -> {
                            if (written) return known();
                            if (tries == 1) return Future.failedFuture(Problem.unavailable("desk.busy"));
                            return write(seen, actor, action, decide, tries - 1);
                        });
            });
        });
    }

    private Future<Portal> known() {
        return current.renew().map(done -> current.get());
    }

    private Future<Void> requirePictures(SiteDocument next) {
        return reads.pictures(next.pictureIds()).map(known -> {
            for (var one : SiteForm.pictures(next)) {
                if (!known.containsKey(one.id())) throw Problem.invalid(one.field(), "image.unknown", one.id());
            }
            return null;
        });
    }

    /** The fields that say something else. */
    private static List<String> changed(SiteDocument before, SiteDocument next) {
        var changed = new ArrayList<String>();
        var was = new JsonObject(SiteWrites.text(before));
        var is = new JsonObject(SiteWrites.text(next));
        was.copy().mergeIn(is).fieldNames().forEach(field -> {
            if (!Objects.equals(was.getValue(field), is.getValue(field))) changed.add(field);
        });
        return changed;
    }
}
