package dev.signalbox.console.client;

import dev.signalbox.runtime.api.FlowOperations;
import dev.signalbox.runtime.api.Views;
import java.util.List;
import tools.jackson.core.type.TypeReference;

/** Flows, asked of a server. */
final class HttpFlows implements FlowOperations {
    private static final TypeReference<Views.Page<Views.FlowSummary>> FLOWS = new TypeReference<>() {};

    private final Line line;

    HttpFlows(Line line) {
        this.line = line;
    }

    @Override
    public List<Views.FlowSummary> flows() {
        return line.get("/api/flows", FLOWS).items();
    }

    @Override
    public Views.FlowView flow(String name) {
        return line.get("/api/flows/" + Line.part(name), new TypeReference<>() {});
    }
}
