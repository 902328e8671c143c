package vn.tinmoi.log;

import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;

/** Who wants to know when followers were told of an event. Belongs to the tailer's context. */
final class PlacesAwaited {
    private record Awaited(Cursor place, Promise<Void> promise) {}

    private final List<Awaited> all = new ArrayList<>();

    /** The promise is kept at once where the place is behind already. */
    void add(Cursor place, Promise<Void> promise, Cursor now) {
        if (isPast(place, now)) promise.tryComplete();
        else all.add(new Awaited(place, promise));
    }

    /** Followers were told of everything up to {@code now}. */
    void release(Cursor now) {
        all.removeIf(one -> {
            boolean over = one.promise.future().isComplete() || isPast(one.place, now);
            if (over) one.promise.tryComplete();
            return over;
        });
    }

    private static boolean isPast(Cursor place, Cursor now) {
        return now.seq() >= place.seq() || !now.epoch().equals(place.epoch());
    }
}
