package vn.tinmoi.command;

import static vn.tinmoi.store.Stores.await;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import vn.tinmoi.news.Problem;
import vn.tinmoi.people.Right;

/** {@code token make}: a token, printed once. */
@Command(name = "make", description = "Makes a token for a program and prints it, this once.")
final class MakeToken extends Personnel {
    private static final int LONGEST = 3_660; // days

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

    MakeToken(Surroundings here) {
        super(here);
    }

    @Override
    Answer answer(Rooms rooms) {
        if (days < 0 || days > LONGEST) throw Problem.invalid("days", "token.days", days, LONGEST);
        var expires = days == 0 ? null : now().plus(Duration.ofDays(days));
        var token = await(rooms.tokens().issue(name, rights, expires, OPERATOR));
        var answer = new JsonObject().put("name", name).put("token", token);
        return said(answer, "token.made", name, token);
    }
}
