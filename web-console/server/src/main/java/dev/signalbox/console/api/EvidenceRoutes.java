package dev.signalbox.console.api;

import dev.signalbox.console.access.Caller;
import dev.signalbox.console.access.Gate;
import dev.signalbox.console.access.Role;
import dev.signalbox.console.wire.Request;
import dev.signalbox.runtime.api.Operations;
import dev.signalbox.runtime.api.Problem;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.Map;

/** What a hold is decided by, and what people do about it short of deciding it. */
final class EvidenceRoutes {
    private final Operations operations;

    EvidenceRoutes(Operations operations) {
        this.operations = operations;
    }

    void install(RoutesConfig routes) {
        routes.get("/api/holds/{id}/evidence", this::show, Role.VIEW);
        routes.post("/api/holds/{id}/ask", this::ask, Role.VIEW);
        routes.post("/api/holds/{id}/delegate", this::delegate, Role.DECIDE);
    }

    private void show(Context ctx) {
        ctx.json(operations.evidence(ctx.pathParam("id"), Gate.caller(ctx).actor()));
    }

    /** Who asked for it answers, who decides it asks: one of the two roles is enough, and a route asks for all of its own. */
    private void ask(Context ctx) {
        String text = Request.required(Request.object(ctx, "text"), "text");
        Caller caller = Gate.caller(ctx);
        if (!caller.roles().contains(Role.DECIDE) && !caller.roles().contains(Role.START)) {
            throw new Problem(
                    Problem.Kind.FORBIDDEN,
                    caller.name() + " may only look: writing here takes the role approver or starter.");
        }
        ctx.json(operations.discuss(ctx.pathParam("id"), text, caller.actor()));
    }

    private void delegate(Context ctx) {
        Map<String, Object> body = Request.object(ctx, "to", "note");
        ctx.json(operations.delegate(
                ctx.pathParam("id"),
                Request.required(body, "to"),
                Request.string(body, "note"),
                Gate.caller(ctx).actor()));
    }
}
