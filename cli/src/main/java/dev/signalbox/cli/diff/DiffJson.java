package dev.signalbox.cli.diff;

import dev.signalbox.dsl.diagnostic.Place;
import dev.signalbox.dsl.diff.Change;
import dev.signalbox.dsl.diff.Weight;
import dev.signalbox.dsl.value.JsonText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The changes for programs: one object. */
final class DiffJson {
    private DiffJson() {}

    static String write(Told told) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("version", 1L);
        all.put("before", told.before().written());
        all.put("after", told.after().written());
        List<Object> changes = new ArrayList<>();
        told.changes().forEach(change -> changes.add(change(told, change)));
        all.put("changes", changes);
        Map<String, Object> summary = new LinkedHashMap<>();
        for (Weight weight : Weight.values()) {
            summary.put(weight.id(), (long) told.of(weight).size());
        }
        all.put("summary", summary);
        return JsonText.write(all);
    }

    private static Map<String, Object> change(Told told, Change change) {
        Map<String, Object> one = new LinkedHashMap<>();
        one.put("kind", change.kind().id());
        one.put("weight", change.weight().id());
        one.put(
                "subject",
                Map.of(
                        "sort",
                        change.subject().sort().id(),
                        "name",
                        change.subject().name()));
        one.put("message", change.sentence());
        if (change.before() != null) {
            one.put("before", place(told.before(), change.before()));
        }
        if (change.after() != null) {
            one.put("after", place(told.after(), change.after()));
        }
        String patch = Told.patch(change);
        if (!patch.isEmpty()) {
            one.put("patch", patch);
        }
        return one;
    }

    private static Map<String, Object> place(Version version, Place place) {
        Map<String, Object> at = new LinkedHashMap<>();
        at.put("file", version.shown().apply(place.span().file()));
        at.put("line", (long) place.span().line());
        at.put("column", (long) place.span().column());
        at.put("path", place.path());
        return at;
    }
}
