package vn.tinmoi.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static vn.tinmoi.desk.TestDesk.get;

import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.tinmoi.desk.TestDesk;
import vn.tinmoi.people.AuditChain;
import vn.tinmoi.search.SearchIndex;
import vn.tinmoi.store.TestBackends;

final class VerificationTest {
    private TestDesk site;

    @TempDir
    private Path folder;

    @BeforeEach
    void open() {
        site = new TestDesk();
        Filled.fill(site);
        site.rows("""
                INSERT INTO audit (actor, action, at)
                SELECT 'person:an', 'test', now() - interval '2 minutes' FROM generate_series(1, 3)""");
        assertThat(get(new AuditChain(site.db, InstantSource.system()).extend()))
                .isEqualTo(3);
        var index = new SearchIndex(site.vertx, site.db);
        index.start();
        get(index.idle());
        get(index.stop());
    }

    @AfterEach
    void close() {
        site.close();
    }

    private static Map<Part, Verification.Result> verified(TestDesk site) {
        var zone = ZoneId.of("Asia/Ho_Chi_Minh");
        return new Verification(site.vertx, site.db, zone, InstantSource.system(), progress -> {})
                .of(EnumSet.allOf(Part.class));
    }

    private void assertWhole(TestDesk site) {
        assertThat(verified(site)).allSatisfy((part, result) -> {
            assertThat(result.findings()).as(part.wire()).isEmpty();
            assertThat(result.wrong()).isZero();
            assertThat(result.rows()).as("rows of " + part.wire()).isPositive();
        });
    }

    @Test
    void aSiteIsWholeAndSoIsItsCopy() {
        assertWhole(site);
        var file = folder.resolve("x.zip");
        Filled.backUp(site, file);
        try (var copy = new TestDesk(TestBackends.emptyDatabase())) {
            var restored = new Restore(copy.vertx, copy.db, progress -> {}).from(file);
            assertThat(restored.rows()).isPositive();
            assertWhole(copy);
        }
    }

    /** As whoever has the database in their hands, or a disk, might do. */
    @Test
    void whatIsWrongIsNamedWithItsRow() {
        site.rows("UPDATE article SET updated_at = now() - interval '1 hour'");
        wrong(Part.LOG, "gap", "1", "DELETE FROM event_log WHERE seq = 1");
        wrong(Part.LOG, "no-story", "2", "UPDATE event_log SET article_id = 99 WHERE seq = 2");
        wrong(Part.STORIES, "story-revision", "1", "UPDATE article SET title = 'Khác' WHERE id = 1");
        wrong(
                Part.STORIES,
                "story-revision",
                "2",
                "UPDATE article SET source_url = 'https://khac.example/' WHERE id = 2");
        wrong(Part.STORIES, "story-history", "1", "UPDATE article SET version = 3 WHERE id = 1");
        wrong(Part.SITE, "portal-version", "1", "UPDATE portal SET document = '{\"name\": \"Khác\"}'");
        wrong(Part.SITE, "page-version", "gioi-thieu", "UPDATE portal_page SET body_vi = 'khác'");
        wrong(Part.MEDIA, "picture-bytes", "anh-1-320", "UPDATE media_rendition SET bytes = '\\x00' WHERE width = 320");
        wrong(Part.MEDIA, "picture-width", "anh-1-160", "DELETE FROM media_rendition WHERE width = 160");
        wrong(
                Part.MEDIA,
                "picture-gone",
                "2",
                "UPDATE article SET body_html = '<img src=\"/media/khong-co-320.png\">' WHERE id = 2");
        wrong(Part.SEARCH, "not-entered", "2", "DELETE FROM article_search WHERE article_id = 2");
        wrong(Part.SEARCH, "entered-still", "1", "UPDATE article SET status = 'withdrawn' WHERE id = 1");
        wrong(Part.COUNTERS, "hours", "2026-11-26", "UPDATE visit_hour SET n = n + 1");
        wrong(Part.COUNTERS, "reads", "77", "UPDATE article_read SET article_id = 77");
        wrong(Part.LOG, "withdrawn-words", "2", "UPDATE event_log SET article_id = 1 WHERE seq = 2");
        wrong(Part.AUDIT, "audit-changed", firstChained(), """
                DO $$ BEGIN
                    ALTER TABLE audit DISABLE TRIGGER audit_grows;
                    UPDATE audit SET actor = 'person:binh' WHERE link = 1;
                END $$""");
    }

    private String firstChained() {
        return String.valueOf(site.value("SELECT id FROM audit WHERE link = 1"));
    }

    private void wrong(Part part, String code, String place, String act) {
        site.rows(act);
        var result = verified(site).get(part);
        assertThat(result.wrong()).as(code).isPositive();
        assertThat(result.findings().stream()
                        .filter(one -> one.code().equals(code))
                        .map(Verification.Finding::row)
                        .toList())
                .as(code)
                .contains(place);
    }
}
