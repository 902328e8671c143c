package vn.tinmoi.backup;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Tuple;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import vn.tinmoi.desk.MovedStories;
import vn.tinmoi.media.StoredPicture;
import vn.tinmoi.media.StoredPictures;
import vn.tinmoi.news.Problem;
import vn.tinmoi.people.Actor;
import vn.tinmoi.people.OneTimePasswords;
import vn.tinmoi.people.Person;
import vn.tinmoi.portal.JsonParts;
import vn.tinmoi.store.Database;
import vn.tinmoi.store.Stores;

/**
 * Takes an export's pictures, people and stories in, beside nodes that serve. What is here already, by its id, login or number,
 * stays as it is, so that a run that broke off is run again. A line that cannot be used is named, and the rest goes on. Blocking:
 * for a command's thread.
 */
public final class FolderImport {
    private static final Actor ACTOR = new Actor("import", true, true);
    private static final int LONGEST = 128 << 20; // characters of one value: a rendition in base64
    private static final int LONGEST_LOGIN = 40;
    private static final int LONGEST_NAME = 120;
    private static final int MOST_CATEGORIES = 200; // the portal's most
    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxStringLength(LONGEST)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final Vertx vertx;
    private final Database database;
    private final OneTimePasswords passwords;
    private final Consumer<Progress> progress;

    public FolderImport(Vertx vertx, Database database, OneTimePasswords passwords, Consumer<Progress> progress) {
        this.vertx = vertx;
        this.database = database;
        this.passwords = passwords;
        this.progress = progress;
    }

    /** A line that was not taken in; {@code why} names the field. */
    public record Refused(String file, long line, Problem why) {}

    /** Of one file. {@code fresh}: taken in; {@code known}: here already. */
    public record Taken(String file, long fresh, long known, List<Refused> refused) {}

    /** Whether what a line says is new here. */
    private interface Line {
        boolean take(ObjectNode line);
    }

    /** Of a folder as {@link ExportFolder} describes it; a file that is not there is passed over. */
    public List<Taken> from(Path folder) throws IOException {
        var stories = new MovedStories(vertx, database);
        var taken = List.of(
                lines(folder, ExportFolder.PICTURES, this::picture),
                lines(folder, ExportFolder.PEOPLE, this::person),
                lines(folder, ExportFolder.STORIES, line -> Stores.await(stories.enter(line, ACTOR))));
        Stores.await(stories.goOn());
        return taken;
    }

    private Taken lines(Path folder, String name, Line each) throws IOException {
        var file = folder.resolve(name);
        var refused = new ArrayList<Refused>();
        long fresh = 0;
        long number = 0;
        if (!Files.exists(file)) return new Taken(name, 0, 0, refused);
        try (var in = Files.newBufferedReader(file, UTF_8)) {
            for (var line = in.readLine(); line != null; line = in.readLine()) {
                number++;
                try {
                    if (each.take(object(line))) fresh++;
                } catch (Problem why) {
                    if (Problem.isAway(why)) throw why;
                    refused.add(new Refused(name, number, why));
                }
                progress.accept(new Progress(name, number));
            }
        }
        return new Taken(name, fresh, number - fresh - refused.size(), refused);
    }

    private static ObjectNode object(String line) {
        try {
            return JsonParts.requireObject(JSON.readTree(line), "{");
        } catch (JsonProcessingException e) {
            throw Problem.invalid("{", "site-file.json", e.getOriginalMessage());
        }
    }

    private static final String KNOWN = "SELECT FROM media WHERE id = $1";

    private boolean picture(ObjectNode line) {
        var picture = StoredPicture.read(line, "picture");
        var known =
                Stores.await(database.query(KNOWN, Tuple.of(picture.picture().id())));
        if (known.size() > 0) return false;
        Stores.await(database.pool().withTransaction(in -> StoredPictures.keep(in, List.of(picture), ACTOR)));
        return true;
    }

    /** They come without a password: an operator gives each one by {@code user password}. */
    private boolean person(ObjectNode line) {
        var categories = JsonParts.list(line, "categories", "categories", MOST_CATEGORIES, (one, path) -> one.asText());
        return Stores.await(passwords.addUntold(
                JsonParts.line(line, "login", "login", LONGEST_LOGIN).toLowerCase(Locale.ROOT),
                JsonParts.line(line, "name", "name", LONGEST_NAME),
                role(line),
                Set.copyOf(categories),
                line.path("blocked").asBoolean(),
                ACTOR));
    }

    private static Person.Role role(ObjectNode line) {
        var wire = JsonParts.line(line, "role", "role", LONGEST_LOGIN);
        for (var role : Person.Role.values()) if (role.wire().equals(wire)) return role;
        throw Problem.invalid("role", "field.type", "reporter, editor, publisher, admin");
    }
}
