package vn.tinmoi;

import vn.tinmoi.command.Commands;
import vn.tinmoi.command.Serve;
import vn.tinmoi.command.Surroundings;

/** The program: reads which command is meant, and runs it. */
public final class Tinmoi {
    private Tinmoi() {}

    public static void main(String[] arguments) {
        var here = Surroundings.ofThisProcess();
        int code = isServe(arguments) ? here.carryOut(new Serve(here)) : new Commands(here).run(arguments);
        if (code != Serve.STARTED) System.exit(code);
    }

    /** The one command that is met without reading a command line: a start waits for nothing that it does not need. */
    private static boolean isServe(String[] arguments) {
        return arguments.length == 0 || (arguments.length == 1 && arguments[0].equals(Serve.NAME));
    }
}
