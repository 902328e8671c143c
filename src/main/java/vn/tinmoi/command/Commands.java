package vn.tinmoi.command;

import static picocli.CommandLine.Model.UsageMessageSpec.SECTION_KEY_COMMAND_LIST;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import vn.tinmoi.conf.Version;

/** Every command there is, by name; reading, help and completion are picocli's. */
public final class Commands {
    private static final int WIDTH = 100;
    private static final String[] SETTINGS = {
        "",
        "Settings stand in conf/tinmoi.properties, each with its meaning; the environment wins (http.port is"
                + " TINMOI_HTTP_PORT). Without a database and Redis URL both run embedded, in data/.",
        "Exit codes: 0 stopped cleanly, 1 could not start, or a file could not be read or nothing of it came in, 2 wrong"
                + " usage, 3 doctor found warnings alone."
    };

    private final Surroundings here;
    private final CommandLine line;

    public Commands(Surroundings here) {
        this.here = here;
        this.line = root().addSubcommand(new Serve(here))
                .addSubcommand(new ImportStories(here))
                .addSubcommand(new ExportAll(here))
                .addSubcommand(group("visits", "A former counter's figures.").addSubcommand(new ImportVisits(here)))
                .addSubcommand(group("redirects", "Former addresses.").addSubcommand(new ImportRedirects(here)))
                .addSubcommand(group("site", "Whose site this is.")
                        .addSubcommand(new ExportSite(here))
                        .addSubcommand(new ImportSite(here)))
                .addSubcommand(group("user", "Who signs in.")
                        .addSubcommand(new ListUsers(here))
                        .addSubcommand(new AddUser(here))
                        .addSubcommand(new InviteUser(here))
                        .addSubcommand(new BlockUser(here))
                        .addSubcommand(new RenewPassword(here)))
                .addSubcommand(group("token", "Programs that write.")
                        .addSubcommand(new ListTokens(here))
                        .addSubcommand(new MakeToken(here))
                        .addSubcommand(new EndToken(here)))
                .addSubcommand(new WriteBackup(here))
                .addSubcommand(new RestoreBackup(here))
                .addSubcommand(new Verify(here))
                .addSubcommand(new Doctor(here))
                .addSubcommand(new Migrate(here))
                .addSubcommand(new MakeAotCache(here))
                .addSubcommand(described(
                        new GenerateCompletion(),
                        "Prints a completion script for bash and zsh, where tinmoi is an alias."))
                .addSubcommand(described(new HelpCommand(), "Tells how a command is used, or lists them all."));
        setUp();
    }

    /** The exit code: 2 for wrong usage, else what the command gives. */
    public int run(String... words) {
        return line.execute(words);
    }

    /** As it is read, without being run; throws picocli's {@code ParameterException}. */
    CommandLine.ParseResult read(String... words) {
        return line.parseArgs(words);
    }

    private static CommandLine root() {
        var root = group("tinmoi", "A reactive streaming news server.");
        root.getCommandSpec()
                .version("tinmoi " + Version.current())
                .addOption(OptionSpec.builder("--version")
                        .versionHelp(true)
                        .description("the version")
                        .build());
        root.getCommandSpec().usageMessage().footer(SETTINGS);
        return root;
    }

    private static CommandLine described(Object picoclis, String what) {
        var command = new CommandLine(picoclis);
        command.getCommandSpec().usageMessage().header(new String[0]).description(what);
        return command;
    }

    private static CommandLine group(String name, String what) {
        var spec = CommandSpec.create().name(name);
        spec.usageMessage().description(what);
        return new CommandLine(spec);
    }

    private void setUp() {
        Words.teach(line);
        line.setExpandAtFiles(false) // a file may be called so
                .setOverwrittenOptionsAllowed(true) // the last one counts
                .setUsageHelpWidth(WIDTH)
                .setOut(new PrintWriter(here.out(), true, here.out().charset()))
                .setErr(new PrintWriter(here.err(), true, here.err().charset()))
                .setParameterExceptionHandler(new Misuse())
                .setExecutionExceptionHandler((failure, command, parsed) -> here.failed(failure));
        helped(line);
    }

    /** Gives a command and those below it {@code --help}, which lists every command below. */
    private static void helped(CommandLine command) {
        var spec = command.getCommandSpec();
        if (spec.findOption("--help") == null) {
            spec.addOption(OptionSpec.builder("-h", "--help")
                    .usageHelp(true)
                    .description("this text")
                    .build());
        }
        spec.usageMessage()
                .descriptionHeading("%n")
                .parameterListHeading("%n")
                .optionListHeading("%n")
                .commandListHeading("%nCommands:%n");
        command.getHelpSectionMap().put(SECTION_KEY_COMMAND_LIST, Commands::list);
        command.getSubcommands().values().forEach(Commands::helped);
    }

    private static String list(Help help) {
        var described = new LinkedHashMap<String, String>();
        help.subcommands().forEach((name, one) -> describe(name, one, described));
        return help.createTextTable(described).toString();
    }

    /** Groups are no commands themselves; the first sentence says what one does. */
    private static void describe(String name, Help command, Map<String, String> described) {
        if (command.subcommands().isEmpty())
            described.put(name, command.commandSpec().usageMessage().description()[0]);
        command.subcommands().forEach((inner, one) -> describe(name + " " + inner, one, described));
    }
}
