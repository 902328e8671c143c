package vn.tinmoi.portal;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import vn.tinmoi.news.Problem;
import vn.tinmoi.people.Actor;
import vn.tinmoi.portal.SiteDocument.Words;
import vn.tinmoi.store.Database;

/**
 * The portal's own pages, read and changed. A change is one autocommit statement that counts the portal's version up, keeps the
 * page as it was, and tells the log; a future that succeeds is committed and known to this node. Any thread; fails with a
 * {@link Problem}.
 */
public final class Pages {
    private static final int MOST = 200;

    private final Database db;
    private final CurrentPortal current;

    public Pages(Database db, CurrentPortal current) {
        this.db = db;
        this.current = current;
    }

    /** A page with its version, 1 or more, and when it changed last. */
    public record Kept(WholeSite.OwnPage page, int version, Instant updatedAt) {
        public boolean isPublished() {
            return page.status().equals("published");
        }
    }

    private static final String PAGE = """
            SELECT slug, version, status, title_vi, title_en, body_vi, body_en, updated_at
              FROM portal_page
             WHERE slug = $1""";

    /** The page in whatever state; empty: there is none. */
    public Future<Optional<Kept>> page(String slug) {
        return db.query(PAGE, Tuple.of(slug)).map(rows -> {
            var row = rows.iterator();
            return row.hasNext() ? Optional.of(kept(row.next())) : Optional.empty();
        });
    }

    private static Kept kept(Row row) {
        var page = new WholeSite.OwnPage(
                row.getString("slug"),
                new Words(row.getString("title_vi"), row.getString("title_en")),
                new Words(row.getString("body_vi"), row.getString("body_en")),
                row.getString("status"));
        return new Kept(
                page,
                row.getInteger("version"),
                row.getOffsetDateTime("updated_at").toInstant());
    }

    private static final String ALL = """
            SELECT slug, version, status, title_vi, title_en, '' AS body_vi, '' AS body_en, updated_at
              FROM portal_page
             ORDER BY title_vi, slug""";

    /** All of them in whatever state, without their texts. */
    public Future<List<Kept>> all() {
        return list(ALL);
    }

    private static final String PUBLISHED = """
            SELECT slug, version, status, title_vi, title_en, body_vi, body_en, updated_at
              FROM portal_page
             WHERE status = 'published'
             ORDER BY title_vi, slug""";

    /** Those that readers see, with their texts. */
    public Future<List<Kept>> published() {
        return list(PUBLISHED);
    }

    private Future<List<Kept>> list(String sql) {
        return db.query(sql, Tuple.tuple())
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(Pages::kept)
                        .toList());
    }

    private static final String CHANGED = """
            WITH changed AS (
                UPDATE portal SET version = version + 1 WHERE version = coalesce($1::int, version)
                RETURNING version, document),
            noted AS (
                INSERT INTO portal_version (version, actor, action, detail, document)
                SELECT version, $2::text, $3::text, jsonb_build_object('slug', $4::text), document FROM changed
                RETURNING version),
            audited AS (
                INSERT INTO audit (actor, action, detail)
                SELECT $2::text, $3::text, jsonb_build_object('slug', $4::text) FROM changed
                RETURNING id),
            """;

    private static final String TOLD = """
            kept AS (
                INSERT INTO portal_page_version (slug, version, actor, action, snapshot)
                SELECT touched.slug, touched.version, $2::text, $3::text, to_jsonb(touched) FROM touched
                RETURNING slug),
            done AS (
                SELECT (SELECT count(*) FROM noted), (SELECT count(*) FROM audited), (SELECT count(*) FROM kept))
            SELECT append_event('portal.changed', NULL, changed.version, NULL, NULL, false,
                                json_build_object('version', changed.version)) AS seq
              FROM changed, done""";

    private static final String SAVE = CHANGED + """
            touched AS (
                INSERT INTO portal_page AS p (slug, version, status, title_vi, title_en, body_vi, body_en)
                SELECT $4::text, 1, $5::text, $6::text, $7::text, $8::text, $9::text FROM changed
                ON CONFLICT (slug) DO UPDATE
                   SET version = p.version + 1, status = excluded.status, title_vi = excluded.title_vi,
                       title_en = excluded.title_en, body_vi = excluded.body_vi, body_en = excluded.body_en,
                       updated_at = now()
                RETURNING *),
            """ + TOLD;

    /**
     * Makes the page, or another version of it; one that says the same is none. {@code seen}: the portal's version that the
     * caller saw, another one now is a CONFLICT; null: whichever.
     */
    public Future<Kept> save(WholeSite.OwnPage page, @Nullable Integer seen, Actor actor) {
        return page(page.slug()).compose(before -> {
            requireSeen(seen);
            if (before.isPresent() && before.get().page().equals(page)) return Future.succeededFuture(before.get());
            return roomFor(before).compose(free -> write(page, seen, actor));
        });
    }

    private Future<Void> roomFor(Optional<Kept> before) {
        if (before.isPresent()) return Future.succeededFuture();
        return all().map(pages -> {
            if (pages.size() >= MOST) throw Problem.invalid("slug", "list.too-long", MOST);
            return null;
        });
    }

    private Future<Kept> write(WholeSite.OwnPage page, @Nullable Integer seen, Actor actor) {
        var arguments = Tuple.of(
                        seen,
                        actor.name(),
                        "page.save",
                        page.slug(),
                        page.status(),
                        page.title().vi())
                .addValue(page.title().en())
                .addValue(page.bodyHtml().vi())
                .addValue(page.bodyHtml().en());
        return write(SAVE, arguments)
                .compose(written -> page(page.slug()))
                .map(saved -> saved.orElseThrow(() -> Problem.notFound("page.unknown", page.slug())));
    }

    private static final String REMOVE = CHANGED + """
            touched AS (
                DELETE FROM portal_page p USING changed WHERE p.slug = $4::text
                RETURNING p.*),
            """ + TOLD;

    /** Takes it away; its versions are kept. NOT_FOUND where there is none. */
    public Future<Void> remove(String slug, @Nullable Integer seen, Actor actor) {
        return page(slug).compose(before -> {
            requireSeen(seen);
            if (before.isEmpty()) throw Problem.notFound("page.unknown", "/trang/" + slug);
            return write(REMOVE, Tuple.of(seen, actor.name(), "page.remove", slug));
        });
    }

    private void requireSeen(@Nullable Integer seen) {
        int now = current.get().version();
        if (seen != null && seen != now) throw Problem.conflict("portal.version", now);
    }

    private Future<Void> write(String sql, Tuple arguments) {
        return db.write(sql, arguments).compose(rows -> {
            if (rows.size() > 0) return current.renew();
            return current.renew()
                    .compose(known -> Future.failedFuture(
                            Problem.conflict("portal.version", current.get().version())));
        });
    }

    /** As the API shows it. */
    static JsonObject json(Kept kept) {
        var page = kept.page();
        return new JsonObject()
                .put("slug", page.slug())
                .put("title", words(page.title()))
                .put("bodyHtml", words(page.bodyHtml()))
                .put("status", page.status())
                .put("version", kept.version())
                .put("updatedAt", kept.updatedAt().toString());
    }

    private static JsonObject words(Words words) {
        var json = new JsonObject().put("vi", words.vi());
        return words.en().isEmpty() ? json : json.put("en", words.en());
    }
}
