package vn.tinmoi.command;

import java.util.List;

/** What one of the doctor's checks gives. */
sealed interface Outcome {
    record Well() implements Outcome {}

    /** {@code arguments}: for the places of the fault's first sentence. */
    record Found(Fault fault, List<Object> arguments) implements Outcome {}

    /** Could not be looked at. {@code reason}: a sentence, {@code doctor.skipped.<reason>}, with its arguments. */
    record Skipped(String reason, List<Object> arguments) implements Outcome {}

    static Outcome well() {
        return new Well();
    }

    static Outcome found(Fault fault, Object... arguments) {
        return new Found(fault, List.of(arguments));
    }

    static Outcome skipped(String reason, Object... arguments) {
        return new Skipped(reason, List.of(arguments));
    }

    /** Found where that is so, well otherwise. */
    static Outcome foundIf(boolean so, Fault fault, Object... arguments) {
        return so ? found(fault, arguments) : well();
    }
}
