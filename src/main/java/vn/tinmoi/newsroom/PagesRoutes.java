package vn.tinmoi.newsroom;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import vn.tinmoi.article.Fields;
import vn.tinmoi.news.Problem;
import vn.tinmoi.people.Actor;
import vn.tinmoi.portal.PageForm;
import vn.tinmoi.portal.Pages;
import vn.tinmoi.portal.Site;
import vn.tinmoi.portal.SiteDocument.Words;
import vn.tinmoi.portal.WholeSite;
import vn.tinmoi.text.Slugs;
import vn.tinmoi.web.Language;
import vn.tinmoi.web.Reply;
import vn.tinmoi.web.Routes;

/** The portal's own pages: the list, where a title begins a new draft, and each with its texts. */
final class PagesRoutes implements Routes {
    private static final String ONE = Topics.PAGES + "/:slug";
    private static final String TITLE = "title.vi";
    private static final int UNAVAILABLE = 503;

    private final Newsroom newsroom;
    private final Frames frames;
    private final Site site;
    private final Pages pages;

    PagesRoutes(Newsroom newsroom, Frames frames, Site site, Pages pages) {
        this.newsroom = newsroom;
        this.frames = frames;
        this.site = site;
        this.pages = pages;
    }

    @Override
    public void mount(Router router) {
        newsroom.page(router, Topics.PAGES, this::list);
        newsroom.form(router, Topics.PAGES, this::begin);
        newsroom.page(router, ONE, this::one);
        newsroom.form(router, ONE, this::save);
        newsroom.form(router, ONE + "/bo", this::remove);
    }

    private Future<Reply> list(RoutingContext ctx, Language language, Newsroom.Visitor visitor) {
        visitor.session().person().actor().requireManage();
        var frame = frames.frame(ctx, language, "newsroom.pages", Topics.PAGES, visitor);
        boolean gone = ctx.request().getParam("da-bo") != null;
        return list(200, gone ? frame.saying(frames.say(language, "newsroom.pages.gone")) : frame, Map.of());
    }

    private Future<Reply> list(int status, Frame frame, Map<String, String> values) {
        return pages.all()
                .recover(failure ->
                        status == UNAVAILABLE ? Future.succeededFuture(List.of()) : Future.failedFuture(failure))
                .map(all -> frames.shown(status, "pages", page(frame, all, null, values)));
    }

    private PagesPage page(Frame frame, List<Pages.Kept> all, @Nullable String slug, Map<String, String> values) {
        return new PagesPage(frame, all, slug, site.portal().get().version(), values);
    }

    /** A draft of that title, unless there is a page at its address: then that one. */
    private Future<Reply> begin(RoutingContext ctx, Language language, Newsroom.Visitor visitor) {
        var actor = visitor.session().person().actor();
        actor.requireManage();
        var title = Newsroom.field(ctx, TITLE);
        return Newsroom.requireGenuine(ctx, visitor)
                .compose(genuine -> begun(title, actor))
                .<Reply>map(slug -> new Reply.Redirect(303, language.prefix() + Topics.PAGES + "/" + slug))
                .recover(failure -> {
                    if (!(failure instanceof Problem problem)) return Future.failedFuture(failure);
                    var frame = frames.frame(ctx, language, "newsroom.pages", Topics.PAGES, visitor);
                    return list(Frames.status(problem), frames.refusing(frame, problem), Map.of(TITLE, title));
                });
    }

    private Future<String> begun(String text, Actor actor) {
        var title = Fields.line(TITLE, text, 300);
        if (title.isEmpty()) return Future.failedFuture(Problem.invalid(TITLE, "field.missing"));
        var slug = Slugs.of(title);
        return pages.page(slug).compose(found -> {
            if (found.isPresent()) return Future.succeededFuture(slug);
            var draft = new WholeSite.OwnPage(slug, new Words(title, ""), new Words("", ""), "draft");
            return pages.save(draft, null, actor).map(slug);
        });
    }

    private Future<Reply> one(RoutingContext ctx, Language language, Newsroom.Visitor visitor) {
        visitor.session().person().actor().requireManage();
        return known(ctx).map(kept -> {
            var frame = frame(ctx, language, visitor, kept);
            boolean saved = ctx.request().getParam("da-luu") != null;
            var said = kept.isPublished() ? "newsroom.page.saved" : "newsroom.page.kept";
            return open(200, saved ? frame.saying(frames.say(language, said)) : frame, kept, values(kept));
        });
    }

    private Future<Pages.Kept> known(RoutingContext ctx) {
        var slug = ctx.pathParam("slug");
        return pages.page(slug)
                .map(found ->
                        found.orElseThrow(() -> Problem.notFound("page.unknown", "/trang/" + Fields.quoted(slug))));
    }

    private Frame frame(RoutingContext ctx, Language language, Newsroom.Visitor visitor, Pages.Kept kept) {
        return frames.frame(
                ctx, language, "newsroom.page", Topics.PAGES + "/" + kept.page().slug(), visitor);
    }

    private Reply open(int status, Frame frame, Pages.Kept kept, Map<String, String> values) {
        return frames.shown(
                status, "page", page(frame, List.of(kept), kept.page().slug(), values));
    }

    private static Map<String, String> values(Pages.Kept kept) {
        var values = new LinkedHashMap<String, String>();
        values.put(TITLE, kept.page().title().vi());
        values.put("title.en", kept.page().title().en());
        values.put("bodyHtml.vi", kept.page().bodyHtml().vi());
        values.put("bodyHtml.en", kept.page().bodyHtml().en());
        values.put("status", kept.page().status());
        return values;
    }

    private Future<Reply> save(RoutingContext ctx, Language language, Newsroom.Visitor visitor) {
        var actor = visitor.session().person().actor();
        actor.requireManage();
        var typed = new LinkedHashMap<String, String>();
        ctx.request().formAttributes().forEach(field -> typed.put(field.getKey(), field.getValue()));
        return known(ctx)
                .recover(failure -> Problem.isAway(failure)
                        ? Future.succeededFuture(asTyped(ctx.pathParam("slug"), typed))
                        : Future.failedFuture(failure))
                .compose(kept -> Newsroom.requireGenuine(ctx, visitor)
                        .compose(genuine -> ctx.vertx()
                                .executeBlocking(
                                        () -> PageForm.read(
                                                json(typed), kept.page().slug(), ""),
                                        false))
                        .compose(page -> pages.save(page, Newsroom.number(typed.get("version")), actor))
                        .<Reply>map(saved -> new Reply.Redirect(
                                303,
                                language.prefix() + Topics.PAGES + "/"
                                        + kept.page().slug() + "?da-luu=1"))
                        .recover(failure -> {
                            if (!(failure instanceof Problem problem)) return Future.failedFuture(failure);
                            var frame = frames.refusing(frame(ctx, language, visitor, kept), problem);
                            return Future.succeededFuture(open(Frames.status(problem), frame, kept, typed));
                        }));
    }

    /** The page that was typed, while nobody can say which one is kept: its save fails as well, and shows the form again. */
    private static Pages.Kept asTyped(String slug, Map<String, String> typed) {
        var status = Objects.equals(typed.get("status"), "published") ? "published" : "draft";
        var page = new WholeSite.OwnPage(slug, words(typed, "title."), words(typed, "bodyHtml."), status);
        return new Pages.Kept(page, 0, Instant.EPOCH);
    }

    private static Words words(Map<String, String> typed, String field) {
        return new Words(typed.get(field + "vi"), typed.get(field + "en"));
    }

    private static ObjectNode json(Map<String, String> typed) {
        var json = JsonNodeFactory.instance.objectNode();
        var title = json.putObject("title");
        var body = json.putObject("bodyHtml");
        for (var language : List.of("vi", "en")) {
            title.put(language, typed.getOrDefault("title." + language, ""));
            body.put(language, PlainText.html(typed.getOrDefault("bodyHtml." + language, "")));
        }
        json.put("status", Objects.equals(typed.get("status"), "published") ? "published" : "draft");
        return json;
    }

    private Future<Reply> remove(RoutingContext ctx, Language language, Newsroom.Visitor visitor) {
        var actor = visitor.session().person().actor();
        actor.requireManage();
        return known(ctx)
                .compose(kept -> Newsroom.requireGenuine(ctx, visitor)
                        .compose(genuine -> pages.remove(kept.page().slug(), null, actor))
                        .<Reply>map(gone -> new Reply.Redirect(303, language.prefix() + Topics.PAGES + "?da-bo=1"))
                        .recover(failure -> {
                            if (!(failure instanceof Problem problem)) return Future.failedFuture(failure);
                            var frame = frames.refusing(frame(ctx, language, visitor, kept), problem, "");
                            return Future.succeededFuture(open(Frames.status(problem), frame, kept, values(kept)));
                        }));
    }
}
