package vn.tinmoi.desk;

import io.vertx.core.json.JsonArray;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vn.tinmoi.article.Fields;
import vn.tinmoi.news.Story;
import vn.tinmoi.text.Sha256;

/**
 * By what a story from outside is found again. A site that moved to TLS names its stories anew: both spellings are one. A
 * guid that the source gives to several stories goes together with the story's address.
 *
 * @param guid as it is stored
 * @param withPlace as it is stored for the second story of that guid
 * @param guids all spellings of both
 * @param urls all spellings of the address; empty: it has none
 * @param digest of the story as it came, without its time, which some sources renew for nothing
 * @param illustrated the digest when its pictures came along
 */
record SourceKey(
        String guid, String withPlace, List<String> guids, List<String> urls, String digest, String illustrated) {
    private static final int LONGEST_GUID = 500; // an index row of PostgreSQL holds 2,704 bytes

    static SourceKey of(Story story) {
        var guid = Fields.onlyStorable(story.guid());
        var url = story.sourceUrl() == null ? "" : Fields.onlyStorable(story.sourceUrl());
        var digest = digest(story);
        return new SourceKey(
                bounded(guid),
                withPlace(guid, url),
                guids(guid, url),
                url.isEmpty() ? List.of() : List.copyOf(spellings(url)),
                digest,
                Sha256.hex(digest + " illustrated"));
    }

    private static List<String> guids(String guid, String url) {
        var all = new LinkedHashSet<String>();
        spellings(guid).forEach(one -> all.add(bounded(one)));
        for (var one : spellings(guid)) spellings(url).forEach(place -> all.add(withPlace(one, place)));
        return List.copyOf(all);
    }

    private static String withPlace(String guid, String url) {
        return bounded(guid + " " + url);
    }

    /** Whether that is how the second story of this guid is stored. */
    boolean isWithPlace(@Nullable String stored) {
        return stored != null && stored.contains(" ") && guids.contains(stored);
    }

    private static Set<String> spellings(String address) {
        var all = new LinkedHashSet<String>();
        all.add(address);
        if (address.startsWith("http://")) all.add("https://" + address.substring(7));
        if (address.startsWith("https://")) all.add("http://" + address.substring(8));
        return all;
    }

    private static String bounded(String guid) {
        return guid.length() <= LONGEST_GUID ? guid : "sha256:" + Sha256.hex(guid);
    }

    private static String digest(Story story) {
        var picture = story.picture();
        var words = new JsonArray()
                .add(story.title())
                .add(story.lead())
                .add(story.bodyHtml())
                .add(story.byline())
                .add(String.valueOf(story.category()))
                .add(story.featured())
                .add(String.valueOf(story.sourceUrl()))
                .add(picture == null ? "" : picture.toString());
        if (story.origin().cover() != null) words.add(story.origin().cover().toString());
        if (story.origin().state() != Story.State.PUBLISHED)
            words.add(story.origin().state().name());
        if (!story.origin().dated()) words.add("undated");
        return Sha256.hex(words.encode());
    }
}
