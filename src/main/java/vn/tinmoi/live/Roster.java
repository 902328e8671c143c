package vn.tinmoi.live;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The subscribers of one loop, and when each is next to be looked at. The times lie side by side in an array of their own:
 * going through thousands of them each second touches no subscriber that is not due. Rejected: a wheel of lists, whose
 * links cost each subscriber more memory than its time does here. Owned by the hub's loop.
 */
final class Roster {
    private static final int FEW = 64;

    private final List<Subscriber> subscribers = new ArrayList<>();
    private int[] due = new int[FEW]; // seconds of the hub's clock, one for each subscriber

    int size() {
        return subscribers.size();
    }

    boolean isEmpty() {
        return subscribers.isEmpty();
    }

    Subscriber get(int place) {
        return subscribers.get(place);
    }

    void add(Subscriber subscriber) {
        int place = subscribers.size();
        if (place == due.length) due = Arrays.copyOf(due, 2 * place);
        subscriber.place(place);
        subscribers.add(subscriber);
        reschedule(subscriber);
    }

    /** The last one takes its place. */
    void remove(Subscriber subscriber) {
        int place = subscriber.place();
        var last = subscribers.removeLast();
        if (last != subscriber) {
            subscribers.set(place, last);
            last.place(place);
            due[place] = due[subscribers.size()];
        }
    }

    /** Its time has changed. */
    void reschedule(Subscriber subscriber) {
        due[subscriber.place()] = subscriber.due();
    }

    /** Looks at those of one part of so many whose time has come; backwards, because they may leave. */
    void check(int part, int parts, int now) {
        int from = (int) ((long) size() * part / parts);
        int to = (int) ((long) size() * (part + 1) / parts);
        for (int place = to - 1; place >= from; place--)
            if (place < size() && due[place] <= now) check(subscribers.get(place), now);
    }

    private void check(Subscriber subscriber, int now) {
        subscriber.check(now);
        if (!subscriber.isClosed()) reschedule(subscriber);
    }
}
