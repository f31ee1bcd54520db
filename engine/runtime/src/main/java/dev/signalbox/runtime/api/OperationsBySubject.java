package dev.signalbox.runtime.api;

import dev.signalbox.core.command.Actor;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Operations put together of those of each subject: an engine's, a server's client, a test's. All that is asked goes through
 * {@link #asked}, so that what holds for every question stands in one place.
 */
public abstract class OperationsBySubject implements Operations {
    private final Subjects by;

    /** Who answers what. */
    public record Subjects(
            FlowOperations flows,
            DraftOperations drafts,
            RunOperations runs,
            HoldOperations holds,
            NoticeOperations notices,
            AuditOperations audit,
            TriggerOperations triggers) {}

    protected OperationsBySubject(Subjects by) {
        this.by = by;
    }

    /** Around every question, on the thread of whoever asks. */
    protected <T> T asked(Supplier<T> question) {
        return question.get();
    }

    @Override
    public final List<Views.FlowSummary> flows() {
        return asked(() -> by.flows.flows());
    }

    @Override
    public final Views.FlowView flow(String name) {
        return asked(() -> by.flows.flow(name));
    }

    @Override
    public final DraftViews.ContextView context(String flow, DraftViews.ContextRequest request) {
        return asked(() -> by.drafts.context(flow, request));
    }

    @Override
    public final DraftViews.StepView tryStep(String flow, DraftViews.StepRequest request) {
        return asked(() -> by.drafts.tryStep(flow, request));
    }

    @Override
    public final ReviewViews.TrafficView traffic(String flow, int runs) {
        return asked(() -> by.drafts.traffic(flow, runs));
    }

    @Override
    public final ReviewViews.VersionsView versions(String flow) {
        return asked(() -> by.drafts.versions(flow));
    }

    @Override
    public final ReviewViews.ReviewView review(String flow, ReviewViews.ReviewRequest request) {
        return asked(() -> by.drafts.review(flow, request));
    }

    @Override
    public final Views.RunView start(String flow, Object input, @Nullable String idempotencyKey, Actor actor) {
        return asked(() -> by.runs.start(flow, input, idempotencyKey, actor));
    }

    @Override
    public final Views.Page<Views.RunSummary> runs(Views.RunFilter filter) {
        return asked(() -> by.runs.runs(filter));
    }

    @Override
    public final Views.RunView run(String id) {
        return asked(() -> by.runs.run(id));
    }

    @Override
    public final List<Map<String, Object>> events(String run, long after) {
        return asked(() -> by.runs.events(run, after));
    }

    @Override
    public final Views.RunView cancel(String run, @Nullable String reason, Actor actor) {
        return asked(() -> by.runs.cancel(run, reason, actor));
    }

    @Override
    public final Views.RunView retry(String run, Actor actor) {
        return asked(() -> by.runs.retry(run, actor));
    }

    @Override
    public final Views.MoveView move(String run, Views.MoveRequest request, Actor actor) {
        return asked(() -> by.runs.move(run, request, actor));
    }

    @Override
    public final Views.RunView fork(String run, ForkViews.ForkRequest request, Actor actor) {
        return asked(() -> by.runs.fork(run, request, actor));
    }

    @Override
    public final ForkViews.ForkPlan forkPlan(String run, ForkViews.ForkRequest request, Actor actor) {
        return asked(() -> by.runs.forkPlan(run, request, actor));
    }

    @Override
    public final StepViews.RunAt at(String run, long seq, @Nullable Long from) {
        return asked(() -> by.runs.at(run, seq, from));
    }

    @Override
    public final Views.EventReceipt send(Views.EventRequest event, Actor actor) {
        return asked(() -> by.runs.send(event, actor));
    }

    @Override
    public final Views.RunView await(String run, Duration atMost) {
        return asked(() -> by.runs.await(run, atMost));
    }

    @Override
    public final List<BulkRuns.Result> bulk(BulkRuns.Request request, Actor actor) {
        return asked(() -> by.runs.bulk(request, actor));
    }

    @Override
    public final InboxViews.HoldPage holds(Views.HoldFilter filter, Actor asker) {
        return asked(() -> by.holds.holds(filter, asker));
    }

    @Override
    public final Views.HoldView hold(String id) {
        return asked(() -> by.holds.hold(id));
    }

    @Override
    public final Views.HoldView look(String id, Actor person) {
        return asked(() -> by.holds.look(id, person));
    }

    @Override
    public final Views.HoldView preview(String hold, Map<String, Object> edit) {
        return asked(() -> by.holds.preview(hold, edit));
    }

    @Override
    public final Views.DecisionView decide(String hold, Views.DecisionRequest request, Actor actor) {
        return asked(() -> by.holds.decide(hold, request, actor));
    }

    @Override
    public final EvidenceViews.HoldEvidence evidence(String hold, Actor actor) {
        return asked(() -> by.holds.evidence(hold, actor));
    }

    @Override
    public final EvidenceViews.HoldEvidence discuss(String hold, String text, Actor actor) {
        return asked(() -> by.holds.discuss(hold, text, actor));
    }

    @Override
    public final EvidenceViews.HoldEvidence delegate(String hold, String to, @Nullable String note, Actor actor) {
        return asked(() -> by.holds.delegate(hold, to, note, actor));
    }

    @Override
    public final Views.HoldView claim(String hold, boolean take, Actor actor) {
        return asked(() -> by.holds.claim(hold, take, actor));
    }

    @Override
    public final Views.HoldView release(String hold, Actor actor) {
        return asked(() -> by.holds.release(hold, actor));
    }

    @Override
    public final InboxViews.BulkView decideAll(InboxViews.BulkRequest request, Actor actor) {
        return asked(() -> by.holds.decideAll(request, actor));
    }

    @Override
    public final List<NoticeViews.ChannelView> channels() {
        return asked(() -> by.notices.channels());
    }

    @Override
    public final NoticeViews.TestView testChannel(String channel, Actor actor) {
        return asked(() -> by.notices.testChannel(channel, actor));
    }

    @Override
    public final List<NoticeViews.NoticeView> notices(String hold) {
        return asked(() -> by.notices.notices(hold));
    }

    @Override
    public final AuditViews.AuditPage audit(AuditViews.AuditFilter filter) {
        return asked(() -> by.audit.audit(filter));
    }

    @Override
    public final List<AuditViews.ReviewerView> reviewers(AuditViews.AuditFilter filter) {
        return asked(() -> by.audit.reviewers(filter));
    }

    @Override
    public final List<TriggerViews.TriggerView> triggers() {
        return asked(() -> by.triggers.triggers());
    }

    @Override
    public final TriggerViews.TriggerView pause(String flow, String trigger, Actor actor) {
        return asked(() -> by.triggers.pause(flow, trigger, actor));
    }

    @Override
    public final TriggerViews.TriggerView resume(String flow, String trigger, Actor actor) {
        return asked(() -> by.triggers.resume(flow, trigger, actor));
    }

    @Override
    public final TriggerViews.TrialView tryOut(String flow, String trigger, TriggerViews.TrialRequest request) {
        return asked(() -> by.triggers.tryOut(flow, trigger, request));
    }

    @Override
    public final Views.RunView fire(String flow, String trigger, TriggerViews.TrialRequest request, Actor actor) {
        return asked(() -> by.triggers.fire(flow, trigger, request, actor));
    }

    @Override
    public final TriggerViews.HookReceipt deliver(TriggerViews.HookRequest request) {
        return asked(() -> by.triggers.deliver(request));
    }
}
