package vn.tinmoi.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static vn.tinmoi.desk.TestDesk.get;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpServer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.NetClient;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.client.HttpRequest;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;
import io.vertx.ext.web.multipart.MultipartForm;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import vn.tinmoi.desk.ArticleApi;
import vn.tinmoi.desk.TestDesk;
import vn.tinmoi.metric.Metrics;
import vn.tinmoi.news.Picture;
import vn.tinmoi.people.Actor;
import vn.tinmoi.people.Right;
import vn.tinmoi.people.Tokens;
import vn.tinmoi.web.Answers;
import vn.tinmoi.web.Hangup;
import vn.tinmoi.web.Messages;
import vn.tinmoi.web.Problems;
import vn.tinmoi.web.RateLimits;
import vn.tinmoi.web.TestErrorPages;

/** Sending pictures over HTTP, as a publishing program or an editor's browser does. */
final class MediaApiTest {
    private static final String TOKEN = "a-token-of-the-settings-0123456789abcdef";
    private static final String MEDIA = "/api/v1/media";

    private static TestDesk bench;
    private static HttpServer server;
    private static WebClient client;
    private static HttpClient chunks;
    private static NetClient lines;
    private static Tokens tokens;
    private static MediaStore store;

    @BeforeAll
    static void open() {
        bench = new TestDesk();
        tokens = new Tokens(bench.db, TOKEN, new Metrics(), InstantSource.system());
        store = new MediaStore(bench.vertx, bench.db);
        var answers = new Answers(new Problems(new Messages(), TestErrorPages.saying((title, detail) -> title)));
        var router = Router.router(bench.vertx);
        var writes = new RateLimits(50, InstantSource.system());
        router.route().handler(new Hangup(bench.vertx));
        new MediaApi(answers, store, tokens, writes).mount(router);
        new ArticleApi(answers, bench.desk, tokens, writes, event -> Future.succeededFuture()).mount(router);
        answers.answerTheRest(router);
        server = get(bench.vertx.createHttpServer().requestHandler(router).listen(0, "127.0.0.1"));
        client = WebClient.create(bench.vertx);
        chunks = bench.vertx.createHttpClient();
        lines = bench.vertx.createNetClient();
    }

    @AfterAll
    static void close() {
        client.close();
        get(server.close());
        bench.close();
    }

    @Test
    void anUploadedPictureIsAnsweredWithItsWidths() {
        var response = send(
                words("  Cầu Sông Thủy lúc bình minh ")
                        .attribute("caption", "Ảnh chụp sáng 23/11")
                        .attribute("credit", "An Nhiên"),
                TestPictures.encoded(TestPictures.photo(1500, 1000), "jpeg"));

        assertThat(response.statusCode()).as(response.bodyAsString()).isEqualTo(201);
        var picture = response.bodyAsJsonObject();
        var id = picture.getString("id");
        assertThat(id).matches("[0-9a-f]{32}");
        assertThat(picture.getString("alt")).isEqualTo("Cầu Sông Thủy lúc bình minh");
        assertThat(picture.getString("caption")).isEqualTo("Ảnh chụp sáng 23/11");
        assertThat(picture.getString("credit")).isEqualTo("An Nhiên");
        assertThat(picture.getJsonObject("focus"))
                .isEqualTo(new JsonObject().put("x", 0.5).put("y", 0.5));
        assertThat(picture.getInteger("width")).isEqualTo(1500);
        assertThat(picture.getInteger("height")).isEqualTo(1000);
        assertThat(picture.getString("url")).isEqualTo("/media/" + id + "-1500.jpg");
        assertThat(response.getHeader("Location")).isEqualTo(picture.getString("url"));
        assertThat(picture.getJsonArray("renditions"))
                .isEqualTo(new JsonArray(IntStream.of(320, 640, 960, 1280, 1500)
                        .mapToObj(width -> new JsonObject()
                                .put("url", "/media/" + id + "-" + width + ".jpg")
                                .put("width", width))
                        .toList()));
        assertThat(bench.rows("SELECT width FROM media_rendition WHERE media_id = $1 ORDER BY width", id))
                .extracting(row -> row.getInteger("width"))
                .containsExactly(320, 640, 960, 1280, 1500);
    }

    @Test
    void aStoryShowsThePictureThatWasSent() {
        var picture = send(words("Bến sen"), TestPictures.jpeg(700, 500)).bodyAsJsonObject();

        var story = get(request("/api/v1/articles")
                        .sendJsonObject(new JsonObject()
                                .put("title", "Mùa sen")
                                .put("status", "published")
                                .put("image", picture.getString("id"))))
                .bodyAsJsonObject();

        assertThat(story.getJsonObject("image").getJsonArray("renditions"))
                .isEqualTo(picture.getJsonArray("renditions"));
        assertThat((String)
                        bench.value("SELECT payload::text FROM event_log WHERE article_id = $1", story.getLong("id")))
                .contains("-320.jpg");
    }

    @Test
    void whatMustBeSeenOfAPictureIsAnsweredWithItAndItsStories() {
        var file = TestPictures.jpeg(700, 500);
        var id = send(words("Thuyền ở góc"), file).bodyAsJsonObject().getString("id");

        get(new PictureCare(bench.db).focus(id, new Picture.Focus(12, 88), TestDesk.EDITOR));

        var seen = new JsonObject().put("x", 0.12).put("y", 0.88);
        assertThat(send(words("Thuyền ở góc"), file).bodyAsJsonObject().getJsonObject("focus"))
                .isEqualTo(seen);
        var story = get(request("/api/v1/articles")
                        .sendJsonObject(new JsonObject()
                                .put("title", "Thuyền")
                                .put("status", "published")
                                .put("image", id)))
                .bodyAsJsonObject();
        assertThat(story.getJsonObject("image").getJsonObject("focus")).isEqualTo(seen);
        assertThat((String) bench.value(
                        "SELECT actor || ' ' || detail FROM audit WHERE action = 'picture.focus' AND detail->>'picture' = $1",
                        id))
                .isEqualTo("editor:an {\"x\": 12, \"y\": 88, \"picture\": \"" + id + "\"}");
    }

    @Test
    void aGifThatMovesIsKeptMoving() {
        var moving = TestPictures.moving(400, 300);
        var picture = send(words("Cờ bay"), moving).bodyAsJsonObject();
        var still = send(words("Cờ đứng yên"), TestPictures.gif(400, 300)).bodyAsJsonObject();

        var id = picture.getString("id");
        assertThat(picture.getString("url")).isEqualTo("/media/" + id + "-400.png");
        assertThat(picture.getString("motion")).isEqualTo("/media/" + id + "-400.gif");
        assertThat(((Buffer) bench.value("SELECT bytes FROM media_motion WHERE media_id = $1", id)).getBytes())
                .isEqualTo(moving);
        assertThat(still.containsKey("motion")).isFalse();
    }

    @Test
    void aFocusThatCannotBeIsRefused() {
        var care = new PictureCare(bench.db);
        assertThatThrownBy(() -> get(care.focus("khong-co", Picture.Focus.CENTRE, TestDesk.EDITOR)))
                .hasMessageContaining("image.unknown");
        assertThatThrownBy(() -> care.focus("khong-co", new Picture.Focus(50, 101), TestDesk.EDITOR))
                .hasMessageContaining("focusY");
    }

    @Test
    void sendingAgainMakesNoSecondPicture() {
        var file = TestPictures.jpeg(640, 480);
        var tries = IntStream.range(0, 4)
                .mapToObj(i -> sending(words("Bấm đúp"), file))
                .toList();

        var ids = tries.stream()
                .map(one -> get(one).bodyAsJsonObject().getString("id"))
                .distinct()
                .toList();
        var otherWords = send(words("Lời khác"), file).bodyAsJsonObject().getString("id");

        assertThat(ids).hasSize(1);
        assertThat(otherWords).isNotEqualTo(ids.getFirst());
        assertThat(bench.value("SELECT count(*) FROM media_rendition WHERE media_id = $1", ids.getFirst()))
                .isEqualTo(2L);
    }

    @Test
    void vietnameseIsRepairedAtTheDoor() {
        var picture = send(words("Ca\u0302\u0300u mới\u200B"), TestPictures.jpeg(64, 64))
                .bodyAsJsonObject();

        assertThat(picture.getString("alt")).isEqualTo("Cầu mới");
    }

    @Test
    void whoMaySendPictures() {
        var reporter = get(tokens.issue("photographer", Set.of(Right.MEDIA), null, new Actor("test", true)));
        var form = words("Ai gửi")
                .binaryFileUpload("file", "a.jpg", Buffer.buffer(TestPictures.jpeg(64, 64)), "image/jpeg");

        assertThat(get(client.post(server.actualPort(), "127.0.0.1", MEDIA).sendMultipartForm(form))
                        .statusCode())
                .isEqualTo(401);
        assertThat(get(client.post(server.actualPort(), "127.0.0.1", MEDIA)
                                .bearerTokenAuthentication(reporter)
                                .sendMultipartForm(form))
                        .statusCode())
                .isEqualTo(201);
    }

    @Test
    void whatCannotBeUsedNamesItsField() {
        var file = TestPictures.jpeg(64, 64);
        assertField("alt", send(words(" \u200B "), file));
        assertField("alt", send(MultipartForm.create(), file));
        assertField("alt", send(words("a".repeat(301)), file));
        assertField("caption", send(words("x").attribute("caption", "ế".repeat(501)), file));
        assertField("credit", send(words("x").attribute("credit", "a".repeat(201)), file));
        assertField("title", send(words("x").attribute("title", "y"), file));
        assertField("file", get(request(MEDIA).sendMultipartForm(words("x"))));
        assertField("file", get(request(MEDIA).sendMultipartForm(words("x").attribute("file", "y"))));
        assertField(
                "file", send(words("x").binaryFileUpload("file", "b.jpg", Buffer.buffer(file), "image/jpeg"), file));
        assertField("file", send(words("x"), "<svg xmlns='http://www.w3.org/2000/svg'/>".getBytes()));
        assertField("file", send(words("x"), TestPictures.pngHeader(20_000, 20_000)));
    }

    @Test
    void theLongestWordsAreTaken() {
        var form = words("ế".repeat(300)).attribute("caption", "ự".repeat(500)).attribute("credit", "ỡ".repeat(200));

        var response = send(form, TestPictures.jpeg(64, 64));

        assertThat(response.statusCode()).as(response.bodyAsString()).isEqualTo(201);
        assertThat(response.bodyAsJsonObject().getString("caption")).isEqualTo("ự".repeat(500));
    }

    @Test
    void theKindIsFoundInTheBytes() {
        var form = words("Khai là GIF")
                .binaryFileUpload("file", "a.gif", Buffer.buffer(TestPictures.jpeg(64, 64)), "image/gif");

        var url = get(request(MEDIA).sendMultipartForm(form)).bodyAsJsonObject().getString("url");

        assertThat(url).endsWith(".jpg");
    }

    @Test
    void whatIsNoFormIsRefused() {
        var json = get(request(MEDIA).sendJsonObject(new JsonObject().put("alt", "x")));
        var raw = get(request(MEDIA).putHeader("Content-Type", "image/jpeg").sendBuffer(Buffer.buffer("x")));
        var unbounded = get(
                request(MEDIA).putHeader("Content-Type", "multipart/form-data").sendBuffer(Buffer.buffer("x")));
        var words = get(request(MEDIA)
                .putHeader("Content-Type", "application/x-www-form-urlencoded")
                .sendBuffer(Buffer.buffer("alt=x")));
        var nothing = get(request(MEDIA).send());

        assertThat(List.of(json, raw, unbounded, words, nothing))
                .extracting(HttpResponse::statusCode)
                .containsOnly(415);
    }

    @Test
    void aFormThatIsTooLargeIsNotReadToItsEnd() {
        var declared = send(words("Quá lớn"), new byte[(20 << 20) + 100_000]);
        var hidden = chunked(new byte[21 << 20]);

        assertThat(declared.statusCode()).isEqualTo(413);
        assertThat(declared.bodyAsJsonObject().getString("detail")).contains("20");
        assertThat(hidden).isEqualTo(413);
    }

    /** Holds all places by uploads whose ends never come. */
    @Test
    void whereTooManyAreInHandTheNextIsToldToComeBack() {
        var held = new ArrayList<Promise<UploadForm.Upload>>();
        for (int i = 0; i < 6; i++) {
            Promise<UploadForm.Upload> upload = Promise.promise();
            held.add(upload);
            store.take(TestDesk.EDITOR, upload::future).onFailure(gone -> {});
        }

        var refused = send(words("Hết chỗ"), TestPictures.jpeg(64, 64));
        held.forEach(one -> one.fail("gone"));
        var taken = send(words("Hết chỗ"), TestPictures.jpeg(64, 64));

        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(refused.getHeader("Retry-After"))
                .as("not all at the same moment")
                .matches("[2-7]");
        assertThat(taken.statusCode()).isEqualTo(201);
    }

    @Test
    void whoGoesAwayInTheMiddleLeavesThePlace() {
        for (int i = 0; i < 8; i++) {
            var gone = get(lines.connect(server.actualPort(), "127.0.0.1"));
            get(gone.write("POST " + MEDIA + " HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + TOKEN
                    + "\r\nContent-Type: multipart/form-data; boundary=b\r\nContent-Length: 1000\r\n\r\n--b\r\n"));
            get(gone.close());
        }

        assertThat(sentWithPatience(words("Vẫn còn chỗ"), TestPictures.jpeg(64, 64)))
                .isEqualTo(201);
    }

    private static int sentWithPatience(MultipartForm form, byte[] file) {
        int status = 503;
        for (int i = 0; i < 100 && status == 503; i++) status = send(form, file).statusCode();
        return status;
    }

    /** A form whose length nobody tells. */
    private static int chunked(byte[] file) {
        var head = "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.jpg\"\r\n\r\n";
        var request = get(chunks.request(io.vertx.core.http.HttpMethod.POST, server.actualPort(), "127.0.0.1", MEDIA));
        request.putHeader("Authorization", "Bearer " + TOKEN)
                .putHeader("Content-Type", "multipart/form-data; boundary=b")
                .setChunked(true);
        var status = request.response().map(response -> response.statusCode());
        get(request.write(head));
        request.end(Buffer.buffer(file)).onFailure(cut -> {});
        return get(status);
    }

    private static void assertField(String field, HttpResponse<Buffer> response) {
        assertThat(response.statusCode()).as(response.bodyAsString()).isEqualTo(422);
        assertThat(response.getHeader("Content-Type")).isEqualTo("application/problem+json");
        assertThat(response.bodyAsJsonObject().getString("field")).isEqualTo(field);
    }

    private static MultipartForm words(String alt) {
        return MultipartForm.create().attribute("alt", alt);
    }

    private static HttpResponse<Buffer> send(MultipartForm form, byte[] file) {
        return get(sending(form, file));
    }

    private static Future<HttpResponse<Buffer>> sending(MultipartForm form, byte[] file) {
        return request(MEDIA)
                .sendMultipartForm(form.binaryFileUpload("file", "anh.jpg", Buffer.buffer(file), "image/jpeg"));
    }

    private static HttpRequest<Buffer> request(String path) {
        return client.post(server.actualPort(), "127.0.0.1", path).bearerTokenAuthentication(TOKEN);
    }
}
