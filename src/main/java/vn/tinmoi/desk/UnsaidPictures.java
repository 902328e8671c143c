package vn.tinmoi.desk;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import vn.tinmoi.article.Fields;
import vn.tinmoi.news.Article;
import vn.tinmoi.news.Picture;
import vn.tinmoi.news.Problem;
import vn.tinmoi.news.TextField;
import vn.tinmoi.store.Database;

/**
 * Pictures of which too little is said: what they show, for those who cannot see it, or whose they are. The newsroom brings none
 * before readers; programs and imports answer for theirs. A use with an empty {@code alt} of its own, of a picture that has one,
 * is there for ornament, and fine. One that another site serves has an {@code alt} in the text, and in the caption whose it is.
 * Any thread; fails with a {@link Problem}.
 */
public final class UnsaidPictures {
    private static final String IMAGE = "image";
    private static final String BODY = TextField.BODY_HTML.json();
    private static final int SHOWN = 60; // characters of a name
    private static final Pattern IMG = Pattern.compile("(?i)<img\\b");

    private final Vertx vertx;
    private final DeskReads reads;

    public UnsaidPictures(Vertx vertx, Database db) {
        this.vertx = vertx;
        this.reads = new DeskReads(db);
    }

    /**
     * One of them.
     *
     * @param id its address, where it is none of the house's
     * @param field of the form, where it stands
     * @param name what it shows, else its caption, else its id
     */
    public record Unsaid(String id, String field, String name, boolean lacksAlt, boolean lacksCredit) {
        /** Whether its words stand in the text alone. */
        public boolean isElsewhere() {
            return id.contains("/");
        }
    }

    /** Those of a story, each once, in its order. {@code image}: a media id, empty: none; {@code bodyHtml}: clean or not. */
    public Future<List<Unsaid>> of(String image, String bodyHtml) {
        return inside(bodyHtml).compose(inside -> {
            var wanted = new LinkedHashMap<String, BodyPictures.Said>();
            if (image.matches(BodyPictures.ID)) wanted.put(image, new BodyPictures.Said(false, false));
            inside.forEach(wanted::putIfAbsent);
            if (wanted.isEmpty()) return Future.succeededFuture(List.of());
            return reads.pictures(wanted.keySet()).map(known -> unsaid(image, wanted, known));
        });
    }

    /** As readers would get them: what the sanitiser drops is not asked for words. */
    private Future<Map<String, BodyPictures.Said>> inside(String bodyHtml) {
        return IMG.matcher(bodyHtml).find()
                ? vertx.executeBlocking(() -> BodyPictures.said(Fields.bodyHtml(bodyHtml)), false)
                : Future.succeededFuture(Map.of());
    }

    private static List<Unsaid> unsaid(
            String image, Map<String, BodyPictures.Said> wanted, Map<String, Picture> known) {
        var unsaid = new ArrayList<Unsaid>();
        wanted.forEach((id, said) -> {
            var picture = known.get(id);
            boolean elsewhere = id.contains("/");
            if (picture == null && !elsewhere) return; // who saves it is told that there is none
            boolean alt = !said.described() && (picture == null || picture.alt().isBlank());
            boolean credit = picture == null
                    ? !id.startsWith("/") && !said.captioned()
                    : picture.credit().isBlank();
            var name = picture == null ? Fields.cut(id, SHOWN) : name(picture);
            if (alt || credit) unsaid.add(new Unsaid(id, id.equals(image) ? IMAGE : BODY, name, alt, credit));
        });
        return unsaid;
    }

    private static String name(Picture picture) {
        var words = picture.alt().isBlank() ? picture.caption() : picture.alt();
        return words.isBlank() ? picture.id() : Fields.cut(words, SHOWN);
    }

    /**
     * Fails with INVALID at {@code image} or {@code bodyHtml} where there are some; {@code seen}: a version whose pictures may stay;
     * null: none.
     */
    public Future<Void> requireNone(String image, String bodyHtml, @Nullable Article seen) {
        return of(image, bodyHtml)
                .compose(all -> all.isEmpty() || seen == null
                        ? Future.succeededFuture(all)
                        : shown(seen)
                                .map(ids -> all.stream()
                                        .filter(one -> !ids.contains(one.id()))
                                        .toList()))
                .compose(left -> left.isEmpty() ? Future.succeededFuture() : Future.failedFuture(problem(left)));
    }

    /** As a story is stored. */
    Future<Void> requireNone(Article article) {
        var picture = article.picture();
        return requireNone(picture == null ? "" : picture.id(), article.bodyHtml(), null);
    }

    private Future<Set<String>> shown(Article seen) {
        return inside(seen.bodyHtml()).map(inside -> {
            Set<String> ids = new HashSet<>(inside.keySet());
            if (seen.picture() != null) ids.add(seen.picture().id());
            return ids;
        });
    }

    /** Of those of the house, whose words are given elsewhere; of others where there are no such. */
    private static Problem problem(List<Unsaid> unsaid) {
        var ours = unsaid.stream().filter(one -> !one.isElsewhere()).toList();
        if (ours.isEmpty()) return Problem.invalid(BODY, "picture.elsewhere", names(unsaid, one -> true));
        return problemOfOurs(ours);
    }

    private static Problem problemOfOurs(List<Unsaid> all) {
        var field = all.getFirst().field();
        var alt = names(all, Unsaid::lacksAlt);
        var credit = names(all, Unsaid::lacksCredit);
        if (credit.isEmpty()) return Problem.invalid(field, "picture.no-alt", alt);
        if (alt.isEmpty()) return Problem.invalid(field, "picture.no-credit", credit);
        return Problem.invalid(field, "picture.no-words", alt, credit);
    }

    private static String names(List<Unsaid> all, Predicate<Unsaid> which) {
        return all.stream().filter(which).map(one -> "“" + one.name() + "”").collect(Collectors.joining(", "));
    }
}
