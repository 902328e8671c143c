package vn.tinmoi.bench.gatling;

import static io.gatling.javaapi.core.CoreDsl.constantUsersPerSec;
import static io.gatling.javaapi.core.CoreDsl.nothingFor;
import static io.gatling.javaapi.core.CoreDsl.rampUsers;

import io.gatling.javaapi.core.PopulationBuilder;
import io.gatling.javaapi.core.ScenarioBuilder;
import io.gatling.javaapi.core.Simulation;
import java.util.ArrayList;

/** Readers with open streams of both kinds, and, once all are there, pages that are asked for and stories that are published. */
public final class Everything extends Simulation {
    private static final int PAGES_OF_A_PASSER = 2;

    public Everything() {
        var load = Load.asked();
        var whole = load.ramp().plus(load.hold()); // who comes first stays until the last page
        var all = new ArrayList<PopulationBuilder>();
        all.add(SseReaders.reader(whole).injectOpen(load.arrivals()));
        if (load.sockets() > 0) {
            all.add(WebSocketReaders.reader(whole)
                    .injectOpen(rampUsers(load.sockets()).during(load.ramp())));
        }
        if (load.pages() > 0) {
            all.add(beside(load, PageReaders.passer(), (double) load.pages() / PAGES_OF_A_PASSER));
        }
        if (load.publishes() > 0) all.add(beside(load, Publishers.oneStory(load), load.publishes()));
        setUp(all.toArray(PopulationBuilder[]::new)).protocols(load.protocol()).assertions(load.assertion());
    }

    private static PopulationBuilder beside(Load load, ScenarioBuilder who, double perSecond) {
        return who.injectOpen(
                nothingFor(load.ramp()), constantUsersPerSec(perSecond).during(load.hold()));
    }
}
