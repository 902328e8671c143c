package vn.tinmoi.ingest;

import java.time.Instant;
import vn.tinmoi.news.Problem;
import vn.tinmoi.news.Story;

/** What a reader found at one place of a file. */
sealed interface Found {
    /** {@code changed}: when its source last touched it; of two with one guid the later counts. */
    record Item(Story story, Instant changed) implements Found {}

    /** {@code why}: in words for whoever brings the file. */
    record Bad(Problem why) implements Found {}
}
