package dev.signalbox.console.api;

import dev.signalbox.console.access.Gate;
import dev.signalbox.console.access.Role;
import dev.signalbox.console.wire.Request;
import dev.signalbox.dsl.value.Json;
import dev.signalbox.runtime.api.Operations;
import dev.signalbox.runtime.api.Views;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;

/** Starting, reading and steering runs. */
final class RunRoutes {
    private final Operations operations;

    RunRoutes(Operations operations) {
        this.operations = operations;
    }

    void install(RoutesConfig routes) {
        routes.post("/api/flows/{flow}/runs", this::start, Role.START);
        routes.get("/api/runs", this::list, Role.VIEW);
        routes.get("/api/runs/{id}", this::show, Role.VIEW);
        routes.get("/api/runs/{id}/events", this::events, Role.VIEW);
        routes.post("/api/runs/{id}/cancel", this::cancel, Role.OPERATE);
        routes.post("/api/runs/{id}/retry", this::retry, Role.OPERATE);
        routes.post("/api/runs/{id}/move", this::move, Role.OPERATE);
        routes.post("/api/events", this::send, Role.START);
    }

    private void start(Context ctx) {
        String key = ctx.header("Idempotency-Key");
        if (key != null && (key.isBlank() || key.length() > 200)) {
            throw Request.bad("`Idempotency-Key` must be 1 to 200 characters.");
        }
        created(
                ctx,
                operations.start(
                        ctx.pathParam("flow"),
                        Request.body(ctx),
                        key,
                        Gate.caller(ctx).actor()));
    }

    private void list(Context ctx) {
        ctx.json(operations.runs(new Views.RunFilter(
                Request.query(ctx, "flow"),
                Request.query(ctx, "status"),
                Request.query(ctx, "key"),
                Request.query(ctx, "waits_on"),
                Request.query(ctx, "started_by"),
                Request.query(ctx, "q"),
                Request.query(ctx, "since"),
                Request.query(ctx, "cursor"),
                (int) Request.number(ctx, "limit", 50, 1, 200))));
    }

    /** With {@code wait=SECONDS} the answer comes when the run is paused, stuck or ended, or that time is up. */
    private void show(Context ctx) {
        long wait = Request.number(ctx, "wait", 0, 0, 25);
        String id = ctx.pathParam("id");
        ctx.json(wait == 0 ? operations.run(id) : operations.await(id, Duration.ofSeconds(wait)));
    }

    private void events(Context ctx) {
        long after = Request.number(ctx, "after", 0, 0, Long.MAX_VALUE - 1);
        ctx.json(Map.of("items", operations.events(ctx.pathParam("id"), after)));
    }

    private void cancel(Context ctx) {
        Map<String, Object> body = Request.optionalObject(ctx, "reason");
        ctx.json(operations.cancel(
                ctx.pathParam("id"),
                Request.string(body, "reason"),
                Gate.caller(ctx).actor()));
    }

    private void retry(Context ctx) {
        Request.optionalObject(ctx);
        ctx.json(operations.retry(ctx.pathParam("id"), Gate.caller(ctx).actor()));
    }

    private void move(Context ctx) {
        Map<String, Object> body = Request.optionalObject(ctx, "bundle", "mapping", "note", "dry_run");
        Object mapping = body.get("mapping");
        boolean written = mapping instanceof Map<?, ?> || mapping instanceof String;
        if (mapping != null && !Json.isNull(mapping) && !written) {
            throw Request.bad("`mapping` must be an object or YAML text.");
        }
        ctx.json(operations.move(
                ctx.pathParam("id"),
                new Views.MoveRequest(
                        Request.string(body, "bundle"),
                        written ? mapping : null,
                        Request.string(body, "note"),
                        Request.flag(body, "dry_run")),
                Gate.caller(ctx).actor()));
    }

    private void send(Context ctx) {
        Map<String, Object> body = Request.object(ctx, "event", "key", "id", "payload");
        Views.EventRequest event = new Views.EventRequest(
                Request.required(body, "event"),
                Request.string(body, "key"),
                Request.string(body, "id"),
                body.get("payload"));
        ctx.status(202).json(operations.send(event, Gate.caller(ctx).actor()));
    }

    static void created(Context ctx, Views.RunView run) {
        ctx.status(201)
                .header("Location", "/api/runs/" + URLEncoder.encode(run.id(), StandardCharsets.UTF_8))
                .json(run);
    }
}
