package vn.tinmoi.bench;

import java.net.URI;
import java.util.List;

/**
 * How readers read.
 *
 * @param sites where, in turn; a reader whose stream ends goes to the next
 * @param gathered all begin at the first site
 * @param protocol sse, websocket, or silent: sse that never reads
 * @param topics separated by commas; with news among them, whose ids are consecutive
 * @param addresses loopback addresses to come from, 127.0.0.2 and up; 0 leaves that to the system
 * @param visitors each with a browser's name and a session of its own, so that it is counted as a visit
 * @param impatient comes back within half a second and not when it was asked to
 */
record Habits(
        List<URI> sites,
        boolean gathered,
        String protocol,
        String topics,
        int addresses,
        boolean visitors,
        boolean impatient) {
    static final String LOAD_TEST = "tinmoi-bench/1 (load test, as Gatling)"; // a word that visitor counting leaves out

    static Habits sse(URI site) {
        return new Habits(
                List.of(site), false, "sse", "news", site.getHost().startsWith("127.") ? 16 : 0, false, false);
    }

    Habits withProtocol(String other) {
        return new Habits(sites, gathered, other, topics, addresses, visitors, impatient);
    }

    Habits withTopics(String other) {
        return new Habits(sites, gathered, protocol, other, addresses, visitors, impatient);
    }

    Habits asVisitors(boolean yes) {
        return new Habits(sites, gathered, protocol, topics, addresses, yes, impatient);
    }

    /** Where that reader goes after so many streams have ended. */
    URI site(int reader, int ended) {
        return sites.get(gathered && ended == 0 ? 0 : (reader + ended) % sites.size());
    }

    boolean silent() {
        return protocol.equals("silent");
    }
}
