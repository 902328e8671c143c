package vn.tinmoi.newsroom;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.time.InstantSource;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import vn.tinmoi.desk.Bulk;
import vn.tinmoi.desk.Comments;
import vn.tinmoi.desk.Desk;
import vn.tinmoi.desk.Expiries;
import vn.tinmoi.desk.Flow;
import vn.tinmoi.desk.PendingVersions;
import vn.tinmoi.desk.Samples;
import vn.tinmoi.desk.StoryList;
import vn.tinmoi.desk.UnsaidPictures;
import vn.tinmoi.desk.WorkingCopies;
import vn.tinmoi.media.MediaApi;
import vn.tinmoi.media.MediaList;
import vn.tinmoi.media.PartedUploads;
import vn.tinmoi.media.PictureCare;
import vn.tinmoi.media.PictureUse;
import vn.tinmoi.media.Removals;
import vn.tinmoi.metric.Metrics;
import vn.tinmoi.news.Article;
import vn.tinmoi.people.Attendance;
import vn.tinmoi.people.SecondFactors;
import vn.tinmoi.people.Sessions;
import vn.tinmoi.people.SignIn;
import vn.tinmoi.people.Staff;
import vn.tinmoi.people.Tokens;
import vn.tinmoi.portal.Categories;
import vn.tinmoi.portal.Pages;
import vn.tinmoi.portal.Site;
import vn.tinmoi.portal.Sites;
import vn.tinmoi.web.Answers;
import vn.tinmoi.web.Assets;
import vn.tinmoi.web.Language;
import vn.tinmoi.web.Messages;
import vn.tinmoi.web.Routes;

/** Everything that editors see, wired. One for a node. Any thread. */
public final class NewsroomSite {
    private final List<Routes> routes;
    private final String cookie;
    private final StoryStreams streams;

    /**
     * What it is made of.
     *
     * @param front the reader's front page
     * @param story the reader's page of an article, whatever its state
     * @param address of a caller
     * @param tls whether readers reach the site by https
     */
    public record Parts(
            Vertx vertx,
            Answers answers,
            Site site,
            Sites sites,
            Categories categories,
            Pages pages,
            MediaApi media,
            PartedUploads parted,
            MediaList gallery,
            PictureUse pictureUse,
            PictureCare care,
            Removals removals,
            Desk desk,
            Flow flow,
            PendingVersions pendings,
            Expiries expiries,
            Bulk bulk,
            UnsaidPictures unsaid,
            Comments comments,
            StoryList stories,
            WorkingCopies copies,
            Samples samples,
            Function<Language, Future<byte[]>> front,
            BiFunction<Language, Article, Future<byte[]>> story,
            SignIn signIn,
            SecondFactors factors,
            Staff staff,
            Sessions sessions,
            Tokens tokens,
            Attendance attendance,
            Metrics metrics,
            Messages messages,
            Assets asset,
            Function<HttpServerRequest, String> address,
            InstantSource clock,
            boolean tls) {}

    public NewsroomSite(Parts of) {
        var newsroom = new Newsroom(of.answers, of.sessions, of.tls);
        var frames = new Frames(of.site, of.messages, of.asset);
        var times = new LocalTimes(of.site::zone);
        var topics = List.of(new IdentityTopic(), new MenuTopic(), new FrontTopic(times), new LinksTopic());
        Function<RoutingContext, Sessions.Device> device = ctx ->
                Sessions.Device.of(ctx.request().getHeader(HttpHeaders.USER_AGENT), of.address.apply(ctx.request()));
        var stories = new StoriesViews(frames, of.site, of.stories, of.samples, of.bulk);
        cookie = Cookies.name(of.tls);
        streams = new StoryStreams(of.vertx, of.flow, of.attendance, of.clock, of.metrics.people()::storyStreams);
        routes = List.of(
                new SignInRoutes(newsroom, frames, of.site, of.signIn, of.factors, of.sessions, device),
                new AccountRoutes(newsroom, frames, of.site, of.factors, of.sessions),
                new TokensRoutes(newsroom, frames, of.site, of.tokens, of.clock),
                new StoriesRoutes(newsroom, frames, stories, of.samples),
                new BulkRoutes(newsroom, frames, stories, of.bulk),
                new StaffRoutes(newsroom, frames, of.site, of.staff, of.factors, device),
                new TypingRoutes(newsroom, frames),
                new GlanceRoutes(newsroom, frames, of.flow, of.attendance, streams),
                new StoryPreviewRoutes(
                        newsroom,
                        frames,
                        of.site,
                        of.flow,
                        new Unsaved(of.copies, of.gallery, of.site),
                        of.copies,
                        of.story),
                new RemarkRoutes(newsroom, of.flow, of.comments),
                new CopyRoutes(newsroom, of.copies),
                new LooksRoutes(newsroom, of.site),
                new GalleryRoutes(newsroom, frames, of.site, of.gallery, of.media),
                new PartedRoutes(newsroom, of.parted),
                new OnePictureRoutes(newsroom, frames, of.site, of.gallery, of.pictureUse, of.care, of.removals),
                new HistoryRoutes(newsroom, frames, of.site, of.flow, of.desk, of.unsaid),
                new StoryRoutes(
                        newsroom,
                        new StoryViews(frames, of.site, of.flow, of.comments, of.pendings, of.unsaid, times),
                        new StoryWrites(
                                of.desk,
                                of.flow,
                                of.comments,
                                of.pendings,
                                of.expiries,
                                of.copies,
                                of.unsaid,
                                times,
                                of.clock),
                        of.flow,
                        of.pendings),
                new TopicRoutes(newsroom, frames, of.site, of.sites, new Logos(of.media, of.site), topics),
                new PicturesRoutes(newsroom, frames, of.site, of.sites, of.media, times),
                new CategoriesRoutes(newsroom, frames, of.site, of.categories),
                new PagesRoutes(newsroom, frames, of.site, of.pages),
                new VersionsRoutes(newsroom, frames, of.site, of.sites),
                new PreviewRoutes(newsroom, frames, of.front));
    }

    public List<Routes> routes() {
        return routes;
    }

    /** What PostgreSQL said to every node; empty: some of it may have been missed. */
    public void said(String word) {
        streams.said(word);
    }

    /** Ends the streams of open pages, and those that still come. */
    public void drain() {
        streams.drain();
    }

    /** The id of the session that a request brings; empty: none. */
    public String sessionOf(HttpServerRequest request) {
        var id = Cookies.value(request.getHeader("Cookie"), cookie);
        return id == null ? "" : id;
    }
}
