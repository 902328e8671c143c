package vn.tinmoi.site;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Supplier;
import vn.tinmoi.web.Answers;
import vn.tinmoi.web.Representation;
import vn.tinmoi.web.Routes;

/**
 * What the JSON API and the streams are, for programs: OpenAPI 3.1 and AsyncAPI 3.0, written by hand beside CONTRACT.md and
 * compared with the mounted routes and with real answers by tests.
 */
final class ApiDescriptions implements Routes {
    private static final Map<String, String> HEADERS = Map.of("Cache-Control", "public, max-age=300");

    private final Answers answers;
    private final Supplier<Representation> calls;
    private final Supplier<Representation> streams;

    /** {@code siteUrl}: as {@code Site} has it; streams are described with their host. */
    ApiDescriptions(Answers answers, Supplier<String> siteUrl) {
        this.answers = answers;
        this.calls = new Once<>(() -> represented(ApiFiles.json("openapi.json")));
        this.streams =
                new Once<>(() -> represented(withHost(ApiFiles.json("asyncapi.json"), URI.create(siteUrl.get()))));
    }

    @Override
    public void mount(Router router) {
        get(router, "/openapi.json", calls);
        get(router, "/asyncapi.json", streams);
    }

    private void get(Router router, String path, Supplier<Representation> description) {
        answers.get(
                router, path, ctx -> Future.succeededFuture(description.get().reply(ctx.request())));
    }

    private static Representation represented(JsonObject description) {
        var text = description.encodePrettily().getBytes(StandardCharsets.UTF_8);
        return Representation.of("application/json", text, HEADERS);
    }

    private static JsonObject withHost(JsonObject description, URI site) {
        boolean tls = "https".equals(site.getScheme());
        var servers = description.getJsonObject("servers");
        servers.getJsonObject("site").put("host", site.getAuthority()).put("protocol", tls ? "https" : "http");
        servers.getJsonObject("socket").put("host", site.getAuthority()).put("protocol", tls ? "wss" : "ws");
        return description;
    }
}
