package vn.tinmoi.command;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jspecify.annotations.Nullable;
import vn.tinmoi.desk.Terms;
import vn.tinmoi.ingest.PictureFetch;
import vn.tinmoi.media.MediaStore;
import vn.tinmoi.news.Picture;
import vn.tinmoi.news.Problem;
import vn.tinmoi.news.Story;
import vn.tinmoi.people.Actor;

/** Fetches the pictures of imported stories and keeps them as this site's own, each once. Any thread. */
final class Illustrations implements Terms.Illustrator {
    private static final int SHOWN = 1280; // pixels of a picture in a text: as wide as a column is on a fine screen

    private final Vertx vertx;
    private final PictureFetch fetch;
    private final MediaStore media;
    private final Actor actor;
    private final Map<String, Future<Optional<Picture>>> known = new LinkedHashMap<>();
    private final List<Failure> failures = new ArrayList<>();
    private int kept;

    /** {@code story}: its title; {@code why}: a {@link Problem}'s code and arguments. */
    record Failure(String story, String url, Problem why) {}

    Illustrations(Vertx vertx, PictureFetch fetch, MediaStore media, Actor actor) {
        this.vertx = vertx;
        this.fetch = fetch;
        this.media = media;
        this.actor = actor;
    }

    @Override
    public Future<Terms.Illustrated> illustrate(Story story) {
        return vertx.executeBlocking(() -> Jsoup.parseBodyFragment(story.bodyHtml()), false)
                .compose(page -> illustrate(story, page));
    }

    private Future<Terms.Illustrated> illustrate(Story story, Document page) {
        var cover = story.origin().cover();
        var urls = new LinkedHashSet<String>();
        page.select("img[src^=http]").forEach(img -> urls.add(img.attr("src")));
        Future<Map<String, Picture>> inText = Future.succeededFuture(new LinkedHashMap<>());
        for (var url : urls) {
            var alt = page.select("img").stream()
                    .filter(img -> img.attr("src").equals(url))
                    .findFirst();
            inText = inText.compose(had -> had(
                            story, url, alt.map(img -> img.attr("alt")).orElse(""), "", "")
                    .map(picture -> {
                        picture.ifPresent(one -> had.put(url, one));
                        return had;
                    }));
        }
        return inText.compose(had -> cover(story, cover).map(front -> {
            boolean whole = had.size() == urls.size() && (cover == null || front != null);
            return new Terms.Illustrated(shown(story, page, had, front), whole);
        }));
    }

    private Future<@Nullable Picture> cover(Story story, Story.@Nullable Cover cover) {
        if (cover == null) return Future.succeededFuture(story.picture());
        return had(story, cover.url(), cover.alt(), cover.caption(), cover.credit())
                .map(picture -> picture.orElse(story.picture()));
    }

    private static Story shown(Story story, Document page, Map<String, Picture> had, @Nullable Picture front) {
        page.outputSettings().prettyPrint(false);
        page.select("img").forEach(img -> {
            var picture = had.get(img.attr("src"));
            if (picture == null) return;
            img.attr("src", picture.atLeast(SHOWN).url());
            img.removeAttr("width").removeAttr("height").removeAttr("srcset");
        });
        return story.with(had.isEmpty() ? story.bodyHtml() : page.body().html(), front);
    }

    /** Empty: it cannot be had, which is noted. */
    private synchronized Future<Optional<Picture>> had(
            Story story, String url, String alt, String caption, String credit) {
        var words = url + "\n" + alt + "\n" + caption + "\n" + credit;
        var before = known.get(words);
        if (before != null) return before;
        var picture = fetched(url)
                .compose(file -> media.keep(file.getBytes(), alt, caption, credit, actor))
                .map(Optional::of)
                .onSuccess(one -> counted())
                .recover(failure -> {
                    noted(new Failure(story.title(), url, problem(failure)));
                    return Future.succeededFuture(Optional.empty());
                });
        known.put(words, picture);
        return picture;
    }

    private Future<io.vertx.core.buffer.Buffer> fetched(String url) {
        try {
            return fetch.fetch(url);
        } catch (Problem why) {
            return Future.failedFuture(why);
        }
    }

    private static Problem problem(Throwable failure) {
        return failure instanceof Problem why
                ? why
                : Problem.invalid("picture", "picture.no-answer", String.valueOf(failure.getMessage()));
    }

    private synchronized void counted() {
        kept++;
    }

    private synchronized void noted(Failure failure) {
        failures.add(failure);
    }

    synchronized int kept() {
        return kept;
    }

    synchronized List<Failure> failures() {
        return List.copyOf(failures);
    }
}
