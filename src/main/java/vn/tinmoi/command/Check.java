package vn.tinmoi.command;

import io.vertx.core.Future;
import java.util.function.Supplier;

/** One look at one thing. {@code name}: what is looked at, as it is listed where nothing is wrong with it. */
record Check(String name, Supplier<Future<Outcome>> look) {
    static Check now(String name, Supplier<Outcome> look) {
        return new Check(name, () -> Future.succeededFuture(look.get()));
    }
}
