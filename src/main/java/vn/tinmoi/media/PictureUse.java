package vn.tinmoi.media;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.stream.StreamSupport;
import vn.tinmoi.news.ArticleId;
import vn.tinmoi.news.ArticleStatus;
import vn.tinmoi.store.Database;

/** Where pictures are used: by stories of every state in every version, by what is being written, and by the portal. Any thread. */
public final class PictureUse {
    private static final int MOST = 50; // stories that are named

    private static final String IN_TEXT = "'/media/' || $1::text || '-'";
    private static final String IN_JSON = "'\"' || $1::text || '\"'";

    private static final String COPY =
            "EXISTS (SELECT FROM working_copy WHERE fields->>'image' = $1::text OR strpos(fields->>'bodyHtml', "
                    + IN_TEXT + ") > 0)";
    private static final String PAGE = "EXISTS (SELECT FROM portal_page WHERE strpos(body_vi || body_en, " + IN_TEXT
            + ") > 0) OR EXISTS (SELECT FROM portal_page_version WHERE strpos(snapshot::text, " + IN_TEXT + ") > 0)";
    private static final String PORTAL = "EXISTS (SELECT FROM portal WHERE strpos(document::text, " + IN_JSON
            + ") > 0) OR EXISTS (SELECT FROM portal_version WHERE strpos(document::text, " + IN_JSON + ") > 0)";

    /** A condition on the picture {@code $1}: something shows it, or did in a version that can be taken back. */
    static final String ANYWHERE = "(EXISTS (SELECT FROM picture_use WHERE media_id = $1::text)"
            + " OR EXISTS (SELECT FROM article WHERE image = $1::text)"
            + " OR " + COPY + " OR " + PAGE + " OR " + PORTAL + ")";

    private final Database db;

    public PictureUse(Database db) {
        this.db = db;
    }

    /** {@code lead}: as its picture; {@code inside}: in its text; neither: in an earlier version only. */
    public record Story(ArticleId id, String title, ArticleStatus status, boolean lead, boolean inside) {}

    /** {@code stories}: the 50 that changed last; the rest: whether it is used there too. */
    public record Uses(List<Story> stories, boolean copy, boolean page, boolean portal) {
        public boolean none() {
            return stories.isEmpty() && !copy && !page && !portal;
        }
    }

    private static final String STORIES = """
            SELECT a.id, a.title, a.status, a.image IS NOT DISTINCT FROM u.media_id AS lead,
                   strpos(a.body_html, '/media/' || u.media_id || '-') > 0 AS inside
              FROM picture_use u
              JOIN article a ON a.id = u.article_id
             WHERE u.media_id = $1
             ORDER BY a.updated_at DESC, a.id DESC
             LIMIT\s""" + MOST;

    private static final String ELSEWHERE =
            "SELECT " + COPY + " AS copy, (" + PAGE + ") AS page, (" + PORTAL + ") AS portal";

    public Future<Uses> of(String id) {
        var stories = db.query(STORIES, Tuple.of(id));
        var elsewhere = db.query(ELSEWHERE, Tuple.of(id));
        return Future.all(stories, elsewhere).map(both -> {
            var named = StreamSupport.stream(stories.result().spliterator(), false)
                    .map(PictureUse::story)
                    .toList();
            var row = elsewhere.result().iterator().next();
            return new Uses(named, row.getBoolean("copy"), row.getBoolean("page"), row.getBoolean("portal"));
        });
    }

    private static Story story(Row row) {
        return new Story(
                new ArticleId(row.getLong("id")),
                row.getString("title"),
                ArticleStatus.ofWire(row.getString("status")),
                row.getBoolean("lead"),
                row.getBoolean("inside"));
    }
}
