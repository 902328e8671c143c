package vn.tinmoi.command;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Whether what stands between readers and the site lets a live stream through as it is. */
final class StreamChecks {
    private static final String QUIET = "article/1"; // of which nothing comes for days
    private final Vertx vertx;
    private final SiteProbe probe;
    private final SiteChecks site;
    private final Pace pace;

    /**
     * How long a stream is watched.
     *
     * @param first most time to its first byte; it comes at once where nothing is held back
     * @param idle how long a quiet one must stay; zero: that is not tried
     */
    record Pace(Duration first, Duration idle) {
        static final Pace USUAL = new Pace(Duration.ofSeconds(5), Duration.ZERO);
        static final Pace THOROUGH = new Pace(Duration.ofSeconds(5), Duration.ofSeconds(90));
    }

    StreamChecks(Vertx vertx, SiteProbe probe, SiteChecks site, Pace pace) {
        this.vertx = vertx;
        this.probe = probe;
        this.site = site;
        this.pace = pace;
    }

    List<Check> all() {
        return List.of(
                site.reached("site.buffered", this::buffered),
                site.reached("site.compressed", this::compressed),
                site.reached("site.idle", this::idle));
    }

    private Future<Outcome> buffered() {
        long asked = System.nanoTime();
        return open("stats")
                .compose(stream -> stream.firstByte()
                        .timeout(pace.first().toMillis(), TimeUnit.MILLISECONDS)
                        .onComplete(any -> stream.hangUp().run()))
                .map(Outcome.well())
                .otherwise(failure -> failure instanceof TimeoutException
                        ? Outcome.found(Fault.STREAM_BUFFERED, seconds(System.nanoTime() - asked))
                        : Outcome.skipped("stream"));
    }

    private Future<Outcome> compressed() {
        return open("stats")
                .onSuccess(stream -> stream.hangUp().run())
                .map(stream -> stream.encoding()
                        .map(encoding -> Outcome.found(Fault.STREAM_COMPRESSED, encoding))
                        .orElseGet(Outcome::well))
                .otherwise(late -> Outcome.skipped("stream"));
    }

    private Future<Outcome> idle() {
        if (pace.idle().isZero()) return Future.succeededFuture(Outcome.skipped("thorough"));
        return open(QUIET).compose(stream -> {
            long began = System.nanoTime();
            return Future.any(stream.ended(), vertx.timer(pace.idle().toMillis(), TimeUnit.MILLISECONDS))
                    .map(over -> Outcome.foundIf(
                            stream.ended().isComplete(), Fault.STREAM_CUT, seconds(System.nanoTime() - began)))
                    .onComplete(any -> stream.hangUp().run());
        });
    }

    private Future<SiteProbe.Stream> open(String topics) {
        return probe.stream(topics, pace.first());
    }

    private static long seconds(long nanos) {
        return Math.max(1, TimeUnit.NANOSECONDS.toSeconds(nanos));
    }
}
