package vn.tinmoi.command;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.regex.Pattern;
import vn.tinmoi.conf.Settings;

/** What is asked of the machine: descriptors, room on the disk, ports. */
record MachineChecks(Vertx vertx, Settings settings, Machine machine, LocalNode node) {
    private static final long FEW = 8_192; // the hard limit that most systems give without asking is 524,288
    private static final long RESERVE = 512; // what a node keeps for itself
    private static final long LEAST_ROOM = 1L << 30; // bytes: a day of PostgreSQL's log, and pictures
    private static final Pattern NODES_LIMIT = Pattern.compile("(?m)^process_files_max_files (\\S+)$");

    List<Check> all() {
        return List.of(
                new Check("machine.descriptors", this::descriptors),
                new Check("machine.disk", () -> vertx.executeBlocking(this::disk)),
                port("machine.http-port", Fault.HTTP_PORT, settings.http()),
                port("machine.management-port", Fault.MANAGEMENT_PORT, settings.management()));
    }

    /** Those of the node that serves here, where there is one: a service has other limits than a shell. */
    private Future<Outcome> descriptors() {
        return node.metrics()
                .map(this::limit)
                .otherwise(away -> machine.descriptors().getAsLong())
                .map(limit -> {
                    long needed = Math.max(FEW, settings.maxStreams() + RESERVE);
                    return Outcome.foundIf(limit < needed, Fault.DESCRIPTORS, limit, needed);
                });
    }

    private long limit(String metrics) {
        var said = NODES_LIMIT.matcher(metrics);
        return said.find()
                ? (long) Double.parseDouble(said.group(1))
                : machine.descriptors().getAsLong();
    }

    private Outcome disk() {
        long room = machine.room().applyAsLong(settings.dataDir());
        return Outcome.foundIf(
                room < LEAST_ROOM, Fault.DISK, room >> 20, settings.dataDir().toAbsolutePath(), LEAST_ROOM >> 20);
    }

    private Check port(String name, Fault fault, Settings.Listener listener) {
        if (listener.port() <= 0) return Check.now(name, Outcome::well); // any free one, or none
        return new Check(
                name,
                () -> vertx.executeBlocking(() -> isFree(listener))
                        .compose(free -> free ? Future.succeededFuture(true) : node.listensOn(listener))
                        .map(good -> Outcome.foundIf(!good, fault, listener.port(), listener.host())));
    }

    /** Takes it for a moment. */
    private static boolean isFree(Settings.Listener listener) {
        try (var socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(listener.host(), listener.port()));
            return true;
        } catch (IOException taken) {
            return false;
        }
    }
}
