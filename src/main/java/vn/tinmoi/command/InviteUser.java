package vn.tinmoi.command;

import static vn.tinmoi.store.Stores.await;

import io.vertx.core.json.JsonObject;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import vn.tinmoi.conf.Settings;
import vn.tinmoi.people.Person;
import vn.tinmoi.people.Staff;

/** {@code user invite}: a link that lets one person in once. */
@Command(
        name = "invite",
        description = "Prints a link by which one person can come in, once and within three days, as that role.")
final class InviteUser implements Callable<Integer> {
    private final Surroundings here;

    @Parameters(paramLabel = "NAME", description = "how colleagues will see them")
    private String name = "";

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

    InviteUser(Surroundings here) {
        this.here = here;
    }

    @Override
    public Integer call() {
        var personnel = new Personnel(here, json);
        return personnel.run(rooms -> {
            var slugs = rooms.requireCategories(categories);
            var secret = await(rooms.staff().invite(name, role, slugs, Personnel.OPERATOR));
            var link = site(rooms.settings()) + "/toa-soan/moi/" + secret;
            var until = here.clock().instant().plus(Staff.VALID);
            var answer = new JsonObject().put("link", link).put("until", until.toString());
            return personnel.said(answer, "user.invited", name, until, link);
        });
    }

    private static String site(Settings settings) {
        return settings.siteUrl() == null
                ? "http://localhost:" + settings.http().port()
                : settings.siteUrl();
    }
}
