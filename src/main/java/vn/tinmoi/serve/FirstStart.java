package vn.tinmoi.serve;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Tuple;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import vn.tinmoi.conf.Settings;
import vn.tinmoi.desk.Desk;
import vn.tinmoi.desk.Samples;
import vn.tinmoi.ingest.SampleStories;
import vn.tinmoi.news.Problem;
import vn.tinmoi.people.Actor;
import vn.tinmoi.people.Right;
import vn.tinmoi.people.SignIn;
import vn.tinmoi.people.Tokens;
import vn.tinmoi.store.Database;

/** What a database gets once: an administrator; an empty one also a token to publish with when the settings name none, and sample stories. */
final class FirstStart {
    private static final Actor HOUSE = new Actor("first-start", true, true);

    private final Vertx vertx;
    private final Database database;
    private final Desk desk;
    private final Tokens tokens;
    private final SignIn signIn;
    private final Settings settings;
    private final InstantSource clock;
    private final List<String> secrets = new CopyOnWriteArrayList<>();

    FirstStart(
            Vertx vertx,
            Database database,
            Desk desk,
            Tokens tokens,
            SignIn signIn,
            Settings settings,
            InstantSource clock) {
        this.vertx = vertx;
        this.database = database;
        this.desk = desk;
        this.tokens = tokens;
        this.signIn = signIn;
        this.settings = settings;
        this.clock = clock;
    }

    /** Does what is missing; may be called again where it failed. */
    Future<Void> run() {
        return signIn.first(settings.adminPassword())
                .onSuccess(made -> made.ifPresent(
                        password -> secrets.add("admin's one-time password, shown only this once: " + password)))
                .compose(known -> empty())
                .compose(empty -> empty ? token().compose(made -> samples()) : Future.succeededFuture());
    }

    /** Lines to print once. Complete when {@link #run} succeeded. */
    List<String> secrets() {
        return secrets;
    }

    private static final String EMPTY = "SELECT NOT EXISTS (SELECT FROM article) AS empty";

    private Future<Boolean> empty() {
        return database.query(EMPTY, Tuple.tuple())
                .map(rows -> rows.iterator().next().getBoolean("empty"));
    }

    private Future<Void> token() {
        if (settings.apiToken() != null) return Future.succeededFuture();
        return tokens.issue("first-start", EnumSet.allOf(Right.class), null, HOUSE)
                .onSuccess(token -> secrets.add("API token, shown only this once: " + token))
                .recover(failure -> failure instanceof Problem problem && "name".equals(problem.field())
                        ? Future.succeededFuture() // there is one from an earlier start that was cut off
                        : Future.failedFuture(failure))
                .mapEmpty();
    }

    private Future<Void> samples() {
        if (!settings.sample()) return Future.succeededFuture();
        return new SampleStories(
                        vertx, this::empty, story -> desk.bringIn(story, Samples.AUTHOR), settings.zone(), clock)
                .bring()
                .mapEmpty();
    }
}
