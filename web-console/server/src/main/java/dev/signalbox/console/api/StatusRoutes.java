package dev.signalbox.console.api;

import dev.signalbox.console.access.Caller;
import dev.signalbox.console.access.Gate;
import dev.signalbox.console.access.Role;
import dev.signalbox.console.page.Resources;
import dev.signalbox.runtime.api.Operations;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.Clock;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;

/** How the server is, who is signed in, and what the API is. */
final class StatusRoutes {
    private final Metrics metrics;

    StatusRoutes(Operations operations, LiveStream stream, Clock clock) {
        this.metrics = new Metrics(operations, stream, clock);
    }

    void install(RoutesConfig routes) {
        routes.get("/health", ctx -> ctx.json(Map.of("status", "ok")), Role.OPEN);
        routes.get(
                "/metrics", ctx -> ctx.contentType("text/plain; version=0.0.4").result(metrics.text()), Role.VIEW);
        routes.get("/api/openapi.json", StatusRoutes::openApi, Role.VIEW);
        routes.get("/api/me", StatusRoutes::me, Role.VIEW);
    }

    private static void openApi(Context ctx) {
        ctx.contentType("application/json").result(Resources.text("/dev/signalbox/console/openapi.json"));
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
