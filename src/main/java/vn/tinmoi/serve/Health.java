package vn.tinmoi.serve;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import vn.tinmoi.web.Answers;
import vn.tinmoi.web.Reply;
import vn.tinmoi.web.Routes;

/**
 * Whether this process answers, and whether it should be given readers. A store that is away degrades the answer but does
 * not take the node out of rotation: it serves its last good pages and keeps its streams. Draining does. Any thread.
 */
final class Health implements Routes {
    private static final Map<String, String> UNCACHED = Map.of("Cache-Control", "no-store");

    private final Answers answers;
    private final Supplier<Boolean> following;
    private final Map<String, Supplier<Future<Boolean>>> dependencies;
    private final Supplier<JsonObject> clock;
    private volatile boolean draining;

    /**
     * @param following whether the event log was read to its head
     * @param dependencies name to a question that it answers
     * @param clock what is known of this node's clock; a detail, it does not make the node less ready
     */
    Health(
            Answers answers,
            Supplier<Boolean> following,
            Map<String, Supplier<Future<Boolean>>> dependencies,
            Supplier<JsonObject> clock) {
        this.answers = answers;
        this.following = following;
        this.dependencies = dependencies;
        this.clock = clock;
    }

    @Override
    public void mount(Router router) {
        answers.answer(router.get("/health/live"), this::live);
        answers.answer(router.get("/health/ready"), this::ready);
    }

    /** From now on {@code ready} answers 503. */
    void drain() {
        draining = true;
    }

    private Future<Reply> live(RoutingContext ctx) {
        return Future.succeededFuture(new Reply.Json(200, new JsonObject().put("status", "up"), UNCACHED));
    }

    private Future<Reply> ready(RoutingContext ctx) {
        var asked = dependencies.entrySet().stream()
                .map(dependency -> dependency
                        .getValue()
                        .get()
                        .timeout(1, TimeUnit.SECONDS)
                        .otherwise(false)
                        .map(up -> Map.entry(dependency.getKey(), up)))
                .toList();
        return Future.all(asked).map(all -> verdict(all.list()));
    }

    private Reply verdict(java.util.List<Map.Entry<String, Boolean>> states) {
        var stores = new JsonObject();
        states.forEach(state -> stores.put(state.getKey(), state.getValue() ? "up" : "down"));
        boolean logFollowed = following.get();
        boolean allUp = states.stream().allMatch(Map.Entry::getValue);
        boolean ready = logFollowed && !draining;
        var status = draining ? "draining" : !logFollowed ? "starting" : allUp ? "up" : "degraded";
        var body = new JsonObject()
                .put("status", status)
                .put("dependencies", stores.put("log", logFollowed ? "up" : "down"))
                .put("clock", clock.get());
        return new Reply.Json(ready ? 200 : 503, body, UNCACHED);
    }
}
