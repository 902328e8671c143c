package vn.tinmoi.command;

import static vn.tinmoi.store.Stores.await;

import io.vertx.core.json.JsonObject;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code user block}: out with the next page, on every node. */
@Command(
        name = "block",
        description = {
            "Lets someone in no more; every session of theirs ends.",
            "What they wrote stays. The last administrator cannot be blocked. --undo lets them in again."
        })
final class BlockUser extends Personnel {
    @Parameters(paramLabel = "LOGIN", description = "of whom")
    private String login = "";

    @Option(names = "--undo", description = "lets them in again")
    private boolean undo;

    BlockUser(Surroundings here) {
        super(here);
    }

    @Override
    Answer answer(Rooms rooms) {
        var person = rooms.member(login).person();
        await(rooms.staff().set(person.id(), person.role(), person.categories(), !undo, OPERATOR));
        var answer = new JsonObject().put("login", person.login()).put("blocked", !undo);
        return said(answer, undo ? "user.unblocked" : "user.blocked", person.login());
    }
}
