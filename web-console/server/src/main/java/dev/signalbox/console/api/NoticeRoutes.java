package dev.signalbox.console.api;

import dev.signalbox.console.access.Gate;
import dev.signalbox.console.access.Role;
import dev.signalbox.runtime.api.Operations;
import dev.signalbox.runtime.api.Views;
import io.javalin.config.RoutesConfig;

/** How people are told of what waits for them. Addresses are people's own: the channels are for operators alone. */
final class NoticeRoutes {
    private final Operations operations;

    NoticeRoutes(Operations operations) {
        this.operations = operations;
    }

    void install(RoutesConfig routes) {
        routes.get("/api/channels", ctx -> ctx.json(new Views.Page<>(operations.channels(), null)), Role.OPERATE);
        routes.post(
                "/api/channels/{name}/test",
                ctx -> ctx.json(operations.testChannel(
                        ctx.pathParam("name"), Gate.caller(ctx).actor())),
                Role.OPERATE);
        routes.get(
                "/api/holds/{id}/notices",
                ctx -> ctx.json(new Views.Page<>(operations.notices(ctx.pathParam("id")), null)),
                Role.VIEW);
    }
}
