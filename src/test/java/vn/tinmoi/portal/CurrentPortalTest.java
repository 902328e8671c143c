package vn.tinmoi.portal;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import vn.tinmoi.Await;
import vn.tinmoi.log.Cursor;
import vn.tinmoi.log.EventText;
import vn.tinmoi.log.LoggedEvent;
import vn.tinmoi.metric.Metrics;
import vn.tinmoi.news.ArticleId;
import vn.tinmoi.news.Category;
import vn.tinmoi.news.Problem;
import vn.tinmoi.store.Database;
import vn.tinmoi.store.TestBackends;

final class CurrentPortalTest {
    private static final LoggedEvent CHANGED = new LoggedEvent(
            new Cursor("e", 7), EventText.PORTAL, new ArticleId(0), "", "", false, "{\"version\":1}", Instant.EPOCH);

    private static Vertx vertx;
    private static Database database;

    @BeforeAll
    static void open() {
        vertx = Vertx.vertx();
        database = Database.open(vertx, TestBackends.freshDatabase(), new Metrics());
    }

    @AfterAll
    static void close() {
        vertx.close().await();
    }

    @Test
    void anUntouchedSiteIsCalledAsTheSettingsSayAndHasTheUsualCategories() {
        var portal = new PortalReads(database, "Tin mới").portal().await();

        assertThat(portal.version()).isZero();
        assertThat(portal.name()).isEqualTo("Tin mới");
        assertThat(portal.document()).isEqualTo(SiteDocument.untouched("Tin mới"));
        assertThat(portal.visible())
                .extracting(Category::slug)
                .containsExactly("tin-tuc", "kinh-te", "xa-hoi", "van-hoa", "giao-duc", "moi-truong");
    }

    @Test
    void whatIsStoredIsReadAndAChangeIsTakenInOnce() {
        var other = Database.open(vertx, TestBackends.freshDatabase(), new Metrics());
        var reads = new PortalReads(other, "Tin mới");
        var changes = new AtomicInteger();
        var portal = new CurrentPortal(
                vertx, reads::portal, reads.portal().await(), (before, now) -> changes.incrementAndGet());

        var set = """
                UPDATE portal
                   SET version = 1, document = '{"name":"Xã Thượng Ngàn","accent":"#00695c","later":true,
                       "imprint":{"phone":"0900"},"menu":[{"title":{"vi":"Tin"},"to":"/chuyen-muc/tin-tuc"}]}'""";
        other.query(set, Tuple.tuple()).await();
        portal.followed(List.of(CHANGED)).await();
        portal.followed(List.of(CHANGED)).await();

        assertThat(changes).hasValue(1);
        assertThat(portal.get().name()).isEqualTo("Xã Thượng Ngàn");
        assertThat(portal.get().document().accent()).isEqualTo("#00695c");
        assertThat(portal.get().document().imprint().phone()).isEqualTo("0900");
        assertThat(portal.get().document().menu().getFirst().to()).isEqualTo("/chuyen-muc/tin-tuc");
    }

    @Test
    void aStoreThatIsAwayIsAskedAgainAndHoldsNothingUp() {
        var untouched = new Portal(0, SiteDocument.untouched("a"), List.of(), Map.of(), List.of(), Map.of());
        var next = new Portal(1, SiteDocument.untouched("b"), List.of(), Map.of(), List.of(), Map.of());
        var asked = new AtomicInteger();
        var portal = new CurrentPortal(
                vertx,
                () -> asked.incrementAndGet() == 1
                        ? Future.failedFuture(Problem.unavailable("store.away"))
                        : Future.succeededFuture(next),
                untouched,
                (before, now) -> {});

        portal.followed(List.of(CHANGED)).await();
        assertThat(portal.get()).isSameAs(untouched);

        Await.until(() -> portal.get() == next);
    }

    @Test
    void anOlderPortalNeverComesBack() {
        var older = new Portal(1, SiteDocument.untouched("a"), List.of(), Map.of(), List.of(), Map.of());
        var newer = new Portal(2, SiteDocument.untouched("b"), List.of(), Map.of(), List.of(), Map.of());
        var portal = new CurrentPortal(vertx, () -> Future.succeededFuture(older), newer, (before, now) -> {});

        portal.renew().await();

        assertThat(portal.get()).isSameAs(newer);
    }
}
