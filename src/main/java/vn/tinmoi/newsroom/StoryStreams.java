package vn.tinmoi.newsroom;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import java.util.function.IntConsumer;
import java.util.stream.Collectors;
import vn.tinmoi.desk.Flow;
import vn.tinmoi.news.ArticleId;
import vn.tinmoi.news.Problem;
import vn.tinmoi.people.Attendance;
import vn.tinmoi.people.Person;

/**
 * The streams of the story pages that are open on this node: what becomes of their story, by whomever and on whichever node, and
 * who else has it open. PostgreSQL is read when it says that something changed, never because time went by; one timer for all
 * streams signs in Redis who is here, keeps them alive and ends the old ones. State belongs to one context; any thread may call.
 */
final class StoryStreams {
    private static final int MOST = 20; // of one person, on one node
    private static final int EACH = 5_000; // ms; a third of what Attendance remembers
    private static final int BEATS = 4; // of those between two signs of life
    private static final Duration LIFE =
            Duration.ofMinutes(10); // then the page asks again, and its session must be good
    private static final int SPREAD = 120; // seconds by which lives differ
    private static final int RETRY = 1_000; // ms, and up to twice as many more

    private final Vertx vertx;
    private final Context home;
    private final Flow flow;
    private final Attendance attendance;
    private final InstantSource clock;
    private final IntConsumer counted;
    private final Map<ArticleId, Set<StoryStream>> open = new HashMap<>();
    private final Set<ArticleId> reading = new HashSet<>();
    private final Set<ArticleId> due = new HashSet<>(); // something was said of them since they were read
    private long ticks;
    private boolean ticking;
    private boolean draining;

    /** {@code counted}: gets how many there are, with each change. */
    StoryStreams(Vertx vertx, Flow flow, Attendance attendance, InstantSource clock, IntConsumer counted) {
        this.vertx = vertx;
        this.home = vertx.getOrCreateContext();
        this.flow = flow;
        this.attendance = attendance;
        this.clock = clock;
        this.counted = counted;
    }

    /**
     * Begins one. {@code said}: makes of a glance what the page is told. NOT_FOUND where there is no such story, TOO_MANY for who
     * has {@link #MOST} of them here.
     */
    Future<StoryStream> open(ArticleId story, Newsroom.Visitor visitor, Function<Flow.Glance, JsonObject> said) {
        var random = ThreadLocalRandom.current();
        var until = clock.instant().plus(LIFE).plusSeconds(random.nextInt(SPREAD));
        var stream = new StoryStream(
                story, visitor, until, RETRY + random.nextInt(2 * RETRY), said, gone -> onHome(() -> remove(gone)));
        return flow.glance(story).compose(found -> {
            if (found.isEmpty()) return Future.failedFuture(Problem.notFound("article.unknown", story));
            var opened = Promise.<StoryStream>promise();
            onHome(() -> add(stream, opened));
            return opened.future();
        });
    }

    private void onHome(Runnable task) {
        home.runOnContext(on -> task.run());
    }

    private void add(StoryStream stream, Promise<StoryStream> opened) {
        var own = all().stream()
                .filter(one -> one.person().id() == stream.person().id());
        if (own.count() >= MOST) {
            opened.fail(new Problem(Problem.Kind.TOO_MANY, "story.streams", null, MOST));
            return;
        }
        open.computeIfAbsent(stream.story(), first -> new HashSet<>()).add(stream);
        counted.accept(all().size());
        if (draining) stream.end();
        look(stream.story()); // again: something may have happened before it heard
        sign(stream.story());
        if (!ticking) schedule();
        opened.complete(stream);
    }

    private void remove(StoryStream stream) {
        var others = open.getOrDefault(stream.story(), Set.of());
        if (!others.remove(stream)) return;
        if (others.isEmpty()) open.remove(stream.story());
        counted.accept(all().size());
    }

    private List<StoryStream> all() {
        return open.values().stream().flatMap(Set::stream).toList();
    }

    /** What PostgreSQL said to every node: {@code story 7}, {@code session 1a2b}; empty: some of it may have been missed. */
    void said(String word) {
        onHome(() -> {
            if (word.isEmpty()) end(""); // they come back, and are told how things are
            else if (word.startsWith("session ")) end(word.substring(8));
            else if (word.matches("story [0-9]{1,18}")) look(new ArticleId(Long.parseLong(word.substring(6))));
        });
    }

    /** Those of a session; of an empty one: all. */
    private void end(String session) {
        for (var one : all()) if (session.isEmpty() || one.session().equals(session)) one.end();
    }

    /** Ends them, and those that come: this node stops. */
    void drain() {
        onHome(() -> {
            draining = true;
            end("");
        });
    }

    /** Tells the pages of a story how it stands; one question is under way, and what is said meanwhile asks once more. */
    private void look(ArticleId story) {
        if (!open.containsKey(story)) return;
        due.add(story);
        if (!reading.add(story)) return;
        due.remove(story);
        flow.glance(story)
                .onComplete(read -> onHome(() -> {
                    reading.remove(story);
                    if (read.failed()) due.add(story); // the next tick tries again
                    else {
                        read.result()
                                .ifPresent(now ->
                                        open.getOrDefault(story, Set.of()).forEach(one -> one.stands(now)));
                        if (due.contains(story)) look(story);
                    }
                }));
    }

    /** Whoever has it open here is here, and is told who else is, on whichever node. */
    private void sign(ArticleId story) {
        var streams = Set.copyOf(open.getOrDefault(story, Set.of()));
        var people = streams.stream().collect(Collectors.groupingBy(StoryStream::person));
        people.forEach((person, own) -> sign(story, person, own));
    }

    private void sign(ArticleId story, Person person, List<StoryStream> own) {
        attendance.sign(story.value(), person).onSuccess(others -> onHome(() -> own.forEach(one -> one.here(others))));
    }

    private void schedule() {
        ticking = true;
        vertx.setTimer(EACH, timer -> onHome(this::tick));
    }

    private void tick() {
        ticking = false;
        due.retainAll(open.keySet());
        if (open.isEmpty()) return;
        boolean beats = ++ticks % BEATS == 0;
        var now = clock.instant();
        for (var one : all()) {
            if (now.isAfter(one.until())) one.end();
            else if (beats) one.beat();
        }
        Set.copyOf(due).forEach(this::look);
        Set.copyOf(open.keySet()).forEach(this::sign);
        schedule();
    }
}
