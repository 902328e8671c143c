package vn.tinmoi.desk;

import io.vertx.core.Future;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import vn.tinmoi.news.ArticleId;
import vn.tinmoi.news.Problem;
import vn.tinmoi.people.Actor;
import vn.tinmoi.store.Database;

/** When published stories are taken from readers by themselves; the {@link Scheduler} does it. Any thread; fails with a {@link Problem}. */
public final class Expiries {
    private final Database db;
    private final InstantSource clock;

    public Expiries(Database db, InstantSource clock) {
        this.db = db;
        this.clock = clock;
    }

    private static final String SET = """
            WITH said AS (
                INSERT INTO story_expiry (article_id, expires_at) VALUES ($1, $2)
                ON CONFLICT (article_id) DO UPDATE SET expires_at = excluded.expires_at
                RETURNING article_id)
            INSERT INTO audit (actor, action, article_id, detail)
            SELECT $3, 'story.expiry', article_id, jsonb_build_object('at', $2::timestamptz) FROM said""";
    private static final String CLEAR = """
            WITH gone AS (
                DELETE FROM story_expiry WHERE article_id = $1 RETURNING article_id)
            INSERT INTO audit (actor, action, article_id)
            SELECT $2, 'story.expiry', article_id FROM gone""";

    /** {@code at} null: never. INVALID {@code expiresAt} for a time that is over; FORBIDDEN for who may not publish. */
    public Future<Void> set(ArticleId article, @Nullable Instant at, Actor actor) {
        if (!actor.mayPublish()) return Future.failedFuture(Actor.forbidden());
        if (at == null)
            return db.write(CLEAR, Tuple.of(article.value(), actor.name())).mapEmpty();
        requireFuture(at);
        return db.write(SET, Tuple.of(article.value(), at.atOffset(ZoneOffset.UTC), actor.name()))
                .mapEmpty();
    }

    /** INVALID {@code expiresAt} for a time that is over. */
    public void requireFuture(Instant at) {
        if (!at.isAfter(clock.instant())) throw Problem.invalid("expiresAt", "expires-at.past");
    }
}
