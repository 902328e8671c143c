package vn.tinmoi.command;

import static vn.tinmoi.store.Stores.await;

import io.vertx.core.json.JsonObject;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import vn.tinmoi.conf.Settings;
import vn.tinmoi.people.Staff;

/** {@code user invite}: a link that lets one person in once. */
@Command(
        name = "invite",
        description = "Prints a link by which one person can come in, once and within three days, as that role.")
final class InviteUser extends Personnel {
    @Parameters(paramLabel = "NAME", description = "how colleagues will see them")
    private String name = "";

    @Mixin
    private final Post post = new Post();

    InviteUser(Surroundings here) {
        super(here);
    }

    @Override
    Answer answer(Rooms rooms) {
        var slugs = rooms.requireCategories(post.categories());
        var secret = await(rooms.staff().invite(name, post.role(), slugs, OPERATOR));
        var link = site(rooms.settings()) + "/toa-soan/moi/" + secret;
        var until = now().plus(Staff.VALID);
        var answer = new JsonObject().put("link", link).put("until", until.toString());
        return said(answer, "user.invited", name, until, link);
    }

    private static String site(Settings settings) {
        return settings.siteUrl() == null
                ? "http://localhost:" + settings.http().port()
                : settings.siteUrl();
    }
}
