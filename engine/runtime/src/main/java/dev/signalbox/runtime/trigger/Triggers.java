package dev.signalbox.runtime.trigger;

import dev.signalbox.core.command.Actor;
import dev.signalbox.dsl.check.CheckedWorkspace;
import dev.signalbox.dsl.model.FlowName;
import dev.signalbox.dsl.model.Template;
import dev.signalbox.dsl.model.Trigger;
import dev.signalbox.dsl.value.CronTimes;
import dev.signalbox.dsl.value.Json;
import dev.signalbox.runtime.api.Problem;
import dev.signalbox.runtime.api.TriggerOperations;
import dev.signalbox.runtime.api.TriggerViews;
import dev.signalbox.runtime.api.Views;
import dev.signalbox.runtime.port.Clock;
import dev.signalbox.runtime.port.Environment;
import dev.signalbox.runtime.port.TriggerLedger;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The triggers of a workspace: listed, paused, tried, and what carries each kind out. */
public final class Triggers implements TriggerOperations {
    private final KnownTriggers known;
    private final TriggerLedger ledger;
    private final Environment environment;
    private final Clock clock;
    private final Launch launch;
    private final Hooks hooks;
    private final EventStarts events;
    private final Schedules schedules;

    /**
     * @param workspace as its files are now
     * @param busy whether the engine begins nothing any more
     */
    public Triggers(
            Supplier<CheckedWorkspace> workspace,
            TriggerLedger ledger,
            Environment environment,
            Clock clock,
            Launch launch,
            BooleanSupplier busy) {
        this.known = new KnownTriggers(workspace);
        this.ledger = ledger;
        this.environment = environment;
        this.clock = clock;
        this.launch = launch;
        this.hooks = new Hooks(known, ledger, environment, clock, launch);
        this.events = new EventStarts(known, ledger, clock, launch);
        this.schedules = new Schedules(known, ledger, clock, launch, busy);
    }

    public EventStarts events() {
        return events;
    }

    public Schedules schedules() {
        return schedules;
    }

    @Override
    public TriggerViews.HookReceipt deliver(TriggerViews.HookRequest request) {
        return hooks.deliver(request);
    }

    @Override
    public List<TriggerViews.TriggerView> triggers() {
        Map<TriggerLedger.TriggerId, TriggerLedger.Kept> kept = new HashMap<>();
        ledger.all().forEach(one -> kept.put(one.trigger(), one));
        return known.all().stream().map(one -> view(one, kept.get(one.id()))).toList();
    }

    @Override
    public TriggerViews.TriggerView pause(String flow, String name, Actor actor) {
        KnownTrigger trigger = known.find(flow, name);
        ledger.pause(trigger.id(), actor.id(), clock.now());
        return view(trigger, ledger.of(trigger.id()));
    }

    @Override
    public TriggerViews.TriggerView resume(String flow, String name, Actor actor) {
        KnownTrigger trigger = known.find(flow, name);
        if (trigger.trigger() instanceof Trigger.Schedule) {
            // What came while it was paused is over.
            ledger.reckonedTo(trigger.id(), clock.now());
        }
        ledger.resume(trigger.id());
        return view(trigger, ledger.of(trigger.id()));
    }

    @Override
    public TriggerViews.TrialView tryOut(String flow, String name, TriggerViews.TrialRequest request) {
        try {
            return new TriggerViews.TrialView(input(flow, name, request), List.of());
        } catch (Problem problem) {
            if (problem.kind() != Problem.Kind.INVALID) {
                throw problem;
            }
            return new TriggerViews.TrialView(
                    null,
                    problem.details().get("problems") instanceof List<?> problems
                            ? problems.stream().map(String::valueOf).toList()
                            : List.of(String.valueOf(problem.getMessage())));
        }
    }

    @Override
    public Views.RunView fire(String flow, String name, TriggerViews.TrialRequest request, Actor actor) {
        return launch.start(new FlowName(flow), input(flow, name, request), actor);
    }

    /** What the mapping makes of it; refuses what does not fit. */
    private Map<String, Object> input(String flow, String name, TriggerViews.TrialRequest request) {
        KnownTrigger trigger = known.find(flow, name);
        Instant at = Objects.requireNonNullElse(request.time(), clock.now());
        Occasion occasion = switch (trigger.trigger()) {
            case Trigger.Http http -> Occasion.request(or(request.body()), lower(request.headers()), Map.of(), at);
            case Trigger.Schedule schedule -> Occasion.tick(at);
            case Trigger.Event event -> Occasion.event(or(request.payload()), at);
        };
        return occasion.input(trigger);
    }

    private static Object or(@Nullable Object given) {
        return given == null ? Map.of() : given;
    }

    private static Map<String, String> lower(@Nullable Map<String, String> headers) {
        Map<String, String> small = new HashMap<>();
        if (headers != null) {
            headers.forEach((name, value) -> small.put(name.toLowerCase(Locale.ROOT), value));
        }
        return small;
    }

    private TriggerViews.TriggerView view(KnownTrigger one, TriggerLedger.@Nullable Kept kept) {
        TriggerLedger.Pause pause = kept == null ? null : kept.paused();
        TriggerLedger.Fired last = kept == null ? null : kept.last();
        TriggerViews.PausedView paused = pause == null
                ? null
                : new TriggerViews.PausedView(pause.by(), pause.at().toString());
        TriggerViews.LastView fired = last == null
                ? null
                : new TriggerViews.LastView(
                        last.at().toString(),
                        last.run() == null ? null : last.run().value(),
                        last.problem());
        String flow = one.flow().value();
        Object input = written(one.trigger().input());
        return switch (one.trigger()) {
            case Trigger.Http http ->
                new TriggerViews.TriggerView(
                        flow, one.name(), "http", http.path(), null, input, problem(http), paused, null, fired, null);
            case Trigger.Schedule schedule ->
                new TriggerViews.TriggerView(
                        flow,
                        one.name(),
                        "schedule",
                        schedule.cron(),
                        schedule.zone(),
                        input,
                        null,
                        paused,
                        next(schedule),
                        fired,
                        null);
            case Trigger.Event event ->
                new TriggerViews.TriggerView(
                        flow, one.name(), "event", event.name().value(), null, input, null, paused, null, fired, null);
        };
    }

    private @Nullable String next(Trigger.Schedule schedule) {
        Instant next = CronTimes.of(schedule.cron(), schedule.zone()).after(clock.now());
        return next == null ? null : next.toString();
    }

    private @Nullable String problem(Trigger.Http http) {
        String value = environment.secret(http.signature().secret());
        return value == null || value.isBlank()
                ? "The secret " + http.signature().secret() + " has no value here, so no request can be checked."
                : null;
    }

    private static Object written(Template template) {
        return switch (template) {
            case Template.Literal literal -> literal.value();
            case Template.Only only -> "${" + only.expr().source() + "}";
            case Template.Interpolated text -> {
                StringBuilder whole = new StringBuilder();
                for (Template.Piece piece : text.pieces()) {
                    whole.append(
                            switch (piece) {
                                case Template.Piece.Text plain -> plain.text();
                                case Template.Piece.Value value ->
                                    "${" + value.expr().source() + "}";
                            });
                }
                yield whole.toString();
            }
            case Template.Fields fields -> {
                Map<String, Object> object = new LinkedHashMap<>();
                fields.fields().forEach((name, value) -> object.put(name, written(value)));
                yield Json.object(object);
            }
            case Template.Items items ->
                items.items().stream().map(Triggers::written).toList();
        };
    }
}
