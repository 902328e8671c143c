package vn.tinmoi.live;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.Set;
import java.util.function.Supplier;
import vn.tinmoi.conf.Origin;

/**
 * Whose pages may open a WebSocket: the site's, those of the host that the request itself was sent to, and the allowed
 * ones. Browsers ask nobody before they open one, and always say where the page comes from; a program that says nothing
 * may. Any thread.
 */
public final class Origins {
    private final Set<Origin> allowed;
    private final Supplier<String> site;

    /** {@code site}: its address, such as {@code https://tinmoi.vn}. */
    public Origins(Set<Origin> allowed, Supplier<String> site) {
        this.allowed = allowed;
        this.site = site;
    }

    boolean allow(HttpServerRequest request) {
        var said = request.headers().getAll(HttpHeaders.ORIGIN);
        if (said.isEmpty() || allowed.contains(Origin.ANY)) return true;
        var origin = said.size() > 1 ? null : Origin.parse(said.getFirst());
        return origin != null
                && (allowed.contains(origin)
                        || origin.equals(Origin.parse(site.get()))
                        || origin.equals(origin.on(request.getHeader(HttpHeaders.HOST))));
    }
}
