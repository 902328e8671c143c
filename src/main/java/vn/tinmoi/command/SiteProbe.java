package vn.tinmoi.command;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import vn.tinmoi.conf.Version;

/**
 * Meets the site as a reader does, by its address. A certificate is looked at by {@link #certified} alone; the other calls
 * take any, so that one fault does not hide the others. Every call has a connection of its own.
 */
final class SiteProbe {
    private static final int CONNECT_MS = 4_000;
    private static final String UNCOUNTED = "Tinmoi-Load-Test"; // whatever it says, it is no reader

    private final URI site;
    private final Duration patience;
    private final HttpClient client;
    private final HttpClient strict;
    private final WebSocketClient sockets;

    SiteProbe(Vertx vertx, URI site, Duration patience) {
        this.site = site;
        this.patience = patience;
        this.client = vertx.createHttpClient(options().setTrustAll(true).setVerifyHost(false));
        this.strict = vertx.createHttpClient(options());
        this.sockets = vertx.createWebSocketClient(new WebSocketClientOptions()
                .setConnectTimeout(CONNECT_MS)
                .setTrustAll(true)
                .setVerifyHost(false));
    }

    private static HttpClientOptions options() {
        return new HttpClientOptions().setConnectTimeout(CONNECT_MS).setKeepAlive(false);
    }

    URI site() {
        return site;
    }

    boolean isTls() {
        return "https".equals(site.getScheme());
    }

    /** {@code headers}: by their names in lower case. */
    record Answer(int status, Map<String, String> headers, String body) {
        Optional<String> header(String name) {
            return Optional.ofNullable(headers.get(name));
        }
    }

    Future<Answer> get(String path, Map<String, String> headers) {
        return answer(client.request(to(path, headers)));
    }

    /** Fails where a browser would refuse the certificate; else its last day in milliseconds since 1970. */
    Future<Long> certified() {
        return strict.request(to("/health/live", Map.of()))
                .compose(request -> request.send().map(response -> Certificates.lastDay(request.connection())))
                .timeout(patience.toMillis(), TimeUnit.MILLISECONDS);
    }

    private Future<Answer> answer(Future<HttpClientRequest> asked) {
        return asked.compose(HttpClientRequest::send)
                .compose(response -> response.body()
                        .map(body -> new Answer(response.statusCode(), headers(response), body.toString())))
                .timeout(patience.toMillis(), TimeUnit.MILLISECONDS);
    }

    private static Map<String, String> headers(HttpClientResponse response) {
        var headers = new java.util.TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
        response.headers().forEach(headers::put);
        return headers;
    }

    /**
     * A stream that has begun.
     *
     * @param firstByte completes with its first byte
     * @param ended completes when it ends, by whomever
     * @param hangUp ends it
     */
    record Stream(
            Optional<String> encoding, String type, Future<Void> firstByte, Future<Void> ended, Runnable hangUp) {}

    /** Completes with the head of the answer; fails with a time-out where that took longer once the question was sent. */
    Future<Stream> stream(String topics, Duration head) {
        var headers = Map.of("Accept", "text/event-stream", "Accept-Encoding", "gzip, br");
        return client.request(to("/stream?topics=" + topics, headers))
                .compose(request -> request.send()
                        .map(response -> stream(request, response))
                        .timeout(head.toMillis(), TimeUnit.MILLISECONDS));
    }

    private static Stream stream(HttpClientRequest request, HttpClientResponse response) {
        var first = Promise.<Void>promise();
        var ended = Promise.<Void>promise();
        response.handler(bytes -> first.tryComplete());
        response.exceptionHandler(failure -> ended.tryComplete());
        response.endHandler(end -> ended.tryComplete());
        return new Stream(
                Optional.ofNullable(response.getHeader("Content-Encoding")),
                said(response.getHeader("Content-Type")),
                first.future(),
                ended.future(),
                () -> request.connection().close().onFailure(gone -> {}));
    }

    private static String said(@Nullable String header) {
        return header == null ? "" : header;
    }

    /** Opens a WebSocket as a page of the site does, and closes it. */
    Future<Void> webSocket() {
        var options = new WebSocketConnectOptions()
                .setHost(site.getHost())
                .setPort(port())
                .setSsl(isTls())
                .setURI("/ws?topics=stats")
                .addHeader("Origin", site.toString())
                .addHeader("User-Agent", agent())
                .addHeader(UNCOUNTED, "doctor");
        return sockets.connect(options)
                .timeout(patience.toMillis(), TimeUnit.MILLISECONDS)
                .onSuccess(open -> open.close().onFailure(gone -> {}))
                .mapEmpty();
    }

    private RequestOptions to(String path, Map<String, String> headers) {
        var options = new RequestOptions()
                .setMethod(HttpMethod.GET)
                .setHost(site.getHost())
                .setPort(port())
                .setSsl(isTls())
                .setURI(path)
                .addHeader("User-Agent", agent())
                .addHeader(UNCOUNTED, "doctor")
                .addHeader("Cache-Control", "no-cache");
        headers.forEach(options::addHeader);
        return options;
    }

    private static String agent() {
        return "tinmoi-doctor/" + Version.current();
    }

    private int port() {
        if (site.getPort() >= 0) return site.getPort();
        return isTls() ? 443 : 80;
    }
}
