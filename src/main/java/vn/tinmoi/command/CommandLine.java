package vn.tinmoi.command;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** What the command line asks for. */
public sealed interface CommandLine {
    /** Words for {@code --help} and for wrong usage. */
    String USAGE = """
            tinmoi: a reactive streaming news server

              java -jar tinmoi.jar [serve]         serve the site, the API and the streams
              java -jar tinmoi.jar import [OPTION]... FILE...
                                                   bring in stories from RSS, Atom, JSON Feed, ninjs or WordPress export
                                                   files, packed with gzip or not; a second run changes nothing
                  --pictures                       fetch the pictures that stand elsewhere, and keep them here
                  --overwrite                      take the source's words also where the newsroom changed them
                  --category "Tin tức > Kinh tế=kinh-te"
                                                   their category is ours of that slug; as often as needed
                  --json                           the report as one JSON document, for programs
                  --language vi|en                 of the report; else vi where LANG begins so, else en
              java -jar tinmoi.jar visits import FILE.csv
                                                   bring in a former counter's figures: the header date,visits, a line
                                                   for each past day (2024-03-01,1234), and "start,7448251" for all
                                                   visits before those days; refused whole, with line and reason, when
                                                   it would lower a total or touch a day that was counted here
              java -jar tinmoi.jar redirects import [--allow HOST]... FILE
                                                   bring in old addresses from a CSV file with the columns old,new;
                                                   --allow: a new address may lead to that other site
              java -jar tinmoi.jar migrate         bring the database to this version's schema, and stop
              java -jar tinmoi.jar --help          this text
              java -jar tinmoi.jar --version       the version

            Settings stand in conf/tinmoi.properties, each with its meaning; the environment wins
            (http.port is TINMOI_HTTP_PORT). Without a database and Redis URL both run embedded, in data/.
            Exit codes: 0 stopped cleanly, 1 could not start, or a file could not be read or nothing of it came in,
            2 wrong usage.
            """;

    record Serve() implements CommandLine {}

    record Import(ImportOptions options) implements CommandLine {}

    record ImportVisits(Path file) implements CommandLine {}

    /** {@code hosts}: other sites that old addresses may lead to, in lower case. */
    record ImportRedirects(Path file, Set<String> hosts) implements CommandLine {}

    record Migrate() implements CommandLine {}

    record Help() implements CommandLine {}

    record Version() implements CommandLine {}

    /** {@code complaint}: what is wrong with the command line. */
    record Misuse(String complaint) implements CommandLine {}

    static CommandLine parse(String[] arguments) {
        var first = arguments.length == 0 ? "serve" : arguments[0];
        var rest = Stream.of(arguments).skip(1).toList();
        return switch (first) {
            case "serve" -> alone(first, rest, new Serve());
            case "migrate" -> alone(first, rest, new Migrate());
            case "--help", "-h", "help" -> new Help();
            case "--version" -> new Version();
            case "import" -> stories(rest);
            case "visits" ->
                rest.size() == 2 && rest.getFirst().equals("import")
                        ? new ImportVisits(Path.of(rest.getLast()))
                        : new Misuse("visits needs the word import and one file");
            case "redirects" -> redirects(rest);
            default -> new Misuse("unknown command \"" + first + "\"");
        };
    }

    private static CommandLine stories(List<String> words) {
        try {
            return new Import(ImportOptions.parse(words));
        } catch (ImportOptions.Unusable | java.nio.file.InvalidPathException e) {
            return new Misuse(String.valueOf(e.getMessage()));
        }
    }

    private static CommandLine redirects(List<String> words) {
        if (words.isEmpty() || !words.getFirst().equals("import"))
            return new Misuse("redirects knows one word: import");
        var hosts = new TreeSet<String>();
        int i = 1;
        for (; i + 1 < words.size() && words.get(i).equals("--allow"); i += 2) {
            hosts.add(words.get(i + 1).toLowerCase(Locale.ROOT));
        }
        boolean one = i == words.size() - 1 && !words.get(i).startsWith("--");
        return one
                ? new ImportRedirects(Path.of(words.get(i)), hosts)
                : new Misuse("redirects import needs one CSV file, after any --allow HOST");
    }

    private static CommandLine alone(String name, List<String> rest, CommandLine command) {
        return rest.isEmpty() ? command : new Misuse(name + " takes no arguments, but got " + rest);
    }
}
