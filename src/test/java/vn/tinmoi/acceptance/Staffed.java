package vn.tinmoi.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static vn.tinmoi.desk.TestDesk.get;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Tuple;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import vn.tinmoi.desk.TestDesk;
import vn.tinmoi.newsroom.RoleTable;
import vn.tinmoi.people.Person;
import vn.tinmoi.people.Right;
import vn.tinmoi.text.Sha256;

/** The program with one person of each role, who came in by an invitation, and a desk on the same database. */
final class Staffed implements AutoCloseable {
    private static final String PASSWORD = "cau dai de nho cua toi";
    private static final Pattern TOKEN = Pattern.compile("name=\"bieu-mau\" value=\"([^\"]+)\"");
    private static final Pattern LINK = Pattern.compile("id=\"duong-moi\" value=\"https?://[^/]+([^\"]+)\"");

    final TestDesk bench;
    final Client client;
    private final Program program;
    private final Map<String, String> settings;
    private final Map<Person.Role, Signed> staff = new EnumMap<>(Person.Role.class);

    /** Who is signed in, with what their forms carry. */
    record Signed(String cookie, String token) {}

    Staffed() {
        settings = Program.settings(
                "TINMOI_SAMPLE=false", "TINMOI_MAX_WRITES_PER_SECOND=0", "TINMOI_ADMIN_PASSWORD=" + Desk.FIRST);
        program = Program.serve(settings);
        client = new Client(program.site());
        bench = new TestDesk(settings.get("TINMOI_DATABASE_URL"));
        var first = signed(
                client.form("/toa-soan/dang-nhap", "", Map.of("ten", "admin", "mat-khau", Desk.FIRST)),
                "/toa-soan/doi-mat-khau");
        var admin = signed(
                send(first, "/toa-soan/doi-mat-khau", Map.of("moi", PASSWORD, "lai", PASSWORD)), "/toa-soan/bai/moi");
        for (var role : Person.Role.values()) staff.put(role, invited(admin, role));
    }

    private Signed signed(HttpResponse<String> answer, String page) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(303);
        var cookie = answer.headers().firstValue("set-cookie").orElseThrow().replaceFirst(";.*", "");
        return new Signed(
                cookie, found(TOKEN, client.get(page, "Cookie", cookie).body()));
    }

    private static String found(Pattern pattern, String page) {
        var found = pattern.matcher(page);
        assertThat(found.find()).as("%s in %s", pattern, page).isTrue();
        return found.group(1);
    }

    private Signed invited(Signed admin, Person.Role role) {
        var wish = new HashMap<>(Map.of("name", role.wire(), "role", role.wire()));
        if (role != Person.Role.ADMIN) wish.put("categories", RoleTable.HOME);
        var link = found(LINK, send(admin, "/toa-soan/nguoi", wish).body());
        var joined = client.form(link, "", Map.of("ten", "vai." + role.wire(), "moi", PASSWORD, "lai", PASSWORD));
        return signed(joined, "/toa-soan/bai/moi");
    }

    /** Another node of the same site; close it. */
    Program another() {
        return Program.serve(settings);
    }

    URI site() {
        return program.site();
    }

    Signed of(Person.Role role) {
        return staff.get(role);
    }

    HttpResponse<String> see(Signed who, String path) {
        return client.get(path, "Cookie", who.cookie());
    }

    /** A form of that person's page; {@code *} at the path's end: with a file that is no picture. */
    HttpResponse<String> send(Signed who, String path, Map<String, String> fields) {
        var all = new HashMap<>(fields);
        all.putIfAbsent("bieu-mau", who.token());
        return path.endsWith("*")
                ? client.multipart(path.replace("*", ""), who.cookie(), all)
                : client.form(path, who.cookie(), all);
    }

    /** A program's token with those rights alone. */
    String token(Right... rights) {
        var names = Arrays.stream(rights).map(Right::wire).toArray(String[]::new);
        var token = String.join("-", names) + "-0123456789abcdef0123456789abcdef";
        var arguments = Tuple.tuple()
                .addString(token)
                .addBuffer(Buffer.buffer(Sha256.of(token)))
                .addArrayOfString(names);
        get(bench.db.write(
                "INSERT INTO api_token (name, digest, may_publish, may_manage, rights) VALUES ($1, $2, false, false, $3)"
                        + " ON CONFLICT DO NOTHING",
                arguments));
        return token;
    }

    HttpResponse<String> call(String token, String method, String path, JsonObject body) {
        return client.writeAs(token, method, path, body);
    }

    @Override
    public void close() {
        bench.close();
        program.close();
    }
}
