package vn.tinmoi.redirect;

import static org.assertj.core.api.Assertions.assertThat;
import static vn.tinmoi.site.Newspaper.header;

import io.vertx.sqlclient.Tuple;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.tinmoi.portal.Site;
import vn.tinmoi.site.Newspaper;
import vn.tinmoi.store.TestBackends;
import vn.tinmoi.web.Language;
import vn.tinmoi.web.Messages;

final class RedirectsTest {
    private final Newspaper paper = new Newspaper(TestBackends.freshDatabase());

    @TempDir
    Path folder;

    @AfterEach
    void close() {
        paper.close();
    }

    @Test
    void anOldAddressLeadsToItsNewOneForEver() {
        var id = paper.story("Tin");
        bringIn("old,new", "/tin/bai-cu.html,/bai-viet/mot-tin-" + id, "/bai-viet/cu.aspx,/chuyen-muc/kinh-te");

        assertLeads("/tin/bai-cu.html", "/bai-viet/mot-tin-" + id);
        assertLeads("/bai-viet/cu.aspx", "/chuyen-muc/kinh-te");
        assertThat(paper.get("/tin/bai-khac.html").statusCode()).isEqualTo(404);
        assertThat(paper.metrics.scrape()).contains("tinmoi_redirects_total 2.0");
    }

    @Test
    void theQueryIsPartOfTheOldAddressOrGoesAlong() {
        bringIn(
                "old,new",
                "/news.aspx?id=12,/chuyen-muc/kinh-te",
                "/news.aspx?id=13,/chuyen-muc/xa-hoi?trang=2",
                "/cu,/chuyen-muc/xa-hoi?trang=2#dau");

        assertLeads("/news.aspx?id=12", "/chuyen-muc/kinh-te");
        assertLeads("/news.aspx?id=13", "/chuyen-muc/xa-hoi?trang=2");
        assertThat(paper.get("/news.aspx?id=14").statusCode()).isEqualTo(404);
        assertThat(paper.get("/news.aspx").statusCode()).isEqualTo(404);
        assertLeads("/cu?utm=a%20b", "/chuyen-muc/xa-hoi?trang=2&utm=a%20b#dau");
    }

    @Test
    void everySpellingOfAnAddressIsOne() {
        bringIn("old,new", "/tin/đẹp quá,/chuyen-muc/kinh-te", "/Mixed%2fCase,/chuyen-muc/xa-hoi");

        assertLeads("/tin/%c4%91%e1%ba%b9p%20qu%C3%A1", "/chuyen-muc/kinh-te");
        assertLeads("/tin/%C4%91e%CC%A3p%20qua%CC%81", "/chuyen-muc/kinh-te");
        assertLeads("/Mixed%2FC%61se", "/chuyen-muc/xa-hoi");
        assertThat(OldAddress.normal("/a%E9b%zz%2")).isEqualTo("/a%E9b%zz%2");
        assertThat(OldAddress.normal(OldAddress.normal("/đ %25 é?q=<x>")))
                .isEqualTo(OldAddress.normal("/đ %25 é?q=<x>"))
                .isEqualTo("/%C4%91%20%25%20%C3%A9?q=%3Cx%3E");
    }

    @Test
    void addressesOfOtherProgramsAreKnownHoweverTheirQueryIsWritten() {
        bringIn(
                "old,new",
                "/?p=123,/chuyen-muc/kinh-te",
                "/index.php?option=com_content&view=article&id=12:bai&catid=3,/chuyen-muc/xa-hoi",
                "/2019/05/06/bai-wp/,/chuyen-muc/giao-duc",
                "/muc/a:b,/chuyen-muc/van-hoa");

        for (var query : List.of("p=123", "utm_source=zalo&p=123", "p=123&fbclid=x&zarsrc=30", "p=%31%32%33")) {
            assertLeads("/?" + query, "/chuyen-muc/kinh-te");
        }
        assertLeads("/index.php?catid=3&id=12%3Abai&gclid=y&view=article&option=com_content", "/chuyen-muc/xa-hoi");
        assertLeads("/2019/05/06/bai-wp", "/chuyen-muc/giao-duc");
        assertLeads("/2019/05/06/bai-wp/", "/chuyen-muc/giao-duc");
        assertLeads("/muc/a%3ab/", "/chuyen-muc/van-hoa");
        for (var front : List.of("/", "/?p=124", "/?fbclid=p", "/?utm_source=p")) {
            assertThat(paper.get(front).statusCode()).as(front).isEqualTo(200);
        }
    }

    @Test
    void nothingChangesForPagesWritesAndTheApi() {
        paper.change("INSERT INTO redirect (old, target) VALUES ('/', '/x'), ('/api/v1/nothing', '/x')");

        assertThat(paper.get("/").statusCode()).isEqualTo(200);
        assertThat(paper.get("/api/v1/nothing").statusCode()).isEqualTo(404);
    }

    @Test
    void aSecondImportChangesNothingAndATargetCanBeCorrected() {
        var file = new String[] {"old,new", "/a,/chuyen-muc/kinh-te", "/b,/chuyen-muc/xa-hoi"};

        assertThat(bringIn(file)).containsExactly(report(2, 2, 0, 0));
        assertThat(bringIn(file)).containsExactly(report(2, 0, 0, 2));
        assertThat(bringIn("old,new", "/a,/chuyen-muc/giao-duc", "/b,/chuyen-muc/xa-hoi"))
                .containsExactly(report(2, 0, 1, 1));
        assertLeads("/a", "/chuyen-muc/giao-duc");
    }

    @Test
    void aRunningNodeKnowsANewAddressWithinTenSeconds() {
        assertThat(paper.get("/a.html").statusCode()).isEqualTo(404);
        assertThat(paper.pages.ready().at("/a.html")).isNotNull();
        bringIn("old,new", "/a.html,/chuyen-muc/kinh-te");

        assertThat(paper.pages.ready().at("/a.html")).isNull();
        assertLeads("/a.html", "/chuyen-muc/kinh-te");
        assertThat(paper.pages.ready().at("/a.html")).isNull();
        assertThat(paper.pages.ready().at("/b.html")).isNotNull();
    }

    @Test
    void manyOldAddressesAreCountedRatherThanRead() {
        paper.change("INSERT INTO redirect (old, target) SELECT '/cu/' || n, '/moi' FROM generate_series(1, 3000) n");
        assertLeads("/cu/1", "/moi");
        assertThat(paper.get("/cu/3001").statusCode()).isEqualTo(404);

        paper.now = paper.now.plus(Duration.ofSeconds(10));
        assertLeads("/cu/2999", "/moi");
        paper.change("INSERT INTO redirect (old, target) VALUES ('/cu/3001', '/moi')");
        paper.now = paper.now.plus(Duration.ofSeconds(10));

        assertLeads("/cu/3001", "/moi");
    }

    @Test
    void filesOfSpreadsheetsAreRead() {
        assertThat(bringIn(
                        "\uFEFFOld;New\r",
                        "\"/a;b\" ; /chuyen-muc/kinh-te\r",
                        "\r",
                        "\"/x\"\"y\";/chuyen-muc/xa-hoi\r"))
                .containsExactly(report(2, 2, 0, 0));
        assertLeads("/a;b", "/chuyen-muc/kinh-te");
        assertLeads("/x%22y", "/chuyen-muc/xa-hoi");
        assertThat(bringIn("old\tnew", "https://cu.example.vn/c?d=1\thttps://tin.example.vn/chuyen-muc/xa-hoi"))
                .containsExactly(report(1, 1, 0, 0));
        assertLeads("/c?d=1", "/chuyen-muc/xa-hoi");
    }

    @Test
    void whatIsWrongIsSaidWithItsLineAndNothingIsBroughtIn() {
        var id = paper.story("Tin");

        var lines = bringIn(
                "old,new",
                "/good,/chuyen-muc/kinh-te",
                "no-slash,/x",
                "/a#b,/x",
                "/rss.xml,/x",
                "/en/chuyen-muc/kinh-te?trang=2,/x",
                "/bai-viet/khac-" + id + ",/x",
                "/c,//evil.example/x",
                "/d,https://evil.example/x",
                "/e,javascript:alert(1)",
                "/f",
                "/good,/chuyen-muc/xa-hoi",
                "/g,",
                "\"/h,/x");

        assertThat(lines).hasSize(13);
        assertThat(lines.subList(0, 12)).allSatisfy(line -> assertThat(line).matches(".*old\\.csv, line \\d+: .*"));
        assertThat(lines.stream().limit(12).map(line -> line.replaceFirst(".*line (\\d+):.*", "$1")))
                .containsExactly("3", "4", "5", "6", "7", "8", "9", "10", "11", "12", "13", "14");
        assertThat(lines.get(6)).contains("--allow evil.example");
        assertThat(lines.get(9)).contains("/good is on line 2 already");
        assertThat(lines.getLast()).startsWith("Nothing was imported");
        assertThat(stored()).isZero();
    }

    @Test
    void anotherSiteMayBeNamedWhenItIsAllowed() {
        var file = file("old,new", "/a,https://Khac.example.vn/x?y=ế");

        assertThat(bringIn(file, Set.of()).refused()).isTrue();
        assertThat(bringIn(file, Set.of("khac.example.vn")).refused()).isFalse();
        assertLeads("/a", "https://Khac.example.vn/x?y=%E1%BA%BF");
    }

    @Test
    void whatLeadsInACircleIsRefusedAlsoAcrossFiles() {
        assertThat(bringIn("old,new", "/a,/b", "/b,/c?x", "/c,/a").getFirst())
                .contains("line 2")
                .contains("/a → /b → /c?x");
        assertThat(bringIn("old,new", "/a,/a").getFirst()).contains("/a → /a");
        assertThat(stored()).isZero();
        assertThat(bringIn("old,new", "/a,/b", "/b,/chuyen-muc/kinh-te")).containsExactly(report(2, 2, 0, 0));

        assertThat(bringIn("old,new", "/b,/a").getFirst()).contains("/b → /a → /b");
        assertLeads("/b", "/chuyen-muc/kinh-te");
    }

    @Test
    void aFileThatIsNoSuchTableIsRefused() throws IOException {
        assertThat(bringIn("/a,/b").getFirst()).contains("line 1").contains("old,new");
        assertThat(bringIn("").getFirst()).contains("old,new");
        assertThat(bringIn(folder.resolve("none.csv"), Set.of()).lines().getFirst())
                .contains("cannot be read");
        var latin = Files.write(folder.resolve("latin.csv"), "old,new\n/é,/b".getBytes(StandardCharsets.ISO_8859_1));
        assertThat(bringIn(latin, Set.of()).lines().getFirst()).contains("not UTF-8");
    }

    @Test
    void tenThousandAddressesComeInAndOnlyTwentyComplaintsAreTold() {
        var many = IntStream.range(0, 10_001).mapToObj(i -> "/cu/" + i + ",/chuyen-muc/kinh-te");
        var wrong = IntStream.range(0, 50).mapToObj(i -> "cu/" + i + ",/x");

        assertThat(bringIn("old,new\n" + many.collect(Collectors.joining("\n"))))
                .containsExactly(report(10_001, 10_001, 0, 0));
        assertThat(bringIn("old,new\n" + wrong.collect(Collectors.joining("\n"))))
                .hasSize(22)
                .contains("… and 30 more that are wrong");
    }

    @Test
    void readersOfNothingAreToldToComeBackWhenTheStoreIsAway() {
        assertThat(paper.get("/khong-co").statusCode()).isEqualTo(404);
        paper.database.close().await();

        assertThat(paper.get("/khong-co").statusCode()).isEqualTo(404);
        assertThat(paper.get("/khong-co-nua").statusCode()).isEqualTo(404);
        paper.now = paper.now.plus(Duration.ofSeconds(10));
        assertThat(paper.get("/khong-co-nua").statusCode()).isEqualTo(503);
    }

    @Test
    void everyAddressOfTheSiteIsKnownAsItsOwn() {
        var own = new OwnAddresses(site());
        var paths = paper.router.getRoutes().stream()
                .map(route -> route.getPath())
                .filter(path -> path != null && !path.equals("/"))
                .map(path -> path.replace(":category", "kinh-te")
                        .replace(":part", "news")
                        .replace(":span", "2026-11-23"))
                // of an author who is not here, or a page that nobody made, an old address may lead on
                .filter(path -> !path.endsWith(":name") && !path.endsWith("/trang/:slug"))
                .toList();

        assertThat(paths)
                .hasSizeGreaterThan(20)
                .allSatisfy(path -> assertThat(own.has(path)
                                || OwnAddresses.story(path.replaceFirst(":(story|id)", "12"))
                                        .isPresent())
                        .as(path)
                        .isTrue());
        assertThat(own.has("/chuyen-muc/khong-co")).isFalse();
        assertThat(own.has("/bai-viet/cu.html")).isFalse();
        assertThat(OwnAddresses.story("/bai-viet/cu.html")).isEmpty();
    }

    private Site site() {
        return new Site(paper.portal, () -> "https://tin.example.vn", ZoneId.of("Asia/Ho_Chi_Minh"));
    }

    private void assertLeads(String old, String target) {
        var response = paper.get(old);
        assertThat(response.statusCode()).as(old).isEqualTo(301);
        assertThat(header(response, "location")).as(old).isEqualTo(target);
    }

    private List<String> bringIn(String... lines) {
        var said = bringIn(file(lines), Set.of()).lines();
        paper.now = paper.now.plus(Duration.ofSeconds(10)); // in which a running node hears of it
        return said;
    }

    private RedirectImport.Report bringIn(Path file, Set<String> hosts) {
        return new RedirectImport(paper.database, site(), new Messages(), Language.EN)
                .bringIn(file, hosts)
                .await();
    }

    private Path file(String... lines) {
        try {
            return Files.writeString(folder.resolve("old.csv"), String.join("\n", lines));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private long stored() {
        return paper.database
                .query("SELECT count(*) AS n FROM redirect", Tuple.tuple())
                .await()
                .iterator()
                .next()
                .getLong("n");
    }

    private static String report(int all, int fresh, int changed, int unchanged) {
        return "Imported " + all + " old addresses: " + fresh + " new, " + changed + " changed, " + unchanged
                + " unchanged. Running nodes know them within a minute.";
    }
}
