package vn.tinmoi.newsroom;

import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import vn.tinmoi.article.Fields;
import vn.tinmoi.news.Category;
import vn.tinmoi.news.Problem;
import vn.tinmoi.portal.Categories;
import vn.tinmoi.portal.CategoryRules.Wish;
import vn.tinmoi.portal.Site;
import vn.tinmoi.web.Language;
import vn.tinmoi.web.Reply;
import vn.tinmoi.web.Routes;

/** The list of categories, with a new one and the order; and a page for each: its names, its place, and where it goes. */
final class CategoriesRoutes implements Routes {
    private static final String ONE = Topics.CATEGORIES + "/:slug";

    private final Newsroom newsroom;
    private final Frames frames;
    private final Site site;
    private final Categories categories;

    CategoriesRoutes(Newsroom newsroom, Frames frames, Site site, Categories categories) {
        this.newsroom = newsroom;
        this.frames = frames;
        this.site = site;
        this.categories = categories;
    }

    @Override
    public void mount(Router router) {
        newsroom.page(router, Topics.CATEGORIES, this::list);
        newsroom.form(router, Topics.CATEGORIES, this::change);
        newsroom.page(router, ONE, this::one);
        newsroom.form(router, ONE, this::save);
        newsroom.form(router, ONE + "/bo", this::remove);
    }

    private Future<Reply> list(RoutingContext ctx, Language language, Newsroom.Visitor visitor) {
        visitor.session().person().actor().requireManage();
        var frame = frames.frame(ctx, language, "newsroom.categories", Topics.CATEGORIES, visitor);
        var saved = ctx.request().getParam("da-luu");
        if (saved != null) frame = frame.saying(frames.say(language, "newsroom.categories.saved", named(saved)));
        return Future.succeededFuture(page(200, frame, null, Map.of()));
    }

    private String named(String slug) {
        return site.category(site.portal().get().current(slug))
                .map(Category::nameVi)
                .orElse("");
    }

    private Reply page(int status, Frame frame, @Nullable Category open, Map<String, String> values) {
        var portal = site.portal().get();
        var template = open == null ? "categories" : "category";
        return frames.shown(status, template, new CategoriesPage(frame, portal, open, portal.version(), values));
    }

    /** A new one, or one that moves. */
    private Future<Reply> change(RoutingContext ctx, Language language, Newsroom.Visitor visitor) {
        var actor = visitor.session().person().actor();
        actor.requireManage();
        var slug = Newsroom.field(ctx, "slug");
        return Newsroom.requireGenuine(ctx, visitor)
                .compose(genuine -> slug.isEmpty()
                        ? categories.add(wished(ctx), null, actor)
                        : categories.change(slug, moved(ctx), null, actor))
                .<Reply>map(saved -> done(ctx, language, saved.slug()))
                .recover(failure -> again(ctx, language, visitor, null, failure));
    }

    private static Wish wished(RoutingContext ctx) {
        var english = Newsroom.field(ctx, "name.en");
        return new Wish(
                null,
                Newsroom.field(ctx, "name.vi"),
                english.isBlank() ? null : english,
                Newsroom.field(ctx, "parent"),
                null,
                null);
    }

    private static Wish moved(RoutingContext ctx) {
        return new Wish(null, null, null, null, null, Math.max(1, Newsroom.number(Newsroom.field(ctx, "position"))));
    }

    private Reply done(RoutingContext ctx, Language language, String slug) {
        boolean tour = ctx.request().getParam(Tour.PARAMETER) != null;
        var query = (tour ? Tour.QUERY + "&" : "?") + "da-luu=" + slug;
        return new Reply.Redirect(303, language.prefix() + Topics.CATEGORIES + query);
    }

    private Future<Reply> one(RoutingContext ctx, Language language, Newsroom.Visitor visitor) {
        visitor.session().person().actor().requireManage();
        var open = known(ctx);
        return Future.succeededFuture(page(200, frame(ctx, language, visitor, open), open, values(open)));
    }

    private Category known(RoutingContext ctx) {
        var portal = site.portal().get();
        var slug = ctx.pathParam("slug");
        return portal.category(portal.current(slug))
                .orElseThrow(() -> Problem.notFound("category.unknown", Fields.quoted(slug)));
    }

    private Frame frame(RoutingContext ctx, Language language, Newsroom.Visitor visitor, Category open) {
        return frames.frame(ctx, language, "newsroom.category", Topics.CATEGORIES + "/" + open.slug(), visitor);
    }

    private static Map<String, String> values(Category open) {
        var values = new LinkedHashMap<String, String>();
        values.put("name.vi", open.nameVi());
        values.put("name.en", open.nameEn());
        values.put("slug", open.slug());
        values.put("parent", Objects.requireNonNullElse(open.parent(), ""));
        values.put("hidden", open.hidden() ? "1" : "");
        return values;
    }

    private Future<Reply> save(RoutingContext ctx, Language language, Newsroom.Visitor visitor) {
        var actor = visitor.session().person().actor();
        actor.requireManage();
        var open = known(ctx);
        return Newsroom.requireGenuine(ctx, visitor)
                .compose(genuine -> categories.change(
                        open.slug(), written(ctx), Newsroom.number(Newsroom.field(ctx, "version")), actor))
                .<Reply>map(saved -> done(ctx, language, saved.slug()))
                .recover(failure -> again(ctx, language, visitor, open, failure));
    }

    private static Wish written(RoutingContext ctx) {
        return new Wish(
                Newsroom.field(ctx, "slug").strip(),
                Newsroom.field(ctx, "name.vi"),
                Newsroom.field(ctx, "name.en"),
                Newsroom.field(ctx, "parent"),
                !Newsroom.field(ctx, "hidden").isEmpty(),
                null);
    }

    private Future<Reply> remove(RoutingContext ctx, Language language, Newsroom.Visitor visitor) {
        var actor = visitor.session().person().actor();
        actor.requireManage();
        var open = known(ctx);
        var into = Newsroom.field(ctx, "into");
        return Newsroom.requireGenuine(ctx, visitor)
                .compose(genuine -> categories.remove(open.slug(), into.isEmpty() ? null : into, null, actor))
                .<Reply>map(moved -> done(ctx, language, into))
                .recover(failure -> again(ctx, language, visitor, open, failure));
    }

    private Future<Reply> again(
            RoutingContext ctx,
            Language language,
            Newsroom.Visitor visitor,
            @Nullable Category open,
            Throwable failure) {
        if (!(failure instanceof Problem problem)) return Future.failedFuture(failure);
        var typed = new LinkedHashMap<String, String>();
        ctx.request().formAttributes().forEach(field -> typed.put(field.getKey(), field.getValue()));
        var frame = open == null
                ? frames.frame(ctx, language, "newsroom.categories", Topics.CATEGORIES, visitor)
                : frame(ctx, language, visitor, open);
        boolean removing = typed.containsKey("into");
        var values = removing && open != null ? values(open) : typed;
        var field = removing ? "into" : Objects.requireNonNullElse(problem.field(), "");
        return Future.succeededFuture(
                page(Frames.status(problem), frames.refusing(frame, problem, field), open, values));
    }
}
