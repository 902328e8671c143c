package vn.tinmoi.portal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import vn.tinmoi.article.PictureRow;
import vn.tinmoi.news.Category;
import vn.tinmoi.news.Picture;
import vn.tinmoi.store.Database;

/** What PostgreSQL holds of the portal. Any thread; fails as {@link Database#query} does. */
public final class PortalReads {
    /** Reads and writes {@link SiteDocument}; what a later version added is left out. */
    static final JsonMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private final Database database;
    private final String name;

    /** {@code name}: what a site is called that nobody named. */
    public PortalReads(Database database, String name) {
        this.database = database;
        this.name = name;
    }

    // one statement: of one moment
    private static final String PORTAL = """
            SELECT p.version, p.document::text AS document,
                   (SELECT coalesce(json_agg(json_build_object('slug', slug, 'vi', name_vi, 'en', name_en, 'parent', parent,
                                                               'hidden', hidden)
                                             ORDER BY position, slug), '[]')
                      FROM category c
                     WHERE NOT EXISTS (SELECT FROM category_former f WHERE f.slug = c.slug))::text AS categories,
                   (SELECT coalesce(json_object_agg(slug, into_slug), '{}')
                      FROM category_former)::text AS former,
                   (SELECT coalesce(json_agg(json_build_object('slug', slug, 'vi', title_vi, 'en', title_en)
                                             ORDER BY slug), '[]')
                      FROM portal_page
                     WHERE status = 'published')::text AS pages
              FROM portal p""";

    /** The portal as it is now. */
    public Future<Portal> portal() {
        return database.query(PORTAL, Tuple.tuple()).compose(rows -> {
            var row = rows.iterator().next();
            var document = document(row.getString("document"));
            return pictures(document.pictureIds()).map(pictures -> portal(row, document, pictures));
        });
    }

    /** Those of them that there are, by their ids. */
    Future<Map<String, Picture>> pictures(List<String> ids) {
        if (ids.isEmpty()) return Future.succeededFuture(Map.of());
        return database.query(PictureRow.OF_IDS, Tuple.of(ids.toArray(String[]::new)))
                .map(PictureRow::byId);
    }

    private static Portal portal(Row row, SiteDocument document, Map<String, Picture> pictures) {
        var former = new JsonObject(row.getString("former"));
        return new Portal(
                row.getInteger("version"),
                document,
                objects(row.getString("categories")).map(PortalReads::category).toList(),
                former.fieldNames().stream().collect(Collectors.toMap(slug -> slug, former::getString)),
                objects(row.getString("pages"))
                        .map(one ->
                                new Portal.PageTitle(one.getString("slug"), one.getString("vi"), one.getString("en")))
                        .toList(),
                pictures);
    }

    static java.util.stream.Stream<JsonObject> objects(String array) {
        return new JsonArray(array).stream().map(JsonObject.class::cast);
    }

    static Category category(JsonObject row) {
        return new Category(
                row.getString("slug"),
                row.getString("vi"),
                row.getString("en"),
                row.getString("parent"),
                row.getBoolean("hidden"));
    }

    /** An untouched one is called as the settings say. */
    SiteDocument document(String json) {
        try {
            var read = JSON.readValue(json, SiteDocument.class);
            return read.name().isEmpty() ? read.named(name) : read;
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the portal's document cannot be read: " + e.getOriginalMessage(), e);
        }
    }
}
