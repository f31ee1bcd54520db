package dev.signalbox.dsl.diff;

import dev.signalbox.dsl.model.Action;
import dev.signalbox.dsl.model.Approve;
import dev.signalbox.dsl.model.DataDecl;
import dev.signalbox.dsl.model.Escalate;
import dev.signalbox.dsl.model.EventDecl;
import dev.signalbox.dsl.model.Fetch;
import dev.signalbox.dsl.model.Next;
import dev.signalbox.dsl.model.Retry;
import dev.signalbox.dsl.model.Risk;
import dev.signalbox.dsl.model.Route;
import dev.signalbox.dsl.model.Save;
import dev.signalbox.dsl.model.State;
import dev.signalbox.dsl.model.Transport;
import dev.signalbox.dsl.model.Trigger;
import dev.signalbox.dsl.model.verb.AskVerb;
import dev.signalbox.dsl.model.verb.BranchVerb;
import dev.signalbox.dsl.model.verb.CallVerb;
import dev.signalbox.dsl.model.verb.EachVerb;
import dev.signalbox.dsl.model.verb.EndVerb;
import dev.signalbox.dsl.model.verb.FlowVerb;
import dev.signalbox.dsl.model.verb.InnerStep;
import dev.signalbox.dsl.model.verb.LlmVerb;
import dev.signalbox.dsl.model.verb.ParallelVerb;
import dev.signalbox.dsl.model.verb.SetVerb;
import dev.signalbox.dsl.model.verb.StepVerb;
import dev.signalbox.dsl.model.verb.Verb;
import dev.signalbox.dsl.model.verb.WaitVerb;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The parts of a flow as JSON that is equal exactly when they mean the same: places, order and spelling are gone, and what
 * was renamed has its new name. Names of states, actions and data themselves are not part of it.
 */
final class Meaning {
    private final Values values;
    private final Renames renames;

    Meaning(Values values) {
        this.values = values;
        this.renames = values.renames();
    }

    Values values() {
        return values;
    }

    /** All of a state but what people read and the schemas in it: those are the same in more ways than one. */
    Map<String, Object> state(State state) {
        return new Form()
                .with("verb", verb(state.verb()))
                .with("save", save(state.save()))
                .with("set", values.assigned(state.set()))
                .with("retry", retry(state.retry()))
                .with("timeout", Values.duration(state.timeout()))
                .with("visits", state.visits())
                .with("approve", state.approve() == null ? null : approve(state.approve()))
                .with("next", next(state.next()))
                .with("otherwise", routes(state.otherwise()))
                .done();
    }

    /** What kind of state it is. */
    static String verbName(Verb verb) {
        return switch (verb) {
            case SetVerb set -> "set";
            case CallVerb call -> "call";
            case LlmVerb llm -> "llm";
            case AskVerb ask -> "ask";
            case WaitVerb wait -> "wait";
            case ParallelVerb parallel -> "parallel";
            case EachVerb each -> "each";
            case FlowVerb flow -> "flow";
            case EndVerb end -> "end";
            case BranchVerb branch -> "branch";
        };
    }

    Map<String, Object> verb(Verb verb) {
        Form form = new Form().with("is", verbName(verb));
        return switch (verb) {
            case SetVerb set ->
                form.with("values", values.assigned(set.values())).done();
            case AskVerb ask -> form.with("ask", ask(ask)).done();
            case WaitVerb wait ->
                form.with("for", waited(wait.what()))
                        .with("within", Values.duration(wait.within()))
                        .done();
            case ParallelVerb parallel -> {
                Map<String, Object> branches = new LinkedHashMap<>();
                parallel.branches().forEach((name, branch) -> branches.put(name, inner(branch.step())));
                yield form.with("branches", branches)
                        .with("join", join(parallel.join()))
                        .done();
            }
            case EachVerb each ->
                form.with("each", each(each)).with("step", inner(each.step())).done();
            case EndVerb end ->
                form.with("status", end.status().name().toLowerCase(Locale.ROOT))
                        .with("output", values.maybe(end.output()))
                        .with("error", values.maybe(end.error()))
                        .done();
            case BranchVerb branch -> form.done();
            case StepVerb step -> step(step, form);
        };
    }

    private Map<String, Object> step(StepVerb step, Form form) {
        return switch (step) {
            case CallVerb call ->
                form.with("action", renames.of(call.action()).value())
                        .with("with", values.template(call.with()))
                        .done();
            case FlowVerb flow ->
                form.with("flow", flow.flow().value())
                        .with("with", values.template(flow.with()))
                        .done();
            case LlmVerb llm ->
                form.with("question", new QuestionForm(this).of(llm)).done();
        };
    }

    private Map<String, Object> inner(InnerStep step) {
        return new Form()
                .with("verb", verb((Verb) step.verb()))
                .with("save", save(step.save()))
                .with("retry", retry(step.retry()))
                .with("timeout", Values.duration(step.timeout()))
                .with("approve", step.approve() == null ? null : approve(step.approve()))
                .done();
    }

    Map<String, Object> each(EachVerb each) {
        return new Form()
                .with("item", each.item())
                .with("in", values.expr(each.in()))
                .with("max", each.max())
                .with("concurrency", each.concurrency())
                .with("collect", each.collect())
                .done();
    }

    static String join(ParallelVerb.Join join) {
        return switch (join) {
            case ParallelVerb.Join.All all -> "all";
            case ParallelVerb.Join.Any any -> "any";
            case ParallelVerb.Join.Count count -> Integer.toString(count.n());
        };
    }

    Map<String, Object> waited(WaitVerb.For what) {
        return switch (what) {
            case WaitVerb.For.Time time ->
                new Form().with("for", values.template(time.duration())).done();
            case WaitVerb.For.Until until ->
                new Form().with("until", values.template(until.instant())).done();
            case WaitVerb.For.Event event ->
                new Form()
                        .with("event", renames.of(event.name()).value())
                        .with("key", values.maybe(event.key()))
                        .with("where", values.maybe(event.where()))
                        .done();
        };
    }

    Map<String, Object> ask(AskVerb ask) {
        return new Form()
                .with("title", values.maybe(ask.title()))
                .with("show", values.sorted(ask.show()))
                .with("choices", ask.choices().stream().map(Values::plain).toList())
                .with("by", ask.by().stream().sorted().toList())
                .with("within", Values.duration(ask.within()))
                .with("remind", Values.duration(ask.remind()))
                .with("escalate", escalate(ask.escalate()))
                .with("urgency", ask.urgency().name())
                .done();
    }

    Map<String, Object> approve(Approve approve) {
        return new Form()
                .with("title", values.maybe(approve.title()))
                .with("show", values.sorted(approve.show()))
                .with("edit", values.sorted(approve.edit()))
                .with("when", values.maybe(approve.when()))
                .with("require", values.maybe(approve.require()))
                .with("by", approve.by().stream().sorted().toList())
                .with("count", approve.count())
                .with("not", approve.notRequester())
                .with("within", Values.duration(approve.within()))
                .with("use_within", Values.duration(approve.useWithin()))
                .with("recheck", values.maybe(approve.recheck()))
                .with("remind", Values.duration(approve.remind()))
                .with("escalate", escalate(approve.escalate()))
                .with("urgency", approve.urgency().name())
                .with("note", approve.noteRequired())
                .done();
    }

    static @Nullable Object escalate(@Nullable Escalate escalate) {
        return escalate == null
                ? null
                : new Form()
                        .with("after", Values.duration(escalate.after()))
                        .with("by", escalate.by().stream().sorted().toList())
                        .done();
    }

    @Nullable
    Object save(@Nullable Save save) {
        return switch (save) {
            case null -> null;
            case Save.Whole whole -> renames.of(whole.name()).value();
            case Save.Mapping mapping -> values.assigned(mapping.names());
        };
    }

    static @Nullable Object retry(@Nullable Retry retry) {
        return retry == null
                ? null
                : new Form()
                        .with("max", retry.max())
                        .with("backoff", Values.duration(retry.first()) + ".." + Values.duration(retry.most()))
                        .with("on", retry.on().stream().sorted().toList())
                        .done();
    }

    private @Nullable Object next(@Nullable Next next) {
        return switch (next) {
            case null -> null;
            case Next.Always always -> renames.of(always.to().state()).value();
            case Next.Branches branches ->
                branches.branches().stream()
                        .map(branch -> new Form()
                                .with("when", values.maybe(branch.when()))
                                .with("to", renames.of(branch.to().state()).value())
                                .done())
                        .toList();
            case Next.Match match -> {
                Form cases = new Form();
                match.cases()
                        .forEach(one -> cases.with(
                                String.valueOf(one.value()),
                                renames.of(one.to().state()).value()));
                Next.Target otherwise = match.otherwise();
                yield new Form()
                        .with("match", values.expr(match.match()))
                        .with("cases", cases.done())
                        .with(
                                "else",
                                otherwise == null
                                        ? null
                                        : renames.of(otherwise.state()).value())
                        .done();
            }
        };
    }

    Map<String, Object> routes(Map<String, Route> routes) {
        Map<String, Object> all = new LinkedHashMap<>();
        routes.forEach((outcome, route) -> all.put(outcome, route(route)));
        return all;
    }

    Map<String, Object> route(Route route) {
        return new Form()
                .with("to", renames.of(route.to()).value())
                .with("set", values.assigned(route.set()))
                .with("in_a_row", route.inARow())
                .done();
    }

    Map<String, Object> action(Action action) {
        return new Form()
                .with("transport", transport(action.transport()))
                .with("args", SchemaForm.of(action.args()))
                .with("returns", SchemaForm.maybe(action.returns()))
                .with("effect", action.effect().name())
                .with("delivery", action.delivery().name())
                .with("risk", risk(action.risk()))
                .with("per_run", action.perRun())
                .with("concurrency", action.concurrency())
                .with("fails", fails(action))
                .done();
    }

    List<Object> fails(Action action) {
        return action.fails().stream()
                .map(failure -> (Object) new Form()
                        .with("when", values.expr(failure.when()))
                        .with("code", failure.code())
                        .with("message", values.maybe(failure.message()))
                        .done())
                .toList();
    }

    String risk(Risk risk) {
        return switch (risk) {
            case Risk.High high -> "high";
            case Risk.Low low -> "low";
            case Risk.When when -> values.expr(when.condition());
        };
    }

    Map<String, Object> transport(Transport transport) {
        return switch (transport) {
            case Transport.Http http ->
                new Form()
                        .with("method", http.method())
                        .with("url", values.template(http.url()))
                        .with("headers", values.templates(http.headers()))
                        .with("query", values.templates(http.query()))
                        .with("body", values.maybe(http.body()))
                        .done();
            case Transport.Java java -> new Form().with("java", java.name()).done();
            case Transport.Mcp mcp ->
                new Form()
                        .with("server", mcp.server())
                        .with("tool", mcp.tool())
                        .with("schema", mcp.schema())
                        .done();
            case Transport.Exec exec ->
                new Form()
                        .with("program", exec.program())
                        .with(
                                "arguments",
                                exec.arguments().stream().map(values::template).toList())
                        .with("stdin", values.maybe(exec.stdin()))
                        .done();
            case Transport.Echo echo -> new Form().with("echo", true).done();
        };
    }

    Map<String, Object> data(DataDecl decl) {
        return new Form()
                .with("schema", SchemaForm.of(decl.schema()))
                .with("default", decl.initial() == null ? null : Values.plain(decl.initial()))
                .with("redact", decl.redact())
                .with("fetch", fetch(decl.fetch()))
                .done();
    }

    @Nullable
    Object fetch(@Nullable Fetch fetch) {
        return fetch == null
                ? null
                : new Form()
                        .with("call", renames.of(fetch.call()).value())
                        .with("with", values.template(fetch.with()))
                        .with("fresh", Values.duration(fetch.fresh()))
                        .with("retry", retry(fetch.retry()))
                        .with("timeout", Values.duration(fetch.timeout()))
                        .done();
    }

    static Map<String, Object> event(EventDecl event) {
        return new Form()
                .with("payload", SchemaForm.of(event.payload()))
                .with("lookback", Values.duration(event.lookback()))
                .done();
    }

    Map<String, Object> trigger(Trigger trigger) {
        Form form = switch (trigger) {
            case Trigger.Http http ->
                new Form()
                        .with("path", http.path())
                        .with("secret", http.signature().secret())
                        .with("header", http.signature().header())
                        .with("timestamp", http.signature().timestamp())
                        .with("id", http.signature().id())
                        .with("tolerance", Values.duration(http.signature().tolerance()));
            case Trigger.Schedule schedule ->
                new Form()
                        .with("cron", schedule.cron())
                        .with("zone", schedule.zone())
                        .with("missed", schedule.missed().name().toLowerCase(java.util.Locale.ROOT));
            case Trigger.Event event ->
                new Form().with("event", renames.of(event.name()).value());
        };
        return form.with("input", values.template(trigger.input())).done();
    }
}
