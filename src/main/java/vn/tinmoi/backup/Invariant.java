package vn.tinmoi.backup;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import vn.tinmoi.news.TextField;

/**
 * A question whose answer is the rows that are wrong, the column {@code place} naming each; {@code detail} says what is wrong with it,
 * where one thing may be.
 *
 * @param code of the sentence {@code verify.<code>}, whose places are {@code place} and {@code detail}
 * @param zoned whether it needs the site's zone, as its only argument
 */
record Invariant(Part part, String code, String sql, boolean zoned) {
    private Invariant(Part part, String code, String sql) {
        this(part, code, sql, false);
    }

    static final List<Invariant> ALL = List.of(
            new Invariant(Part.LOG, "gap", """
                    SELECT seq + 1 AS place, (next - 1)::text AS detail
                      FROM (SELECT seq, lead(seq) OVER (ORDER BY seq) AS next FROM event_log) one
                     WHERE next > seq + 1
                     ORDER BY seq"""),
            new Invariant(Part.LOG, "no-story", """
                    SELECT e.seq AS place, e.article_id::text AS detail
                      FROM event_log e
                     WHERE e.article_id > 0 AND NOT EXISTS (SELECT FROM article a WHERE a.id = e.article_id)
                     ORDER BY e.seq"""),
            new Invariant(Part.LOG, "withdrawn-words", """
                    SELECT e.seq AS place, a.id::text AS detail
                      FROM event_log e
                      JOIN article a ON a.id = e.article_id AND a.status = 'withdrawn'
                     WHERE e.kind <> 'article.withdrawn'
                     ORDER BY e.seq"""),
            new Invariant(Part.STORIES, "story-revision", """
                    SELECT a.id AS place, a.version::text AS detail
                      FROM article a
                      LEFT JOIN revision r ON (r.article_id, r.version) = (a.id, a.version)
                     WHERE r.article_id IS NULL
                        OR (a.status, a.slug, a.category, a.featured)
                           IS DISTINCT FROM
                           (r.snapshot->>'status', r.snapshot->>'slug', r.snapshot->>'category',
                            (r.snapshot->>'featured')::boolean)
                        OR (%s) IS DISTINCT FROM (%s)
                        OR (a.image, a.correction, a.withdrawn_reason, a.published_at, a.publish_at)
                           IS DISTINCT FROM
                           (r.snapshot->>'image', r.snapshot->>'correction', r.snapshot->>'withdrawn_reason',
                            (r.snapshot->>'published_at')::timestamptz, (r.snapshot->>'publish_at')::timestamptz)
                     ORDER BY a.id""".formatted(texts("a.%s"), texts("r.snapshot->>'%s'"))),
            new Invariant(Part.STORIES, "story-history", """
                    SELECT a.id AS place, (a.version - count(r.version))::text AS detail
                      FROM article a
                      LEFT JOIN revision r ON r.article_id = a.id
                     GROUP BY a.id
                    HAVING count(r.version) <> a.version
                     ORDER BY a.id"""),
            new Invariant(Part.SITE, "portal-version", """
                    SELECT p.version AS place, coalesce(v.version::text, '-') AS detail
                      FROM portal p
                      LEFT JOIN portal_version v ON v.version = p.version
                     WHERE p.version <> (SELECT coalesce(max(version), 0) FROM portal_version)
                        OR p.version > 0 AND p.document::text IS DISTINCT FROM v.document::text"""),
            new Invariant(Part.SITE, "page-version", """
                    SELECT p.slug AS place, p.version::text AS detail
                      FROM portal_page p
                     WHERE NOT EXISTS (
                           SELECT FROM portal_page_version v
                            WHERE (v.slug, v.version) = (p.slug, p.version)
                              AND (p.status, p.title_vi, p.title_en, p.body_vi, p.body_en)
                                  IS NOT DISTINCT FROM
                                  (v.snapshot->>'status', v.snapshot->>'title_vi', v.snapshot->>'title_en',
                                   v.snapshot->>'body_vi', v.snapshot->>'body_en'))
                     ORDER BY p.slug"""),
            new Invariant(Part.MEDIA, "picture-bytes", """
                    SELECT media_id || '-' || width AS place, '' AS detail
                      FROM media_rendition
                     WHERE sha256 IS DISTINCT FROM sha256(bytes)
                     ORDER BY media_id, width"""),
            new Invariant(Part.MEDIA, "picture-width", """
                    SELECT m.id || '-' || w AS place, '' AS detail
                      FROM media m, unnest(m.widths) w
                     WHERE NOT EXISTS (SELECT FROM media_rendition r WHERE (r.media_id, r.width) = (m.id, w))
                     ORDER BY m.id, w"""),
            new Invariant(Part.MEDIA, "picture-gone", """
                    SELECT DISTINCT a.id AS place, named[1] AS detail
                      FROM article a, regexp_matches(a.body_html, '/media/([a-z0-9-]{1,80})-[1-9][0-9]{0,4}[.]', 'g') named
                     WHERE NOT EXISTS (SELECT FROM media m WHERE m.id = named[1])
                     ORDER BY a.id, named[1]"""),
            // a node enters a story within seconds
            new Invariant(Part.SEARCH, "not-entered", """
                    SELECT a.id AS place, coalesce(s.version::text, '-') AS detail
                      FROM article a
                      LEFT JOIN article_search s ON s.article_id = a.id
                     WHERE a.status = 'published' AND (s.article_id IS NULL OR s.version < a.version)
                       AND a.updated_at < now() - interval '1 minute'
                     ORDER BY a.id"""),
            new Invariant(Part.SEARCH, "entered-still", """
                    SELECT s.article_id AS place, coalesce(a.status, '-') AS detail
                      FROM article_search s
                      LEFT JOIN article a ON a.id = s.article_id
                     WHERE a.id IS NULL OR a.status <> 'published' AND a.updated_at < now() - interval '1 minute'
                     ORDER BY s.article_id"""),
            // hours were not counted from the first day on
            new Invariant(Part.COUNTERS, "hours", """
                    SELECT hours.day AS place, hours.n || ' / ' || coalesce(d.n, 0) AS detail
                      FROM (SELECT (hour AT TIME ZONE $1)::date AS day, sum(n)::bigint AS n FROM visit_hour GROUP BY 1) hours
                      LEFT JOIN visit_day d ON d.day = hours.day AND d.kind = 'visit'
                     WHERE hours.n > coalesce(d.n, 0)
                        OR hours.n < d.n AND hours.day > (SELECT min((hour AT TIME ZONE $1)::date) FROM visit_hour)
                     ORDER BY hours.day""", true),
            new Invariant(Part.COUNTERS, "reads", """
                    SELECT article_id AS place, min(hour)::text AS detail
                      FROM article_read r
                     WHERE NOT EXISTS (SELECT FROM article a WHERE a.id = r.article_id)
                     GROUP BY article_id
                     ORDER BY article_id"""));

    private static String texts(String form) {
        return Arrays.stream(TextField.values())
                .map(field -> form.formatted(field.column()))
                .collect(Collectors.joining(", "));
    }

    /** The first that are wrong and how many there are: columns {@code place}, {@code detail}, {@code wrong}. */
    String counted(int most) {
        return "SELECT place::text AS place, detail, count(*) OVER () AS wrong FROM (" + sql + ") found LIMIT " + most;
    }
}
