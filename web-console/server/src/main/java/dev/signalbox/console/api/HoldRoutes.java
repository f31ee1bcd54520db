package dev.signalbox.console.api;

import dev.signalbox.console.access.Caller;
import dev.signalbox.console.access.Gate;
import dev.signalbox.console.access.Role;
import dev.signalbox.console.wire.Request;
import dev.signalbox.dsl.value.Json;
import dev.signalbox.runtime.api.InboxViews;
import dev.signalbox.runtime.api.Operations;
import dev.signalbox.runtime.api.Views;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What waits for people, who is at work on it, and their decisions. */
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
        routes.post("/api/holds/{id}/claim", this::claim, Role.DECIDE);
        routes.post("/api/holds/{id}/release", this::release, Role.DECIDE);
        routes.post("/api/holds/bulk", this::decideAll, Role.DECIDE);
    }

    private void list(Context ctx) {
        String state = Request.query(ctx, "state");
        if (state != null && !state.equals("open") && !state.equals("done")) {
            throw Request.bad("`state` must be open or done, not `" + state + "`; a flow's state is `place`.");
        }
        Views.HoldFilter filter = new Views.HoldFilter(
                Request.query(ctx, "run"),
                Request.query(ctx, "flow"),
                Request.query(ctx, "place"),
                Request.query(ctx, "group"),
                "done".equals(state),
                Request.query(ctx, "who"),
                Request.query(ctx, "urgency"),
                Request.query(ctx, "claimed"),
                Request.query(ctx, "q"),
                Request.query(ctx, "sort"),
                Request.query(ctx, "cursor"),
                (int) Request.number(ctx, "limit", 50, 1, 200));
        ctx.json(operations.holds(filter, Gate.caller(ctx).actor()));
    }

    /** A person at the page looks; a program only reads. */
    private void show(Context ctx) {
        String id = ctx.pathParam("id");
        Caller caller = Gate.caller(ctx);
        ctx.json(caller.session() ? operations.look(id, caller.actor()) : operations.hold(id));
    }

    private void claim(Context ctx) {
        Map<String, Object> body = Request.optionalObject(ctx, "take");
        ctx.json(operations.claim(
                ctx.pathParam("id"),
                Request.flag(body, "take"),
                Gate.caller(ctx).actor()));
    }

    private void release(Context ctx) {
        Request.optionalObject(ctx);
        ctx.json(operations.release(ctx.pathParam("id"), Gate.caller(ctx).actor()));
    }

    private void decideAll(Context ctx) {
        Map<String, Object> body = Request.object(ctx, "decision", "note", "items");
        if (!(body.get("items") instanceof List<?> items)) {
            throw Request.bad("`items` must be a list.");
        }
        List<InboxViews.BulkItem> wanted = new ArrayList<>();
        for (Object item : items) {
            if (!(item instanceof Map<?, ?> fields) || !Set.of("id", "hash").containsAll(fields.keySet())) {
                throw Request.bad("Each of `items` must be an object with `id` and `hash`.");
            }
            Map<String, Object> hold = Json.object(fields);
            wanted.add(new InboxViews.BulkItem(Request.required(hold, "id"), Request.required(hold, "hash")));
        }
        ctx.json(operations.decideAll(
                new InboxViews.BulkRequest(
                        Request.required(body, "decision"), Request.string(body, "note"), List.copyOf(wanted)),
                Gate.caller(ctx).actor()));
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
