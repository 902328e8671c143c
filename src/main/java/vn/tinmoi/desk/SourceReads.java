package vn.tinmoi.desk;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vn.tinmoi.article.ArticleRow;
import vn.tinmoi.article.PictureRow;
import vn.tinmoi.news.Article;
import vn.tinmoi.news.Story;
import vn.tinmoi.store.Database;

/** What is known of stories that came from outside. Any thread. */
final class SourceReads {
    private static final int MOST = 20; // stories of one guid or address

    private final Database db;

    SourceReads(Database db) {
        this.db = db;
    }

    /**
     * A story as it stands here.
     *
     * @param guid as it is stored
     * @param changed when its source had touched it last, at its last import; null: the source did not say
     * @param dated whether its date is its source's word
     * @param kept the fields that the newsroom made its own at earlier imports
     */
    record Known(DeskReads.Read read, String guid, @Nullable Instant changed, boolean dated, List<String> kept) {
        Article article() {
            return read.article();
        }
    }

    /** {@code story}: null, it is not here; {@code guid}: for it to be stored under, then. */
    record Match(@Nullable Known story, String guid) {}

    /** {@code base}: as the last import left it; {@code seen}: whether the same words came before. */
    record History(Optional<Article> base, boolean seen) {}

    /**
     * Index by index, a row at a time: the LIMITs keep a plan that was made for an empty table, and is kept for minutes, from
     * reading the whole of a full one.
     */
    static final String CANDIDATES = "SELECT " + ArticleRow.ARTICLE + """
            , encode(a.source_digest, 'hex') AS digest, clock_timestamp() AS now, a.source_guid, a.source_changed,
            a.source_dated, a.source_kept
              FROM (
                  SELECT named.id
                    FROM unnest($1::text[]) AS asked(guid)
                   CROSS JOIN LATERAL (SELECT id FROM article WHERE source_guid = asked.guid LIMIT 1) named
                   UNION
                  SELECT placed.id
                    FROM unnest($2::text[]) AS asked(url)
                   CROSS JOIN LATERAL (
                         SELECT id
                           FROM article
                          WHERE source_guid IS NOT NULL AND source_url = asked.url
                          ORDER BY id
                          LIMIT %1$d) placed) AS found
             CROSS JOIN LATERAL (SELECT * FROM article WHERE id = found.id LIMIT 1) a
              LEFT JOIN LATERAL (SELECT * FROM media WHERE id = a.image LIMIT 1) m ON true
             ORDER BY a.id
             LIMIT %1$d""".formatted(MOST);

    Future<Match> find(Story story, SourceKey key) {
        var arguments = Tuple.tuple()
                .addArrayOfString(key.guids().toArray(String[]::new))
                .addArrayOfString(key.urls().toArray(String[]::new));
        return db.query(CANDIDATES, arguments).map(rows -> {
            var known = new ArrayList<Known>();
            rows.forEach(row -> known.add(known(row)));
            return match(story, key, known);
        });
    }

    private static Match match(Story story, SourceKey key, List<Known> known) {
        for (var one : known) if (key.isWithPlace(one.guid())) return new Match(one, one.guid());
        boolean taken = false;
        for (var one : known) {
            var article = one.article();
            boolean same = story.isSame(article.sourceUrl(), article.title(), article.publishedAt());
            boolean sameGuid = key.guids().contains(one.guid());
            if (sameGuid && same) return new Match(one, one.guid());
            if (!sameGuid && isTwin(story, article)) return new Match(one, one.guid());
            taken |= sameGuid;
        }
        return new Match(null, taken ? key.withPlace() : key.guid());
    }

    /** The same story by another guid: at the same address, and of the same title, because some feeds give one to all. */
    private static boolean isTwin(Story story, Article article) {
        return article.title().equalsIgnoreCase(story.title().strip());
    }

    private static final String HISTORY = "SELECT " + ArticleRow.ARTICLE + """
            , EXISTS (
                  SELECT FROM revision
                   WHERE article_id = $1 AND action = 'import' AND snapshot->>'source_digest' = '\\x' || $2::text) AS seen
              FROM revision r
             CROSS JOIN LATERAL jsonb_populate_record(NULL::article, r.snapshot) a
            """ + PictureRow.JOIN + """
             WHERE r.article_id = $1 AND r.action = 'import'
             ORDER BY r.version DESC
             LIMIT 1""";

    Future<History> history(Known known, String digest) {
        return db.query(HISTORY, Tuple.of(known.article().id().value(), digest)).map(rows -> {
            var row = rows.iterator();
            if (!row.hasNext()) return new History(Optional.empty(), false);
            var last = row.next();
            return new History(Optional.of(ArticleRow.article(last)), last.getBoolean("seen"));
        });
    }

    private static Known known(Row row) {
        var changed = row.getOffsetDateTime("source_changed");
        return new Known(
                new DeskReads.Read(
                        ArticleRow.article(row),
                        row.getString("digest"),
                        false, // what came from outside is a story of its own
                        row.getOffsetDateTime("now").toInstant()),
                row.getString("source_guid"),
                changed == null ? null : changed.toInstant(),
                row.getBoolean("source_dated"),
                List.of(row.getArrayOfStrings("source_kept")));
    }
}
