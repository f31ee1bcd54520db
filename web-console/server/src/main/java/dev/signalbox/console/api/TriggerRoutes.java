package dev.signalbox.console.api;

import dev.signalbox.console.access.Gate;
import dev.signalbox.console.access.Role;
import dev.signalbox.console.wire.Request;
import dev.signalbox.dsl.value.Json;
import dev.signalbox.runtime.api.Operations;
import dev.signalbox.runtime.api.TriggerViews;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What starts runs besides people: listed, paused, tried out and fired by hand. */
public final class TriggerRoutes {
    private final Operations operations;
    private final Supplier<String> reached;

    /** @param reached where this server is reached, without a slash at the end */
    public TriggerRoutes(Operations operations, Supplier<String> reached) {
        this.operations = operations;
        this.reached = reached;
    }

    public void install(RoutesConfig routes) {
        routes.get("/api/triggers", this::list, Role.VIEW);
        routes.post("/api/triggers/{flow}/{name}/pause", this::pause, Role.OPERATE);
        routes.post("/api/triggers/{flow}/{name}/resume", this::resume, Role.OPERATE);
        routes.post("/api/triggers/{flow}/{name}/try", this::tryOut, Role.AUTHOR);
        routes.post("/api/triggers/{flow}/{name}/fire", this::fire, Role.START);
    }

    private void list(Context ctx) {
        ctx.json(Map.of(
                "items",
                operations.triggers().stream().map(one -> one.at(reached.get())).toList()));
    }

    private void pause(Context ctx) {
        Request.optionalObject(ctx);
        ctx.json(operations
                .pause(
                        ctx.pathParam("flow"),
                        ctx.pathParam("name"),
                        Gate.caller(ctx).actor())
                .at(reached.get()));
    }

    private void resume(Context ctx) {
        Request.optionalObject(ctx);
        ctx.json(operations
                .resume(
                        ctx.pathParam("flow"),
                        ctx.pathParam("name"),
                        Gate.caller(ctx).actor())
                .at(reached.get()));
    }

    private void tryOut(Context ctx) {
        ctx.json(operations.tryOut(ctx.pathParam("flow"), ctx.pathParam("name"), trial(ctx)));
    }

    private void fire(Context ctx) {
        RunRoutes.created(
                ctx,
                operations.fire(
                        ctx.pathParam("flow"),
                        ctx.pathParam("name"),
                        trial(ctx),
                        Gate.caller(ctx).actor()));
    }

    private static TriggerViews.TrialRequest trial(Context ctx) {
        Map<String, Object> body = Request.optionalObject(ctx, "body", "headers", "time", "payload");
        Map<String, Object> written = Request.map(body, "headers");
        Map<String, String> headers = null;
        if (written != null) {
            headers = new LinkedHashMap<>();
            for (Map.Entry<String, Object> header : written.entrySet()) {
                if (!(header.getValue() instanceof String value)) {
                    throw Request.bad("Each of `headers` must be a string.");
                }
                headers.put(header.getKey(), value);
            }
        }
        return new TriggerViews.TrialRequest(
                given(body.get("body")), headers, time(Request.string(body, "time")), given(body.get("payload")));
    }

    private static @Nullable Object given(@Nullable Object value) {
        return value == null || Json.isNull(value) ? null : value;
    }

    private static @Nullable Instant time(@Nullable String written) {
        try {
            return written == null ? null : OffsetDateTime.parse(written).toInstant();
        } catch (DateTimeException e) {
            throw Request.bad("`time` must be a time such as 2026-03-02T09:00:00Z, not `" + written + "`.");
        }
    }
}
