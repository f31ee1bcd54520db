package dev.signalbox.console.api;

import dev.signalbox.console.access.Role;
import dev.signalbox.console.wire.Request;
import dev.signalbox.console.wire.Wire;
import dev.signalbox.runtime.api.AuditOperations;
import dev.signalbox.runtime.api.AuditViews;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Who decided what. Whoever may look at runs may see it: their logs tell the same. An export is written as it is read, page by
 * page.
 */
final class AuditRoutes {
    private static final int PAGE = 200;

    private final AuditOperations operations;

    AuditRoutes(AuditOperations operations) {
        this.operations = operations;
    }

    void install(RoutesConfig routes) {
        routes.get("/api/audit", this::list, Role.VIEW);
        routes.get("/api/audit/export", this::export, Role.VIEW);
        routes.get("/api/audit/people", this::people, Role.VIEW);
    }

    private static AuditViews.AuditFilter filter(Context ctx, @Nullable String cursor, int limit) {
        return new AuditViews.AuditFilter(
                Request.query(ctx, "flow"),
                Request.query(ctx, "by"),
                Request.query(ctx, "verdict"),
                Request.query(ctx, "from"),
                Request.query(ctx, "to"),
                Request.query(ctx, "q"),
                cursor,
                limit);
    }

    private void list(Context ctx) {
        ctx.json(operations.audit(
                filter(ctx, Request.query(ctx, "cursor"), (int) Request.number(ctx, "limit", 50, 1, 200))));
    }

    private void people(Context ctx) {
        ctx.json(Map.of("items", operations.reviewers(filter(ctx, null, 1))));
    }

    private void export(Context ctx) throws IOException {
        String asked = Request.query(ctx, "format");
        String format = asked == null ? "csv" : asked;
        boolean csv = format.equals("csv");
        if (!csv && !format.equals("jsonl")) {
            throw Request.bad("`format` must be csv or jsonl, not `" + format + "`.");
        }
        AuditViews.AuditFilter filter = filter(ctx, null, PAGE);
        // Asked before the first byte leaves, so that a filter that is no good is still refused.
        AuditViews.AuditPage page = operations.audit(filter);
        ctx.contentType(csv ? "text/csv; charset=utf-8" : "application/jsonl; charset=utf-8")
                .header("Content-Disposition", "attachment; filename=\"decisions." + (csv ? "csv" : "jsonl") + "\"")
                .header("Cache-Control", "no-store");
        try (Writer out = new OutputStreamWriter(ctx.outputStream(), StandardCharsets.UTF_8)) {
            if (csv) {
                out.write(AuditCsv.HEAD);
            }
            while (true) {
                for (AuditViews.AuditEntry entry : page.items()) {
                    out.write(csv ? AuditCsv.line(entry) : Wire.write(entry) + "\n");
                }
                if (page.next() == null) {
                    return;
                }
                page = operations.audit(filter.at(page.next()));
            }
        }
    }
}
