package vn.tinmoi.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.client.WebClient;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class AnswersTest {
    private final Vertx vertx = Vertx.vertx();
    private final WebClient client = WebClient.create(vertx);

    @AfterEach
    void close() throws Exception {
        get(vertx.close());
    }

    @Test
    void anAnswerThatComesOnAnotherThreadReachesTheCaller() throws Exception {
        var answers = new Answers(new Problems(new Messages(), TestErrorPages.saying((title, detail) -> title)));
        var router = Router.router(vertx);
        answers.answer(router.get("/late"), ctx -> {
            Promise<Reply> promise = Promise.promise();
            Thread.ofVirtual()
                    .start(() -> promise.complete(new Reply.Json(200, new JsonObject().put("late", true), Map.of())));
            return promise.future();
        });
        var server = get(vertx.createHttpServer(new HttpServerOptions().setStrictThreadMode(true))
                .requestHandler(router)
                .listen(0, "127.0.0.1"));

        for (int i = 0; i < 20; i++) {
            var answer =
                    get(client.get(server.actualPort(), "127.0.0.1", "/late").send());
            assertThat(answer.bodyAsJsonObject().getBoolean("late")).isTrue();
        }
    }

    private static <T> T get(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
    }
}
