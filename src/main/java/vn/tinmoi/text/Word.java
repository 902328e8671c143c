package vn.tinmoi.text;

/**
 * A word of a text as search compares it: a run of letters and digits. Runs joined by single signs ({@code / - .}) with a
 * digit among them are a document's number or another one, and the whole is a word too, ahead of its parts and where the
 * first of them stands: {@code 147/2024/NĐ-CP} is found as such, and by {@code 147}.
 *
 * @param start, end where it stands in the text in NFC
 * @param position counted in parts, from 1
 * @param span how many parts it has; 1: it is none that has parts
 * @param accented lower case, the tone where the press puts it; {@code folded}: without accents; 64 units at most
 */
public record Word(int start, int end, int position, int span, String accented, String folded) {
    /** Whether an accent was written that folding takes away. */
    public boolean hasAccent() {
        return !accented.equals(folded);
    }
}
