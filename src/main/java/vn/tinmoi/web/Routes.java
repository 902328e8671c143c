package vn.tinmoi.web;

import io.vertx.ext.web.Router;

/** A feature's table of contents: what it serves. Mounted once on the router of every event loop. */
@FunctionalInterface
public interface Routes {
    void mount(Router router);
}
