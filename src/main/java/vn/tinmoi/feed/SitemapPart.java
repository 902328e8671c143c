package vn.tinmoi.feed;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Optional;
import vn.tinmoi.news.Headline;
import vn.tinmoi.portal.Site;
import vn.tinmoi.text.VnDates;
import vn.tinmoi.web.Reply;

/**
 * A sitemap of up to 50,000 stories, read and written 2,000 at a time: 400 KB of memory instead of 10 MB, and no connection
 * to PostgreSQL is held while a slow crawler reads. Owned by the request's event loop.
 */
final class SitemapPart implements Reply.Pieces {
    private static final int AT_A_TIME = 2_000;
    private static final String HEAD =
            "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<urlset xmlns=\"" + Sitemaps.NAMESPACE + "\">\n";
    private static final String END = "</urlset>\n";

    private final SitemapReads reads;
    private final String site;
    private final VnDates dates;
    private final long last;
    private final Runnable closed;
    private long after;
    private boolean begun;
    private boolean ended;

    /** {@code part}: as {@link SitemapReads.Span} has it; {@code closed}: runs when it is done with. */
    SitemapPart(SitemapReads reads, Site site, long part, Runnable closed) {
        this.reads = reads;
        this.site = site.url().get();
        this.dates = new VnDates(site::zone);
        this.after = part * Sitemaps.SPAN;
        this.last = after + Sitemaps.SPAN;
        this.closed = closed;
    }

    @Override
    public Future<Optional<Buffer>> next() {
        if (ended) return Future.succeededFuture(Optional.empty());
        return reads.places(after, last, AT_A_TIME).map(places -> Optional.of(piece(places)));
    }

    private Buffer piece(List<SitemapReads.Place> places) {
        var text = new StringBuilder(begun ? "" : HEAD);
        begun = true;
        places.forEach(place -> text.append(url(place)));
        ended = places.size() < AT_A_TIME;
        if (ended) text.append(END);
        else after = places.getLast().id().value();
        return Buffer.buffer(text.toString());
    }

    private String url(SitemapReads.Place place) {
        return "<url><loc>" + Xml.escaped(site + Headline.url(place.slug(), place.id())) + "</loc><lastmod>"
                + dates.iso(place.changedAt()) + "</lastmod></url>\n";
    }

    @Override
    public void close() {
        closed.run();
    }
}
