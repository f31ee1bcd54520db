package dev.signalbox.console.api;

import dev.signalbox.console.access.Gate;
import dev.signalbox.console.access.Role;
import dev.signalbox.console.wire.Request;
import dev.signalbox.runtime.api.Operations;
import dev.signalbox.runtime.api.Views;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.Map;
import java.util.Set;

/** What waits for people, and their decisions. */
final class HoldRoutes {
    private static final Set<String> DECISIONS = Set.of("approve", "reject", "answer");
    private final Operations operations;

    HoldRoutes(Operations operations) {
        this.operations = operations;
    }

    void install(RoutesConfig routes) {
        routes.get("/api/holds", this::list, Role.VIEW);
        routes.get("/api/holds/{id}", this::show, Role.VIEW);
        routes.post("/api/holds/{id}/preview", this::preview, Role.DECIDE);
        routes.post("/api/holds/{id}/decision", this::decide, Role.DECIDE);
    }

    private void list(Context ctx) {
        ctx.json(operations.holds(new Views.HoldFilter(
                Request.query(ctx, "run"),
                Request.query(ctx, "flow"),
                Request.query(ctx, "group"),
                Request.query(ctx, "cursor"),
                (int) Request.number(ctx, "limit", 50, 1, 200))));
    }

    private void show(Context ctx) {
        ctx.json(operations.hold(ctx.pathParam("id")));
    }

    private void preview(Context ctx) {
        Map<String, Object> edit = Request.map(Request.object(ctx, "edit"), "edit");
        ctx.json(operations.preview(ctx.pathParam("id"), edit == null ? Map.of() : edit));
    }

    private void decide(Context ctx) {
        Map<String, Object> body = Request.object(ctx, "decision", "hash", "edited_hash", "edit", "answer", "note");
        String decision = Request.required(body, "decision");
        if (!DECISIONS.contains(decision)) {
            throw Request.bad("`decision` must be approve, reject or answer, not `" + decision + "`.");
        }
        if (decision.equals("answer") && !body.containsKey("answer")) {
            throw Request.bad("`answer` is missing.");
        }
        Views.DecisionRequest request = new Views.DecisionRequest(
                decision,
                Request.string(body, "hash"),
                Request.string(body, "edited_hash"),
                Request.map(body, "edit"),
                body.get("answer"),
                Request.string(body, "note"));
        ctx.json(
                operations.decide(ctx.pathParam("id"), request, Gate.caller(ctx).actor()));
    }
}
