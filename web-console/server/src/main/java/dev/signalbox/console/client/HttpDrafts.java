package dev.signalbox.console.client;

import dev.signalbox.runtime.api.DraftOperations;
import dev.signalbox.runtime.api.DraftViews;
import dev.signalbox.runtime.api.ReviewViews;
import java.util.Map;
import tools.jackson.core.type.TypeReference;

/** What can be known of texts and versions, asked of a server. */
final class HttpDrafts implements DraftOperations {
    private final Line line;

    HttpDrafts(Line line) {
        this.line = line;
    }

    @Override
    public DraftViews.ContextView context(String flow, DraftViews.ContextRequest request) {
        return line.read(
                line.post(
                        "/api/flows/" + Line.part(flow) + "/context",
                        given(request.source(), request.state(), request.given()),
                        null),
                new TypeReference<>() {});
    }

    @Override
    public DraftViews.StepView tryStep(String flow, DraftViews.StepRequest request) {
        Map<String, Object> body = given(request.source(), request.state(), request.given());
        if (request.reply() != null) {
            body.put("reply", request.reply());
        }
        return line.read(line.post("/api/flows/" + Line.part(flow) + "/try", body, null), new TypeReference<>() {});
    }

    private static Map<String, Object> given(String source, String state, DraftViews.Given given) {
        return Line.body(
                "source", source,
                "state", state,
                "data", given.data(),
                "sample", given.sample(),
                "run", given.run());
    }

    @Override
    public ReviewViews.TrafficView traffic(String flow, int runs) {
        return line.get(
                "/api/flows/" + Line.part(flow) + "/traffic" + Line.query("runs", String.valueOf(runs)),
                new TypeReference<>() {});
    }

    @Override
    public ReviewViews.VersionsView versions(String flow) {
        return line.get("/api/flows/" + Line.part(flow) + "/versions", new TypeReference<>() {});
    }

    @Override
    public ReviewViews.ReviewView review(String flow, ReviewViews.ReviewRequest request) {
        Map<String, Object> body = Line.body(
                "from", request.from(),
                "to", request.to(),
                "source", request.source());
        return line.read(line.post("/api/flows/" + Line.part(flow) + "/review", body, null), new TypeReference<>() {});
    }
}
