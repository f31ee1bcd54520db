package dev.signalbox.console.api;

import dev.signalbox.console.access.Gate;
import dev.signalbox.console.access.Role;
import dev.signalbox.runtime.api.NoticeViews;
import dev.signalbox.runtime.api.Operations;
import dev.signalbox.runtime.api.Views;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.List;

/**
 * How people are told of what waits for them. Addresses are people's own, and what a mail server answers names machines: both
 * are for operators alone, who have the channels. Everybody else sees who was told of a hold, through what and when.
 */
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
        routes.get("/api/holds/{id}/notices", ctx -> ctx.json(new Views.Page<>(told(ctx), null)), Role.VIEW);
    }

    private List<NoticeViews.NoticeView> told(Context ctx) {
        List<NoticeViews.NoticeView> all = operations.notices(ctx.pathParam("id"));
        return Gate.caller(ctx).roles().contains(Role.OPERATE)
                ? all
                : all.stream().map(NoticeViews.NoticeView::withoutAddress).toList();
    }
}
