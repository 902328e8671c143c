package vn.tinmoi.newsroom;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import vn.tinmoi.desk.Flow;
import vn.tinmoi.news.ArticleId;
import vn.tinmoi.people.Person;
import vn.tinmoi.web.Reply;

/**
 * The stream of one open story page: what it has yet to be told. Of each event the newest alone is kept, so that a page that does
 * not read costs no more than one that does. Any thread, but for {@link #stands} and {@link #here}, which are {@link
 * StoryStreams}'.
 */
final class StoryStream implements Reply.Pieces {
    private final ArticleId story;
    private final Person person;
    private final String session;
    private final Instant until;
    private final Function<Flow.Glance, JsonObject> said;
    private final Consumer<StoryStream> left;
    private final Map<String, String> unsent = new LinkedHashMap<>();
    private @Nullable Promise<Optional<Buffer>> asked;
    private boolean over;
    private Flow.@Nullable Glance told;
    private @Nullable List<String> others;

    /**
     * A page of that person's.
     *
     * @param until when it ends by itself
     * @param retry ms after which a browser comes back when it has ended
     * @param said makes of a glance what the page is told
     * @param left told when nobody reads it any more
     */
    StoryStream(
            ArticleId story,
            Newsroom.Visitor visitor,
            Instant until,
            int retry,
            Function<Flow.Glance, JsonObject> said,
            Consumer<StoryStream> left) {
        this.story = story;
        this.person = visitor.session().person();
        this.session = HexFormat.of().formatHex(visitor.session().digest());
        this.until = until;
        this.said = said;
        this.left = left;
        unsent.put("retry", "retry: " + retry + "\n\n");
    }

    ArticleId story() {
        return story;
    }

    Person person() {
        return person;
    }

    /** What the session is known by, in hex. */
    String session() {
        return session;
    }

    Instant until() {
        return until;
    }

    /** How the story stands, where that is new to it. */
    void stands(Flow.Glance now) {
        if (now.equals(told)) return;
        told = now;
        tell("story", said.apply(now));
    }

    /** Who else has the story open, where that is new to it. */
    void here(List<String> now) {
        if (now.equals(others)) return;
        others = now;
        tell("here", new JsonObject().put("here", new JsonArray(now)));
    }

    private void tell(String event, JsonObject data) {
        say(event, "event: " + event + "\ndata: " + data.encode() + "\n\n");
    }

    /** A comment, which keeps proxies from hanging up, and finds out who went without a word. */
    void beat() {
        say("beat", ":\n\n");
    }

    void end() {
        synchronized (this) {
            over = true;
        }
        flush();
    }

    private void say(String name, String text) {
        synchronized (this) {
            unsent.put(name, text);
        }
        flush();
    }

    @Override
    public Future<Optional<Buffer>> next() {
        var promise = Promise.<Optional<Buffer>>promise();
        synchronized (this) {
            asked = promise;
        }
        flush();
        return promise.future();
    }

    private void flush() {
        Promise<Optional<Buffer>> reader;
        Optional<Buffer> piece;
        synchronized (this) {
            reader = asked;
            if (reader == null || (unsent.isEmpty() && !over)) return;
            asked = null;
            piece = over ? Optional.empty() : Optional.of(Buffer.buffer(String.join("", unsent.values())));
            unsent.clear();
        }
        reader.complete(piece);
    }

    @Override
    public void close() {
        left.accept(this);
    }
}
