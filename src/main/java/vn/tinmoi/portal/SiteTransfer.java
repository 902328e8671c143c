package vn.tinmoi.portal;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import vn.tinmoi.news.Category;
import vn.tinmoi.people.Actor;
import vn.tinmoi.portal.SiteDocument.Words;

/**
 * Takes a whole site out of a database, and puts one in the place of another: one version more, which every node follows.
 * Any thread; fails with the server's exceptions.
 */
public final class SiteTransfer {
    private final PortalReads reads;

    public SiteTransfer(PortalReads reads) {
        this.reads = reads;
    }

    // one statement: of one moment
    private static final String SITE = """
            SELECT p.version, p.document::text AS document,
                   (SELECT coalesce(json_agg(json_build_object('slug', slug, 'vi', name_vi, 'en', name_en, 'parent', parent,
                                                               'hidden', hidden)
                                             ORDER BY position, slug), '[]')
                      FROM category c
                     WHERE NOT EXISTS (SELECT FROM category_former f WHERE f.slug = c.slug))::text AS categories,
                   (SELECT coalesce(json_object_agg(slug, into_slug), '{}')
                      FROM category_former)::text AS former,
                   (SELECT coalesce(json_agg(json_build_object('slug', slug, 'status', status, 'title_vi', title_vi,
                                                               'title_en', title_en, 'body_vi', body_vi,
                                                               'body_en', body_en)
                                             ORDER BY slug COLLATE "C"), '[]')
                      FROM portal_page)::text AS pages
              FROM portal p""";

    private record Found(int version, WholeSite site) {}

    /** The site as it is now. */
    public Future<WholeSite> site(SqlClient client) {
        return found(client).map(Found::site);
    }

    private Future<Found> found(SqlClient client) {
        return client.preparedQuery(SITE).execute().map(rows -> {
            var row = rows.iterator().next();
            var former = new TreeMap<String, String>();
            new JsonObject(row.getString("former")).forEach(one -> former.put(one.getKey(), (String) one.getValue()));
            var categories = PortalReads.objects(row.getString("categories"))
                    .map(PortalReads::category)
                    .toList();
            var pages = PortalReads.objects(row.getString("pages"))
                    .map(SiteTransfer::page)
                    .toList();
            var document = reads.document(row.getString("document")).following(former, categories);
            return new Found(row.getInteger("version"), new WholeSite(document, categories, former, pages));
        });
    }

    private static WholeSite.OwnPage page(JsonObject row) {
        return new WholeSite.OwnPage(
                row.getString("slug"),
                new Words(row.getString("title_vi"), row.getString("title_en")),
                new Words(row.getString("body_vi"), row.getString("body_en")),
                row.getString("status"));
    }

    /**
     * What became of it.
     *
     * @param version the portal's now
     * @param before, after the same where nothing was to be done
     */
    public record Replaced(int version, WholeSite before, WholeSite after) {}

    // whoever changes the site changes this row: what is read after it stays as it is
    private static final String LOCK = "SELECT version FROM portal FOR UPDATE";

    private static final String STORIES = "SELECT category, count(*) AS stories FROM article GROUP BY category";

    /**
     * Puts the site in the place of what there is, in the caller's transaction, which is to end at once: the log's lock is
     * taken. Its pictures are there already.
     */
    public Future<Replaced> replace(SqlConnection transaction, WholeSite site, Actor actor) {
        return run(transaction, LOCK, Tuple.tuple())
                .compose(locked -> found(transaction))
                .compose(found -> run(transaction, STORIES, Tuple.tuple()).compose(rows -> {
                    var next = site.inPlaceOf(found.site(), stories(rows));
                    if (next.equals(found.site())) {
                        return Future.succeededFuture(new Replaced(found.version(), next, next));
                    }
                    return write(transaction, found, next, actor)
                            .map(written -> new Replaced(found.version() + 1, found.site(), next));
                }));
    }

    private static Map<String, Long> stories(RowSet<Row> rows) {
        var stories = new HashMap<String, Long>();
        rows.forEach(row -> stories.put(row.getString("category"), row.getLong("stories")));
        return stories;
    }

    private static final String LISTED = """
            INSERT INTO category (slug, name_vi, name_en, parent, hidden, position)
            SELECT n.slug, n.vi, n.en, n.parent, n.hidden, n.position
              FROM json_to_recordset($1::text::json)
                   AS n (slug text, vi text, en text, parent text, hidden boolean, position int)
            ON CONFLICT (slug) DO UPDATE
               SET name_vi = excluded.name_vi, name_en = excluded.name_en, parent = excluded.parent,
                   hidden = excluded.hidden, position = excluded.position""";

    private static final String ORPHANED = "UPDATE category SET parent = NULL WHERE slug <> ALL ($1)";

    private static final String FORGOTTEN = "DELETE FROM category_former WHERE slug <> ALL ($1)";

    private static final String REMEMBERED = """
            INSERT INTO category_former (slug, into_slug)
            SELECT * FROM unnest($1::text[], $2::text[])
            ON CONFLICT (slug) DO UPDATE SET into_slug = excluded.into_slug""";

    // one that stories stand in has a former name by now, and they move
    private static final String DROPPED = """
            DELETE FROM category c
             WHERE c.slug <> ALL ($1) AND NOT EXISTS (SELECT FROM article a WHERE a.category = c.slug)""";

    private Future<RowSet<Row>> write(SqlConnection in, Found found, WholeSite next, Actor actor) {
        var slugs = next.categories().stream().map(Category::slug).toArray(String[]::new);
        var old = next.former().keySet().toArray(String[]::new);
        var now = next.former().values().toArray(String[]::new);
        var detail = new JsonObject()
                .put("categories", slugs.length)
                .put("pages", next.pages().size());
        return run(in, LISTED, Tuple.of(CategoryWrites.list(next.categories())))
                .compose(done -> run(in, ORPHANED, Tuple.of(slugs)))
                .compose(done -> run(in, FORGOTTEN, Tuple.of(old)))
                .compose(done -> run(in, REMEMBERED, Tuple.of((Object) old, (Object) now)))
                .compose(done -> run(in, DROPPED, Tuple.of(slugs)))
                .compose(done -> pages(in, found.site(), next, actor))
                .compose(done -> run(
                        in,
                        SiteWrites.WRITE,
                        Tuple.of(
                                found.version(),
                                actor.name(),
                                "site.import",
                                detail.encode(),
                                SiteWrites.text(next.document()))));
    }

    private static final String PAGES_GONE = """
            WITH gone AS (
                DELETE FROM portal_page WHERE slug <> ALL ($1) RETURNING *)
            INSERT INTO portal_page_version (slug, version, actor, action, snapshot)
            SELECT slug, version + 1, $2, 'delete', to_jsonb(gone) FROM gone""";

    private static final String PAGES = """
            WITH kept AS (
                INSERT INTO portal_page (slug, version, status, title_vi, title_en, body_vi, body_en)
                SELECT n.slug, 1, n.status, n.title_vi, n.title_en, n.body_vi, n.body_en
                  FROM json_to_recordset($1::text::json)
                       AS n (slug text, status text, title_vi text, title_en text, body_vi text, body_en text)
                ON CONFLICT (slug) DO UPDATE
                   SET version = portal_page.version + 1, status = excluded.status, title_vi = excluded.title_vi,
                       title_en = excluded.title_en, body_vi = excluded.body_vi, body_en = excluded.body_en,
                       updated_at = now()
                RETURNING *)
            INSERT INTO portal_page_version (slug, version, actor, action, snapshot)
            SELECT slug, version, $2, 'import', to_jsonb(kept) FROM kept""";

    private static Future<RowSet<Row>> pages(SqlConnection in, WholeSite before, WholeSite next, Actor actor) {
        var slugs = next.pages().stream().map(WholeSite.OwnPage::slug).toArray(String[]::new);
        var other = new ArrayList<JsonObject>();
        for (var page : next.pages()) if (!page.equals(before.page(page.slug()))) other.add(row(page));
        return run(in, PAGES_GONE, Tuple.of(slugs, actor.name()))
                .compose(done -> run(in, PAGES, Tuple.of(new JsonArray(List.copyOf(other)).encode(), actor.name())));
    }

    private static JsonObject row(WholeSite.OwnPage page) {
        return new JsonObject()
                .put("slug", page.slug())
                .put("status", page.status())
                .put("title_vi", page.title().vi())
                .put("title_en", page.title().en())
                .put("body_vi", page.bodyHtml().vi())
                .put("body_en", page.bodyHtml().en());
    }

    private static Future<RowSet<Row>> run(SqlConnection in, String sql, Tuple arguments) {
        return in.preparedQuery(sql).execute(arguments);
    }
}
