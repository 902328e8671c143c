package vn.tinmoi.desk;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import vn.tinmoi.log.LoggedEvent;
import vn.tinmoi.metric.Metrics;
import vn.tinmoi.news.ArticleId;
import vn.tinmoi.news.ArticleStatus;
import vn.tinmoi.news.TextField;
import vn.tinmoi.news.Texts;
import vn.tinmoi.people.Actor;
import vn.tinmoi.store.Database;
import vn.tinmoi.store.TestBackends;

/** A desk on a database of its own, and what its tests ask of both. */
public final class TestDesk implements AutoCloseable {
    public static final Actor EDITOR = new Actor("editor:an", true);
    static final Actor REPORTER = new Actor("token:reporter", false);

    public final Vertx vertx = Vertx.vertx();
    public final String url;
    public final Database db;
    final List<LoggedEvent> committed = new CopyOnWriteArrayList<>();
    public final Desk desk;

    public TestDesk() {
        this(TestBackends.freshDatabase());
    }

    public TestDesk(String url) {
        this.url = url;
        db = Database.open(vertx, url, new Metrics());
        desk = new Desk(vertx, db, () -> "e1", committed::add);
    }

    /** Another node's desk on the same database. */
    TestDesk another() {
        return new TestDesk(url);
    }

    static Draft draft(String title) {
        return draft(title, ArticleStatus.DRAFT);
    }

    static Draft published(String title) {
        return draft(title, ArticleStatus.PUBLISHED);
    }

    static Draft draft(String title, ArticleStatus status) {
        return new Draft(texts(title, "Sa pô", "<p>Nội dung</p>", "An Nhiên"), null, false, status, null, null);
    }

    /** In that category. */
    public static Draft drafted(String title, String category, ArticleStatus status) {
        return new Draft(texts(title, "", "", ""), category, false, status, null, null);
    }

    static Change title(String title) {
        return change(TextField.TITLE, title);
    }

    /** Of one text. */
    static Change change(TextField field, String text) {
        return new Change(Texts.of(field, text), null, null, null, null, null, null);
    }

    static Texts texts(String title, String lead, String bodyHtml, String byline) {
        return Texts.of(TextField.TITLE, title)
                .with(TextField.LEAD, lead)
                .with(TextField.BODY_HTML, bodyHtml)
                .with(TextField.BYLINE, byline);
    }

    static IdempotencyKey key(String value) {
        return IdempotencyKey.of(value, "POST /", new byte[0]);
    }

    Saved create(Draft draft) {
        return get(desk.create(draft, EDITOR, null));
    }

    Saved change(ArticleId article, Change change) {
        return get(desk.change(article, change, null, EDITOR, null));
    }

    Saved publish(ArticleId article) {
        return get(desk.publish(article, null, EDITOR, null));
    }

    Saved withdraw(ArticleId article) {
        return get(desk.withdraw(article, "Sai sự thật", null, EDITOR, null));
    }

    Saved feature(ArticleId article, boolean featured) {
        return get(desk.feature(article, featured, null, EDITOR, null));
    }

    public List<Row> rows(String sql, Object... arguments) {
        var rows = new ArrayList<Row>();
        get(db.query(sql, Tuple.from(arguments))).forEach(rows::add);
        return rows;
    }

    @Nullable
    public Object value(String sql, Object... arguments) {
        return rows(sql, arguments).getFirst().getValue(0);
    }

    /** The log without its genesis, one line an event. */
    List<String> log() {
        return rows(
                        "SELECT seq || ' ' || kind || ' ' || article_id || ' ' || version AS line FROM event_log WHERE seq > 0 ORDER BY seq")
                .stream()
                .map(row -> row.getString("line"))
                .toList();
    }

    public static <T> T get(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) throw failure;
            throw new AssertionError(e.getCause());
        } catch (InterruptedException | TimeoutException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        get(db.close());
        get(vertx.close());
    }
}
