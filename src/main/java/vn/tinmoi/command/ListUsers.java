package vn.tinmoi.command;

import static vn.tinmoi.store.Stores.await;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.TreeSet;
import picocli.CommandLine.Command;
import vn.tinmoi.people.Person;
import vn.tinmoi.people.Staff;

/** {@code user list}: who signs in. */
@Command(
        name = "list",
        description = {
            "Lists who works here.",
            "Each a line: login, role, in or blocked, second factor, when last seen, categories, name; parted by tabs."
        })
final class ListUsers extends Personnel {
    ListUsers(Surroundings here) {
        super(here);
    }

    @Override
    Answer answer(Rooms rooms) {
        var all = await(rooms.staff().all());
        var list = new JsonArray();
        all.forEach(one -> list.add(json(one)));
        return new Answer(all.stream().map(ListUsers::line).toList(), new JsonObject().put("users", list));
    }

    private static String line(Staff.Member one) {
        var person = one.person();
        return String.join(
                "\t",
                person.login(),
                person.role().wire(),
                one.disabled() ? "blocked" : "in",
                person.factor() == Person.Factor.ON ? "second factor" : "-",
                one.seenAt() == null ? "-" : one.seenAt().toString(),
                person.categories().isEmpty() ? "-" : String.join(",", new TreeSet<>(person.categories())),
                person.name());
    }

    private static JsonObject json(Staff.Member one) {
        var person = one.person();
        return new JsonObject()
                .put("login", person.login())
                .put("name", person.name())
                .put("role", person.role().wire())
                .put("categories", new JsonArray(List.copyOf(new TreeSet<>(person.categories()))))
                .put("blocked", one.disabled())
                .put("secondFactor", person.factor() == Person.Factor.ON)
                .put("seenAt", one.seenAt() == null ? null : one.seenAt().toString());
    }
}
