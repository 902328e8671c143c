package vn.tinmoi.site;

import io.vertx.core.json.JsonObject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Writes the call of a description's examples as a command for a POSIX shell. */
record ApiRequest(ApiDocument calls, String siteUrl) {
    private static final String NEXT = " \\\n  ";

    String curl(String path, String method, List<JsonObject> parameters, JsonObject operation) {
        var command = new StringBuilder("curl");
        var body = calls.body(operation);
        var verb = method.toUpperCase(Locale.ROOT);
        if (!verb.equals("GET") && !(verb.equals("POST") && !body.isEmpty()))
            command.append(" -X ").append(verb);
        command.append(" '").append(siteUrl).append(address(path, parameters)).append('\'');
        if (!calls.isOpen(operation)) command.append(NEXT).append("-H \"Authorization: Bearer $TINMOI_TOKEN\"");
        var json = body.getJsonObject("application/json", new JsonObject()).getJsonObject("example");
        if (json != null) {
            command.append(NEXT)
                    .append("--json '")
                    .append(json.encodePrettily().replace("'", "'\\''"))
                    .append('\'');
        } else if (body.containsKey("multipart/form-data")) {
            command.append(NEXT).append("-F file=@anh.jpg").append(NEXT).append("-F alt='Cây cầu treo bắc qua suối'");
        }
        return command.toString();
    }

    private static String address(String path, List<JsonObject> parameters) {
        var address = path;
        for (var one : parameters)
            if (one.getString("in").equals("path"))
                address = address.replace(
                        "{" + one.getString("name") + "}",
                        one.getValue("example").toString());
        var query = parameters.stream()
                .filter(one -> one.getString("in").equals("query") && one.containsKey("example"))
                .map(one -> one.getString("name") + "="
                        + URLEncoder.encode(one.getValue("example").toString(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return query.isEmpty() ? address : address + "?" + query;
    }
}
