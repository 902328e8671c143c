package vn.tinmoi.command;

import static vn.tinmoi.store.Stores.await;

import io.vertx.core.json.JsonObject;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code user password}: a new one-time password, for who forgot theirs. */
@Command(
        name = "password",
        description = {
            "Prints a one-time password that lets someone choose a new one; every session of theirs ends.",
            "A second factor stays."
        })
final class RenewPassword implements Callable<Integer> {
    private final Surroundings here;

    @Parameters(paramLabel = "LOGIN", description = "of whom")
    private String login = "";

    @Option(names = "--json", description = "one JSON object instead of a sentence")
    private boolean json;

    RenewPassword(Surroundings here) {
        this.here = here;
    }

    @Override
    public Integer call() {
        var personnel = new Personnel(here, json);
        return personnel.run(rooms -> {
            var person = rooms.member(login).person();
            var password = await(rooms.passwords().renew(person, Personnel.OPERATOR));
            var answer = new JsonObject().put("login", person.login()).put("password", password);
            return personnel.said(answer, "user.password", person.login(), password);
        });
    }
}
