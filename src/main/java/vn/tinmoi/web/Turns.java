package vn.tinmoi.web;

import io.netty.util.concurrent.EventExecutor;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.TimeUnit;

/**
 * Lets connections that have asked for much at once come one after another, for a short time in each turn of their event
 * loop, so that whoever asks for one thing never waits for them. One for each loop, on it.
 */
final class Turns {
    private static final long SLICE = TimeUnit.MILLISECONDS.toNanos(2);

    private final EventExecutor loop;
    private final Queue<Runnable> waiting = new ArrayDeque<>();
    private boolean due;

    Turns(EventExecutor loop) {
        this.loop = loop;
    }

    /** Runs it in a later turn of the loop, behind all who came before. */
    void add(Runnable one) {
        waiting.add(one);
        if (!due) comeBack();
    }

    /** A scheduled task, unlike one that is just executed, is looked for only after the loop has seen its sockets. */
    private void comeBack() {
        due = true;
        var unused = loop.schedule(this::turn, 0, TimeUnit.NANOSECONDS);
    }

    private void turn() {
        due = false;
        long until = System.nanoTime() + SLICE;
        for (int left = waiting.size(); left > 0 && System.nanoTime() < until; left--) {
            waiting.remove().run();
        }
        if (!waiting.isEmpty() && !due) comeBack();
    }
}
