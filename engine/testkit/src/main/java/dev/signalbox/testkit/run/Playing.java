package dev.signalbox.testkit.run;

import dev.signalbox.core.effect.Effect;
import dev.signalbox.core.effect.Target;
import dev.signalbox.core.event.Event;
import dev.signalbox.core.id.RunId;
import dev.signalbox.core.id.StepId;
import dev.signalbox.dsl.diagnostic.Place;
import dev.signalbox.dsl.model.Flow;
import dev.signalbox.dsl.model.FlowName;
import dev.signalbox.dsl.model.ModelName;
import dev.signalbox.dsl.model.StateName;
import dev.signalbox.dsl.model.Workspace;
import dev.signalbox.dsl.model.test.Reply;
import dev.signalbox.dsl.model.test.TestCase;
import dev.signalbox.dsl.model.test.TestFile;
import dev.signalbox.dsl.model.verb.EachVerb;
import dev.signalbox.runtime.model.ExactRequest;
import dev.signalbox.runtime.model.RecordedReply;
import dev.signalbox.runtime.model.ReplyBook;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Gives each call of an action or a model the entry of its script, and remembers which call got which. */
final class Playing {
    private final TestFile file;
    private final TestCase test;
    private final TestedFlows flows;
    private final Journal journal;
    private final Scripts<Reply> actions;
    private final Scripts<Reply> models;
    private final Map<Call, Part> parts = new LinkedHashMap<>();
    private final Map<String, Map<Visit, Integer>> firstItems = new LinkedHashMap<>();

    /** One try of a step's call. */
    record Call(StepId step, int attempt) {}

    private record Visit(RunId run, StateName state, int visit) {}

    private static final class Part {
        final Reply reply;
        boolean crashed;

        Part(Reply reply) {
            this.reply = reply;
        }
    }

    /** What is to become of a call. */
    sealed interface Next {
        /** @param outcome an {@code ActionOutcome} or a {@code ModelOutcome} */
        record Ends(Object outcome) implements Next {}

        /** The engine stops and starts again here. */
        record Crashes() implements Next {}

        /** The test says nothing about it, or nothing that can be. */
        record Fails(Failure failure) implements Next {}
    }

    Playing(TestFile file, TestCase test, TestedFlows flows, Journal journal) {
        this.file = file;
        this.test = test;
        this.flows = flows;
        this.journal = journal;
        actions = new Scripts<>("actions", test.actions(), Reply::place);
        models = new Scripts<>("models", test.models(), Reply::place);
    }

    TestCase test() {
        return test;
    }

    List<Failure> unused(boolean withModels) {
        List<Failure> unused = new ArrayList<>(withModels ? models.unused() : List.of());
        unused.addAll(actions.unused());
        return unused;
    }

    /** The reply that a call got; null when it got none from a script. */
    @Nullable
    Reply playedFor(Call call) {
        Part part = parts.get(call);
        return part == null ? null : part.reply;
    }

    /** Whether the script stops the engine before this call has left; asked as it leaves. */
    synchronized boolean crashesBefore(StepId step, int attempt) {
        Event.CallRequested asked = asked(step, attempt);
        if (asked == null) {
            return false;
        }
        Call call = new Call(step, attempt);
        String name = asked.action().value();
        Part part = parts.get(call);
        Reply reply = part == null ? actions.peek(name, item(name, step)) : part.reply;
        if (reply == null || reply.crash() != Reply.Crash.BEFORE || (part != null && part.crashed)) {
            return false;
        }
        Part its = part == null ? take(call, name, actions) : part;
        if (its != null) {
            its.crashed = true;
        }
        return its != null;
    }

    private Event.@Nullable CallRequested asked(StepId step, int attempt) {
        for (Event event : journal.events(step.run())) {
            if (event instanceof Event.CallRequested call && call.step().equals(step) && call.attempt() == attempt) {
                return call;
            }
        }
        return null;
    }

    synchronized Next action(Effect.ActionCall call) {
        String name = call.action().value();
        if (!test.actions().containsKey(name) && call.target() instanceof Target.Echo) {
            return new Next.Ends(Said.answered(call, call.args()));
        }
        return play(new Call(call.step(), call.attempt()), name, actions, reply -> Said.action(call, reply.outcome()));
    }

    /** @param known the models of the run's bundle */
    synchronized Next model(Effect.ModelCall call, Map<ModelName, Workspace.Model> known) {
        String state = call.step().state().value();
        if (!test.models().containsKey(state)) {
            return recorded(call, known);
        }
        return play(
                new Call(call.step(), call.attempt()),
                state,
                models,
                reply -> Said.model(call, reply.outcome(), predicted(call), known));
    }

    private interface Saying {
        Object of(Reply reply);
    }

    private Next play(Call call, String name, Scripts<Reply> scripts, Saying saying) {
        Part part = parts.get(call);
        if (part == null || (part.crashed && part.reply.outcome() instanceof Reply.Outcome.Nothing)) {
            if (part != null && scripts.always(name)) {
                return fails(
                        Failure.Kind.SCRIPT,
                        part.reply.place(),
                        "The engine has started again and asks " + name
                                + " once more, and the script says only `crash`.");
            }
            part = take(call, name, scripts);
        }
        if (part == null) {
            return missing(call, name, scripts);
        }
        if (part.reply.crash() != Reply.Crash.NONE && !part.crashed) {
            part.crashed = true;
            return new Next.Crashes();
        }
        if (part.reply.outcome() instanceof Reply.Outcome.Fails wrong) {
            String unknown = Said.unknownKind(wrong.kind(), scripts == models);
            if (unknown != null) {
                return fails(Failure.Kind.SCRIPT, part.reply.place(), unknown);
            }
        }
        return new Next.Ends(saying.of(part.reply));
    }

    private @Nullable Part take(Call call, String name, Scripts<Reply> scripts) {
        Integer item = item(name, call.step());
        Scripts.Line<Reply> line = item == null ? scripts.next(name) : scripts.at(name, item);
        if (line == null || line.entry() == null) {
            return null;
        }
        Part part = new Part(line.entry());
        parts.put(call, part);
        return part;
    }

    /** In an {@code each} the entries of a list are the items', visit after visit; null for any other call. */
    private @Nullable Integer item(String script, StepId step) {
        if (step.slot().isEmpty() || !Character.isDigit(step.slot().charAt(0)) || !isEach(step)) {
            return null;
        }
        Map<Visit, Integer> visits = firstItems.computeIfAbsent(script, name -> new LinkedHashMap<>());
        Visit visit = new Visit(step.run(), step.state(), step.visit());
        Integer first = visits.get(visit);
        if (first == null) {
            int before = 0;
            for (Visit earlier : visits.keySet()) {
                before += items(earlier);
            }
            first = before;
            visits.put(visit, first);
        }
        return first + Integer.parseInt(step.slot());
    }

    private boolean isEach(StepId step) {
        FlowName name = journal.flow(step.run());
        Flow flow = name == null ? null : flows.current(name).flow().flow();
        return flow != null && flow.state(step.state()).verb() instanceof EachVerb;
    }

    private int items(Visit visit) {
        for (Event event : journal.events(visit.run())) {
            if (event instanceof Event.EachStarted each
                    && each.state().equals(visit.state())
                    && each.visit() == visit.visit()) {
                return each.items().size();
            }
        }
        return 0;
    }

    private Next missing(Call call, String name, Scripts<Reply> scripts) {
        String key = scripts == models ? "models" : "actions";
        String asked = scripts == models
                ? "The state " + name + " asks its model"
                : "The state " + call.step().state() + " calls " + name;
        Scripts.Line<Reply> line = scripts.next(name);
        if (line == null) {
            return fails(
                    Failure.Kind.UNSCRIPTED,
                    test.place(),
                    asked + ", and `" + key + "` says nothing about " + name + ".");
        }
        return fails(
                Failure.Kind.UNSCRIPTED,
                line.place(),
                asked + " once more, and all " + line.times() + " entries of its script are used up.");
    }

    private static Next fails(Failure.Kind kind, Place place, String message) {
        return new Next.Fails(Failure.of(kind, place, message));
    }

    /** The file of recorded replies that this call is left to; null when it is scripted, or there is no such file. */
    synchronized @Nullable String leftTo(Effect.ModelCall call) {
        return test.models().containsKey(call.step().state().value()) ? null : replies();
    }

    private @Nullable String replies() {
        return test.replies() == null ? file.replies() : test.replies();
    }

    /** From the recorded replies that the test, or its file, names. */
    private Next recorded(Effect.ModelCall call, Map<ModelName, Workspace.Model> known) {
        String state = call.step().state().value();
        String path = replies();
        if (path == null) {
            return missing(new Call(call.step(), call.attempt()), state, models);
        }
        ReplyBook book = flows.replies(path);
        ExactRequest request = ExactRequest.of(call, known);
        RecordedReply reply = book.find(request);
        if (reply != null) {
            return new Next.Ends(Said.recorded(call, reply, known));
        }
        StaleReply stale = StaleReply.of(request, call, test, file.tests(), book, flows.mask());
        String why = stale == null
                ? " has no reply to this question of " + state
                : " has a reply that is stale: " + stale.why();
        return new Next.Fails(new Failure(
                Failure.Kind.UNSCRIPTED,
                "The state " + state + " asks its model, `models` says nothing about it, and " + path + why + ".",
                test.place(),
                List.of("`signalbox test --record` asks the model and records what it replies."),
                null,
                null,
                stale == null ? List.of() : stale.changes()));
    }

    /** Nobody can be asked what no reply is recorded for. */
    Next unanswered(Effect.ModelCall call, String why) {
        return fails(
                Failure.Kind.UNSCRIPTED,
                test.place(),
                "The state " + call.step().state() + " asks its model, and " + why + ".");
    }

    private long predicted(Effect.ModelCall call) {
        for (Event event : journal.events(call.step().run())) {
            if (event instanceof Event.ModelRequested asked
                    && asked.step().equals(call.step())
                    && asked.attempt() == call.attempt()) {
                return (long) asked.manifest().used() + asked.manifest().envelope();
            }
        }
        return 0;
    }
}
