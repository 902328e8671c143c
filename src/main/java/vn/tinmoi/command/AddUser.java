package vn.tinmoi.command;

import static vn.tinmoi.store.Stores.await;

import io.vertx.core.json.JsonObject;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import vn.tinmoi.people.Person;

/** {@code user add}: someone new, with a password that is shown once. */
@Command(
        name = "add",
        description = {
            "Puts someone in, and prints the one-time password that lets them choose their own.",
            "No password is ever given on a command line, where other people of the machine could read it."
        })
final class AddUser implements Callable<Integer> {
    private final Surroundings here;

    @Parameters(paramLabel = "LOGIN", description = "letters a to z, digits, dots, dashes: what they sign in with")
    private String login = "";

    @Option(names = "--name", paramLabel = "NAME", description = "how colleagues see them; else the login")
    private @Nullable String name;

    @Option(
            names = "--role",
            paramLabel = "ROLE",
            required = true,
            completionCandidates = Words.RoleNames.class,
            description = "reporter, editor, publisher or admin")
    private Person.Role role = Person.Role.REPORTER;

    @Option(
            names = "--category",
            paramLabel = "SLUG",
            description = "only stories of that category, as often as needed; none: of all")
    private Set<String> categories = Set.of();

    @Option(names = "--json", description = "one JSON object instead of a sentence")
    private boolean json;

    AddUser(Surroundings here) {
        this.here = here;
    }

    @Override
    public Integer call() {
        var personnel = new Personnel(here, json);
        return personnel.run(rooms -> {
            var said = name == null ? login : name;
            var slugs = rooms.requireCategories(categories);
            var password = await(rooms.passwords().add(login, said, role, slugs, Personnel.OPERATOR));
            var answer = new JsonObject().put("login", login).put("password", password);
            return personnel.said(answer, "user.added", login, role.wire(), password);
        });
    }
}
