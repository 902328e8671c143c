package vn.tinmoi.site;

import io.vertx.core.Future;
import java.time.InstantSource;
import java.util.List;
import vn.tinmoi.news.Article;
import vn.tinmoi.news.Headline;

/** Stories that a reader of one may want next. Any thread. */
final class Related {
    private static final int MOST = 4;

    private final ArticleReads reads;

    Related(ArticleReads reads, InstantSource clock) {
        this.reads = reads;
    }

    Future<List<Headline>> to(Article article) {
        return reads.related(article.category(), article.id(), MOST);
    }
}
