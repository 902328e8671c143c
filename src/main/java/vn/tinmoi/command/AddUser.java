package vn.tinmoi.command;

import static vn.tinmoi.store.Stores.await;

import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code user add}: someone new, with a password that is shown once. */
@Command(
        name = "add",
        description = {
            "Puts someone in, and prints the one-time password that lets them choose their own.",
            "No password is ever given on a command line, where other people of the machine could read it."
        })
final class AddUser extends Personnel {
    @Parameters(paramLabel = "LOGIN", description = "letters a to z, digits, dots, dashes: what they sign in with")
    private String login = "";

    @Option(names = "--name", paramLabel = "NAME", description = "how colleagues see them; else the login")
    private @Nullable String name;

    @Mixin
    private final Post post = new Post();

    AddUser(Surroundings here) {
        super(here);
    }

    @Override
    Answer answer(Rooms rooms) {
        var said = name == null ? login : name;
        var slugs = rooms.requireCategories(post.categories());
        var password = await(rooms.passwords().add(login, said, post.role(), slugs, OPERATOR));
        var answer = new JsonObject().put("login", login).put("password", password);
        return said(answer, "user.added", login, post.role().wire(), password);
    }
}
