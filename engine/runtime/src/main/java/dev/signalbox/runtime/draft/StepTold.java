package dev.signalbox.runtime.draft;

import dev.signalbox.core.effect.Effect;
import dev.signalbox.core.event.Event;
import dev.signalbox.core.id.StepId;
import dev.signalbox.core.run.Run;
import dev.signalbox.core.run.Step;
import dev.signalbox.dsl.graph.Graph;
import dev.signalbox.dsl.graph.GraphBuilder;
import dev.signalbox.dsl.model.DataName;
import dev.signalbox.runtime.api.DraftViews;
import dev.signalbox.runtime.api.Views;
import dev.signalbox.runtime.port.RunRow;
import dev.signalbox.runtime.view.HoldViews;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What came of a trial, as it is shown. */
record StepTold(
        Draft draft,
        StandingRun standing,
        Run run,
        List<Event> events,
        List<Effect> effects,
        Predicate<Effect.ModelCall> recorded) {

    DraftViews.StepView view(boolean left, List<String> problems) {
        Map<String, Object> writes = new LinkedHashMap<>();
        Map<String, Object> route = null;
        Map<String, Object> end = null;
        String to = null;
        String outcome = left ? "went" : waiting() ? "waits" : "asks";
        for (Event event : events) {
            if (event instanceof Event.ValuesSet set) {
                write(writes, set.values());
            } else if (event instanceof Event.DataFetched fetched) {
                write(writes, Map.of(fetched.name(), fetched.value()));
            } else if (event instanceof Event.StateCompleted done) {
                write(writes, done.saved());
                write(writes, done.set());
            } else if (event instanceof Event.RouteTaken taken) {
                write(writes, taken.values());
                route = route(taken.outcome(), taken.kind(), taken.message());
            } else if (event instanceof Event.RunStuck stuck) {
                outcome = "stuck";
                route = route(stuck.outcome(), stuck.kind(), stuck.message());
            } else if (event instanceof Event.StateEntered entered) {
                to = entered.state().value();
            } else if (event instanceof Event.RunEnded ended) {
                outcome = "ended";
                end = end(ended);
            }
        }
        return new DraftViews.StepView(
                standing.state().name().value(),
                verb(),
                outcome,
                to,
                route,
                writes,
                end,
                questions(),
                calls(),
                holds(),
                waits(),
                children(),
                problems,
                standing.written());
    }

    private boolean waiting() {
        return run.activation() != null
                && run.activation().steps().values().stream()
                        .noneMatch(step -> step.phase() == Step.Phase.CALLING || step.phase() == Step.Phase.CHILD);
    }

    private String verb() {
        String state = standing.state().name().value();
        return GraphBuilder.of(draft.flow()).nodes().stream()
                .filter(node -> node.id().equals(state))
                .map(Graph.Node::verb)
                .findFirst()
                .orElse("");
    }

    private void write(Map<String, Object> writes, Map<DataName, Object> values) {
        values.forEach((name, value) -> writes.put(name.value(), value));
    }

    private static Map<String, Object> route(String outcome, String kind, String message) {
        return Map.of("outcome", outcome, "kind", kind, "message", message);
    }

    private static Map<String, Object> end(Event.RunEnded ended) {
        Map<String, Object> end = new LinkedHashMap<>();
        end.put("status", ended.status());
        if (ended.output() != null) {
            end.put("output", ended.output());
        }
        if (ended.error() != null) {
            end.put("error", ended.error());
        }
        return end;
    }

    private List<DraftViews.QuestionView> questions() {
        List<DraftViews.QuestionView> all = new ArrayList<>();
        for (Effect effect : effects) {
            if (effect instanceof Effect.ModelCall call) {
                all.add(question(call));
            }
        }
        return all;
    }

    private DraftViews.QuestionView question(Effect.ModelCall call) {
        String purpose = "answer";
        String reply = null;
        Object value = null;
        List<String> misfits = List.of();
        for (Event event : events) {
            if (event instanceof Event.ModelRequested asked && is(call, asked.step(), asked.attempt())) {
                purpose = asked.purpose();
            } else if (event instanceof Event.ModelReplied replied && is(call, replied.step(), replied.attempt())) {
                reply = replied.text();
            } else if (event instanceof Event.ReplyRefused refused && is(call, refused.step(), refused.attempt())) {
                misfits = refused.problems();
            } else if (event instanceof Event.ReplyAccepted accepted
                    && accepted.step().equals(call.step())
                    && reply != null) {
                value = accepted.value();
            } else if (event instanceof Event.ModelFailed failed && is(call, failed.step(), failed.attempt())) {
                misfits = List.of(failed.kind() + ": " + failed.message());
            }
        }
        return new DraftViews.QuestionView(
                call.step().slot(),
                purpose,
                call.model().value(),
                ContextTrial.messages(call.messages()),
                call.schema(),
                recorded.test(call),
                reply,
                value,
                misfits);
    }

    private static boolean is(Effect.ModelCall call, StepId step, int attempt) {
        return call.step().equals(step) && call.attempt() == attempt;
    }

    private List<DraftViews.CallView> calls() {
        List<DraftViews.CallView> all = new ArrayList<>();
        for (Effect effect : effects) {
            if (effect instanceof Effect.ActionCall call) {
                all.add(call(call));
            }
        }
        return all;
    }

    private DraftViews.CallView call(Effect.ActionCall call) {
        boolean fetch = false;
        Object result = null;
        String failure = null;
        for (Event event : events) {
            if (event instanceof Event.CallRequested asked && asked.step().equals(call.step())) {
                fetch = asked.fetch();
            } else if (event instanceof Event.CallSucceeded done && done.step().equals(call.step())) {
                result = done.result();
            } else if (event instanceof Event.CallFailed failed
                    && failed.step().equals(call.step())
                    && failed.attempt() == call.attempt()) {
                failure = failed.kind() + ": " + failed.message()
                        + (failed.retryAt() == null ? "" : "; it is tried again");
            } else if (event instanceof Event.CallUnknown unknown
                    && unknown.step().equals(call.step())) {
                failure = unknown.kind() + ": it may have happened";
            }
        }
        return new DraftViews.CallView(
                call.step().slot(),
                fetch,
                call.action().value(),
                call.effect().name().toLowerCase(Locale.ROOT),
                call.delivery().name().toLowerCase(Locale.ROOT),
                call.args(),
                HoldViews.target(call.target()),
                call.key(),
                result,
                failure);
    }

    private List<Views.HoldView> holds() {
        RunRow row = new RunRow(
                run.id(),
                run.flow(),
                run.version(),
                run.key(),
                run.bundle(),
                run.status(),
                run.state(),
                run.seq(),
                null,
                run.startedBy(),
                run.startedAt(),
                run.updatedAt(),
                null,
                null,
                run.usage());
        List<Views.HoldView> holds = new ArrayList<>();
        for (Event event : events) {
            if (event instanceof Event.HoldOpened opened) {
                holds.add(HoldViews.hold(opened.hold(), row, draft.checked(), null));
            }
        }
        return holds;
    }

    private List<Map<String, Object>> waits() {
        List<Map<String, Object>> waits = new ArrayList<>();
        for (Event event : events) {
            if (event instanceof Event.WaitStarted wait) {
                Map<String, Object> one = new LinkedHashMap<>();
                put(one, "until", wait.until());
                put(one, "event", wait.event());
                put(one, "key", wait.key());
                put(one, "expires", wait.expires());
                waits.add(one);
            }
        }
        return waits;
    }

    private List<Map<String, Object>> children() {
        List<Map<String, Object>> children = new ArrayList<>();
        for (Event event : events) {
            if (event instanceof Event.ChildRequested child) {
                children.add(
                        Map.of("slot", child.step().slot(), "flow", child.flow().value(), "input", child.input()));
            }
        }
        return children;
    }

    private static void put(Map<String, Object> map, String key, @Nullable Object value) {
        if (value != null) {
            map.put(key, value.toString());
        }
    }
}
