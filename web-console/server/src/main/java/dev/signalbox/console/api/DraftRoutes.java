package dev.signalbox.console.api;

import dev.signalbox.console.access.Role;
import dev.signalbox.console.trial.FlowTests;
import dev.signalbox.console.wire.Request;
import dev.signalbox.runtime.api.DraftViews;
import dev.signalbox.runtime.api.Operations;
import dev.signalbox.runtime.api.Problem;
import dev.signalbox.runtime.api.ReviewViews;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** A flow's text tried before it is saved, its versions compared, and what its runs did. Nothing here changes anything. */
final class DraftRoutes {
    /** What the language takes of a file. */
    private static final int LARGEST_TEXT = 256 * 1024;

    private static final int MOST_RUNS = 500;

    private final Operations operations;
    private final FlowTests tests;

    DraftRoutes(Operations operations, FlowTests tests) {
        this.operations = operations;
        this.tests = tests;
    }

    void install(RoutesConfig routes) {
        routes.post("/api/flows/{flow}/context", this::context, Role.AUTHOR);
        routes.post("/api/flows/{flow}/try", this::tryStep, Role.AUTHOR);
        routes.post("/api/flows/{flow}/tests", this::tests, Role.AUTHOR);
        routes.get("/api/flows/{flow}/traffic", this::traffic, Role.VIEW);
        routes.get("/api/flows/{flow}/versions", this::versions, Role.VIEW);
        routes.post("/api/flows/{flow}/review", this::review, Role.VIEW);
    }

    private void context(Context ctx) {
        Map<String, Object> body = Request.object(ctx, "source", "state", "data", "sample", "run");
        ctx.json(operations.context(
                ctx.pathParam("flow"),
                new DraftViews.ContextRequest(source(body), Request.required(body, "state"), given(body))));
    }

    private void tryStep(Context ctx) {
        Map<String, Object> body = Request.object(ctx, "source", "state", "data", "sample", "run", "reply");
        ctx.json(operations.tryStep(
                ctx.pathParam("flow"),
                new DraftViews.StepRequest(
                        source(body), Request.required(body, "state"), given(body), Request.map(body, "reply"))));
    }

    private void tests(Context ctx) {
        ctx.json(tests.play(ctx.pathParam("flow"), source(Request.object(ctx, "source"))));
    }

    private void traffic(Context ctx) {
        int runs = (int) Request.number(ctx, "runs", 200, 1, MOST_RUNS);
        ctx.json(operations.traffic(ctx.pathParam("flow"), runs));
    }

    private void versions(Context ctx) {
        ctx.json(operations.versions(ctx.pathParam("flow")));
    }

    private void review(Context ctx) {
        Map<String, Object> body = Request.optionalObject(ctx, "source", "from", "to");
        ctx.json(operations.review(
                ctx.pathParam("flow"),
                new ReviewViews.ReviewRequest(
                        Request.string(body, "from"),
                        Request.string(body, "to"),
                        body.containsKey("source") ? source(body) : null)));
    }

    private static DraftViews.Given given(Map<String, Object> body) {
        return new DraftViews.Given(
                Request.map(body, "data"), Request.string(body, "sample"), Request.string(body, "run"));
    }

    private static String source(Map<String, Object> body) {
        String source = Request.required(body, "source");
        if (source.getBytes(StandardCharsets.UTF_8).length > LARGEST_TEXT) {
            throw new Problem(Problem.Kind.INVALID, "The text is longer than 256 KiB, the most that a flow file has.");
        }
        return source;
    }
}
