package dev.signalbox.console.api;

import dev.signalbox.console.access.Caller;
import dev.signalbox.console.access.Gate;
import dev.signalbox.console.access.Role;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;

/** How the server is, who is signed in, and what the API is. */
final class StatusRoutes {
    private final Metrics metrics;
    private final Vitals vitals;

    StatusRoutes(Metrics metrics, Vitals vitals) {
        this.metrics = metrics;
        this.vitals = vitals;
    }

    void install(RoutesConfig routes) {
        routes.get(
                "/health",
                ctx -> ctx.json(Map.of("status", "ok", "state", vitals.state().get())),
                Role.OPEN);
        routes.get("/health/live", ctx -> ctx.json(Map.of("status", "ok")), Role.OPEN);
        routes.get("/health/ready", this::ready, Role.OPEN);
        routes.get("/metrics", this::metrics, Role.VIEW);
        routes.get("/api/openapi.json", StatusRoutes::openApi, Role.VIEW);
        routes.get("/api/me", StatusRoutes::me, Role.VIEW);
    }

    /** 503 while work is better sent elsewhere: the engine recovers, drains, or has lost its store. */
    private void ready(Context ctx) {
        String state = vitals.state().get();
        ctx.status(state.equals(Vitals.READY) ? 200 : 503).json(Map.of("status", state));
    }

    private void metrics(Context ctx) {
        ctx.contentType("text/plain; version=0.0.4; charset=utf-8").result(metrics.text());
    }

    private static void openApi(Context ctx) {
        ctx.contentType("application/json").result(OpenApi.text());
    }

    private static void me(Context ctx) {
        Caller caller = Gate.caller(ctx);
        ctx.json(Map.of(
                "id",
                caller.id(),
                "name",
                caller.name(),
                "groups",
                new TreeSet<>(caller.groups()),
                "roles",
                new TreeSet<>(caller.roles().stream()
                        .map(role -> role.name().toLowerCase(Locale.ROOT))
                        .toList())));
    }
}
