package dev.signalbox.console.api;

import dev.signalbox.console.access.Gate;
import dev.signalbox.console.access.Role;
import dev.signalbox.console.wire.Request;
import dev.signalbox.dsl.value.Json;
import dev.signalbox.runtime.api.BulkRuns;
import dev.signalbox.runtime.api.ForkViews;
import dev.signalbox.runtime.api.Operations;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A run after one of its events, forks from there, and the same asked of many runs. */
final class StepRoutes {
    private final Operations operations;

    StepRoutes(Operations operations) {
        this.operations = operations;
    }

    void install(RoutesConfig routes) {
        routes.get("/api/runs/{id}/at/{seq}", this::at, Role.VIEW);
        routes.post("/api/runs/{id}/fork", this::fork, Role.START);
        routes.post("/api/runs/bulk", this::bulk, Role.OPERATE);
    }

    private void at(Context ctx) {
        long from = Request.number(ctx, "from", 0, 1, Long.MAX_VALUE - 1);
        ctx.json(operations.at(ctx.pathParam("id"), seq(ctx.pathParam("seq")), from == 0 ? null : from));
    }

    /** Nothing else than digits is an event's number. */
    private static long seq(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw Request.bad("An event has a whole number, not `" + text + "`.");
        }
    }

    /** With {@code dry_run} it only says what a fork would do. */
    private void fork(Context ctx) {
        Map<String, Object> body = Request.optionalObject(ctx, "seq", "effects", "dry_run");
        ForkViews.ForkRequest request = new ForkViews.ForkRequest(seq(body), again(body));
        if (Request.flag(body, "dry_run")) {
            ctx.json(operations.forkPlan(
                    ctx.pathParam("id"), request, Gate.caller(ctx).actor()));
        } else {
            RunRoutes.created(
                    ctx,
                    operations.fork(
                            ctx.pathParam("id"), request, Gate.caller(ctx).actor()));
        }
    }

    private static @Nullable Long seq(Map<String, Object> body) {
        Object seq = body.get("seq");
        if (seq == null || Json.isNull(seq)) {
            return null;
        }
        if (seq instanceof Long number) {
            return number;
        }
        throw Request.bad("`seq` must be a whole number.");
    }

    private static boolean again(Map<String, Object> body) {
        String effects = Request.string(body, "effects");
        if (effects == null || effects.equals("recorded")) {
            return false;
        }
        if (effects.equals("again")) {
            return true;
        }
        throw Request.bad("`effects` must be `recorded` or `again`, not `" + effects + "`.");
    }

    private void bulk(Context ctx) {
        Map<String, Object> body = Request.object(ctx, "action", "ids", "reason");
        BulkRuns.Request request = new BulkRuns.Request(action(body), ids(body), Request.string(body, "reason"));
        ctx.json(Map.of("results", operations.bulk(request, Gate.caller(ctx).actor())));
    }

    private static BulkRuns.Action action(Map<String, Object> body) {
        String action = Request.required(body, "action");
        return switch (action) {
            case "cancel" -> BulkRuns.Action.CANCEL;
            case "retry" -> BulkRuns.Action.RETRY;
            default -> throw Request.bad("`action` must be `cancel` or `retry`, not `" + action + "`.");
        };
    }

    private static List<String> ids(Map<String, Object> body) {
        List<String> ids = new ArrayList<>();
        if (!(body.get("ids") instanceof List<?> list)) {
            throw Request.bad("`ids` must be a list of runs.");
        }
        for (Object id : list) {
            if (!(id instanceof String text)) {
                throw Request.bad("`ids` must be a list of runs, each a string.");
            }
            ids.add(text);
        }
        return ids;
    }
}
