package vn.tinmoi.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import java.net.InetAddress;
import java.time.InstantSource;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vn.tinmoi.news.Problem;

final class PictureFetchTest {
    private final Vertx vertx = Vertx.vertx();
    private HttpServer server;
    private String agent = "";

    @BeforeEach
    void open() {
        server = wait(vertx.createHttpServer()
                .requestHandler(request -> {
                    agent = String.valueOf(request.getHeader("User-Agent"));
                    var response = request.response();
                    switch (request.path()) {
                        case "/a%20b.jpg" -> response.end("jpeg " + request.query());
                        case "/moved" ->
                            response.setStatusCode(302)
                                    .putHeader("Location", "/a%20b.jpg?x=1")
                                    .end();
                        case "/round" ->
                            response.setStatusCode(302)
                                    .putHeader("Location", "/round")
                                    .end();
                        case "/inside" ->
                            response.setStatusCode(302)
                                    .putHeader("Location", "http://169.254.169.254/latest")
                                    .end();
                        case "/large" -> response.end(Buffer.buffer(new byte[(20 << 20) + 1]));
                        default -> response.setStatusCode(404).end();
                    }
                })
                .listen(0, "127.0.0.1"));
    }

    @AfterEach
    void close() {
        wait(vertx.close());
    }

    @Test
    void aPictureComesWithItsRedirects() {
        assertThat(wait(fetch(true, "/moved")).toString()).isEqualTo("jpeg x=1");
        assertThat(agent).startsWith("tinmoi-import");
    }

    @Test
    void whatCannotBeHadIsSaid() {
        assertThat(problem(fetch(true, "/nothing"))).isEqualTo("picture.status");
        assertThat(problem(fetch(true, "/round"))).isEqualTo("picture.hops");
        assertThat(problem(fetch(true, "/large"))).isEqualTo("picture.large");
        assertThat(problem(new PictureFetch(vertx, InstantSource.system(), true).fetch("http://127.0.0.1:1/")))
                .isEqualTo("picture.no-answer");
    }

    @Test
    void noNameAndNoRedirectLeadsIntoPrivateNetworks() {
        assertThat(problem(fetch(false, "/a%20b.jpg"))).isEqualTo("picture.private");
        assertThat(problem(new PictureFetch(vertx, InstantSource.system(), false).fetch("http://localhost:1/")))
                .isEqualTo("picture.private");
        assertThat(problem(new PictureFetch(vertx, InstantSource.system(), false).fetch("http://[::1]:1/")))
                .isEqualTo("picture.private");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "10.1.2.3",
                "172.16.0.1",
                "192.168.1.1",
                "169.254.169.254",
                "100.64.0.1",
                "0.0.0.0",
                "224.0.0.1",
                "255.255.255.255",
                "198.18.0.1",
                "192.0.2.1",
                "203.0.113.9",
                "::1",
                "::",
                "fe80::1",
                "fc00::1",
                "fd12::1",
                "::ffff:10.0.0.1",
                "2002:0a00:0001::",
                "64:ff9b::a00:1",
                "2001:db8::1",
                "ff02::1"
            })
    void specialAddressesAreNotPublic(String address) throws Exception {
        assertThat(PublicAddress.is(InetAddress.getByName(address))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"8.8.8.8", "113.160.1.1", "172.32.0.1", "2606:4700::1111", "2401:d800::1"})
    void othersAre(String address) throws Exception {
        assertThat(PublicAddress.is(InetAddress.getByName(address))).isTrue();
    }

    private Future<Buffer> fetch(boolean anywhere, String path) {
        var fetch = new PictureFetch(vertx, InstantSource.system(), anywhere);
        return fetch.fetch("http://127.0.0.1:" + server.actualPort() + path);
    }

    private static String problem(Future<Buffer> fetch) {
        try {
            return "got " + wait(fetch);
        } catch (CompletionException e) {
            return e.getCause() instanceof Problem why ? why.code() : "no problem but " + e.getCause();
        }
    }

    private static <T> T wait(Future<T> future) {
        return future.toCompletionStage().toCompletableFuture().join();
    }
}
