package vn.tinmoi.people;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import vn.tinmoi.metric.Metrics;
import vn.tinmoi.store.Database;
import vn.tinmoi.store.TestBackends;
import vn.tinmoi.web.JsonBody;
import vn.tinmoi.web.RateLimits;

final class AdmissionTest {
    private static final Vertx VERTX = Vertx.vertx();
    private static final int CALLS = 20;

    private final HttpClient client =
            VERTX.createHttpClient(new HttpClientOptions(), new PoolOptions().setHttp1MaxSize(CALLS));

    @AfterAll
    static void close() {
        VERTX.close().await();
    }

    /** PostgreSQL answers on a thread of its own: the body must be read on the request's all the same, and whole. */
    @Test
    void theFirstCallOfEveryTokenIsReadWhole() {
        var database = Database.open(VERTX, TestBackends.freshDatabase(), new Metrics());
        var tokens = new Tokens(database, null, new Metrics(), InstantSource.system());
        var issued = new ArrayList<String>();
        for (int i = 0; i < CALLS; i++) {
            issued.add(tokens.issue("t" + i, Actor.rights(true, false), null, new Actor("test", true))
                    .await());
        }
        int port = serve(tokens);
        var body = Buffer.buffer("{\"a\":\"" + "x".repeat(20_000) + "\"}");

        var calls = issued.stream()
                .map(token -> client.request(new RequestOptions()
                                .setMethod(HttpMethod.PUT)
                                .setPort(port)
                                .setURI("/"))
                        .compose(request -> request.putHeader("Authorization", "Bearer " + token)
                                .putHeader("Content-Type", "application/json")
                                .send(body))
                        .compose(response -> response.body())
                        .timeout(20, TimeUnit.SECONDS))
                .toList();

        for (var call : calls) assertThat(call.await().toString()).isEqualTo(String.valueOf(body.length()));
        database.close().await();
    }

    /** As the first request finds its way: classes are still to be loaded, and nothing of the body may come meanwhile. */
    private static void cold(RoutingContext ctx) {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        ctx.next();
    }

    private static int serve(Tokens tokens) {
        var router = Router.router(VERTX);
        router.put("/").handler(new Admission(tokens, new RateLimits(1_000, InstantSource.system())));
        router.put("/").handler(AdmissionTest::cold);
        router.put("/").handler(JsonBody.handler());
        router.put("/").handler(ctx -> ctx.end(String.valueOf(ctx.body().length())));
        var server = VERTX.createHttpServer(new HttpServerOptions().setStrictThreadMode(true))
                .requestHandler(router);
        Promise<HttpServer> open = Promise.promise();
        new Thread(() -> server.listen(0, "127.0.0.1").onComplete(open)).start(); // on another loop than the database's
        return open.future().await().actualPort();
    }
}
