package vn.tinmoi.acceptance;

import com.google.gson.JsonObject;
import com.microsoft.playwright.Page;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What a browser's network stack counts of one page, from when this is made: its requests, by their id. */
final class Transfer {
    private final Map<String, String> addresses = new HashMap<>();
    private final Map<String, Long> bytes = new HashMap<>();

    Transfer(Page page) {
        var network = page.context().newCDPSession(page);
        network.on("Network.requestWillBeSent", event -> addresses.put(id(event), address(event)));
        network.on(
                "Network.loadingFinished",
                event -> bytes.put(id(event), event.get("encodedDataLength").getAsLong()));
        network.send("Network.enable");
    }

    private static String id(JsonObject event) {
        return event.get("requestId").getAsString();
    }

    private static String address(JsonObject event) {
        return event.getAsJsonObject("request").get("url").getAsString();
    }

    List<String> addresses() {
        return List.copyOf(addresses.values());
    }

    /** Bytes of everything from the site but stories' pictures, by path. */
    Map<String, Long> own() {
        var own = new HashMap<String, Long>();
        bytes.forEach((id, size) -> {
            var path = URI.create(addresses.get(id)).getPath(); // none where the address is the picture itself
            if (path != null) own.merge(path, size, Long::sum);
        });
        own.keySet().removeIf(path -> path.startsWith("/static/sample/") || path.startsWith("/media/"));
        return own;
    }

    /** Of all of {@link #own}. */
    long sum() {
        return own().values().stream().mapToLong(Long::longValue).sum();
    }
}
