package vn.tinmoi.newsroom;

import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.function.Function;
import vn.tinmoi.people.Sessions;
import vn.tinmoi.people.SignIn;
import vn.tinmoi.portal.Site;
import vn.tinmoi.portal.Sites;
import vn.tinmoi.web.Answers;
import vn.tinmoi.web.Assets;
import vn.tinmoi.web.Messages;
import vn.tinmoi.web.Routes;

/** Everything that editors see, wired. One for a node. Any thread. */
public final class NewsroomSite {
    private final List<Routes> routes;
    private final String cookie;

    /** {@code address}: of a caller; {@code tls}: readers reach the site by https. */
    public NewsroomSite(
            Answers answers,
            Site site,
            Sites sites,
            SignIn signIn,
            Sessions sessions,
            Messages messages,
            Assets asset,
            Function<HttpServerRequest, String> address,
            boolean tls) {
        var newsroom = new Newsroom(answers, sessions, tls);
        var frames = new Frames(site, messages, asset);
        cookie = Cookies.name(tls);
        routes = List.of(
                new SignInRoutes(newsroom, frames, signIn, address), new IdentityRoutes(newsroom, frames, site, sites));
    }

    public List<Routes> routes() {
        return routes;
    }

    /** The id of the session that a request brings; empty: none. */
    public String sessionOf(HttpServerRequest request) {
        var id = Cookies.value(request.getHeader("Cookie"), cookie);
        return id == null ? "" : id;
    }
}
