package vn.tinmoi.command;

import static vn.tinmoi.store.Stores.await;

import io.vertx.core.json.JsonObject;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import vn.tinmoi.news.Problem;
import vn.tinmoi.people.Tokens;

/** {@code token end}: refused on every node within two seconds. */
@Command(name = "end", description = "Ends a token; every node refuses it within two seconds.")
final class EndToken extends Personnel {
    @Parameters(paramLabel = "NAME", description = "as token list has it")
    private String name = "";

    EndToken(Surroundings here) {
        super(here);
    }

    @Override
    Answer answer(Rooms rooms) {
        var token = token(rooms.tokens());
        await(rooms.tokens().end(token.id(), OPERATOR));
        return said(new JsonObject().put("name", token.name()), "token.ended", token.name());
    }

    private Tokens.Token token(Tokens tokens) {
        var all = await(tokens.all());
        return all.stream()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow(() -> Problem.invalid(
                        "name",
                        "token.none",
                        name,
                        all.stream().map(Tokens.Token::name).collect(Collectors.joining(", "))));
    }
}
