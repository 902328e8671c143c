package vn.tinmoi.command;

import java.util.Comparator;
import java.util.Locale;
import java.util.stream.IntStream;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** What is said of a command line that cannot be understood: what is wrong with it, and how that command is used. */
final class Misuse implements IParameterExceptionHandler {
    /** 2, after the sentence and the usage on stderr. */
    @Override
    public int handleParseException(ParameterException wrong, String[] words) {
        var command = wrong.getCommandLine();
        command.getErr().println(command.getCommandSpec().qualifiedName() + ": " + sentence(wrong));
        command.usage(command.getErr());
        return CommandLine.ExitCode.USAGE;
    }

    static String sentence(ParameterException wrong) {
        boolean choosing = !wrong.getCommandLine().getSubcommands().isEmpty();
        if (wrong instanceof UnmatchedArgumentException unmatched && !unmatched.isUnknownOption())
            return choosing
                    ? unknown(unmatched)
                    : "does not take \"" + unmatched.getUnmatched().getFirst() + "\"";
        var said = wrong instanceof UnmatchedArgumentException option
                ? option(option)
                : String.valueOf(wrong.getMessage());
        return said.substring(0, 1).toLowerCase(Locale.ROOT) + said.substring(1);
    }

    private static String option(UnmatchedArgumentException unknown) {
        var given = unknown.getUnmatched().getFirst().replaceFirst("=.*", "");
        var nearest = unknown.getCommandLine().getCommandSpec().optionsMap().keySet().stream()
                .filter(name -> name.startsWith("--"))
                .min(Comparator.comparingInt(name -> changes(name, given)));
        return unknown.getMessage()
                + nearest.map(name -> "; did you mean " + name + "?").orElse("");
    }

    /** How many letters are to be changed, put in or taken out (Levenshtein's distance). */
    private static int changes(String one, String other) {
        var row = IntStream.rangeClosed(0, other.length()).toArray();
        for (int i = 1; i <= one.length(); i++) {
            int before = row[0];
            row[0] = i;
            for (int j = 1; j <= other.length(); j++) {
                int kept = before + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                before = row[j];
                row[j] = Math.min(kept, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[other.length()];
    }

    private static String unknown(UnmatchedArgumentException unmatched) {
        var near = unmatched.getSuggestions();
        return "unknown command \"" + unmatched.getUnmatched().getFirst() + "\""
                + (near.isEmpty() ? "" : "; did you mean " + near.getFirst() + "?");
    }
}
