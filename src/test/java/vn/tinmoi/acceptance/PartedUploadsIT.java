package vn.tinmoi.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static vn.tinmoi.desk.TestDesk.get;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import vn.tinmoi.Await;
import vn.tinmoi.media.MediaStore;
import vn.tinmoi.media.PartedUploads;
import vn.tinmoi.people.Person;
import vn.tinmoi.text.Sha256;

/** Pictures that come in parts, from the newsroom's scripts. */
final class PartedUploadsIT {
    private static final String BEGIN = "/toa-soan/anh/gui";
    private static final int PART = 400 << 10; // more than is held back until it is written
    private static Staffed house;

    @BeforeAll
    static void open() {
        house = new Staffed();
    }

    @AfterAll
    static void close() {
        house.close();
    }

    private final Client client = house.client;
    private final Staffed.Signed an = house.of(Person.Role.REPORTER);

    /** Noise, which takes as many bytes as it has. */
    private static byte[] picture(int seed, int side) throws IOException {
        var image = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
        var random = new Random(seed);
        for (int x = 0; x < side; x++) for (int y = 0; y < side; y++) image.setRGB(x, y, random.nextInt());
        var bytes = new ByteArrayOutputStream();
        ImageIO.write(image, "png", bytes);
        return bytes.toByteArray();
    }

    private static JsonObject wish(byte[] file) {
        return new JsonObject()
                .put("size", file.length)
                .put("digest", Sha256.hex(file))
                .put("alt", "Ruộng bậc thang")
                .put("credit", "An Nhiên");
    }

    private HttpResponse<String> begin(Client node, Staffed.Signed who, JsonObject wish) {
        return node.bytes(
                BEGIN,
                wish.encode().getBytes(StandardCharsets.UTF_8),
                headers(who, "Content-Type", "application/json"));
    }

    private HttpResponse<String> part(Client node, Staffed.Signed who, String id, int offset, byte[] bytes) {
        return node.bytes(
                BEGIN + "/" + id,
                bytes,
                headers(who, "Upload-Offset", Integer.toString(offset), "Content-Type", "application/octet-stream"));
    }

    private static String[] headers(Staffed.Signed who, String... more) {
        var all = Arrays.copyOf(more, more.length + 6);
        System.arraycopy(
                new String[] {"Cookie", who.cookie(), "Form-Token", who.token(), "Accept", "application/json"},
                0,
                all,
                more.length,
                6);
        return all;
    }

    private static JsonObject json(HttpResponse<String> answer, int status) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        return new JsonObject(answer.body());
    }

    /** Says that a whole file comes, sends some of it, and hangs up when nothing is on its way any more. */
    private void cut(URI site, String id, byte[] file, int bytes) throws IOException {
        var head = "POST " + BEGIN + "/" + id + " HTTP/1.1\r\nHost: localhost\r\nCookie: " + an.cookie()
                + "\r\nForm-Token: " + an.token() + "\r\nUpload-Offset: 0\r\nContent-Length: " + file.length
                + "\r\n\r\n";
        try (var socket = new Socket(site.getHost(), site.getPort())) {
            socket.getOutputStream().write(head.getBytes(StandardCharsets.UTF_8));
            socket.getOutputStream().write(file, 0, bytes);
            socket.getOutputStream().flush();
            Await.until(() -> json(begin(client, an, wish(file)), 200).getInteger("offset") > bytes - PART);
        }
    }

    @Test
    void aFileWhoseConnectionBrokeGoesOnWhereItStoppedOnAnotherNode() throws IOException {
        var file = picture(1, 1000);
        var id = json(begin(client, an, wish(file)), 200).getString("id");
        int arrived = 2_000_001;
        cut(house.site(), id, file, arrived);
        Await.until(() -> json(begin(client, an, wish(file)), 200).getInteger("offset") == arrived);

        try (var program = house.another()) {
            var other = new Client(program.site());
            var found = json(begin(other, an, wish(file)), 200);
            assertThat(found.getString("id")).isEqualTo(id);
            assertThat(found.getInteger("offset")).isEqualTo(arrived);
            var wrong = json(part(other, an, id, 0, Arrays.copyOf(file, 1000)), 409);
            assertThat(wrong.getInteger("offset")).isEqualTo(arrived);
            assertThat(wrong.getString("detail")).contains("Hãy gửi tiếp từ đó");
            var tooLong = Arrays.copyOfRange(file, arrived - 1, file.length);
            assertThat(json(part(other, an, id, arrived, tooLong), 409).getInteger("offset"))
                    .isEqualTo(arrived);
            var rest = Arrays.copyOfRange(file, arrived, file.length);
            var done = json(part(other, an, id, arrived, rest), 201);
            assertThat(renditions(done.getJsonObject("picture").getString("id")))
                    .isEqualTo(renditions(new JsonObject(
                                    client.upload(file, "Ruộng bậc thang").body())
                            .getString("id")));
            assertThat(json(begin(other, an, wish(file)), 201).getJsonObject("picture"))
                    .isEqualTo(done.getJsonObject("picture")); // an answer that was lost
            assertThat(json(part(client, an, id, arrived, new byte[1]), 201).getJsonObject("picture"))
                    .isEqualTo(done.getJsonObject("picture"));
        }
        assertThat(house.bench.value("SELECT count(*) FROM upload_part WHERE upload_id = $1", id))
                .isEqualTo(0L);
    }

    private static Object renditions(String picture) {
        var sql = "SELECT string_agg(width || md5(bytes), ' ' ORDER BY width) FROM media_rendition WHERE media_id = $1";
        return house.bench.value(sql, picture);
    }

    @Test
    void twoWhoSendTheSameFileMakeOnePicture() throws IOException {
        var file = picture(2, 700);
        var id = json(begin(client, an, wish(file)), 200).getString("id");
        int half = file.length / 2;
        var first = part(client, an, id, 0, Arrays.copyOf(file, half));
        assertThat(json(first, 200).getInteger("offset")).isEqualTo(half);

        int told = json(part(client, an, id, 0, Arrays.copyOf(file, half)), 409).getInteger("offset");

        assertThat(told).isEqualTo(half);
        var rest = Arrays.copyOfRange(file, half, file.length);
        var made = json(part(client, an, id, half, rest), 201).getJsonObject("picture");
        assertThat(json(part(client, an, id, half, rest), 201).getJsonObject("picture"))
                .isEqualTo(made);
    }

    @Test
    void whatIsRefusedOfAWholeFileIsRefusedOfOneInParts() throws IOException {
        var file = picture(3, 100);
        var large = json(begin(client, an, wish(file).put("size", (20 << 20) + 1)), 413);
        assertThat(large.getString("field")).isEqualTo("file");
        json(begin(client, an, wish(file).put("size", (1L << 32) + file.length)), 413);
        assertThat(json(begin(client, an, wish(file).put("size", 0)), 422).getString("field"))
                .isEqualTo("file");
        assertThat(json(begin(client, an, wish(file).put("alt", " ")), 422).getString("field"))
                .isEqualTo("alt");
        assertThat(json(begin(client, an, wish(file).put("digest", "abc")), 422).getString("field"))
                .isEqualTo("digest");
        assertThat(begin(client, new Staffed.Signed(an.cookie(), "khong"), wish(file))
                        .statusCode())
                .isEqualTo(403);

        var text = "không phải ảnh".getBytes(StandardCharsets.UTF_8);
        var id = json(begin(client, an, wish(text)), 200).getString("id");
        assertThat(json(part(client, an, id, 0, text), 422).getString("field")).isEqualTo("file");
        assertThat(part(client, an, id, 0, text).statusCode()).as("it is gone").isEqualTo(404);
        var other = json(begin(client, an, wish(file).put("digest", Sha256.hex("khác"))), 200)
                .getString("id");
        assertThat(json(part(client, an, other, 0, file), 422).getString("detail"))
                .contains("khác tệp đã gửi");
    }

    @Test
    void anotherPersonsAndAnOldOneAreNotThereAndTheEleventhMakesRoom() throws IOException {
        var file = picture(4, 100);
        var id = json(begin(client, an, wish(file)), 200).getString("id");
        var editor = house.of(Person.Role.EDITOR);
        assertThat(part(client, editor, id, 0, file).statusCode()).isEqualTo(404);
        assertThat(part(client, an, "khong-co", 0, file).statusCode()).isEqualTo(404);

        house.bench.rows(
                "UPDATE parted_upload SET touched_at = clock_timestamp() - interval '25 hours' WHERE id = $1", id);
        var vertx = Vertx.vertx();
        get(new PartedUploads(house.bench.db, new MediaStore(vertx, house.bench.db)).forget());
        get(vertx.close());
        assertThat(part(client, an, id, 0, file).statusCode()).isEqualTo(404);

        var first = json(begin(client, editor, wish(file)), 200).getString("id");
        for (int i = 0; i < 10; i++) json(begin(client, editor, wish(file).put("caption", "Ảnh " + i)), 200);
        assertThat(part(client, editor, first, 0, file).statusCode()).isEqualTo(404);
        assertThat(house.bench.value("SELECT count(*) FROM parted_upload WHERE size = $1", file.length))
                .isEqualTo(10L);
    }
}
