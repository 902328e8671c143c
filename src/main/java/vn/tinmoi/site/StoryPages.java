package vn.tinmoi.site;

import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import vn.tinmoi.article.ArticleReads;
import vn.tinmoi.news.Article;
import vn.tinmoi.news.ArticleId;
import vn.tinmoi.news.ArticleStatus;
import vn.tinmoi.news.Correction;
import vn.tinmoi.news.Headline;
import vn.tinmoi.news.Problem;
import vn.tinmoi.page.Bylines;
import vn.tinmoi.page.Content;
import vn.tinmoi.page.HeadlineView;
import vn.tinmoi.page.LinkedData;
import vn.tinmoi.page.LiveLists;
import vn.tinmoi.page.PageFrame;
import vn.tinmoi.page.PageTexts;
import vn.tinmoi.portal.Site;
import vn.tinmoi.search.Related;
import vn.tinmoi.text.Credit;
import vn.tinmoi.text.Excerpt;
import vn.tinmoi.text.ReadingTime;
import vn.tinmoi.web.Language;

/** Makes the page of a story. Any thread. */
final class StoryPages {
    private static final int DESCRIPTION = 160; // characters that search engines show

    private final ArticleReads reads;
    private final LiveLists lists;
    private final Unreadable unreadable;
    private final Related related;
    private final Site site;
    private final PageTexts frames;
    private final LinkedData linkedData;
    private final InstantSource clock;
    private final Templates templates = new Templates();

    StoryPages(
            ArticleReads reads,
            LiveLists lists,
            Unreadable unreadable,
            Related related,
            Site site,
            PageTexts frames,
            LinkedData linkedData,
            InstantSource clock) {
        this.reads = reads;
        this.lists = lists;
        this.unreadable = unreadable;
        this.related = related;
        this.site = site;
        this.frames = frames;
        this.linkedData = linkedData;
        this.clock = clock;
    }

    /** The article, if readers may see it; GONE when it was withdrawn, NOT_FOUND when nobody was ever to read it. */
    Future<Article> published(Language language, ArticleId id) {
        return unreadable.read(language, id, () -> reads.byId(id).map(found -> readable(language, id, found)));
    }

    private Article readable(Language language, ArticleId id, Optional<Article> found) {
        if (found.isPresent() && found.get().status() == ArticleStatus.PUBLISHED) return found.get();
        if (found.isPresent() && found.get().status() == ArticleStatus.WITHDRAWN) throw gone(language, found.get());
        throw Problem.notFound("article.unknown", id);
    }

    private Problem gone(Language language, Article article) {
        var at = article.withdrawnAt() == null ? article.updatedAt() : article.withdrawnAt();
        return new Problem(Problem.Kind.GONE, "article.withdrawn", null, frames.moment(language, at));
    }

    /** Fails as {@link #published} does. */
    Future<Content> page(Language language, ArticleId id) {
        var now = clock.instant();
        return published(language, id).compose(article -> {
            var more = related.to(article);
            var beside = reads.beside(article.headline());
            return Future.all(more, beside).map(both -> page(language, article, more.result(), beside.result(), now));
        });
    }

    /** The page as it would be if the article were published as it is. */
    Future<byte[]> preview(Language language, Article article) {
        var now = clock.instant();
        var seen = article.publishedAt() == null ? article.firstPublished(now) : article;
        return reads.beside(seen.headline())
                .map(beside -> page(language, seen, List.of(), beside, now))
                .compose(lists::written);
    }

    private Content page(
            Language language, Article article, List<Headline> related, ArticleReads.Beside beside, Instant readAt) {
        var headline = article.headline();
        var story = frames.view(language, headline);
        var category = frames.category(language, article.category());
        var updated = revised(article);
        var description = description(article);
        var credit = Credit.of(article.byline());
        var heading = new PageTexts.Heading(
                article.title(),
                description,
                headline.url(),
                article.category(),
                linkedData.story(language, article, description, updated, category));
        var frame = frames.frame(language, heading);
        var permalink = Headline.permalink(article.id());
        var around = new ArticlePage.Around(
                frames.views(language, related), view(language, beside.older()), view(language, beside.newer()));
        var times = times(language, article, updated);
        return new Content(
                        PageFrame.link(language, headline.url()),
                        LiveLists.shows(Stream.concat(related.stream(), beside.with(headline))),
                        Set.of(article.category()),
                        readAt,
                        Content.Form.SUGGESTING,
                        moment -> templates.article(new ArticlePage(
                                frame.apply(moment),
                                List.of(linkedData.home(language), LinkedData.crumb(category)),
                                story,
                                MovingPictures.calmed(TableFigures.marked(article.bodyHtml())),
                                byline(language, credit),
                                times,
                                article.sourceUrl(),
                                site.url().get() + permalink,
                                permalink + "/qr",
                                around)))
                .endingWith(Set.of(article.id()));
    }

    private @Nullable HeadlineView view(Language language, @Nullable Headline headline) {
        return headline == null ? null : frames.view(language, headline);
    }

    private ArticlePage.Times times(Language language, Article article, @Nullable Instant updated) {
        var published = article.headline().publishedAt();
        var correction = article.correction();
        return new ArticlePage.Times(
                frames.moment(language, published),
                PageFrame.link(language, ArchivePage.path(LocalDate.ofInstant(published, site.zone()))),
                updated == null ? null : frames.moment(language, updated),
                updated == null ? null : frames.iso(updated),
                ReadingTime.minutes(article.bodyHtml()),
                correction == null ? null : correction(language, correction));
    }

    private ArticlePage.CorrectionView correction(Language language, Correction correction) {
        return new ArticlePage.CorrectionView(
                correction.note(), frames.moment(language, correction.at()), frames.iso(correction.at()));
    }

    /** The byline in pieces, each name with the way to its page. */
    private static List<ArticlePage.Piece> byline(Language language, Credit credit) {
        var pieces = new ArrayList<ArticlePage.Piece>();
        if (!credit.before().isEmpty()) pieces.add(new ArticlePage.Piece(credit.before(), null));
        if (credit.author() != null) pieces.add(piece(language, Bylines.AUTHOR, credit.author()));
        if (credit.author() != null && credit.source() != null) pieces.add(new ArticlePage.Piece("/", null));
        if (credit.source() != null) pieces.add(piece(language, Bylines.SOURCE, credit.source()));
        return List.copyOf(pieces);
    }

    private static ArticlePage.Piece piece(Language language, Bylines kind, Credit.Name name) {
        var url = name.slug() == null ? null : PageFrame.link(language, kind.path(name.slug()));
        return new ArticlePage.Piece(name.text(), url);
    }

    /** When readers' words last changed; null when never, or within the minute that a time is shown to. */
    private static @Nullable Instant revised(Article article) {
        var published = article.publishedAt();
        if (published == null || article.version() == 1) return null;
        return article.updatedAt().isBefore(published.plus(Duration.ofMinutes(1))) ? null : article.updatedAt();
    }

    private static String description(Article article) {
        return article.lead().isEmpty() ? Excerpt.plain(article.bodyHtml(), DESCRIPTION) : article.lead();
    }
}
