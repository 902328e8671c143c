package vn.tinmoi.command;

import static vn.tinmoi.store.Stores.await;

import io.vertx.core.json.JsonObject;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code user password}: a new one-time password, for who forgot theirs. */
@Command(
        name = "password",
        description = {
            "Prints a one-time password that lets someone choose a new one; every session of theirs ends.",
            "A second factor stays."
        })
final class RenewPassword extends Personnel {
    @Parameters(paramLabel = "LOGIN", description = "of whom")
    private String login = "";

    RenewPassword(Surroundings here) {
        super(here);
    }

    @Override
    Answer answer(Rooms rooms) {
        var person = rooms.member(login).person();
        var password = await(rooms.passwords().renew(person, OPERATOR));
        var answer = new JsonObject().put("login", person.login()).put("password", password);
        return said(answer, "user.password", person.login(), password);
    }
}
