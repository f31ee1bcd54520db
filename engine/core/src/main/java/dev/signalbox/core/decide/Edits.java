package dev.signalbox.core.decide;

import dev.signalbox.core.decide.Decision.Reason;
import dev.signalbox.core.decide.Decision.Rejected;
import dev.signalbox.core.decide.verb.CallStep;
import dev.signalbox.core.decide.verb.FlowStep;
import dev.signalbox.core.effect.Target;
import dev.signalbox.core.hold.HoldHash;
import dev.signalbox.core.run.Hold;
import dev.signalbox.core.run.Ordered;
import dev.signalbox.dsl.expr.Scope;
import dev.signalbox.dsl.model.Approve;
import dev.signalbox.dsl.model.DataName;
import dev.signalbox.dsl.model.Expr;
import dev.signalbox.dsl.model.verb.CallVerb;
import dev.signalbox.dsl.model.verb.FlowVerb;
import dev.signalbox.dsl.model.verb.LlmVerb;
import dev.signalbox.dsl.value.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a person's changes make of a held call: fitted, rendered, judged and hashed anew. */
final class Edits {
    private Edits() {}

    /** @param values the data as changed, by name */
    record Edited(
            Map<DataName, Object> values,
            Map<String, Object> args,
            @Nullable Target target,
            String hash,
            String title,
            List<Hold.Shown> show) {}

    static final class Refused extends Exception {
        private static final long serialVersionUID = 1L;
        private final transient Rejected rejected;

        Refused(Rejected rejected) {
            super(rejected.message(), null, false, false);
            this.rejected = rejected;
        }

        Rejected rejected() {
            return rejected;
        }
    }

    static Edited apply(Turn turn, Hold hold, Map<String, Object> edit) throws Refused {
        Plan plan = Plans.of(turn, hold.step().slot());
        if (plan == null) {
            throw new IllegalStateException("no step for " + hold.id());
        }
        try {
            Map<DataName, Object> values = values(turn, hold, edit);
            Scope scope = RunScope.over(plan.scope(), values);
            require(turn, plan, scope);
            return switch (plan.verb()) {
                case CallVerb call -> {
                    CallStep.Rendered now = CallStep.render(turn, scope, call);
                    yield edited(turn, hold, plan, scope, values, "action " + call.action(), now.args(), now.target());
                }
                case FlowVerb flow ->
                    edited(
                            turn,
                            hold,
                            plan,
                            scope,
                            values,
                            "flow " + flow.flow(),
                            FlowStep.render(turn, scope, flow),
                            null);
                case LlmVerb llm -> throw new IllegalStateException("a question is not approved");
            };
        } catch (ValueFailure e) {
            throw new Refused(Decider.rejected(Reason.INVALID, e.words()));
        }
    }

    private static Edited edited(
            Turn turn,
            Hold hold,
            Plan plan,
            Scope scope,
            Map<DataName, Object> values,
            String what,
            Map<String, Object> args,
            @Nullable Target target)
            throws ValueFailure {
        Approve approve = plan.approve();
        String hash = HoldHash.of(hold.step(), hold.id(), turn.run().bundle(), what, target, args);
        String title = approve == null || approve.title() == null
                ? hold.title()
                : Values.text(turn.checked(), approve.title(), scope);
        List<Hold.Shown> show = approve == null ? hold.show() : Evidence.of(turn, approve.show(), scope);
        return new Edited(values, args, target, hash, title, show);
    }

    private static void require(Turn turn, Plan plan, Scope scope) throws ValueFailure {
        Expr require = plan.approve() == null ? null : plan.approve().require();
        if (require != null && !Values.test(turn.checked(), require, scope)) {
            throw new ValueFailure("the flow requires " + require.source().trim() + ", and it does not hold");
        }
    }

    private static Map<DataName, Object> values(Turn turn, Hold hold, Map<String, Object> edit) throws ValueFailure {
        Set<String> allowed = hold.edit().stream().map(Hold.Editable::path).collect(Collectors.toSet());
        Map<DataName, Object> values = new LinkedHashMap<>();
        for (Map.Entry<String, Object> change : edit.entrySet()) {
            if (!allowed.contains(change.getKey())) {
                throw new ValueFailure(change.getKey() + " may not be edited here; "
                        + (allowed.isEmpty() ? "nothing may" : "what may is " + String.join(", ", allowed)));
            }
            List<String> path = List.of(change.getKey().split("\\."));
            DataName name = new DataName(path.get(0));
            Object old = values.containsKey(name)
                    ? values.get(name)
                    : turn.run().data().get(name);
            values.put(name, put(old, path.subList(1, path.size()), change.getValue()));
        }
        for (Map.Entry<DataName, Object> value : values.entrySet()) {
            value.setValue(Values.fitData(turn.flow(), value.getKey(), value.getValue()));
        }
        return values;
    }

    private static Object put(@Nullable Object into, List<String> path, Object value) {
        if (path.isEmpty()) {
            return value;
        }
        Map<String, Object> object = into instanceof Map<?, ?> ? Json.object(into) : Map.of();
        return Ordered.with(object, path.get(0), put(object.get(path.get(0)), path.subList(1, path.size()), value));
    }
}
