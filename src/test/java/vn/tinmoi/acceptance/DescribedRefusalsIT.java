package vn.tinmoi.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.tinmoi.Await;
import vn.tinmoi.store.TestBackends;

/** Every call of {@code /openapi.json} is refused as it is described: without the right, beyond the pace, without PostgreSQL. */
final class DescribedRefusalsIT {
    private static final Pattern TOKEN = Pattern.compile("tm_\\S+|[A-Za-z0-9_-]{32,}");

    @TempDir
    Path folder;

    @Test
    void everyCallIsRefusedAsItIsDescribed() {
        try (var postgres = TestBackends.ownPostgres()) {
            var settings = Program.settings(
                    "TINMOI_DATABASE_URL=" + postgres.url(), "TINMOI_SAMPLE=false", "TINMOI_MAX_WRITES_PER_SECOND=5");
            try (var program = Program.serve(settings)) {
                var client = new Client(program.site());
                var api = new DescribedApi(program, client);
                var reads = reader(settings);
                for (var call : api.calls()) if (call.writes()) forbidden(api, call, reads);
                for (var call : api.calls()) if (call.answers("429")) tooFast(api, call);
                postgres.kill();
                for (var call : api.calls()) if (call.answers("503")) away(api, call);
            }
        }
    }

    /** A token that may read drafts and nothing else. */
    private String reader(Map<String, String> settings) {
        try (var made = Program.run(folder, settings, "token", "make", "reader", "--right", "read")) {
            assertThat(made.exitCode(60)).as(made.err()).isZero();
            var found = TOKEN.matcher(made.out());
            assertThat(found.find()).as(made.out()).isTrue();
            return found.group();
        }
    }

    private static void forbidden(DescribedApi api, DescribedApi.Call call, String token) {
        api.told(call, 403, inItsPace(api, call, Map.of("Authorization", "Bearer " + token)));
    }

    private static void tooFast(DescribedApi api, DescribedApi.Call call) {
        api.told(call, 429, Await.until(() -> sent(api, call, rights(call)), one -> one.statusCode() == 429));
    }

    /** What was kept may be answered. */
    private static void away(DescribedApi api, DescribedApi.Call call) {
        var answer = inItsPace(api, call, rights(call));
        if (call.writes() || answer.statusCode() != 200) api.told(call, 503, answer);
    }

    private static HttpResponse<String> inItsPace(
            DescribedApi api, DescribedApi.Call call, Map<String, String> headers) {
        return Await.until(() -> sent(api, call, headers), answer -> answer.statusCode() != 429);
    }

    private static Map<String, String> rights(DescribedApi.Call call) {
        return call.writes() ? DescribedApi.auth() : Map.of();
    }

    private static HttpResponse<String> sent(DescribedApi api, DescribedApi.Call call, Map<String, String> headers) {
        return api.send(call, api.bareAddress(call), api.body(call), DescribedApi.type(call), headers);
    }
}
