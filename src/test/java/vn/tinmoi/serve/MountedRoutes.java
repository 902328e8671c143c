package vn.tinmoi.serve;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import vn.tinmoi.conf.SettingsReader;
import vn.tinmoi.metric.Metrics;
import vn.tinmoi.portal.PortalReads;
import vn.tinmoi.store.Stores;
import vn.tinmoi.store.TestBackends;

/** Every route of the public listener. */
final class MountedRoutes {
    private MountedRoutes() {}

    /** As the program mounts them. */
    static List<Route> all() {
        var settings = SettingsReader.read(
                Path.of("none"),
                Map.of(
                        "TINMOI_DATABASE_URL",
                        TestBackends.freshDatabase(),
                        "TINMOI_REDIS_URL",
                        TestBackends.freshRedis()));
        var vertx = Vertx.vertx();
        try {
            var metrics = new Metrics();
            var stores = Stores.open(vertx, settings, metrics);
            var portal = new PortalReads(stores.database(), "Tin mới").portal().await();
            var node = new Node(vertx, settings, stores, portal, () -> "", metrics, InstantSource.system());
            node.start().await();
            var routes = mounted(vertx, node).await();
            node.stop(Duration.ofSeconds(5)).await();
            return routes;
        } finally {
            vertx.close().await();
        }
    }

    private static Future<List<Route>> mounted(Vertx vertx, Node node) {
        Promise<List<Route>> routes = Promise.promise();
        vertx.runOnContext(on -> {
            var router = Router.router(vertx);
            var hub = node.streams().open();
            node.mount(router, hub, node.streams().events(hub));
            node.streams().close(hub);
            routes.complete(router.getRoutes());
        });
        return routes.future();
    }
}
