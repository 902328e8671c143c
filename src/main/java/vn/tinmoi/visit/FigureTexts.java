package vn.tinmoi.visit;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import vn.tinmoi.metric.Metrics;
import vn.tinmoi.text.Csv;

/**
 * The figures as JSON and as CSV (RFC 4180: a header row). {@code visits}
 * of a day are all of that day, {@code imported} those of them that a former counter brought; {@code readers} is an estimate.
 */
record FigureTexts(ZoneId zone) {
    /** {@code online} and {@code visits} are null where they are not known. */
    String jsonOfMinutes(List<VisitMinutes.Minute> minutes) {
        var list = new JsonArray();
        for (var minute : minutes) {
            list.add(new JsonObject()
                    .put("begin", local(minute.begin()))
                    .put("online", minute.online())
                    .put("visits", minute.visits()));
        }
        return new JsonObject().put("zone", zone.getId()).put("minutes", list).encode();
    }

    /** Nothing stands where something is not known. */
    String csvOfMinutes(List<VisitMinutes.Minute> minutes) {
        return csv(
                List.of("begin", "online", "visits"),
                minutes,
                minute -> Arrays.asList(local(minute.begin()), minute.online(), minute.visits()));
    }

    private static <T> String csv(List<String> header, List<T> figures, Function<T, List<?>> row) {
        return Csv.text(Stream.concat(Stream.of(header), figures.stream().map(row)));
    }

    String json(List<VisitHistory.Hour> hours) {
        var list = new JsonArray();
        for (var hour : hours) {
            list.add(new JsonObject().put("begin", local(hour.begin())).put("visits", hour.visits()));
        }
        return new JsonObject().put("zone", zone.getId()).put("hours", list).encode();
    }

    String csv(List<VisitHistory.Hour> hours) {
        return csv(List.of("begin", "visits"), hours, hour -> List.of(local(hour.begin()), hour.visits()));
    }

    String jsonOfDays(List<VisitHistory.Day> days) {
        var list = new JsonArray();
        for (var day : days) {
            list.add(new JsonObject()
                    .put("day", day.day().toString())
                    .put("visits", day.visits() + day.imported())
                    .put("imported", day.imported())
                    .put("readers", day.readers()));
        }
        return new JsonObject()
                .put("zone", zone.getId())
                .put("readersError", VisitHistory.READERS_ERROR)
                .put("days", list)
                .encode();
    }

    String csvOfDays(List<VisitHistory.Day> days) {
        return csv(
                List.of("day", "visits", "imported", "readers_estimate"),
                days,
                day -> Arrays.asList(day.day(), day.visits() + day.imported(), day.imported(), day.readers()));
    }

    /** {@code all}: for any reason. */
    String jsonOfIgnored(List<VisitHistory.Ignored> days) {
        var list = new JsonArray();
        for (var day : days) {
            var reasons = new JsonObject();
            for (var reason : Metrics.IGNORED_REASONS) reasons.put(reason, day.of(reason));
            list.add(new JsonObject()
                    .put("day", day.day().toString())
                    .put("all", day.all())
                    .put("reasons", reasons));
        }
        return new JsonObject().put("zone", zone.getId()).put("days", list).encode();
    }

    String csvOfIgnored(List<VisitHistory.Ignored> days) {
        var header = Stream.concat(Stream.of("day", "all"), Metrics.IGNORED_REASONS.stream());
        return csv(
                header.toList(),
                days,
                day -> Stream.concat(
                                Stream.of(day.day(), day.all()),
                                Metrics.IGNORED_REASONS.stream().map(day::of))
                        .toList());
    }

    private String local(Instant at) {
        return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(at.atZone(zone));
    }
}
