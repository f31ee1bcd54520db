package dev.signalbox.cli.replay;

import dev.signalbox.dsl.lines.Patch;
import dev.signalbox.runtime.codec.Codec;
import dev.signalbox.runtime.codec.LogText;
import dev.signalbox.runtime.replay.Divergence;
import dev.signalbox.runtime.replay.Replayed;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Verdicts for programs: one object. */
final class ReplayJson {
    private ReplayJson() {}

    static String write(Told told) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("version", 1L);
        put(all, "flow", told.flow());
        List<Object> runs = new ArrayList<>();
        told.verdicts().forEach(verdict -> runs.add(run(verdict)));
        all.put("runs", runs);
        Map<String, Object> summary = new LinkedHashMap<>();
        summary.put("same", told.same());
        summary.put(
                "diverged",
                told.verdicts().stream().filter(one -> one.came().diverged()).count());
        summary.put("not_replayed", told.unfit());
        all.put("summary", summary);
        return LogText.write(all);
    }

    private static Map<String, Object> run(Verdict verdict) {
        Map<String, Object> run = new LinkedHashMap<>();
        run.put("run", verdict.run().id());
        put(run, "file", verdict.run().from());
        run.put("events", (long) verdict.run().log().size());
        switch (verdict.came()) {
            case Replayed.Same same -> {
                run.put("verdict", "same");
                run.put("not_compared", (long) same.unlike());
            }
            case Replayed.Unfit unfit -> {
                run.put("verdict", "not_replayed");
                run.put("why", unfit.why());
            }
            case Replayed.Diverged diverged -> {
                run.put("verdict", "diverged");
                run.put("divergence", divergence(diverged.at()));
            }
        }
        return run;
    }

    private static Map<String, Object> divergence(Divergence at) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("seq", at.seq());
        put(json, "state", at.state() == null ? null : at.state().value());
        put(json, "recorded", at.recorded() == null ? null : Codec.event(at.recorded()));
        put(json, "now", at.now() == null ? null : Codec.event(at.now()));
        put(json, "why", at.why());
        List<Object> fields = new ArrayList<>();
        at.fields().forEach(field -> {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("name", field.name());
            put(one, "recorded", field.recorded());
            put(one, "now", field.now());
            fields.add(one);
        });
        json.put("fields", fields);
        Divergence.Prompts prompts = at.prompts();
        put(json, "patch", prompts == null ? null : Patch.of("recorded", "now", prompts.recorded(), prompts.now()));
        return json;
    }

    private static void put(Map<String, Object> into, String name, @Nullable Object value) {
        if (value != null) {
            into.put(name, value);
        }
    }
}
