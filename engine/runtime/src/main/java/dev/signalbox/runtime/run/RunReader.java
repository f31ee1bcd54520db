package dev.signalbox.runtime.run;

import dev.signalbox.core.id.HoldId;
import dev.signalbox.core.id.RunId;
import dev.signalbox.core.run.Hold;
import dev.signalbox.core.run.Run;
import dev.signalbox.core.run.RunStatus;
import dev.signalbox.dsl.model.Flow;
import dev.signalbox.dsl.model.FlowName;
import dev.signalbox.dsl.model.Workspace;
import dev.signalbox.dsl.model.verb.AskVerb;
import dev.signalbox.dsl.model.verb.BranchVerb;
import dev.signalbox.dsl.model.verb.CallVerb;
import dev.signalbox.dsl.model.verb.EachVerb;
import dev.signalbox.dsl.model.verb.EndVerb;
import dev.signalbox.dsl.model.verb.FlowVerb;
import dev.signalbox.dsl.model.verb.LlmVerb;
import dev.signalbox.dsl.model.verb.ParallelVerb;
import dev.signalbox.dsl.model.verb.SetVerb;
import dev.signalbox.dsl.model.verb.WaitVerb;
import dev.signalbox.runtime.api.Problem;
import dev.signalbox.runtime.api.Views;
import dev.signalbox.runtime.dispatch.Dispatcher;
import dev.signalbox.runtime.port.Clock;
import dev.signalbox.runtime.port.HoldLedger;
import dev.signalbox.runtime.port.RunRow;
import dev.signalbox.runtime.port.RunStore;
import dev.signalbox.runtime.view.HoldViews;
import dev.signalbox.runtime.view.Redaction;
import dev.signalbox.runtime.view.RunViews;
import dev.signalbox.runtime.workspace.LiveWorkspace;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads runs and holds out of the store and makes views of them. */
public final class RunReader {
    private static final int MOST_PER_PAGE = 200;

    /** Child runs of child runs that are looked at for holds. */
    private static final int MOST_RELATIVES = 200;

    private static final int EVENTS = 10_000;

    private final RunStore store;
    private final Dispatcher dispatcher;
    private final LiveWorkspace workspace;
    private final Clock clock;

    public RunReader(RunStore store, Dispatcher dispatcher, LiveWorkspace workspace, Clock clock) {
        this.store = store;
        this.dispatcher = dispatcher;
        this.workspace = workspace;
        this.clock = clock;
    }

    public Views.RunView run(String id) {
        Run run = dispatcher.run(new RunId(nonEmpty(id)));
        if (run == null) {
            throw Refusals.noRun(id);
        }
        return run(run, !run.holds().isEmpty());
    }

    /** The run at hand; the store is asked only about its child runs, where its flow starts any. */
    public Views.RunView run(Run run) {
        return run(run, false);
    }

    /** @param claimed who has claimed its holds is shown, which the store alone knows */
    private Views.RunView run(Run run, boolean claimed) {
        RunRow row = dispatcher.row(run);
        Flow flow = flow(row);
        List<RunRow> children = startsChildren(flow) ? store.children(run.id(), MOST_RELATIVES) : List.of();
        List<Views.HoldView> holds = children.isEmpty() && !claimed
                ? ownHolds(run, row)
                : holds(new HoldLedger.HoldQuery(family(run.id(), children), null, null, null, MOST_PER_PAGE));
        return RunViews.run(
                run, row, flow, holds, children.stream().map(RunViews::summary).toList());
    }

    private static boolean startsChildren(Flow flow) {
        return flow.states().values().stream().anyMatch(state -> switch (state.verb()) {
            case FlowVerb child -> true;
            case ParallelVerb parallel ->
                parallel.branches().values().stream()
                        .anyMatch(branch -> branch.step().verb() instanceof FlowVerb);
            case EachVerb each -> each.step().verb() instanceof FlowVerb;
            case SetVerb set -> false;
            case CallVerb call -> false;
            case LlmVerb llm -> false;
            case AskVerb ask -> false;
            case WaitVerb wait -> false;
            case EndVerb end -> false;
            case BranchVerb branch -> false;
        });
    }

    private List<Views.HoldView> ownHolds(Run run, RunRow row) {
        return run.holds().values().stream()
                .sorted(Comparator.comparing(Hold::due, Comparator.nullsLast(Comparator.naturalOrder()))
                        .thenComparing(Hold::id))
                .map(hold -> view(new HoldLedger.OpenHold(hold, row)))
                .toList();
    }

    /** The run and every child run below it. */
    private Set<RunId> family(RunId run, List<RunRow> children) {
        Set<RunId> family = new LinkedHashSet<>();
        family.add(run);
        List<RunRow> next = children;
        while (!next.isEmpty() && family.size() < MOST_RELATIVES) {
            List<RunRow> below = new ArrayList<>();
            for (RunRow child : next) {
                if (child.open() && family.add(child.id()) && family.size() < MOST_RELATIVES) {
                    below.addAll(store.children(child.id(), MOST_RELATIVES));
                }
            }
            next = below;
        }
        return family;
    }

    public Flow flow(RunRow row) {
        return workspace.pinned(row.bundle()).flow().flow();
    }

    public Views.Page<Views.RunSummary> runs(Views.RunFilter filter) {
        int limit = limit(filter.limit());
        List<RunRow> rows = store.runs(new RunStore.RunQuery(
                flowName(filter.flow()),
                status(filter.status()),
                nonBlank(filter.key()),
                names(filter.waitsOn()),
                nonBlank(filter.startedBy()),
                nonBlank(filter.text()),
                since(filter.since()),
                Cursors.run(filter.cursor()),
                limit + 1));
        List<RunRow> page = rows.size() > limit ? rows.subList(0, limit) : rows;
        return new Views.Page<>(
                page.stream().map(RunViews::summary).toList(),
                rows.size() > limit ? Cursors.of(page.get(limit - 1)) : null);
    }

    /** The run and every child run below it; null where no run is asked for. */
    @Nullable
    public Set<RunId> family(@Nullable String run) {
        if (run == null || run.isEmpty()) {
            return null;
        }
        RunId id = new RunId(run);
        return family(id, store.children(id, MOST_RELATIVES));
    }

    private List<Views.HoldView> holds(HoldLedger.HoldQuery query) {
        return store.holds(query).stream().map(this::view).toList();
    }

    public Views.HoldView hold(String id) {
        HoldLedger.OpenHold open = store.hold(new HoldId(nonEmpty(id)));
        if (open == null) {
            throw Refusals.noHold(id);
        }
        return view(open);
    }

    public Views.HoldView view(HoldLedger.OpenHold open) {
        HoldLedger.HoldClaim claim = open.claim();
        return HoldViews.hold(
                open.hold(),
                open.run(),
                workspace.pinned(open.run().bundle()).flow(),
                claim != null && claim.aliveAt(clock.now()) ? claim : null);
    }

    public List<Map<String, Object>> events(String id, long after) {
        RunRow row = store.row(new RunId(nonEmpty(id)));
        if (row == null) {
            throw Refusals.noRun(id);
        }
        Redaction redaction = new Redaction(flow(row));
        return store.events(row.id(), after, EVENTS).stream()
                .map(logged -> redaction.event(logged.seq(), logged.event()))
                .toList();
    }

    /** A person's own name and their groups, or a group's. */
    @Nullable
    public Set<String> names(@Nullable String group) {
        if (group == null || group.isEmpty()) {
            return null;
        }
        Set<String> names = new LinkedHashSet<>();
        names.add(group);
        Workspace.Person person = workspace.workspace().people().get(group);
        if (person != null) {
            names.addAll(person.groups());
        }
        return names;
    }

    private static @Nullable String nonBlank(@Nullable String text) {
        return text == null || text.isBlank() ? null : text.strip();
    }

    private static @Nullable Instant since(@Nullable String text) {
        String written = nonBlank(text);
        if (written == null) {
            return null;
        }
        try {
            return written.contains("T")
                    ? OffsetDateTime.parse(written).toInstant()
                    : LocalDate.parse(written).atStartOfDay(ZoneOffset.UTC).toInstant();
        } catch (DateTimeException e) {
            throw new Problem(
                    Problem.Kind.BAD_REQUEST,
                    "`since` is a time or a day, such as 2026-03-02T12:00:00Z or 2026-03-02, not `" + written + "`.");
        }
    }

    public static @Nullable FlowName flowName(@Nullable String name) {
        return name == null || name.isEmpty() ? null : new FlowName(name);
    }

    private static @Nullable RunStatus status(@Nullable String text) {
        if (text == null || text.isEmpty()) {
            return null;
        }
        for (RunStatus status : RunStatus.values()) {
            if (status.text().equals(text.toLowerCase(Locale.ROOT))) {
                return status;
            }
        }
        throw new Problem(
                Problem.Kind.BAD_REQUEST,
                "There is no status " + text + "; there are running, paused, stuck, succeeded, failed and cancelled.");
    }

    public static int limit(int limit) {
        if (limit < 1 || limit > MOST_PER_PAGE) {
            throw new Problem(Problem.Kind.BAD_REQUEST, "A page holds 1 to " + MOST_PER_PAGE + ", not " + limit + ".");
        }
        return limit;
    }

    public static String nonEmpty(String id) {
        if (id.isEmpty()) {
            throw new Problem(Problem.Kind.NOT_FOUND, "The id is empty.");
        }
        return id;
    }
}
