package vn.tinmoi.newsroom;

import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import vn.tinmoi.news.Problem;
import vn.tinmoi.portal.Portal;
import vn.tinmoi.portal.Site;
import vn.tinmoi.portal.Sites;
import vn.tinmoi.web.Language;
import vn.tinmoi.web.Reply;
import vn.tinmoi.web.Routes;

/**
 * The pages that set the portal by one form each. A save replaces the topic's own fields, on the version that the form was
 * made of. What cannot be used is said at its field, and everything stays as typed; where someone else saved meanwhile, both
 * are shown, and the next press goes on from theirs.
 */
final class TopicRoutes implements Routes {
    private static final String VERSION = "version";
    private static final String SAVED = "da-luu";

    private final Newsroom newsroom;
    private final Frames frames;
    private final Site site;
    private final Sites sites;
    private final Logos logos;
    private final List<Topic> topics;

    TopicRoutes(Newsroom newsroom, Frames frames, Site site, Sites sites, Logos logos, List<Topic> topics) {
        this.newsroom = newsroom;
        this.frames = frames;
        this.site = site;
        this.sites = sites;
        this.logos = logos;
        this.topics = topics;
    }

    @Override
    public void mount(Router router) {
        for (var topic : topics) {
            var path = topic.way().path();
            newsroom.page(router, path, (ctx, language, visitor) -> show(topic, ctx, language, visitor));
            if (topic.bringsPictures())
                newsroom.upload(router, path, (ctx, language, visitor) -> brought(topic, ctx, language, visitor));
            else
                newsroom.form(
                        router, path, (ctx, language, visitor) -> new Form(topic, ctx, language, visitor).answer());
        }
    }

    private Future<Reply> brought(Topic topic, RoutingContext ctx, Language language, Newsroom.Visitor visitor) {
        return logos.received(ctx, visitor).compose(received -> {
            var form = new Form(topic, ctx, language, visitor);
            var refused = Logos.place(received, form.typed);
            return refused == null ? form.answer() : form.refused(refused, null);
        });
    }

    private Future<Reply> show(Topic topic, RoutingContext ctx, Language language, Newsroom.Visitor visitor) {
        visitor.session().person().actor().requireManage();
        var portal = site.portal().get();
        var frame = frames.frame(ctx, language, topic.way().key(), topic.way().path(), visitor);
        boolean saved = ctx.request().getParam(SAVED) != null;
        if (saved) frame = frame.saying(frames.say(language, topic.way().key() + ".saved", portal.name()));
        return Future.succeededFuture(
                page(200, topic, frame, portal, portal.version(), topic.values(portal), Map.of()));
    }

    private Reply page(
            int status,
            Topic topic,
            Frame frame,
            Portal portal,
            int version,
            Map<String, String> values,
            Map<String, String> stored) {
        return frames.shown(
                status,
                topic.template(),
                new TopicPage(frame, portal, site.counting().getId(), version, values, stored));
    }

    /** What one press of a button brought. */
    private final class Form {
        private final Topic topic;
        private final RoutingContext ctx;
        private final Language language;
        private final Newsroom.Visitor visitor;
        private final Frame frame;
        private final Map<String, String> typed = new LinkedHashMap<>();
        private final int version;

        Form(Topic topic, RoutingContext ctx, Language language, Newsroom.Visitor visitor) {
            this.topic = topic;
            this.ctx = ctx;
            this.language = language;
            this.visitor = visitor;
            frame = frames.frame(ctx, language, topic.way().key(), topic.way().path(), visitor);
            ctx.request().formAttributes().forEach(field -> typed.put(field.getKey(), field.getValue()));
            version = Newsroom.number(typed.remove(VERSION));
        }

        Future<Reply> answer() {
            var actor = visitor.session().person().actor();
            actor.requireManage();
            var press = Objects.requireNonNullElse(typed.remove(Rows.PRESS), "");
            boolean genuine = Newsroom.isGenuine(ctx, visitor);
            typed.remove(Newsroom.TOKEN);
            if (!genuine) return refused(new Problem(Problem.Kind.FORBIDDEN, "form.old", null), null);
            if (Rows.isPress(press)) {
                Rows.press(typed, press, topic.parts());
                return Future.succeededFuture(page(200, topic, frame, portal(), version, typed, Map.of()));
            }
            return save();
        }

        private Future<Reply> save() {
            Topic.Wanted wanted;
            try {
                wanted = topic.wanted(typed);
            } catch (Problem problem) {
                return refused(problem, null);
            }
            return sites.change(
                            wanted.fields(), version, visitor.session().person().actor())
                    .map(saved -> done())
                    .recover(failure -> failure instanceof Problem problem
                            ? refused(problem, wanted)
                            : Future.failedFuture(failure));
        }

        private Reply done() {
            var path = topic.way().path();
            return new Reply.Redirect(303, frame.tour() ? frame.next() : language.prefix() + path + "?" + SAVED + "=1");
        }

        private Future<Reply> refused(Problem problem, Topic.@Nullable Wanted wanted) {
            boolean conflict = problem.kind() == Problem.Kind.CONFLICT;
            var stored = conflict ? topic.values(portal()) : Map.<String, String>of();
            if (conflict && stored.equals(typed)) return Future.succeededFuture(done()); // the same button twice
            var path = Objects.requireNonNullElse(problem.field(), "");
            var field = wanted == null ? path : wanted.places().getOrDefault(path, path);
            return Future.succeededFuture(page(
                    Frames.status(problem),
                    topic,
                    frames.refusing(frame, problem, field),
                    portal(),
                    conflict ? portal().version() : version,
                    typed,
                    stored));
        }

        private Portal portal() {
            return site.portal().get();
        }
    }
}
