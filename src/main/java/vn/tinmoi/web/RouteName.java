package vn.tinmoi.web;

import io.vertx.ext.web.RoutingContext;

/** What an answer is told by in figures and traces. */
final class RouteName {
    private RouteName() {}

    /** The template of the route that answered; those without a path answer whatever no other wanted. */
    static String of(RoutingContext ctx) {
        var route = ctx.currentRoute();
        return route == null || route.getPath() == null ? "other" : route.getPath();
    }
}
