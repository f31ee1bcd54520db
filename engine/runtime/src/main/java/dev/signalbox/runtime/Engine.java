package dev.signalbox.runtime;

import dev.signalbox.core.command.Actor;
import dev.signalbox.core.command.Command;
import dev.signalbox.core.id.RunId;
import dev.signalbox.core.run.Run;
import dev.signalbox.dsl.model.Workspace;
import dev.signalbox.runtime.api.AuditViews;
import dev.signalbox.runtime.api.DayUse;
import dev.signalbox.runtime.api.DraftViews;
import dev.signalbox.runtime.api.EvidenceViews;
import dev.signalbox.runtime.api.ForkViews;
import dev.signalbox.runtime.api.InboxViews;
import dev.signalbox.runtime.api.NoticeViews;
import dev.signalbox.runtime.api.Operations;
import dev.signalbox.runtime.api.Problem;
import dev.signalbox.runtime.api.ReviewViews;
import dev.signalbox.runtime.api.StepViews;
import dev.signalbox.runtime.api.TriggerViews;
import dev.signalbox.runtime.api.Views;
import dev.signalbox.runtime.dispatch.Changes;
import dev.signalbox.runtime.dispatch.Dispatcher;
import dev.signalbox.runtime.dispatch.Handled;
import dev.signalbox.runtime.listen.Listeners;
import dev.signalbox.runtime.model.ReplyFolder;
import dev.signalbox.runtime.notice.Arrival;
import dev.signalbox.runtime.notice.Notices;
import dev.signalbox.runtime.port.Clock;
import dev.signalbox.runtime.port.Environment;
import dev.signalbox.runtime.port.Ids;
import dev.signalbox.runtime.port.RunStore;
import dev.signalbox.runtime.port.StoreException;
import dev.signalbox.runtime.retention.Sweep;
import dev.signalbox.runtime.trigger.Triggers;
import dev.signalbox.runtime.view.FlowViews;
import dev.signalbox.runtime.workspace.LiveWorkspace;
import java.net.URI;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The engine inside this process: one workspace, one store that it owns. {@link Signalbox#builder} makes one. What it
 * returns from a change is durable. Safe to share between threads.
 */
public final class Engine implements Operations {
    private final LiveWorkspace workspace;
    private final RunStore store;
    private final Dispatcher dispatcher;
    private final Clock clock;
    private final Changes changes;
    private final Sweep sweep;
    private final RunReader reader;
    private final HoldReader holds;
    private final Claiming claims;
    private final Decisions decisions;
    private final Colleagues colleagues;
    private final BulkDecisions bulk;
    private final AuditReader audit;
    private final Starts starts;
    private final Moves moves;
    private final Forks forks;
    private final TimeTravel timeTravel;
    private final Drafting drafting;
    private final Triggers triggers;
    private final boolean schedules;
    private final List<String> misfits;
    private final Deliveries deliveries;
    private final Waiting waiting;
    private final Notices notices;
    private final Map<String, String> standIns;
    private final List<AutoCloseable> owned;
    private volatile boolean recovering;
    private volatile boolean draining;
    private volatile boolean closed;

    Engine(
            LiveWorkspace workspace,
            RunStore store,
            Dispatcher dispatcher,
            Environment environment,
            Clock clock,
            Ids ids,
            Changes changes,
            Sweep sweep,
            Notices notices,
            Map<String, String> standIns,
            @Nullable ReplyFolder record,
            boolean schedules,
            List<String> misfits,
            List<AutoCloseable> owned) {
        this.workspace = workspace;
        this.store = store;
        this.dispatcher = dispatcher;
        this.clock = clock;
        this.changes = changes;
        this.sweep = sweep;
        this.notices = notices;
        this.standIns = Map.copyOf(standIns);
        this.owned = List.copyOf(owned);
        reader = new RunReader(store, dispatcher, workspace, clock);
        holds = new HoldReader(store, reader, clock);
        claims = new Claiming(store, reader, clock, changes);
        audit = new AuditReader(store);
        decisions = new Decisions(
                dispatcher,
                reader,
                workspace,
                environment,
                clock,
                claims,
                record == null ? null : new PlayedReplies(dispatcher, store, record));
        colleagues = new Colleagues(dispatcher, store, workspace);
        bulk = new BulkDecisions(store, reader, decisions);
        starts = new Starts(dispatcher, store, reader, workspace, clock, ids, () -> draining);
        moves = new Moves(dispatcher, reader, workspace, environment, clock);
        forks = new Forks(dispatcher, store, reader, workspace, environment, clock, ids);
        timeTravel = new TimeTravel(store, workspace);
        drafting = new Drafting(workspace, store, environment, clock);
        triggers = new Triggers(
                workspace::recentlyChecked,
                store.triggers(),
                environment,
                clock,
                starts,
                () -> !"ready".equals(state()));
        this.schedules = schedules;
        this.misfits = List.copyOf(misfits);
        deliveries = new Deliveries(dispatcher, store, clock, triggers.events());
        waiting = new Waiting(dispatcher, changes);
    }

    /**
     * Java actions that the workspace declared as the engine began and nobody gave, or that take or answer something else: a
     * sentence each, with its place. A program that would rather not start refuses here.
     */
    public List<String> misfits() {
        return misfits;
    }

    /** The workspace file as it is now: people, groups, channels. */
    public Workspace workspace() {
        return workspace.workspace();
    }

    /** The same as it was when it had no error last: one that somebody is about to mend signs nobody out, and nobody in. */
    public Workspace soundWorkspace() {
        return workspace.sound();
    }

    /**
     * A person of {@code signalbox.yaml} with the groups they have at this moment, for a program that knows that it is they who
     * ask. Refuses anybody else; what their roles let them ask is the program's to hold to.
     */
    public Actor person(String id) {
        Workspace.Person person = workspace.sound().people().get(id);
        if (person == null) {
            throw new Problem(Problem.Kind.NOT_FOUND, "There is no person " + id + " in signalbox.yaml.");
        }
        return new Actor(
                id, Set.copyOf(person.groups()), "java", true, person.roles().contains("operator"));
    }

    /** Where a person finds each stand-in that runs, by its environment name. */
    public Map<String, String> standIns() {
        return standIns;
    }

    /** Other engines may work on the same store. */
    public boolean shared() {
        return store.shared();
    }

    /** How many runs are in memory: those under way, not those that wait. */
    public int runsInMemory() {
        return dispatcher.runsInMemory();
    }

    /** How many effects are under way, or wait for their turn. */
    public int effectsUnderWay() {
        return dispatcher.effects();
    }

    /** What has been used of the limits of this day, in UTC; empty where there are none. */
    public List<DayUse> today() {
        return working(() -> {
            LocalDate today = LocalDate.ofInstant(clock.now(), ZoneOffset.UTC);
            return DayUse.of(store.usedOn(today), workspace.checked().loaded());
        });
    }

    /** Why nothing is acknowledged any more: the store failed; null while all is well. */
    public @Nullable String failure() {
        StoreException failure = dispatcher.failure();
        return failure == null ? null : failure.getMessage();
    }

    /** One word: {@code ready}, or why new work is better taken elsewhere: recovering, draining, closed, store_failed. */
    public String state() {
        if (dispatcher.failure() != null) {
            return "store_failed";
        }
        if (closed) {
            return "closed";
        }
        if (draining) {
            return "draining";
        }
        return recovering ? "recovering" : "ready";
    }

    /** Also while it closes: what happened until then is told. */
    void tells(Listeners listeners) {
        listeners.begin(reader::hold, reader::run);
    }

    /** It is to {@link #takeUp} what an earlier owner left. */
    void leavesForLater() {
        recovering = true;
    }

    /** Takes up what was under way in the store when its last owner stopped, and begins to wake runs and to purge old ones. */
    public void takeUp() {
        dispatcher.recover();
        recovering = false;
        sweep.start();
        if (schedules) {
            triggers.schedules().start();
        }
    }

    /**
     * Begins to tell people through the workspace's channels, with links to the console at that address. An engine that is
     * never told so keeps what is to be sent for one that is.
     */
    public void sendNotices(URI publicUrl) {
        notices.send(publicUrl);
    }

    /**
     * Somebody who is signed in comes by a notice's link.
     *
     * @param place what it leads to, {@code holds/ID} or {@code runs/ID}
     */
    public Arrival arrive(String place, String token, Actor actor) {
        return notices.arrive(place, token, actor);
    }

    /**
     * Starts no run any more, and returns once nothing is under way: calls end within the bound on draining or are
     * interrupted, to be taken up at the next start. Runs can still be read and holds decided until the close.
     */
    public void drain() {
        draining = true;
        triggers.schedules().close();
        dispatcher.close();
    }

    @Override
    public List<Views.FlowSummary> flows() {
        return FlowViews.summaries(workspace.checked());
    }

    @Override
    public Views.FlowView flow(String name) {
        Views.FlowView view = FlowViews.find(workspace.checked(), workspace.sources(), name);
        if (view == null) {
            throw new Problem(Problem.Kind.NOT_FOUND, "There is no flow " + name + " in this workspace.");
        }
        return view;
    }

    @Override
    public Views.RunView start(String flow, Object input, @Nullable String idempotencyKey, Actor actor) {
        return working(() -> starts.start(flow, input, idempotencyKey, actor));
    }

    @Override
    public Views.Page<Views.RunSummary> runs(Views.RunFilter filter) {
        return working(() -> reader.runs(filter));
    }

    @Override
    public Views.RunView run(String id) {
        return working(() -> reader.run(id));
    }

    @Override
    public List<Map<String, Object>> events(String run, long after) {
        return working(() -> reader.events(run, after));
    }

    @Override
    public InboxViews.HoldPage holds(Views.HoldFilter filter, Actor asker) {
        return working(() -> holds.holds(filter, asker));
    }

    @Override
    public Views.HoldView hold(String id) {
        return working(() -> reader.hold(id));
    }

    @Override
    public Views.HoldView look(String id, Actor person) {
        return working(() -> holds.look(id, person));
    }

    @Override
    public Views.HoldView claim(String hold, boolean take, Actor actor) {
        return working(() -> claims.claim(hold, take, actor));
    }

    @Override
    public Views.HoldView release(String hold, Actor actor) {
        return working(() -> claims.release(hold, actor));
    }

    @Override
    public InboxViews.BulkView decideAll(InboxViews.BulkRequest request, Actor actor) {
        return working(() -> bulk.decide(request, actor));
    }

    @Override
    public AuditViews.AuditPage audit(AuditViews.AuditFilter filter) {
        return working(() -> audit.audit(filter));
    }

    @Override
    public List<AuditViews.ReviewerView> reviewers(AuditViews.AuditFilter filter) {
        return working(() -> audit.reviewers(filter));
    }

    @Override
    public Views.HoldView preview(String hold, Map<String, Object> edit) {
        return working(() -> decisions.preview(hold, edit));
    }

    @Override
    public Views.DecisionView decide(String hold, Views.DecisionRequest request, Actor actor) {
        return working(() -> decisions.decide(hold, request, actor));
    }

    @Override
    public EvidenceViews.HoldEvidence evidence(String hold, Actor actor) {
        return working(() -> colleagues.evidence(hold, actor));
    }

    @Override
    public EvidenceViews.HoldEvidence discuss(String hold, String text, Actor actor) {
        return working(() -> colleagues.discuss(hold, text, actor));
    }

    @Override
    public EvidenceViews.HoldEvidence delegate(String hold, String to, @Nullable String note, Actor actor) {
        return working(() -> colleagues.delegate(hold, to, note, actor));
    }

    @Override
    public List<NoticeViews.ChannelView> channels() {
        return working(notices::channels);
    }

    @Override
    public NoticeViews.TestView testChannel(String channel, Actor actor) {
        return working(() -> notices.test(channel, actor));
    }

    @Override
    public List<NoticeViews.NoticeView> notices(String hold) {
        return working(() -> notices.of(hold));
    }

    @Override
    public Views.RunView cancel(String run, @Nullable String reason, Actor actor) {
        return command(run, new Command.CancelRun(actor, reason));
    }

    @Override
    public Views.RunView retry(String run, Actor actor) {
        return command(run, new Command.RetryRun(actor));
    }

    @Override
    public Views.MoveView move(String run, Views.MoveRequest request, Actor actor) {
        return working(() -> moves.move(run, request, actor));
    }

    private Views.RunView command(String id, Command command) {
        return working(() -> switch (dispatcher.handle(new RunId(RunReader.nonEmpty(id)), command)) {
            case Handled.Done done -> reader.run(done.run());
            case Handled.Refused refused -> throw Refusals.of(refused.why());
            case Handled.NoSuchRun none -> throw Refusals.noRun(id);
            case Handled.KeyTaken taken -> throw new IllegalStateException("only a start takes a key");
            case Handled.StartedBefore before -> throw new IllegalStateException("only a start starts");
            case Handled.Stale stale -> throw new IllegalStateException("only an effect has a claim");
        });
    }

    @Override
    public Views.RunView fork(String run, ForkViews.ForkRequest request, Actor actor) {
        return working(() -> {
            Long seq = request.seq();
            if (seq == null) {
                return starts.again(run, actor);
            }
            starts.refuseWhenBusy();
            return forks.fork(run, seq, request.again(), actor);
        });
    }

    @Override
    public ForkViews.ForkPlan forkPlan(String run, ForkViews.ForkRequest request, Actor actor) {
        Long seq = request.seq();
        if (seq == null) {
            throw new Problem(
                    Problem.Kind.BAD_REQUEST,
                    "Say after which event to fork (`seq`): without one, everything of the run is done again.");
        }
        return working(() -> forks.plan(run, seq, request.again(), actor));
    }

    @Override
    public StepViews.RunAt at(String run, long seq, @Nullable Long from) {
        return working(() -> timeTravel.at(run, seq, from));
    }

    @Override
    public Views.EventReceipt send(Views.EventRequest event, Actor actor) {
        return working(() -> deliveries.send(event, null));
    }

    /** An event that a run of this engine's tells. */
    Views.EventReceipt emit(Views.EventRequest event, String run) {
        return working(() -> deliveries.send(event, new RunId(run)));
    }

    @Override
    public List<TriggerViews.TriggerView> triggers() {
        return working(triggers::all);
    }

    @Override
    public TriggerViews.TriggerView pause(String flow, String trigger, Actor actor) {
        return working(() -> triggers.pause(flow, trigger, actor));
    }

    @Override
    public TriggerViews.TriggerView resume(String flow, String trigger, Actor actor) {
        return working(() -> triggers.resume(flow, trigger));
    }

    @Override
    public TriggerViews.TrialView tryOut(String flow, String trigger, TriggerViews.TrialRequest request) {
        return working(() -> triggers.tryOut(flow, trigger, request));
    }

    @Override
    public Views.RunView fire(String flow, String trigger, TriggerViews.TrialRequest request, Actor actor) {
        return working(() -> starts.start(flow, triggers.input(flow, trigger, request), null, actor));
    }

    @Override
    public TriggerViews.HookReceipt deliver(TriggerViews.HookRequest request) {
        return working(() -> triggers.deliver(request));
    }

    @Override
    public Views.RunView await(String run, Duration atMost) {
        return working(() -> {
            Run awaited = waiting.await(new RunId(RunReader.nonEmpty(run)), atMost);
            if (awaited == null) {
                throw Refusals.noRun(run);
            }
            return reader.run(awaited);
        });
    }

    @Override
    public DraftViews.ContextView context(String flow, DraftViews.ContextRequest request) {
        return working(() -> drafting.context(flow, request));
    }

    @Override
    public DraftViews.StepView tryStep(String flow, DraftViews.StepRequest request) {
        return working(() -> drafting.tryStep(flow, request));
    }

    @Override
    public ReviewViews.TrafficView traffic(String flow, int runs) {
        return working(() -> drafting.traffic(flow, runs));
    }

    @Override
    public ReviewViews.VersionsView versions(String flow) {
        return working(() -> drafting.versions(flow));
    }

    @Override
    public ReviewViews.ReviewView review(String flow, ReviewViews.ReviewRequest request) {
        return working(() -> drafting.review(flow, request));
    }

    @Override
    public AutoCloseable watch(Consumer<Views.Change> listener) {
        return changes.listen(listener);
    }

    /** A store that fails is nobody's request: it is said plainly, and nothing is acknowledged. */
    private <T> T working(Supplier<T> work) {
        if (closed) {
            throw new Problem(Problem.Kind.UNAVAILABLE, "Signalbox is closing.");
        }
        try {
            return work.get();
        } catch (StoreException e) {
            throw new Problem(Problem.Kind.UNAVAILABLE, String.valueOf(e.getMessage()));
        }
    }

    /** Lets what is under way end or be interrupted, and gives the store back. */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        triggers.schedules().close();
        dispatcher.close();
        for (AutoCloseable one : owned) {
            try {
                one.close();
            } catch (Exception e) {
                org.slf4j.LoggerFactory.getLogger(Engine.class).warn("Closing {} failed", one, e);
            }
        }
    }
}
