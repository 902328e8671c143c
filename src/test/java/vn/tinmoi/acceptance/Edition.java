package vn.tinmoi.acceptance;

import io.vertx.core.json.JsonObject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import vn.tinmoi.store.TestBackends;
import vn.tinmoi.text.NastyTexts;

/**
 * A paper with a page of every kind, started once for all tests that only look, stopped after the last. Beside it an empty
 * paper behind TLS that has lost its PostgreSQL. A test of a class that is {@link Served} takes it as a parameter.
 */
final class Edition implements AutoCloseable {
    /** All that a story's body may hold. */
    private static final String WHOLE_BODY = """
            <p>Đoạn <strong>đậm</strong>, <em>nghiêng</em>, <u>gạch</u>, <s>bỏ</s>, H<sub>2</sub>O, m<sup>2</sup>, \
            <a href="https://example.org/?a=1&b=2">liên kết</a>, <code>mã</code>.<br>Dòng sau.</p>
            <h2>Mục</h2><p>Lời.</p><h3>Mục nhỏ</h3><ul><li>một</li><li>hai<ol><li>ba</li></ol></li></ul>
            <blockquote><p>“Lời dẫn.”</p></blockquote><pre>một   hàng
            hai</pre><hr>
            <figure><img src="/static/sample/gom-bai-trau.svg" alt="Tranh vẽ gốm" width="1200" height="800">\
            <figcaption>Chú thích</figcaption></figure>
            <table><thead><tr><th scope="col">Xã</th><th scope="col">Số hộ</th><th scope="col">Một cột có tên rất dài</th>\
            </tr></thead><tbody><tr><th scope="row">Núi Mây</th><td>1.234</td><td>312 người rời vùng sạt lở</td></tr>\
            <tr><td colspan="2" rowspan="1">gộp</td><td></td></tr></tbody></table>""";

    final Program program;
    final Client client;
    private final Program empty;
    private final List<PageKind> kinds;

    Edition() {
        program = Program.serve(Program.settings());
        client = new Client(program.site());
        try (var postgres = TestBackends.ownPostgres()) {
            empty = Program.serve(Program.settings(
                    "TINMOI_DATABASE_URL=" + postgres.url(),
                    "TINMOI_SAMPLE=false",
                    "TINMOI_SITE_URL=https://tin.example.vn"));
            postgres.kill();
        }
        kinds = pages().flatMap(PageKind::inBothLanguages).toList();
    }

    /** One of every kind, in both languages. */
    List<PageKind> kinds() {
        return kinds;
    }

    private Stream<PageKind> pages() {
        NastyTexts.all().forEach(text -> publish(text, text, "<p>" + escaped(text) + "</p>", text, "moi-truong"));
        var bare = publish("Tin chỉ có tiêu đề", "", "", "", "kinh-te");
        var whole = publish("Tin có đủ mọi thứ", "Lời dẫn", WHOLE_BODY, "Theo MINH HẠ/TTXVN", "xa-hoi");
        IntStream.range(0, 21).forEach(i -> publish("Tin giáo dục số " + i, "Lời dẫn", "<p>Lời</p>", "", "giao-duc"));
        var gone = publish("Tin bị gỡ", "Lời dẫn", "<p>Lời</p>", "", "kinh-te");
        client.withdraw(gone.getLong("id"));
        var corrected = publish("Tin có đính chính", "Lời dẫn", "<p>Lời cũ</p>", "HOÀI NAM", "kinh-te");
        client.write(
                "PATCH",
                "/api/v1/articles/" + corrected.getLong("id"),
                new JsonObject().put("bodyHtml", "<p>Lời mới</p>").put("correction", "Đúng là <b>312</b> & \"mới\""));
        var sample = client.json("/api/v1/search?q=" + encoded("cầu Sông Thủy")).getJsonArray("items");
        return Stream.of(
                page("front page", "/"),
                page("category", "/chuyen-muc/giao-duc"),
                page("category, older", "/chuyen-muc/giao-duc?trang=2"),
                page("category of nasty texts", "/chuyen-muc/moi-truong"),
                page("story with a picture", sample.getJsonObject(0).getString("url")),
                page("story with everything in its body", whole.getString("url")),
                page("story with nothing but its title", bare.getString("url")),
                page("corrected story", corrected.getString("url")),
                page("archive", "/luu-tru"),
                page("day", "/luu-tru/" + day(whole)),
                page("day without stories", "/luu-tru/2020-01-01"),
                page("author", "/tac-gia/minh-ha"),
                page("source", "/nguon/ttxvn"),
                page("search", "/tim-kiem"),
                page("search that finds", "/tim-kiem?q=" + encoded("sen lua")),
                page("search, narrowed", "/tim-kiem?q=sen&chuyen-muc=kinh-te&tu=2020-01-01"),
                page("search that finds nothing", "/tim-kiem?q=" + encoded("không còn nào <b>\"như vậy\"")),
                page("search that means another", "/tim-kiem?q=" + encoded("dong sne")),
                page("saved stories", "/da-luu"),
                page("offline", "/ngoai-tuyen"),
                page("dashboard", "/bang-theo-doi"),
                page("how visits are counted", "/cach-dem"),
                page("API", "/tai-lieu"),
                new PageKind("unknown page", program.site(), "/khong-co-trang-nay", 404),
                new PageKind("withdrawn story", program.site(), gone.getString("url"), 410),
                new PageKind("front page without stories", empty.site(), "/", 200),
                new PageKind("category without stories", empty.site(), "/chuyen-muc/van-hoa", 200),
                new PageKind("outage", empty.site(), "/tim-kiem?q=sen", 503));
    }

    private static LocalDate day(JsonObject story) {
        return LocalDate.ofInstant(Instant.parse(story.getString("publishedAt")), ZoneId.of("Asia/Ho_Chi_Minh"));
    }

    private PageKind page(String name, String path) {
        return new PageKind(name, program.site(), path, 200);
    }

    JsonObject publish(String title, String lead, String bodyHtml, String byline, String category) {
        var answer = client.write(
                "POST",
                "/api/v1/articles",
                new JsonObject()
                        .put("title", title)
                        .put("lead", lead)
                        .put("bodyHtml", bodyHtml)
                        .put("byline", byline)
                        .put("category", category)
                        .put("status", "published"));
        if (answer.statusCode() != 201) throw new AssertionError(answer.statusCode() + " " + answer.body());
        return new JsonObject(answer.body());
    }

    /** An empty paper that says https of itself and whose PostgreSQL is away. */
    Client withoutDatabase() {
        return new Client(empty.site());
    }

    static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;");
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        program.close();
        empty.close();
    }
}
