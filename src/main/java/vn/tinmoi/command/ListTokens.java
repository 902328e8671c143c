package vn.tinmoi.command;

import static vn.tinmoi.store.Stores.await;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import vn.tinmoi.people.Right;
import vn.tinmoi.people.Tokens;

/** {@code token list}: the programs that write. */
@Command(
        name = "list",
        description = {
            "Lists the tokens that have not been ended.",
            "Each a line: name, rights, when it ends, when it was last used, who made it; parted by tabs. The tokens themselves"
                    + " are kept nowhere."
        })
final class ListTokens extends Personnel {
    ListTokens(Surroundings here) {
        super(here);
    }

    @Override
    Answer answer(Rooms rooms) {
        var all = await(rooms.tokens().all());
        var list = new JsonArray();
        all.forEach(one -> list.add(json(one)));
        var lines = all.stream().map(ListTokens::line).toList();
        return new Answer(lines, new JsonObject().put("tokens", list));
    }

    private static List<String> rights(Tokens.Token one) {
        return one.rights().stream().sorted().map(Right::wire).toList();
    }

    private static String line(Tokens.Token one) {
        var rights = rights(one).stream().collect(Collectors.joining(","));
        return String.join("\t", one.name(), rights, said(one.expiresAt()), said(one.usedAt()), one.by());
    }

    private static String said(@Nullable Instant at) {
        return at == null ? "-" : at.toString();
    }

    private static JsonObject json(Tokens.Token one) {
        return new JsonObject()
                .put("name", one.name())
                .put("rights", new JsonArray(rights(one)))
                .put(
                        "expiresAt",
                        one.expiresAt() == null ? null : one.expiresAt().toString())
                .put("usedAt", one.usedAt() == null ? null : one.usedAt().toString())
                .put("by", one.by());
    }
}
