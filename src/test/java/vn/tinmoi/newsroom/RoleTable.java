package vn.tinmoi.newsroom;

import static java.nio.charset.StandardCharsets.UTF_8;
import static vn.tinmoi.desk.TestDesk.get;

import io.vertx.sqlclient.Tuple;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import vn.tinmoi.desk.Flow;
import vn.tinmoi.desk.Stage;
import vn.tinmoi.desk.TestDesk;
import vn.tinmoi.news.ArticleId;
import vn.tinmoi.news.ArticleStatus;
import vn.tinmoi.people.Actor;

/** {@code roles.txt}, and the stories that its cells are tried on. */
public final class RoleTable {
    /** The section that everyone of the table works in, and one that is not theirs. */
    public static final String HOME = "xa-hoi";

    public static final String ELSEWHERE = "kinh-te";

    private RoleTable() {}

    /** The file's sections, each line as its words. */
    public static Map<String, List<List<String>>> read() {
        var sections = new LinkedHashMap<String, List<List<String>>>();
        var lines = new ArrayList<List<String>>();
        try (var file = RoleTable.class.getResourceAsStream("roles.txt")) {
            for (var line : new String(file.readAllBytes(), UTF_8).split("\n")) {
                if (line.isBlank() || line.startsWith("#")) continue;
                if (line.startsWith("[")) sections.put(line, lines = new ArrayList<>());
                else lines.add(List.of(line.strip().split(" +")));
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return sections;
    }

    /** The story's form, filled in for whatever button; {@code number}: of the try, in its words. */
    public static Map<String, String> form(Flow.Standing standing, int number) {
        return Map.of(
                "title",
                "Tên " + number,
                "version",
                String.valueOf(standing.article().version()),
                "note",
                "vì sao",
                "reason",
                "Nhầm",
                "correction",
                "Nói rõ " + number,
                "publishAt",
                "2099-01-01T07:00");
    }

    /** A new story that stands there. */
    public static ArticleId story(TestDesk bench, Stage stage, String category, Actor author) {
        var id = get(bench.desk.create(TestDesk.drafted("Bài", category, ArticleStatus.DRAFT), author, null))
                .article()
                .id();
        boolean seen = stage == Stage.PUBLISHED || stage == Stage.WITHDRAWN;
        get(bench.db.write(
                "UPDATE article SET status = $2, published_at = CASE WHEN $3 THEN now() END,"
                        + " publish_at = CASE WHEN $2 = 'scheduled' THEN now() + interval '1 day' END WHERE id = $1",
                Tuple.of(id.value(), stage.status().wire(), seen)));
        if (stage.status() == ArticleStatus.DRAFT && stage != Stage.DRAFT)
            get(bench.db.write(
                    "INSERT INTO story_stage (article_id, stage, actor) VALUES ($1, $2, 'x')",
                    Tuple.of(id.value(), stage.wire())));
        return id;
    }
}
