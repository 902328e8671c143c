package vn.tinmoi.command;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import vn.tinmoi.ingest.ImportReport;

/** An import's report for programs: one JSON document. */
final class ImportJson {
    private ImportJson() {}

    static String of(ImportReport report) {
        var pictures = report.pictures();
        return new JsonObject()
                .put("files", report.files())
                .put("new", report.created())
                .put("changed", report.changed())
                .put("unchanged", report.unchanged())
                .put("older", report.older())
                .put("withdrawn", report.withdrawn())
                .put("leftAlone", leftAlone(report.leftAlone()))
                .put("drafts", places(report.drafts()))
                .put("refused", places(report.refused()))
                .put("failedFiles", failed(report.failedFiles()))
                .put("passedOver", object(report.aside()))
                .put("unknownCategories", object(report.unknownCategories()))
                .put(
                        "pictures",
                        new JsonObject()
                                .put("kept", pictures.kept())
                                .put("left", pictures.left())
                                .put("failed", new JsonArray(pictures.failed())))
                .put("redirects", report.redirects())
                .put("storiesPerSecond", report.perSecond())
                .encodePrettily();
    }

    private static JsonObject object(java.util.Map<String, Integer> counts) {
        var json = new JsonObject();
        counts.forEach(json::put);
        return json;
    }

    private static JsonArray places(List<ImportReport.Refused> places) {
        var json = new JsonArray();
        for (var one : places) {
            json.add(new JsonObject()
                    .put("file", one.file().toString())
                    .put("position", one.position())
                    .put("reason", one.reason()));
        }
        return json;
    }

    private static JsonArray leftAlone(List<ImportReport.LeftAlone> stories) {
        var json = new JsonArray();
        for (var one : stories) {
            json.add(new JsonObject()
                    .put("file", one.file().toString())
                    .put("position", one.position())
                    .put("title", one.title())
                    .put("fields", new JsonArray(one.fields())));
        }
        return json;
    }

    private static JsonArray failed(List<ImportReport.Failed> files) {
        var json = new JsonArray();
        for (var one : files) {
            json.add(new JsonObject().put("file", one.file().toString()).put("reason", one.reason()));
        }
        return json;
    }
}
