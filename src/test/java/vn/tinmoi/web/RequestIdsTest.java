package vn.tinmoi.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import java.util.HashSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class RequestIdsTest {
    private final Vertx vertx = Vertx.vertx();
    private final HttpClient client = vertx.createHttpClient();
    private int port;

    /** What a request is called in its answer, and what a line would say that is logged later on. */
    private record Named(String answered, String logged) {}

    @BeforeEach
    void serve() {
        var router = Router.router(vertx);
        router.route().handler(new RequestIds());
        router.route()
                .handler(ctx -> vertx.timer(5)
                        .onComplete(
                                later -> ctx.response().end(RequestIds.current().orElse("none"))));
        port = vertx.createHttpServer()
                .requestHandler(router)
                .listen(0, "127.0.0.1")
                .await()
                .actualPort();
    }

    @AfterEach
    void close() {
        vertx.close().await();
    }

    private Future<Named> ask(String id) {
        return client.request(HttpMethod.GET, port, "127.0.0.1", "/")
                .compose(request -> {
                    if (!id.isEmpty()) request.putHeader("X-Request-ID", id);
                    return request.send();
                })
                .compose(response ->
                        response.body().map(body -> new Named(response.getHeader("X-Request-ID"), body.toString())));
    }

    @Test
    void aSaneIdOfTheProxyIsKept() {
        assertThat(ask("req-0123456789.a").await()).isEqualTo(new Named("req-0123456789.a", "req-0123456789.a"));
    }

    @Test
    void anyOtherGetsANewOne() {
        for (var id : new String[] {"", "short", "with space 123", "a\"b\"c\"d\"e", "x".repeat(129)}) {
            var named = ask(id).await();

            assertThat(named.answered()).matches("[0-9a-f]{16}").isEqualTo(named.logged());
        }
    }

    @Test
    void requestsAtOnceHaveTheirOwn() {
        var asked = IntStream.range(0, 50).mapToObj(i -> ask("")).toList();
        Future.all(asked).await();

        var ids = new HashSet<String>();
        asked.forEach(one -> {
            assertThat(one.result().answered()).isEqualTo(one.result().logged());
            ids.add(one.result().answered());
        });
        assertThat(ids).hasSize(50);
    }
}
