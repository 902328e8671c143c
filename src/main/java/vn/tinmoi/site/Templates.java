package vn.tinmoi.site;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.Utf8ByteOutput;

/** The precompiled templates of {@code src/main/jte/site}, to UTF-8. Any thread. */
final class Templates {
    private final TemplateEngine engine = TemplateEngine.createPrecompiled(ContentType.Html);

    byte[] front(FrontPage page) {
        return write("site/front.jte", page);
    }

    byte[] category(CategoryPage page) {
        return write("site/category.jte", page);
    }

    byte[] article(ArticlePage page) {
        return write("site/article.jte", page);
    }

    byte[] board(BoardPage page) {
        return write("site/board.jte", page);
    }

    byte[] search(SearchPage page) {
        return write("site/search.jte", page);
    }

    byte[] archive(ArchivePage page) {
        return write("site/archive.jte", page);
    }

    byte[] day(DayPage page) {
        return write("site/day.jte", page);
    }

    byte[] byline(BylinePage page) {
        return write("site/byline.jte", page);
    }

    byte[] own(OwnPage page) {
        return write("site/own.jte", page);
    }

    byte[] counting(CountingPage page) {
        return write("site/counting.jte", page);
    }

    byte[] api(ApiPage page) {
        return write("site/api.jte", page);
    }

    byte[] device(DevicePage page) {
        return write("site/device.jte", page);
    }

    byte[] error(ErrorPage page) {
        return write("site/error.jte", page);
    }

    private byte[] write(String template, Object page) {
        var output = new Utf8ByteOutput();
        engine.render(template, page, output);
        return output.toByteArray();
    }
}
