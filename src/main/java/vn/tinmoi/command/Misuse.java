package vn.tinmoi.command;

import java.util.List;
import java.util.Locale;
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
        var said = String.valueOf(wrong.getMessage());
        return said.substring(0, 1).toLowerCase(Locale.ROOT) + said.substring(1) + nearest(wrong);
    }

    private static String nearest(ParameterException wrong) {
        var near =
                wrong instanceof UnmatchedArgumentException unmatched ? unmatched.getSuggestions() : List.<String>of();
        return near.isEmpty() ? "" : "; did you mean " + near.getFirst() + "?";
    }

    private static String unknown(UnmatchedArgumentException unmatched) {
        return "unknown command \"" + unmatched.getUnmatched().getFirst() + "\"" + nearest(unmatched);
    }
}
