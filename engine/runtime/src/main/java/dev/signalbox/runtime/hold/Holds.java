package dev.signalbox.runtime.hold;

import dev.signalbox.core.command.Actor;
import dev.signalbox.runtime.api.EvidenceViews;
import dev.signalbox.runtime.api.HoldOperations;
import dev.signalbox.runtime.api.InboxViews;
import dev.signalbox.runtime.api.Views;
import dev.signalbox.runtime.dispatch.Changes;
import dev.signalbox.runtime.dispatch.Dispatcher;
import dev.signalbox.runtime.model.ReplyFolder;
import dev.signalbox.runtime.port.Clock;
import dev.signalbox.runtime.port.Environment;
import dev.signalbox.runtime.port.RunStore;
import dev.signalbox.runtime.run.RunReader;
import dev.signalbox.runtime.workspace.LiveWorkspace;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Everything that is asked of holds, each by the class that does it. */
public final class Holds implements HoldOperations {
    private final RunReader reader;
    private final HoldReader holds;
    private final Claiming claims;
    private final Decisions decisions;
    private final BulkDecisions bulk;
    private final Colleagues colleagues;

    /** @param record where answers in a model's place are kept; null to keep none */
    public Holds(
            Dispatcher dispatcher,
            RunStore store,
            RunReader reader,
            LiveWorkspace workspace,
            Environment environment,
            Clock clock,
            Changes changes,
            @Nullable ReplyFolder record) {
        this.reader = reader;
        holds = new HoldReader(store, reader, clock);
        claims = new Claiming(store, reader, clock, changes);
        decisions = new Decisions(
                dispatcher,
                reader,
                workspace,
                environment,
                clock,
                claims,
                record == null ? null : new PlayedReplies(dispatcher, store, record));
        bulk = new BulkDecisions(store, reader, decisions);
        colleagues = new Colleagues(dispatcher, store, workspace);
    }

    @Override
    public InboxViews.HoldPage holds(Views.HoldFilter filter, Actor asker) {
        return holds.holds(filter, asker);
    }

    @Override
    public Views.HoldView hold(String id) {
        return reader.hold(id);
    }

    @Override
    public Views.HoldView look(String id, Actor person) {
        return holds.look(id, person);
    }

    @Override
    public Views.HoldView preview(String hold, Map<String, Object> edit) {
        return decisions.preview(hold, edit);
    }

    @Override
    public Views.DecisionView decide(String hold, Views.DecisionRequest request, Actor actor) {
        return decisions.decide(hold, request, actor);
    }

    @Override
    public InboxViews.BulkView decideAll(InboxViews.BulkRequest request, Actor actor) {
        return bulk.decide(request, actor);
    }

    @Override
    public Views.HoldView claim(String hold, boolean take, Actor actor) {
        return claims.claim(hold, take, actor);
    }

    @Override
    public Views.HoldView release(String hold, Actor actor) {
        return claims.release(hold, actor);
    }

    @Override
    public EvidenceViews.HoldEvidence evidence(String hold, Actor actor) {
        return colleagues.evidence(hold, actor);
    }

    @Override
    public EvidenceViews.HoldEvidence discuss(String hold, String text, Actor actor) {
        return colleagues.discuss(hold, text, actor);
    }

    @Override
    public EvidenceViews.HoldEvidence delegate(String hold, String to, @Nullable String note, Actor actor) {
        return colleagues.delegate(hold, to, note, actor);
    }
}
