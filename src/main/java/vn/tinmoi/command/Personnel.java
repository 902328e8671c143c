package vn.tinmoi.command;

import static vn.tinmoi.store.Stores.await;
import static vn.tinmoi.store.Stores.insist;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;
import vn.tinmoi.conf.Settings;
import vn.tinmoi.metric.Metrics;
import vn.tinmoi.news.Category;
import vn.tinmoi.news.Problem;
import vn.tinmoi.people.Actor;
import vn.tinmoi.people.OneTimePasswords;
import vn.tinmoi.people.Passwords;
import vn.tinmoi.people.Sessions;
import vn.tinmoi.people.Staff;
import vn.tinmoi.people.Tokens;
import vn.tinmoi.portal.PortalReads;
import vn.tinmoi.store.Stores;
import vn.tinmoi.web.Messages;

/** A command of people or of tokens. Blocking. */
abstract class Personnel implements Callable<Integer> {
    static final Actor OPERATOR = new Actor("operator", true, true);

    private final Surroundings here;

    @Option(names = "--json", description = "one JSON document instead of words")
    private boolean json;

    Personnel(Surroundings here) {
        this.here = here;
    }

    /** The rooms that such a command asks. */
    record Rooms(Settings settings, Stores stores, Staff staff, OneTimePasswords passwords, Tokens tokens) {
        /** INVALID where there is nobody of that name. */
        Staff.Member member(String login) {
            var all = await(staff.all());
            var name = login.toLowerCase(Locale.ROOT);
            return all.stream()
                    .filter(one -> one.person().login().equals(name))
                    .findFirst()
                    .orElseThrow(() -> Problem.invalid(
                            "login",
                            "people.unknown",
                            login,
                            all.stream().map(one -> one.person().login()).collect(Collectors.joining(", "))));
        }

        /** INVALID where one is none. */
        Set<String> requireCategories(Set<String> slugs) {
            var known =
                    insist("the portal", new PortalReads(stores.database(), settings.siteName())::portal)
                            .categories()
                            .stream()
                            .map(Category::slug)
                            .toList();
            for (var slug : slugs) {
                if (!known.contains(slug)) {
                    throw Problem.invalid("category", "people.category", slug, String.join(", ", known));
                }
            }
            return new TreeSet<>(slugs);
        }
    }

    /** Does it; a {@link Problem} is said as it is. */
    abstract Answer answer(Rooms rooms);

    @Override
    public final Integer call() {
        return new Task(here).act((vertx, settings, stores) -> {
            var answer = answer(rooms(vertx, settings, stores));
            if (json) here.out().println(answer.json().encodePrettily());
            else answer.lines().forEach(here.out()::println);
            return 0;
        });
    }

    private Rooms rooms(Vertx vertx, Settings settings, Stores stores) {
        var clock = here.clock();
        var sessions = new Sessions(stores.database(), stores.redis(), clock);
        var passwords = new Passwords(vertx);
        return new Rooms(
                settings,
                stores,
                new Staff(stores.database(), passwords, sessions, clock),
                new OneTimePasswords(stores.database(), passwords, sessions),
                new Tokens(stores.database(), settings.apiToken(), new Metrics(), clock));
    }

    final Instant now() {
        return here.clock().instant();
    }

    /** For people, and for programs. */
    record Answer(List<String> lines, JsonObject json) {}

    /** One sentence. */
    Answer said(JsonObject json, String key, Object... arguments) {
        return new Answer(List.of(new Messages().say(here.language(), key, arguments)), json);
    }
}
