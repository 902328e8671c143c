package vn.tinmoi.site;

import java.util.List;
import vn.tinmoi.page.Crumb;
import vn.tinmoi.page.PageFrame;

/** What programs may ask of the site, for who writes them. All texts are in the page's language but names and examples. */
public record ApiPage(PageFrame frame, List<Crumb> way, Contents contents) {

    /** {@code goals}: programs to copy, by what they do: follow, publish. */
    public record Contents(List<Goal> goals, List<Stream> streams, List<Topic> topics) {}

    public record Goal(String id, List<Program> programs) {}

    /** {@code id}: the file's name as an anchor; {@code language}: its name, "Python". */
    public record Program(String id, String language, String file, String text) {}

    public record Stream(String id, String address, String summary, String text, List<Event> events) {}

    /** {@code example}: JSON. */
    public record Event(String id, String name, String text, String example) {}

    /** {@code id}: stories, pictures, figures or portal. */
    public record Topic(String id, String text, List<Operation> operations) {}

    /**
     * One call. {@code id}: its operationId; {@code open}: needs no token; {@code fields}: of the JSON or the form that is
     * sent; {@code request}: a curl command; {@code example}: of the first answer, empty when it has no body.
     */
    public record Operation(
            String id,
            String method,
            String path,
            String summary,
            String text,
            boolean open,
            List<Value> parameters,
            List<Value> fields,
            String request,
            List<Answer> answers,
            String example) {}

    /** {@code where}: path, query, header or body; {@code kind}: "integer · 1–100 · = 20"; {@code text}: may be empty. */
    public record Value(String name, String where, boolean required, String kind, String text) {}

    public record Answer(String status, String text) {}
}
