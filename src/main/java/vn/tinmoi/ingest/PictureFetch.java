package vn.tinmoi.ingest;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import vn.tinmoi.news.Problem;

/**
 * Fetches pictures from other sites, politely and within bounds: one host is asked five times a second at most, a file is at
 * most 20 MiB, takes at most 30 s and leads elsewhere at most five times. The address that a name leads to is looked at and
 * then used, so that a name cannot lead into the network that this runs in; so is each further one. A host that failed to
 * answer five times in a row is not asked again. Any thread.
 */
public final class PictureFetch {
    private static final int LARGEST = 20 << 20; // bytes, as for uploads
    private static final int HOPS = 5;
    private static final int PATIENCE = 30; // seconds for one file
    private static final long PAUSE = 200; // ms between two requests to one host
    private static final int SILENT = 5; // failures in a row
    private static final String WHO = "tinmoi-import (fetches pictures once, when a site moves)";

    private final Vertx vertx;
    private final HttpClient client;
    private final InstantSource clock;
    private final boolean anywhere;
    private final Map<String, Long> nextTurn = new HashMap<>();
    private final Map<String, Integer> failures = new HashMap<>();

    /** {@code anywhere}: whether addresses of this machine and of private networks are asked too. */
    public PictureFetch(Vertx vertx, InstantSource clock, boolean anywhere) {
        this.vertx = vertx;
        this.clock = clock;
        this.anywhere = anywhere;
        this.client = vertx.createHttpClient(new HttpClientOptions()
                .setConnectTimeout(5_000)
                .setReadIdleTimeout(10)
                .setMaxHeaderSize(16 << 10)
                .setVerifyHost(true));
    }

    /** The file's bytes. Fails with a {@link Problem} in words for whoever imports. */
    public Future<Buffer> fetch(String address) {
        return fetch(address, HOPS)
                .timeout(PATIENCE, TimeUnit.SECONDS)
                .recover(failure -> Future.failedFuture(failure instanceof Problem ? failure : named(failure)));
    }

    private static Problem named(Throwable failure) {
        return problem("no-answer", failure.getMessage() == null ? failure.toString() : failure.getMessage());
    }

    private static Problem problem(String what, Object... arguments) {
        return Problem.invalid("picture", "picture." + what, arguments);
    }

    private Future<Buffer> fetch(String address, int hops) {
        var uri = uri(address);
        var host = uri.getHost().toLowerCase(Locale.ROOT);
        return turn(host)
                .compose(mine -> resolve(host))
                .compose(at -> ask(uri, at, hops))
                .onSuccess(file -> answered(host, true))
                .onFailure(failure -> answered(host, failure instanceof Problem));
    }

    private static URI uri(String address) {
        try {
            var uri = URI.create(address);
            boolean usable =
                    uri.getHost() != null && String.valueOf(uri.getScheme()).matches("(?i)https?");
            if (usable && uri.getUserInfo() == null) return uri;
        } catch (IllegalArgumentException e) {
            // said below
        }
        throw problem("address");
    }

    /** When this host may be asked again. */
    private synchronized Future<Void> turn(String host) {
        if (failures.getOrDefault(host, 0) >= SILENT) return Future.failedFuture(problem("silent", host));
        long now = clock.millis();
        long mine = Math.max(now, nextTurn.getOrDefault(host, 0L));
        nextTurn.put(host, mine + PAUSE);
        return mine <= now
                ? Future.succeededFuture()
                : vertx.timer(mine - now, TimeUnit.MILLISECONDS).mapEmpty();
    }

    private synchronized void answered(String host, boolean answered) {
        if (answered) failures.remove(host);
        else failures.merge(host, 1, Integer::sum);
    }

    private Future<InetAddress> resolve(String host) {
        return vertx.executeBlocking(() -> resolved(host), false);
    }

    private InetAddress resolved(String host) throws UnknownHostException {
        for (var address : InetAddress.getAllByName(host.replaceAll("[\\[\\]]", ""))) {
            if (anywhere || PublicAddress.is(address)) return address;
        }
        throw problem("private", host);
    }

    private Future<Buffer> ask(URI uri, InetAddress at, int hops) {
        boolean tls = uri.getScheme().equalsIgnoreCase("https");
        int port = uri.getPort() > 0 ? uri.getPort() : tls ? 443 : 80;
        var path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        var options = new RequestOptions()
                .setMethod(HttpMethod.GET)
                .setServer(SocketAddress.inetSocketAddress(port, at.getHostAddress()))
                .setHost(uri.getHost())
                .setPort(port)
                .setSsl(tls)
                .setURI(uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery())
                .setFollowRedirects(false)
                .putHeader(HttpHeaderNames.USER_AGENT, WHO)
                .putHeader(HttpHeaderNames.ACCEPT, "image/jpeg, image/png, image/webp, image/gif, image/*;q=0.5");
        return client.request(options)
                .compose(request -> request.send().compose(response -> answer(request, response, uri, hops)));
    }

    private Future<Buffer> answer(HttpClientRequest request, HttpClientResponse response, URI uri, int hops) {
        int status = response.statusCode();
        var elsewhere = response.getHeader(HttpHeaderNames.LOCATION);
        if (status >= 300 && status < 400 && elsewhere != null) {
            hangUp(request, response);
            if (hops == 0) return Future.failedFuture(problem("hops", HOPS));
            return fetch(uri.resolve(elsewhere.replace(" ", "%20")).toString(), hops - 1);
        }
        if (status != 200) {
            hangUp(request, response);
            return Future.failedFuture(problem("status", status));
        }
        return whole(request, response);
    }

    private static void hangUp(HttpClientRequest request, HttpClientResponse response) {
        response.exceptionHandler(cut -> {}); // by us
        request.reset().onFailure(late -> {}); // over already
    }

    private static Future<Buffer> whole(HttpClientRequest request, HttpClientResponse response) {
        var file = Buffer.buffer();
        var done = Promise.<Buffer>promise();
        response.exceptionHandler(done::tryFail);
        response.endHandler(end -> done.tryComplete(file));
        response.handler(piece -> {
            if (file.length() + piece.length() <= LARGEST) {
                file.appendBuffer(piece);
            } else if (done.tryFail(problem("large", LARGEST >> 20))) {
                hangUp(request, response);
            }
        });
        return done.future();
    }
}
