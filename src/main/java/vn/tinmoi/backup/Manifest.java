package vn.tinmoi.backup;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a backup says of itself, in its last entry.
 *
 * @param tinmoi the program's version that made it
 * @param schema the number of the last migration that its rows went through
 * @param at the moment that it shows, ISO 8601 in UTC
 * @param sequences where each sequence of the database stood
 * @param leftOut tables that are not in it, each with the reason
 */
record Manifest(
        int format,
        String tinmoi,
        int schema,
        String at,
        List<Part> parts,
        Map<String, Long> sequences,
        Map<String, String> leftOut) {
    static final int FORMAT = 1;
    static final String NAME = "manifest.json";

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /**
     * One entry of the file.
     *
     * @param columns of its table, whose rows it has as NDJSON; null: it is no table's
     * @param sha256 of its bytes, unpacked, in hex
     */
    record Part(String name, @Nullable List<String> columns, long rows, long bytes, String sha256) {
        private static final String FOLDER = "rows/";
        private static final String ENDING = ".ndjson";

        static String ofTable(String table) {
            return FOLDER + table + ENDING;
        }

        /** The table whose rows it has; meaningless where it has none. */
        String table() {
            return name.substring(FOLDER.length(), name.length() - ENDING.length());
        }
    }

    Instant instant() {
        return Instant.parse(at);
    }

    long rows() {
        return parts.stream().mapToLong(Part::rows).sum();
    }

    String written() throws JsonProcessingException {
        return text(this);
    }

    static String text(Object value) throws JsonProcessingException {
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(value) + "\n";
    }

    static Manifest read(String text) throws JsonProcessingException {
        return JSON.readValue(text, Manifest.class);
    }
}
