package vn.tinmoi.acceptance;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/** Readers with a cookie each who come, go and change nodes; who of them is here and who ever was. Close it. */
final class Crowd implements AutoCloseable {
    private static final String BROWSER = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    /** A reader's first stream: on which node, and when, as {@link System#nanoTime} has it. */
    record First(int node, long nanos) {}

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final List<URI> sites;
    private final List<Reader> readers;
    private final Map<String, First> firsts = new ConcurrentHashMap<>();
    private final Random random = new Random(4);
    private final AtomicInteger streams = new AtomicInteger();
    private final Thread bustle;
    private volatile int known;
    private volatile int dead = -1;
    private volatile boolean busy = true;
    private volatile boolean over;

    /** The first half come at once; the others one after the other, while all of them come and go. */
    Crowd(List<URI> sites, int size) {
        this.sites = sites;
        this.readers = IntStream.range(0, size).mapToObj(Reader::new).toList();
        this.known = size / 2;
        readers.subList(0, known).forEach(reader -> reader.go(reader.number % sites.size()));
        this.bustle = Thread.ofVirtual().start(this::bustle);
    }

    private void bustle() {
        while (!over) {
            LockSupport.parkNanos(PAUSE_NANOS);
            if (!busy) continue;
            if (random.nextInt(6) == 0 && known < readers.size())
                readers.get(known++).go(node());
            else readers.get(random.nextInt(known)).go(random.nextInt(3) == 0 ? Reader.NOWHERE : node());
        }
    }

    private int node() {
        int node = random.nextInt(sites.size());
        return node == dead ? (node + 1) % sites.size() : node;
    }

    /** From here on nobody goes to that node, and who is there goes to another when it ends. */
    void avoid(int node) {
        dead = node;
    }

    /** All come who have not been here, and then everybody stays where he is. */
    void settle() {
        busy = false;
        while (known < readers.size()) readers.get(known++).go(node());
    }

    /** Readers who have an open stream or are about to. */
    long present() {
        return readers.stream().filter(Reader::wanted).count();
    }

    /** How many streams were opened until now. */
    int streams() {
        return streams.get();
    }

    /** Everyone who ever had an open stream. */
    Map<String, First> firsts() {
        return firsts;
    }

    @Override
    public void close() {
        over = true;
        bustle.interrupt();
        readers.forEach(Reader::end);
        http.shutdownNow();
    }

    /** One reader on a thread of his own: wherever he is sent, he opens a stream and reads it. */
    private final class Reader {
        static final int NOWHERE = -1;

        final int number;
        private final String session;
        private final Thread thread;
        private int goal = NOWHERE;
        private volatile InputStream stream = InputStream.nullInputStream();

        Reader(int number) {
            this.number = number;
            this.session = "crowd-%016d".formatted(number);
            this.thread = Thread.ofVirtual().start(this::live);
        }

        synchronized void go(int node) {
            if (goal == node) return;
            goal = node;
            leave();
            notifyAll();
        }

        synchronized boolean wanted() {
            return goal != NOWHERE;
        }

        void end() {
            thread.interrupt();
            leave();
        }

        private void leave() {
            try {
                stream.close();
            } catch (IOException e) {
                // it is closed
            }
        }

        private synchronized int awaitGoal() throws InterruptedException {
            while (goal == NOWHERE) wait();
            if (goal == dead) goal = (goal + 1) % sites.size();
            return goal;
        }

        private synchronized boolean stays(int node, InputStream opened) {
            stream = opened;
            return goal == node;
        }

        private void live() {
            try {
                while (!over) read(awaitGoal());
            } catch (InterruptedException e) {
                // the crowd is over
            }
        }

        private void read(int node) throws InterruptedException {
            var request = HttpRequest.newBuilder(sites.get(node).resolve("/stream?topics=news,stats"))
                    .header("Cookie", "tm_v=" + session)
                    .header("User-Agent", BROWSER)
                    .build();
            try {
                var answer = http.send(request, BodyHandlers.ofInputStream());
                streams.incrementAndGet();
                firsts.putIfAbsent(session, new First(node, System.nanoTime()));
                try (var opened = answer.body()) {
                    if (stays(node, opened)) opened.transferTo(java.io.OutputStream.nullOutputStream());
                }
            } catch (IOException e) {
                LockSupport.parkNanos(5 * PAUSE_NANOS); // the node is gone, or he is
            }
        }
    }
}
