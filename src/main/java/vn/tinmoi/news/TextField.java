package vn.tinmoi.news;

/**
 * The texts of an article: the one list of them, in the order in which they are checked and shown. Forms, rows, revisions,
 * statements and the API's JSON read it. What an article has besides obeys rules of its own and stands where those are.
 */
public enum TextField {
    TITLE("title", "title", Form.LINE, 300, Hand.AUTHOR, Without.REFUSED),
    LEAD("lead", "lead", Form.PARAGRAPHS, 1_000, Hand.AUTHOR, Without.EMPTY),
    BODY_HTML("bodyHtml", "body_html", Form.HTML, 512 << 10, Hand.AUTHOR, Without.EMPTY),
    BYLINE("byline", "byline", Form.LINE, 200, Hand.AUTHOR, Without.EMPTY),
    IMAGE_CAPTION("imageCaption", "image_caption", Form.LINE, 500, Hand.AUTHOR, Without.NULL),
    SOURCE_URL("sourceUrl", "source_url", Form.ADDRESS, Integer.MAX_VALUE, Hand.SOURCE, Without.NULL),
    EMBARGOED_UNTIL("embargoedUntil", "embargoed_until", Form.TIME, Integer.MAX_VALUE, Hand.AUTHOR, Without.NULL);

    /** How it is cleaned. */
    public enum Form {
        LINE,
        PARAGRAPHS,
        HTML,
        ADDRESS,
        /** An instant of ISO 8601, kept in UTC to the millisecond. */
        TIME
    }

    /** Who may set it: who writes by the API, or only the source of a story that came from outside. */
    private enum Hand {
        AUTHOR,
        SOURCE
    }

    /** What becomes of an article that has none; NULL: of its row, and its JSON leaves it out. */
    private enum Without {
        REFUSED,
        EMPTY,
        NULL
    }

    private final String json;
    private final String column;
    private final Form form;
    private final int limit;
    private final Hand hand;
    private final Without without;

    TextField(String json, String column, Form form, int limit, Hand hand, Without without) {
        this.json = json;
        this.column = column;
        this.form = form;
        this.limit = limit;
        this.hand = hand;
        this.without = without;
    }

    /** The API's name of it. */
    public String json() {
        return json;
    }

    public String column() {
        return column;
    }

    public Form form() {
        return form;
    }

    /** The most characters as a reader counts them; of HTML, bytes. */
    public int limit() {
        return limit;
    }

    public boolean isAuthors() {
        return hand == Hand.AUTHOR;
    }

    /** Whether it is part of what the story says, and not of what may be done with it. */
    public boolean isWords() {
        return form != Form.TIME;
    }

    public boolean isRequired() {
        return without == Without.REFUSED;
    }

    public boolean isNullable() {
        return without == Without.NULL;
    }
}
