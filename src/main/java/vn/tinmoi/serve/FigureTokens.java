package vn.tinmoi.serve;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.tinmoi.people.Tokens;
import vn.tinmoi.web.Routes;

/**
 * Notes the use of tokens that come with reads of the figures, in the metrics and as their last use, so that one for the figures
 * alone is not taken for a forgotten one. Everybody may read those: a token that is none or over changes nothing of the answer,
 * which waits for no token.
 *
 * @param figures what is mounted behind it, as are those of other rooms that come later
 */
record FigureTokens(Tokens tokens, Routes figures) implements Routes {
    private static final Logger LOG = LoggerFactory.getLogger(FigureTokens.class);
    private static final String FIGURES = "/api/v1/(?:stats(?:/.*)?|most-read)";

    @Override
    public void mount(Router router) {
        router.routeWithRegex(FIGURES)
                .method(HttpMethod.GET)
                .method(HttpMethod.HEAD)
                .handler(ctx -> {
                    var authorization = ctx.request().getHeader(HttpHeaders.AUTHORIZATION);
                    if (authorization != null) note(authorization);
                    ctx.next();
                });
        figures.mount(router);
    }

    private void note(String authorization) {
        tokens.knows(authorization).onFailure(lost -> LOG.debug("use of a token not noted: {}", lost.toString()));
    }
}
