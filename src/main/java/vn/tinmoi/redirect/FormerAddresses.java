package vn.tinmoi.redirect;

import io.vertx.core.Future;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import vn.tinmoi.news.ArticleId;
import vn.tinmoi.news.Headline;
import vn.tinmoi.store.Database;

/** Enters the addresses that imported stories had, where nothing else is entered for them. Any thread. */
public final class FormerAddresses {
    private static final String ENTER = """
            INSERT INTO redirect (old, target)
            SELECT old, $2 FROM unnest($1::text[]) old
            ON CONFLICT (old) DO NOTHING""";

    private final Database database;

    public FormerAddresses(Database database) {
        this.database = database;
    }

    /** Lets the paths, with their queries, lead to a story; how many are new. One that is too long is left out. */
    public Future<Integer> lead(List<String> paths, ArticleId story) {
        var olds = paths.stream()
                .map(OldAddress::key)
                .distinct()
                .filter(old -> old.length() <= OldAddress.LONGEST)
                .toArray(String[]::new);
        return database.query(ENTER, Tuple.tuple().addArrayOfString(olds).addValue(Headline.permalink(story)))
                .map(rows -> rows.rowCount());
    }
}
