package vn.tinmoi.command;

import static vn.tinmoi.store.Stores.await;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import vn.tinmoi.news.Problem;
import vn.tinmoi.people.Right;

/** {@code token make}: a token, printed once. */
@Command(name = "make", description = "Makes a token for a program and prints it, this once.")
final class MakeToken implements Callable<Integer> {
    private static final int LONGEST = 3_660; // days

    private final Surroundings here;

    @Parameters(paramLabel = "NAME", description = "of the program, as revisions and the audit will show it")
    private String name = "";

    @Option(
            names = "--right",
            paramLabel = "RIGHT",
            required = true,
            completionCandidates = Words.RightNames.class,
            description = "what it may do, as often as needed: read, write, media, review, publish, manage")
    private Set<Right> rights = Set.of();

    @Option(names = "--days", paramLabel = "DAYS", description = "until it ends by itself; 0: never")
    private int days;

    @Option(names = "--json", description = "one JSON object instead of a sentence")
    private boolean json;

    MakeToken(Surroundings here) {
        this.here = here;
    }

    @Override
    public Integer call() {
        var personnel = new Personnel(here, json);
        return personnel.run(rooms -> {
            if (days < 0 || days > LONGEST) throw Problem.invalid("days", "token.days", days, LONGEST);
            var expires = days == 0 ? null : here.clock().instant().plus(Duration.ofDays(days));
            var token = await(rooms.tokens().issue(name, rights, expires, Personnel.OPERATOR));
            var answer = new JsonObject().put("name", name).put("token", token);
            return personnel.said(answer, "token.made", name, token);
        });
    }
}
