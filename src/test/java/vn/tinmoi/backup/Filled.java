package vn.tinmoi.backup;

import static vn.tinmoi.desk.TestDesk.get;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.SortedMap;
import java.util.TreeMap;
import vn.tinmoi.desk.TestDesk;
import vn.tinmoi.news.ArticleStatus;

/** A site with something of every kind in it. */
final class Filled {
    private static final String[] ROWS = {
        """
        INSERT INTO media (id, url, width, height, alt, widths, uploaded_by)
        VALUES ('anh-1', '/media/anh-1-320.png', 320, 32, 'Ruộng', '{160,320}', 'person:an')""",
        """
        INSERT INTO media_rendition (media_id, width, type, bytes)
        VALUES ('anh-1', 160, 'image/png', '\\x00ff0a0d5c22'),
               ('anh-1', 320, 'image/png', decode(repeat('00ff27', 40000), 'hex'))""",
        "INSERT INTO media_motion (media_id, bytes) VALUES ('anh-1', '\\x474946383961')",
        "INSERT INTO picture_use (media_id, article_id) VALUES ('anh-1', 1)",
        "UPDATE category SET parent = 'xa-hoi' WHERE slug = 'kinh-te'", // before its parent in any order of names
        "INSERT INTO category_former (slug, into_slug) VALUES ('cu', 'xa-hoi')",
        """
        INSERT INTO person (login, name, role, categories, password, must_change, totp, totp_step, recovery)
        VALUES ('an', 'Nguyễn "An" \\ Nhiên', 'editor', '{xa-hoi,kinh-te}', '$argon2id$x', false, '\\x0102', 7,
                ARRAY['\\x0a'::bytea, '\\xff'::bytea])""",
        "INSERT INTO second_factor_role (role) VALUES ('admin')",
        "INSERT INTO session (digest, person_id, created_at, seen_at) SELECT '\\x01', id, now(), now() FROM person",
        """
        INSERT INTO invitation (digest, name, role, actor, expires_at)
        VALUES ('\\x02', 'Bình', 'reporter', 'person:an', 'infinity')""",
        """
        INSERT INTO api_token (name, digest, may_publish, rights, actor, expires_at)
        VALUES ('cms', '\\x03', true, '{read,write}', 'person:an', '2030-02-28 23:59:59.999999+07')""",
        "INSERT INTO redirect (old, target) VALUES ('/cu?id=1', '/a/1')",
        "UPDATE portal SET version = 1, document = E'{\\n  \"name\": \"Cổng\",\\n  \"x\": 1.50 }'",
        """
        INSERT INTO portal_version (version, actor, action, document)
        VALUES (1, 'person:an', 'site.set', E'{\\n  "name": "Cổng",\\n  "x": 1.50 }')""",
        """
        INSERT INTO portal_page (slug, version, status, title_vi, body_vi)
        VALUES ('gioi-thieu', 1, 'published', 'Giới thiệu', E'một\\r\\nhai\\u2028ba\\tbốn')""",
        """
        INSERT INTO portal_page_version (slug, version, actor, action, snapshot)
        SELECT slug, version, 'person:an', 'set', to_jsonb(p) FROM portal_page p""",
        "INSERT INTO story_stage (article_id, stage, actor) VALUES (1, 'waiting', 'person:an')",
        "INSERT INTO story_note (article_id, version, move, actor, note) VALUES (1, 1, 'return', 'person:an', 'Sửa')",
        """
        INSERT INTO story_comment (article_id, version, at, words, actor, text)
        VALUES (1, 1, 0, 'Cầu dài', 'person:an', 'Số này ở đâu ra?')""",
        """
        INSERT INTO bulk (id, actor, act, said, done_at)
        VALUES ('0123456789abcdef', 'person:an', 'submit', '', '2026-11-26 08:00+07')""",
        """
        INSERT INTO bulk_story (bulk_id, article_id, place, seen, stage, version, arguments)
        VALUES ('0123456789abcdef', 1, 0, 1, 'draft', 1, '["một"]')""",
        "INSERT INTO settings_token_use (used_at) VALUES ('2026-11-26 08:00+07')",
        "INSERT INTO working_copy (id, actor, base, fields) VALUES ('abcdefgh', 'person:an', 0, '{\"title\": \"Dở\"}')",
        "INSERT INTO pending_version (draft_id, article_id, base) VALUES (2, 1, 1)",
        "INSERT INTO story_expiry (article_id, expires_at) VALUES (1, now() + interval '1 day')",
        "INSERT INTO visit_day (day, kind, n) VALUES ('2026-11-26', 'visit', 12), ('2020-01-01', 'imported', 900)",
        "INSERT INTO visit_hour (hour, n) VALUES ('2026-11-26 08:00+07', 12)",
        "INSERT INTO visit_batch (node, last) VALUES ('n1', 3)",
        "UPDATE visit_base SET n = 7448251",
        "INSERT INTO visit_readers (day, n, sketch) VALUES ('2026-11-26', 9, '\\x4859')",
        "INSERT INTO visit_ignored (day, reason, n) VALUES ('2026-11-26', 'bot', 3)",
        "INSERT INTO article_read (hour, article_id, n) VALUES ('2026-11-26 08:00+07', 1, 2)",
        "INSERT INTO idempotency (actor, key, digest, article_id, version) VALUES ('token:cms', 'k', '\\x04', 1, 1)",
        "INSERT INTO audit_day (day, link, chain) VALUES ('2026-11-25', 0, '\\x00')",
    };

    private Filled() {}

    static void fill(TestDesk bench) {
        publish(bench, "Bài một");
        publish(bench, "Bài hai");
        Arrays.stream(ROWS).forEach(bench::rows);
    }

    static void publish(TestDesk bench, String title) {
        var draft = TestDesk.drafted(title, "tin-tuc", ArticleStatus.PUBLISHED);
        var saved = get(bench.desk.create(draft, TestDesk.EDITOR, null));
        if (saved == null) throw new AssertionError(title);
    }

    static Backup.Written backUp(TestDesk bench, Path file) {
        return backup(bench).write(file);
    }

    static Backup backup(TestDesk bench) {
        SortedMap<String, String> settings = new TreeMap<>();
        settings.put("site.name", "Tin mới");
        return new Backup(bench.vertx, bench.db, settings, progress -> {});
    }
}
