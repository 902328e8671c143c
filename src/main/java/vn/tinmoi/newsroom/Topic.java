package vn.tinmoi.newsroom;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import vn.tinmoi.portal.Portal;

/** What an administrator sets on one page as one form: how it stands in the fields, and what the fields say. Any thread. */
interface Topic {
    /** Its page and the keys of its sentences. */
    Topics.Way way();

    /** Of the page, in the folder {@code newsroom}; its parameter is a {@link TopicPage}. */
    String template();

    /** As it is stored, by the names of the fields; lists with one empty row where they have none. */
    Map<String, String> values(Portal portal);

    /** The parts of a row of its lists; empty: it has none. */
    default List<String> parts() {
        return List.of();
    }

    /**
     * Whether its fields may bring pictures: its form is {@code multipart/form-data} then, and a field called {@code …-file}
     * that brought one says so by the field beside it, called {@code …-logo}.
     */
    default boolean bringsPictures() {
        return false;
    }

    /** What is to be stored; INVALID at a field of the form for what cannot be read. */
    Wanted wanted(Map<String, String> typed);

    /**
     * @param fields of the site's document, each whole
     * @param places paths of the document to the fields that they come from, where they are called otherwise
     */
    record Wanted(ObjectNode fields, Map<String, String> places) {
        Wanted(ObjectNode fields) {
            this(fields, Map.of());
        }
    }
}
