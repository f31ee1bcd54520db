package dev.signalbox.console.api;

import dev.signalbox.console.access.Role;
import dev.signalbox.runtime.api.Operations;
import dev.signalbox.runtime.api.Views;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.Map;

/** The workspace's flows. */
final class FlowRoutes {
    private final Operations operations;

    FlowRoutes(Operations operations) {
        this.operations = operations;
    }

    void install(RoutesConfig routes) {
        routes.get("/api/flows", ctx -> ctx.json(Map.of("items", operations.flows())), Role.VIEW);
        routes.get("/api/flows/{flow}", this::show, Role.VIEW);
    }

    private void show(Context ctx) {
        Views.FlowView flow = operations.flow(ctx.pathParam("flow"));
        String etag = "\"" + flow.etag() + "\"";
        ctx.header("ETag", etag).header("Cache-Control", "no-cache");
        if (etag.equals(ctx.header("If-None-Match"))) {
            ctx.status(304);
            return;
        }
        ctx.json(flow);
    }
}
