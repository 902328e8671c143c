package vn.tinmoi.redirect;

import io.vertx.core.Future;
import io.vertx.sqlclient.Tuple;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import vn.tinmoi.news.ArticleId;
import vn.tinmoi.portal.Site;
import vn.tinmoi.store.Database;
import vn.tinmoi.web.Language;
import vn.tinmoi.web.Messages;

/**
 * Brings a CSV file of old addresses in: all of it, or nothing where a line is wrong. A second run of the same file changes
 * nothing. For a process of its own: the file is held in memory.
 */
public final class RedirectImport {
    private static final int TOLD = 20; // wrong lines
    private static final int AT_A_TIME = 5_000; // rows of one statement
    private static final int HOPS = 10; // as many as browsers follow without complaint
    private static final long LARGEST = 64L << 20; // bytes; about 500,000 lines

    private final Database database;
    private final Site site;
    private final Messages messages;
    private final Language language;

    public RedirectImport(Database database, Site site, Messages messages, Language language) {
        this.database = database;
        this.site = site;
        this.messages = messages;
        this.language = language;
    }

    /** What became of it. {@code lines}: for the operator; {@code refused}: nothing was brought in. */
    public record Report(List<String> lines, boolean refused) {}

    private record Counts(int fresh, int changed) {
        Counts and(Counts more) {
            return new Counts(fresh + more.fresh, changed + more.changed);
        }
    }

    /**
     * Reads the file, which blocks, and stores what is in it.
     *
     * @param hosts other sites that a target may lead to, in lower case
     */
    public Future<Report> bringIn(Path path, Set<String> hosts) {
        var file = new RedirectFile(new OwnAddresses(site), site.url().get(), hosts);
        var text = text(path, file);
        if (text != null) file.read(text);
        return requireNoStories(file)
                .compose(
                        checked -> targets(new HashMap<>(), leadsTo(file.lines().values()), HOPS))
                .compose(stored -> {
                    requireEnds(file, stored);
                    return file.complaints().isEmpty() ? store(file) : Future.succeededFuture(refused(path, file));
                });
    }

    private static @Nullable String text(Path path, RedirectFile file) {
        try {
            if (Files.size(path) > LARGEST) file.complain(0, "large", LARGEST >> 20);
            else return decoded(Files.readAllBytes(path));
        } catch (CharacterCodingException e) {
            file.complain(0, "utf-8");
        } catch (IOException e) {
            file.complain(0, "unreadable", e.toString());
        }
        return null;
    }

    private static String decoded(byte[] bytes) throws CharacterCodingException {
        var text = StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(bytes))
                .toString();
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    private static final String STORIES = """
            SELECT id
              FROM article
             WHERE id = ANY ($1) AND status IN ('published', 'withdrawn')""";

    /** Where a story is, or was and says so, no old address is asked for. */
    private Future<Void> requireNoStories(RedirectFile file) {
        var named = new LinkedHashMap<Long, RedirectFile.Line>();
        for (var line : file.lines().values()) {
            OwnAddresses.story(RedirectFile.path(line.old()))
                    .map(ArticleId::value)
                    .ifPresent(id -> named.put(id, line));
        }
        if (named.isEmpty()) return Future.succeededFuture();
        return database.query(STORIES, Tuple.of(named.keySet().toArray(Long[]::new)))
                .map(rows -> {
                    for (var row : rows) complain(file, named.get(row.getLong("id")));
                    return rows;
                })
                .mapEmpty();
    }

    private static void complain(RedirectFile file, RedirectFile.@Nullable Line line) {
        if (line != null) file.complain(line.number(), "old.own", line.old());
    }

    private static Set<String> leadsTo(Iterable<RedirectFile.Line> lines) {
        var targets = new LinkedHashSet<String>();
        lines.forEach(line -> targets.addAll(spellings(line.target())));
        return targets;
    }

    /** The two ways in which a target can be an old address itself. */
    private static List<String> spellings(String target) {
        return Stream.of(target.replaceFirst("#.*", ""), RedirectFile.path(target))
                .flatMap(one -> Stream.of(OldAddress.key(one), one))
                .distinct()
                .toList();
    }

    /** What the stored addresses make of those, and of what they lead to. */
    private Future<Map<String, String>> targets(Map<String, String> all, Set<String> olds, int hops) {
        if (olds.isEmpty() || hops == 0) return Future.succeededFuture(all);
        return database.query(Redirects.TARGETS, Tuple.of(olds.toArray(String[]::new)))
                .compose(rows -> {
                    var next = new LinkedHashSet<String>();
                    for (var row : rows) {
                        all.put(row.getString("old"), row.getString("target"));
                        next.addAll(spellings(row.getString("target")));
                    }
                    next.removeAll(all.keySet());
                    return targets(all, next, hops - 1);
                });
    }

    private static void requireEnds(RedirectFile file, Map<String, String> stored) {
        var all = new HashMap<>(stored);
        file.lines().forEach((old, line) -> all.put(old, line.target()));
        for (var line : file.lines().values()) {
            var way = way(line.old(), all);
            if (way.size() > HOPS) file.complain(line.number(), "loop", String.join(" → ", way.subList(0, 4)));
        }
    }

    /** From an address to where it ends; one more than {@link #HOPS} steps when it does not. */
    private static List<String> way(String old, Map<String, String> all) {
        var way = new ArrayList<String>(List.of(old));
        while (way.size() <= HOPS) {
            var next = spellings(way.getLast()).stream()
                    .filter(all::containsKey)
                    .findFirst()
                    .map(all::get);
            if (next.isEmpty()) return way;
            way.add(next.get());
        }
        return way;
    }

    private static final String STORE = """
            INSERT INTO redirect (old, target)
            SELECT * FROM unnest($1::text[], $2::text[])
            ON CONFLICT (old) DO UPDATE SET target = excluded.target WHERE redirect.target <> excluded.target
            RETURNING (xmax = 0) AS fresh""";

    private Future<Report> store(RedirectFile file) {
        var lines = List.copyOf(file.lines().values());
        return store(lines, 0, new Counts(0, 0)).map(counts -> stored(lines.size(), counts));
    }

    private Future<Counts> store(List<RedirectFile.Line> lines, int from, Counts before) {
        if (from >= lines.size()) return Future.succeededFuture(before);
        var some = lines.subList(from, Math.min(lines.size(), from + AT_A_TIME));
        var olds = some.stream().map(RedirectFile.Line::old).toArray(String[]::new);
        var targets = some.stream().map(RedirectFile.Line::target).toArray(String[]::new);
        return database.query(STORE, Tuple.of((Object) olds, (Object) targets)).compose(rows -> {
            int fresh = 0;
            for (var row : rows) if (row.getBoolean("fresh")) fresh++;
            return store(lines, from + AT_A_TIME, before.and(new Counts(fresh, rows.size() - fresh)));
        });
    }

    private Report stored(int all, Counts counts) {
        int unchanged = all - counts.fresh() - counts.changed();
        return new Report(List.of(say("report", all, counts.fresh(), counts.changed(), unchanged)), false);
    }

    private Report refused(Path path, RedirectFile file) {
        var complaints = file.complaints();
        var lines = complaints.stream()
                .sorted(java.util.Comparator.comparingInt(RedirectFile.Complaint::line))
                .limit(TOLD)
                .map(one -> said(path, one))
                .collect(Collectors.toCollection(ArrayList::new));
        if (complaints.size() > TOLD) lines.add(say("more", complaints.size() - TOLD));
        lines.add(say("nothing"));
        return new Report(lines, true);
    }

    private String said(Path path, RedirectFile.Complaint complaint) {
        var sentence = say(complaint.key(), complaint.arguments().toArray());
        return complaint.line() == 0 ? say("file", path, sentence) : say("line", path, complaint.line(), sentence);
    }

    private String say(String key, Object... arguments) {
        return messages.say(language, "redirects." + key, arguments);
    }
}
