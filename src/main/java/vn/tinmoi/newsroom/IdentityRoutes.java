package vn.tinmoi.newsroom;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import vn.tinmoi.news.Problem;
import vn.tinmoi.portal.Portal;
import vn.tinmoi.portal.Site;
import vn.tinmoi.portal.SiteApi;
import vn.tinmoi.portal.Sites;
import vn.tinmoi.web.Language;
import vn.tinmoi.web.Reply;
import vn.tinmoi.web.Routes;

/**
 * {@code /toa-soan/cong}: what the portal is called, how it looks and who answers for it. A save replaces these fields alone,
 * on the version that the form was made of; what cannot be used is said at its field, and everything stays as typed.
 */
final class IdentityRoutes implements Routes {
    static final String PATH = Newsroom.HOME + "/cong";

    /** The form's fields by their paths in the site's document, in their order. */
    static final List<String> FIELDS = List.of(
            "name",
            "shortName",
            "motto",
            "accent",
            "imprint.governingBody",
            "imprint.managingBody",
            "imprint.personResponsible",
            "imprint.licence",
            "imprint.address",
            "imprint.phone",
            "imprint.email",
            "imprint.sourceNotice");

    private final Newsroom newsroom;
    private final Frames frames;
    private final Site site;
    private final Sites sites;

    IdentityRoutes(Newsroom newsroom, Frames frames, Site site, Sites sites) {
        this.newsroom = newsroom;
        this.frames = frames;
        this.site = site;
        this.sites = sites;
    }

    @Override
    public void mount(Router router) {
        newsroom.page(router, PATH, (ctx, language, visitor) -> {
            visitor.session().person().actor().requireManage();
            var portal = site.portal().get();
            boolean saved = ctx.request().getParam("da-luu") != null;
            var said = saved ? frames.say(language, "newsroom.identity.saved", portal.name()) : "";
            return Future.succeededFuture(
                    page(language, 200, visitor, said, List.of(), portal.version(), values(portal)));
        });
        newsroom.form(router, PATH, this::save);
    }

    private Reply page(
            Language language,
            int status,
            Newsroom.Visitor visitor,
            String said,
            List<Frame.Fault> faults,
            int version,
            Map<String, String> values) {
        var frame = frames.frame(language, "newsroom.identity", PATH, visitor, said, faults);
        return Newsroom.shown(status, frames.write("identity", new IdentityPage(frame, version, values)));
    }

    private static Map<String, String> values(Portal portal) {
        var json = SiteApi.json(portal);
        var values = new LinkedHashMap<String, String>();
        for (var field : FIELDS) {
            var part = field.startsWith("imprint.") ? json.getJsonObject("imprint") : json;
            values.put(field, part.getString(field.replace("imprint.", ""), ""));
        }
        return values;
    }

    private Future<Reply> save(RoutingContext ctx, Language language, Newsroom.Visitor visitor) {
        var actor = visitor.session().person().actor();
        actor.requireManage();
        var typed = new LinkedHashMap<String, String>();
        for (var field : FIELDS) typed.put(field, SignInRoutes.field(ctx, field));
        int version = version(SignInRoutes.field(ctx, "version"));
        if (!Newsroom.isGenuine(ctx, visitor)) {
            var old = new Problem(Problem.Kind.FORBIDDEN, "form.old", null);
            return Future.succeededFuture(
                    page(language, 403, visitor, "", frames.faults(language, old), version, typed));
        }
        return sites.change(fields(typed), version, actor)
                .<Reply>map(saved -> new Reply.Redirect(303, language.prefix() + PATH + "?da-luu=1"))
                .recover(failure -> SignInRoutes.shownAgain(
                        failure,
                        problem -> page(
                                language,
                                Frames.status(problem),
                                visitor,
                                "",
                                frames.faults(language, problem),
                                problem.kind() == Problem.Kind.CONFLICT
                                        ? site.portal().get().version()
                                        : version,
                                typed)));
    }

    private static int version(String text) {
        return text.matches("[0-9]{1,9}") ? Integer.parseInt(text) : 0;
    }

    private static ObjectNode fields(Map<String, String> typed) {
        var fields = JsonNodeFactory.instance.objectNode();
        var imprint = fields.putObject("imprint");
        typed.forEach((field, text) -> {
            if (field.startsWith("imprint.")) imprint.put(field.substring("imprint.".length()), text);
            else fields.put(field, text);
        });
        return fields;
    }
}
