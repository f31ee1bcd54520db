package dev.signalbox.console.client;

import dev.signalbox.runtime.api.AuditOperations;
import dev.signalbox.runtime.api.AuditViews;
import dev.signalbox.runtime.api.Views;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;

/** What was decided, asked of a server. */
final class HttpAudit implements AuditOperations {
    private static final TypeReference<Views.Page<AuditViews.ReviewerView>> REVIEWERS = new TypeReference<>() {};

    private final Line line;

    HttpAudit(Line line) {
        this.line = line;
    }

    @Override
    public AuditViews.AuditPage audit(AuditViews.AuditFilter filter) {
        return line.get("/api/audit" + audited(filter, String.valueOf(filter.limit())), new TypeReference<>() {});
    }

    @Override
    public List<AuditViews.ReviewerView> reviewers(AuditViews.AuditFilter filter) {
        return line.get("/api/audit/people" + audited(filter.at(null), null), REVIEWERS)
                .items();
    }

    private static String audited(AuditViews.AuditFilter filter, @Nullable String limit) {
        return Line.query(
                "flow", filter.flow(),
                "by", filter.by(),
                "verdict", filter.verdict(),
                "from", filter.from(),
                "to", filter.to(),
                "q", filter.q(),
                "cursor", filter.cursor(),
                "limit", limit);
    }
}
