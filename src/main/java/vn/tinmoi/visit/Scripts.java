package vn.tinmoi.visit;

import io.vertx.core.Future;
import io.vertx.redis.client.Response;
import java.util.List;
import vn.tinmoi.store.Script;

/** What this room asks of Redis: to run a Lua script, in one round trip, in bounded time. */
@FunctionalInterface
interface Scripts {
    Future<Response> run(Script script, List<String> keys, List<String> arguments);
}
