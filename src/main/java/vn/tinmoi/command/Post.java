package vn.tinmoi.command;

import java.util.Set;
import picocli.CommandLine.Option;
import vn.tinmoi.people.Person;

/** What someone is put in for: options of the commands that let people in. */
final class Post {
    @Option(
            names = "--role",
            paramLabel = "ROLE",
            required = true,
            completionCandidates = Words.RoleNames.class,
            description = "reporter, editor, publisher or admin")
    private Person.Role role = Person.Role.REPORTER;

    @Option(
            names = "--category",
            paramLabel = "SLUG",
            description = "only stories of that category, as often as needed; none: of all")
    private Set<String> categories = Set.of();

    Person.Role role() {
        return role;
    }

    Set<String> categories() {
        return categories;
    }
}
