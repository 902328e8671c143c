package vn.tinmoi.desk;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Tuple;
import vn.tinmoi.news.Problem;
import vn.tinmoi.people.Actor;
import vn.tinmoi.store.Database;

/**
 * Puts in stories of another site of this program as they were there: number, state, address, times. Readers hear of those that
 * are published. Any thread; fails with a {@link Problem}, INVALID naming the field.
 */
public final class MovedStories {
    private final Vertx vertx;
    private final Database db;
    private final DeskReads reads;
    private final DeskWrites writes;

    public MovedStories(Vertx vertx, Database db) {
        this.vertx = vertx;
        this.db = db;
        this.reads = new DeskReads(db);
        this.writes = new DeskWrites(db);
    }

    private static final String KNOWN = "SELECT FROM article WHERE id = $1";

    /** False: a story of that number, or from that source, is here already and stays as it is. */
    public Future<Boolean> enter(ObjectNode story, Actor actor) {
        return vertx.executeBlocking(() -> MovedStory.read(story), false)
                .compose(moved -> db.query(KNOWN, Tuple.of(moved.id())).compose(known -> {
                    if (known.size() > 0) return Future.succeededFuture(false);
                    return reads.ground(moved.category(), moved.image())
                            .compose(ground -> writes.create(moved.revision(ground), actor, null))
                            .map(written -> written.isPresent());
                }));
    }

    private static final String GO_ON = """
            SELECT setval('article_id', greatest((SELECT max(id) FROM article), (SELECT last_value FROM article_id)))
              FROM (SELECT FROM article LIMIT 1) any_story""";

    /** New stories get numbers above theirs. To be called when all are in. */
    public Future<Void> goOn() {
        return db.query(GO_ON, Tuple.tuple()).mapEmpty();
    }
}
