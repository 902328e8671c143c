package vn.tinmoi.web;

import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Which methods an address takes, read from the routes themselves, so that no route has to say it twice. Vert.x' router
 * knows it too, but forgets it at the first route without a method, and the last one is such a one here. Any thread.
 */
final class Methods {
    /** What RFC 9110 and RFC 5789 define: another address might take it. */
    private static final Set<String> KNOWN =
            Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE");

    private final Map<String, Set<String>> exact = new HashMap<>();
    private final List<Shape> shapes = new ArrayList<>();

    private record Shape(Pattern path, Set<String> methods) {}

    private Methods() {}

    /** Those of every route that is mounted by now; each that takes GET takes HEAD as well from here on. */
    static Methods of(Router router) {
        var methods = new Methods();
        var headed = router.getRoutes().stream()
                .filter(route -> has(route, HttpMethod.HEAD))
                .map(Route::getPath)
                .collect(Collectors.toSet());
        for (var route : router.getRoutes()) {
            if (route.methods() == null || route.methods().isEmpty() || route.getPath() == null) continue;
            if (has(route, HttpMethod.GET) && !headed.contains(route.getPath())) route.method(HttpMethod.HEAD);
            methods.add(route);
        }
        return methods;
    }

    private static boolean has(Route route, HttpMethod method) {
        return route.methods() != null && route.methods().contains(method);
    }

    private void add(Route route) {
        var path = route.isExactPath() ? route.getPath() : route.getPath() + "*"; // Vert.x takes the star off
        methodsOf(path).addAll(route.methods().stream().map(HttpMethod::name).toList());
    }

    private Set<String> methodsOf(String path) {
        if (path.indexOf(':') < 0 && path.indexOf('*') < 0) return exact.computeIfAbsent(path, any -> new TreeSet<>());
        var shape = shape(path);
        return shapes.stream()
                .filter(one -> one.path().pattern().equals(shape))
                .findFirst()
                .orElseGet(() -> {
                    var made = new Shape(Pattern.compile(shape), new TreeSet<>());
                    shapes.add(made);
                    return made;
                })
                .methods();
    }

    /** What a path of the router's stands for: {@code :name} is a piece of a path, {@code *} at the end whatever follows. */
    private static String shape(String path) {
        var shape = new StringBuilder();
        for (var piece : path.split("(?=[:*/.\\-])|(?<=[*/.\\-])")) {
            if (piece.startsWith(":")) shape.append("[^/]+");
            else if (piece.equals("*")) shape.append(".*");
            else shape.append(Pattern.quote(piece));
        }
        return shape.toString();
    }

    /** What that address takes, OPTIONS among them; empty when there is nothing at it. */
    Set<String> at(String path) {
        var all = new TreeSet<String>(exact.getOrDefault(path, Set.of()));
        for (var shape : shapes) if (shape.path().matcher(path).matches()) all.addAll(shape.methods());
        if (!all.isEmpty()) all.add("OPTIONS");
        return all;
    }

    /** Of the server as a whole. */
    Set<String> all() {
        var all = new TreeSet<String>(Set.of("OPTIONS"));
        exact.values().forEach(all::addAll);
        shapes.forEach(shape -> all.addAll(shape.methods()));
        return all;
    }

    /** Whether the method is one of HTTP's; any other is not implemented (RFC 9110, 9.1). */
    static boolean isKnown(HttpMethod method) {
        return KNOWN.contains(method.name());
    }
}
