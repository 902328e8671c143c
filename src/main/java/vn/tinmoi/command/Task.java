package vn.tinmoi.command;

import io.vertx.core.Vertx;
import java.util.Objects;
import vn.tinmoi.conf.Settings;
import vn.tinmoi.metric.Metrics;
import vn.tinmoi.news.Problem;
import vn.tinmoi.store.BackendFailed;
import vn.tinmoi.store.Countdown;
import vn.tinmoi.store.Database;
import vn.tinmoi.store.Stores;
import vn.tinmoi.web.Language;
import vn.tinmoi.web.Messages;

/**
 * What every command on the stores does alike: it opens them, beside whatever nodes serve, works, closes them, and says in a
 * sentence why a store broke off. Blocking.
 */
final class Task {
    /** A command's own part. */
    interface Work {
        /** The exit code. */
        int on(Vertx vertx, Settings settings, Stores stores);
    }

    /** A command's own part, where it needs PostgreSQL alone. */
    interface DatabaseWork {
        /** The exit code; a {@link Problem} is said as it is. */
        int on(Vertx vertx, Settings settings, Database database);
    }

    private final Surroundings here;

    Task(Surroundings here) {
        this.here = here;
    }

    /** The work's exit code, or 1 where a store broke off; {@code language}: of what is said then. */
    int run(Language language, Work work) {
        var settings = here.settings();
        var metrics = new Metrics();
        var vertx = EventLoops.start(settings, metrics);
        try {
            var stores = Stores.join(vertx, settings, metrics);
            try {
                return work.on(vertx, settings, stores);
            } catch (RuntimeException e) {
                return stopped(language, e);
            } finally {
                stores.close(new Countdown());
            }
        } finally {
            EventLoops.stop(vertx);
        }
    }

    /** As {@link #run}, for what is done at once or not at all: what the caller can set right is said as it is. */
    int act(Work work) {
        return run(here.language(), (vertx, settings, stores) -> {
            try {
                return work.on(vertx, settings, stores);
            } catch (Problem problem) {
                return refused(problem);
            }
        });
    }

    /** As {@link #run}, on PostgreSQL alone; {@code migrated}: brought up to date before. */
    int runOnDatabase(boolean migrated, DatabaseWork work) {
        var settings = here.settings();
        var metrics = new Metrics();
        var vertx = EventLoops.start(settings, metrics);
        try {
            return Stores.onDatabase(
                    vertx, settings, metrics, migrated, database -> carriedOut(work, vertx, settings, database));
        } finally {
            EventLoops.stop(vertx);
        }
    }

    private int carriedOut(DatabaseWork work, Vertx vertx, Settings settings, Database database) {
        try {
            return work.on(vertx, settings, database);
        } catch (Problem problem) {
            return refused(problem);
        }
    }

    private int refused(Problem problem) {
        var arguments = problem.arguments().toArray();
        here.err().println("tinmoi: " + new Messages().say(here.language(), "problem." + problem.code(), arguments));
        return 1;
    }

    private int stopped(Language language, RuntimeException e) {
        var messages = new Messages();
        var why = switch (e) {
            case Problem away ->
                messages.say(
                        language, "problem." + away.code(), away.arguments().toArray());
            case BackendFailed failed -> messages.say(language, "ingest.lost", String.valueOf(failed.getMessage()));
            default -> lost(e, messages, language);
        };
        here.err().println(messages.say(language, "ingest.stopped", why));
        return 1;
    }

    private static String lost(RuntimeException e, Messages messages, Language language) {
        var cause = Objects.requireNonNullElse(e.getCause(), e); // what is checked comes wrapped
        if (!Database.isOutage(cause)) throw e;
        return messages.say(language, "ingest.lost", String.valueOf(cause.getMessage()));
    }
}
