package dev.signalbox.console.client;

import dev.signalbox.runtime.api.TriggerViews.TrialRequest;
import dev.signalbox.runtime.api.TriggerViews.TrialView;
import dev.signalbox.runtime.api.TriggerViews.TriggerView;
import dev.signalbox.runtime.api.Views;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;

/** What is asked of a server about its triggers. */
final class HttpTriggers {
    private final Line line;

    private record Items(List<TriggerView> items) {}

    HttpTriggers(Line line) {
        this.line = line;
    }

    List<TriggerView> all() {
        return line.get("/api/triggers", new TypeReference<Items>() {}).items();
    }

    /** @param verb {@code pause} or {@code resume} */
    TriggerView turned(String flow, String trigger, String verb) {
        return line.read(line.post(path(flow, trigger, verb), Map.of(), null), new TypeReference<>() {});
    }

    TrialView tried(String flow, String trigger, TrialRequest request) {
        return line.read(line.post(path(flow, trigger, "try"), body(request), null), new TypeReference<>() {});
    }

    Views.RunView fired(String flow, String trigger, TrialRequest request) {
        return line.read(line.post(path(flow, trigger, "fire"), body(request), null), new TypeReference<>() {});
    }

    private static String path(String flow, String trigger, String verb) {
        return "/api/triggers/" + Line.part(flow) + "/" + Line.part(trigger) + "/" + verb;
    }

    private static Map<String, Object> body(TrialRequest request) {
        Map<String, Object> body = new LinkedHashMap<>();
        put(body, "body", request.body());
        put(body, "headers", request.headers());
        put(body, "time", request.time() == null ? null : request.time().toString());
        put(body, "payload", request.payload());
        return body;
    }

    private static void put(Map<String, Object> body, String name, @Nullable Object value) {
        if (value != null) {
            body.put(name, value);
        }
    }
}
