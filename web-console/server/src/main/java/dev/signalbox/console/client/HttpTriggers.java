package dev.signalbox.console.client;

import dev.signalbox.core.command.Actor;
import dev.signalbox.runtime.api.TriggerOperations;
import dev.signalbox.runtime.api.TriggerViews.HookReceipt;
import dev.signalbox.runtime.api.TriggerViews.HookRequest;
import dev.signalbox.runtime.api.TriggerViews.TrialRequest;
import dev.signalbox.runtime.api.TriggerViews.TrialView;
import dev.signalbox.runtime.api.TriggerViews.TriggerView;
import dev.signalbox.runtime.api.Views;
import java.util.List;
import java.util.Map;
import tools.jackson.core.type.TypeReference;

/** What is asked of a server about its triggers. */
final class HttpTriggers implements TriggerOperations {
    private final Line line;

    private record Items(List<TriggerView> items) {}

    HttpTriggers(Line line) {
        this.line = line;
    }

    @Override
    public List<TriggerView> triggers() {
        return line.get("/api/triggers", new TypeReference<Items>() {}).items();
    }

    @Override
    public TriggerView pause(String flow, String trigger, Actor actor) {
        return turned(flow, trigger, "pause");
    }

    @Override
    public TriggerView resume(String flow, String trigger, Actor actor) {
        return turned(flow, trigger, "resume");
    }

    private TriggerView turned(String flow, String trigger, String verb) {
        return line.read(line.post(path(flow, trigger, verb), Map.of(), null), new TypeReference<>() {});
    }

    @Override
    public TrialView tryOut(String flow, String trigger, TrialRequest request) {
        return line.read(line.post(path(flow, trigger, "try"), body(request), null), new TypeReference<>() {});
    }

    @Override
    public Views.RunView fire(String flow, String trigger, TrialRequest request, Actor actor) {
        return line.read(line.post(path(flow, trigger, "fire"), body(request), null), new TypeReference<>() {});
    }

    @Override
    public HookReceipt deliver(HookRequest request) {
        return line.read(line.forward(request), new TypeReference<>() {});
    }

    private static String path(String flow, String trigger, String verb) {
        return "/api/triggers/" + Line.part(flow) + "/" + Line.part(trigger) + "/" + verb;
    }

    private static Map<String, Object> body(TrialRequest request) {
        return Line.body(
                "body", request.body(),
                "headers", request.headers(),
                "time", request.time() == null ? null : request.time().toString(),
                "payload", request.payload());
    }
}
