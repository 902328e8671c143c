package vn.tinmoi.visit;

import io.vertx.core.http.Cookie;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.HostAndPort;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Requests as far as this room looks at them. */
record Requests(
        HttpMethod method, Map<String, String> headers, Map<String, String> cookies, Map<String, String> parameters) {
    /** {@code session}: what the reader's cookie says; empty: there is none. */
    Requests(HttpMethod method, Map<String, String> headers, String session, Map<String, String> parameters) {
        this(method, headers, session.isEmpty() ? Map.of() : Map.of("tm_v", session), parameters);
    }

    Requests(HttpMethod method, Map<String, String> headers, String session) {
        this(method, headers, session, Map.of());
    }

    static final String BROWSER =
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36";

    /** A browser with that session's cookie. */
    static HttpServerRequest of(String session) {
        return new Requests(HttpMethod.GET, Map.of("User-Agent", BROWSER), session).request();
    }

    static HttpServerRequest withHeaders(String session, Map<String, String> headers) {
        var all = new HashMap<>(Map.of("User-Agent", BROWSER));
        all.putAll(headers);
        return new Requests(HttpMethod.GET, all, session).request();
    }

    /** 22 characters for that number. */
    static String session(int number) {
        return "reader-" + "%015d".formatted(number);
    }

    HttpServerRequest request() {
        return (HttpServerRequest) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {HttpServerRequest.class},
                (proxy, called, arguments) -> switch (called.getName()) {
                    case "method" -> method;
                    case "getParam" -> parameters.get(arguments[0].toString());
                    case "getHeader" -> headers.get(arguments[0].toString());
                    case "getCookie" -> cookie(arguments[0].toString());
                    case "authority" -> HostAndPort.create("tin.example.vn", -1);
                    default -> throw new UnsupportedOperationException(called.getName());
                });
    }

    private @Nullable Cookie cookie(String name) {
        var value = cookies.get(name);
        return value == null ? null : Cookie.cookie(name, value);
    }
}
