package vn.tinmoi.command;

import static vn.tinmoi.store.Stores.await;

import io.vertx.core.json.JsonObject;
import java.util.concurrent.Callable;
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
final class BlockUser implements Callable<Integer> {
    private final Surroundings here;

    @Parameters(paramLabel = "LOGIN", description = "of whom")
    private String login = "";

    @Option(names = "--undo", description = "lets them in again")
    private boolean undo;

    @Option(names = "--json", description = "one JSON object instead of a sentence")
    private boolean json;

    BlockUser(Surroundings here) {
        this.here = here;
    }

    @Override
    public Integer call() {
        var personnel = new Personnel(here, json);
        return personnel.run(rooms -> {
            var person = rooms.member(login).person();
            await(rooms.staff().set(person.id(), person.role(), person.categories(), !undo, Personnel.OPERATOR));
            var answer = new JsonObject().put("login", person.login()).put("blocked", !undo);
            return personnel.said(answer, undo ? "user.unblocked" : "user.blocked", person.login());
        });
    }
}
