package vn.tinmoi.visit;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A regular expression and a text that whatever it matches must contain: looking for that is hundreds of times cheaper.
 *
 * @param literal three characters or more
 * @param confirm null when the literal is all there is
 */
record BotPattern(String literal, @Nullable Pattern confirm) {
    private static final int SHORTEST = 3;

    /** One signature for each alternative of the expression. */
    static List<BotPattern> of(String expression) {
        var signatures = new ArrayList<BotPattern>();
        int depth = 0;
        int begin = 0;
        for (int i = 0; i < expression.length(); i++) {
            char c = expression.charAt(i);
            if (c == '\\') i++;
            else if (c == '(' || c == '[') depth++;
            else if (c == ')' || c == ']') depth--;
            else if (c == '|' && depth == 0) {
                signatures.add(ofAlternative(expression.substring(begin, i)));
                begin = i + 1;
            }
        }
        signatures.add(ofAlternative(expression.substring(begin)));
        return signatures;
    }

    boolean in(String text, int at) {
        return text.startsWith(literal, at)
                && (confirm == null || confirm.matcher(text).find());
    }

    private static BotPattern ofAlternative(String expression) {
        var reading = new Reading(expression);
        if (reading.longest.length() < SHORTEST) {
            throw new IllegalArgumentException("no three plain characters in a row in " + expression);
        }
        return new BotPattern(reading.longest, reading.plain ? null : Pattern.compile(expression));
    }

    /** Walks over an expression and keeps the longest run of plain characters that it requires. */
    private static final class Reading {
        private final String expression;
        private StringBuilder run = new StringBuilder();
        private String longest = "";
        private boolean plain = true;

        Reading(String expression) {
            this.expression = expression;
            for (int i = 0; i < expression.length(); i++) i = read(i);
            end();
        }

        /** Reads what stands at the index; the index of its last character. */
        private int read(int i) {
            char c = expression.charAt(i);
            return switch (c) {
                case '\\' -> escaped(i + 1);
                case '(' -> group(i, '(', ')');
                case '[' -> group(i, '[', ']');
                case '?', '*', '+', '{' -> repeated(i, c);
                case '^', '$', '.' -> special(i);
                default -> {
                    run.append(c);
                    yield i;
                }
            };
        }

        private int escaped(int i) {
            if (Character.isLetterOrDigit(expression.charAt(i))) return special(i);
            run.append(expression.charAt(i));
            return i;
        }

        private int group(int i, char open, char close) {
            int depth = 1;
            int at = i + 1;
            for (; depth > 0; at++) {
                char c = expression.charAt(at);
                if (c == '\\') at++;
                else if (c == open && open == '(') depth++;
                else if (c == close) depth--;
            }
            return special(at - 1);
        }

        private int repeated(int i, char how) {
            if (how != '+' && !run.isEmpty()) run.setLength(run.length() - 1);
            return special(how == '{' ? expression.indexOf('}', i) : i);
        }

        private int special(int last) {
            plain = false;
            end();
            return last;
        }

        private void end() {
            if (run.length() > longest.length()) longest = run.toString();
            run = new StringBuilder();
        }
    }
}
