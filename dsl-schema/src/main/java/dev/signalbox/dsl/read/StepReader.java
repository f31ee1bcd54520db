package dev.signalbox.dsl.read;

import dev.signalbox.dsl.diagnostic.Code;
import dev.signalbox.dsl.diagnostic.Diagnostic;
import dev.signalbox.dsl.model.ActionName;
import dev.signalbox.dsl.model.FlowName;
import dev.signalbox.dsl.model.Retry;
import dev.signalbox.dsl.model.Save;
import dev.signalbox.dsl.model.verb.CallVerb;
import dev.signalbox.dsl.model.verb.FlowVerb;
import dev.signalbox.dsl.model.verb.InnerStep;
import dev.signalbox.dsl.model.verb.LlmVerb;
import dev.signalbox.dsl.model.verb.StepVerb;
import dev.signalbox.dsl.yaml.YamlNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code call}, {@code llm} and {@code flow}: the verbs that may also stand inside {@code parallel} and {@code each}. */
final class StepReader {
    static final List<String> VERBS = List.of("call", "llm", "flow");

    private final FlowScope scope;
    private final Reading reading;
    private final CommonReader common;
    private final ApproveReader approvals;

    StepReader(FlowScope scope, CommonReader common, ApproveReader approvals) {
        this.scope = scope;
        this.reading = scope.reading;
        this.common = common;
        this.approvals = approvals;
    }

    /** The keys that a step of this verb has beside the verb itself. */
    static List<String> keys(String verb) {
        return switch (verb) {
            case "llm" -> List.of("retry", "timeout");
            case "flow" -> List.of("with", "approve");
            default -> List.of("with", "retry", "timeout", "approve");
        };
    }

    @Nullable
    CallVerb call(Fields state) {
        YamlNode.Scalar action = Fields.nameOf(reading, state.get("call"));
        ActionName name = action == null || action.text().isEmpty() ? null : scope.named(action.text());
        var with = scope.templates.fields(state.get("with"), state.place());
        return action == null || name == null ? null : new CallVerb(name, action.place(), with);
    }

    @Nullable
    FlowVerb flow(Fields state) {
        YamlNode.Scalar flow = Fields.nameOf(reading, state.get("flow"));
        var with = scope.templates.fields(state.get("with"), state.place());
        return flow == null || flow.text().isEmpty()
                ? null
                : new FlowVerb(new FlowName(flow.text()), flow.place(), with);
    }

    /** An llm call with the retry and time-out that may stand in it as well as beside it. */
    record Asked(
            @Nullable LlmVerb verb,
            @Nullable Retry retry,
            @Nullable Duration timeout) {}

    Asked llm(Fields state, @Nullable Save save) {
        Fields fields = Fields.open(reading, state.get("llm"), "`llm`", LlmReader.KEYS);
        if (fields == null) {
            return new Asked(null, null, null);
        }
        for (String key : List.of("retry", "timeout")) {
            YamlNode.Entry inner = fields.entry(key);
            if (inner != null && state.has(key)) {
                reading.add(Diagnostic.of(
                        Code.Y006,
                        inner.key().place(),
                        "`" + key + "` stands beside `llm` already; keep one of the two."));
            }
        }
        LlmVerb verb = new LlmReader(scope).read(fields, save);
        return new Asked(verb, common.retry(fields.get("retry")), fields.duration("timeout"));
    }

    /** A branch of {@code parallel}, or the step of {@code each}, whose results the state itself saves. */
    @Nullable
    InnerStep inner(YamlNode node, boolean saves) {
        String verb = null;
        List<String> keys = new ArrayList<>(VERBS);
        if (node instanceof YamlNode.Mapping mapping) {
            verb = VERBS.stream()
                    .filter(mapping.entries()::containsKey)
                    .findFirst()
                    .orElse(null);
            if (verb != null) {
                keys = new ArrayList<>(List.of(verb));
            }
        }
        keys.addAll(verb == null ? keys("call") : keys(verb));
        if (saves) {
            keys.add("save");
        }
        Fields fields = Fields.open(reading, node, verb == null ? "a step" : "a step with `" + verb + "`", keys);
        if (fields == null) {
            return null;
        }
        if (verb == null) {
            reading.add(Diagnostic.of(
                    Code.Y005, reading.head(node), "A step needs one of the keys " + Reading.listed(VERBS) + "."));
            return null;
        }
        Save save = common.save(fields.get("save"));
        Retry retry = common.retry(fields.get("retry"));
        Duration timeout = fields.duration("timeout");
        StepVerb step;
        if (verb.equals("llm")) {
            Asked asked = llm(fields, save);
            step = asked.verb();
            retry = retry == null ? asked.retry() : retry;
            timeout = timeout == null ? asked.timeout() : timeout;
        } else {
            step = verb.equals("call") ? call(fields) : flow(fields);
        }
        return step == null
                ? null
                : new InnerStep(step, save, retry, timeout, approvals.read(fields.get("approve")), fields.place());
    }
}
