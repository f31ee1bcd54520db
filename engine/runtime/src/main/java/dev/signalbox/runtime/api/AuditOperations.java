package dev.signalbox.runtime.api;

import java.util.List;

/** What was decided, and by whom. Every method throws {@link Problem} for what is the caller's to mend. */
public interface AuditOperations {
    /** Closed holds, the latest first. */
    AuditViews.AuditPage audit(AuditViews.AuditFilter filter);

    /** The people who decided any of them, by name; the filter's page does not matter. */
    List<AuditViews.ReviewerView> reviewers(AuditViews.AuditFilter filter);
}
