package vn.tinmoi.live;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import vn.tinmoi.log.Cursor;
import vn.tinmoi.news.Problem;
import vn.tinmoi.web.Answers;
import vn.tinmoi.web.Reply;
import vn.tinmoi.web.Routes;

/**
 * {@code GET /api/v1/events?after=<cursor>&limit=1..1000}: the durable events after a cursor, for who cannot stream; the
 * limit is 100 when absent. Answers {@code {"events":[{"id","event","data"}…],"cursor":"…","reset":false}}, oldest first;
 * ask again with that cursor, at once when there were as many as the limit. Without {@code after}: no events and the cursor
 * of now. {@code "reset":true}: as in a stream's {@code sync}, fetch the snapshot {@code /api/v1/front} and go on from the
 * cursor.
 */
public final class EventRoutes implements Routes {
    private static final int USUAL = 100;
    private static final Map<String, String> HEADERS =
            Map.of("Cache-Control", "no-store", "Access-Control-Allow-Origin", "*");

    private final Answers answers;
    private final Hub hub;

    /** {@code hub}: the one of the event loop whose router this is mounted on. */
    public EventRoutes(Answers answers, Hub hub) {
        this.answers = answers;
        this.hub = hub;
    }

    @Override
    public void mount(Router router) {
        answers.answer(router.get("/api/v1/events"), this::events);
    }

    private Future<Reply> events(RoutingContext ctx) {
        int limit = limit(ctx.request().getParam("limit"));
        return hub.resume()
                .resume(Asked.of(ctx.request()).cursor())
                .map(found -> reply(found.at(), frames(found, limit), found instanceof Resumption.Reset));
    }

    private static int limit(@Nullable String text) {
        if (text == null) return USUAL;
        if (!text.matches("[1-9][0-9]{0,3}") || Integer.parseInt(text) > Replays.MOST) {
            throw Problem.invalid("limit", "events.limit", text);
        }
        return Integer.parseInt(text);
    }

    private List<Frame> frames(Resumption found, int limit) {
        return switch (found) {
            case Resumption.Fresh fresh -> List.of();
            case Resumption.Reset reset -> List.of();
            case Resumption.FromRing(var at) -> fromRing(new ArrayList<>(), at.seq(), limit);
            case Resumption.FromPast(var at, var past) -> {
                var missed = past.frames()
                        .subList(past.indexAfter(at.seq()), past.frames().size());
                var frames = new ArrayList<>(missed.subList(0, Math.min(limit, missed.size())));
                yield fromRing(
                        frames, frames.isEmpty() ? at.seq() : frames.getLast().seq(), limit);
            }
        };
    }

    private List<Frame> fromRing(List<Frame> frames, long after, int limit) {
        var ring = hub.ring();
        for (long seq = after + 1; seq <= ring.head() && frames.size() < limit; seq++) frames.add(ring.get(seq));
        return frames;
    }

    private static Reply reply(Cursor at, List<Frame> frames, boolean reset) {
        var cursor =
                frames.isEmpty() ? at : new Cursor(at.epoch(), frames.getLast().seq());
        var events = frames.stream().map(Frame::text).collect(Collectors.joining(","));
        var body = "{\"events\":[" + events + "],\"cursor\":\"" + cursor + "\",\"reset\":" + reset + "}";
        return new Reply.Bytes(200, "application/json", Buffer.buffer(body), HEADERS);
    }
}
