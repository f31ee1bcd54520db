package dev.signalbox.core.hold;

import dev.signalbox.core.decide.Targets;
import dev.signalbox.core.effect.Target;
import dev.signalbox.core.id.BundleHash;
import dev.signalbox.core.id.HoldId;
import dev.signalbox.core.id.StepId;
import dev.signalbox.dsl.value.CanonicalJson;
import dev.signalbox.dsl.value.Json;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a decision is bound to: SHA-256 over the RFC 8785 canonical JSON (integers as exact digits) of step, hold, bundle,
 * action, rendered target with secrets as names, and arguments.
 */
public final class HoldHash {
    private HoldHash() {}

    /** @param what the action's name, {@code flow NAME} for a child flow, or the title of a question */
    public static String of(
            StepId step,
            HoldId hold,
            BundleHash bundle,
            String what,
            @Nullable Target target,
            Map<String, Object> args) {
        Map<String, Object> bound = new LinkedHashMap<>();
        bound.put("step", step.toString());
        bound.put("hold", hold.value());
        bound.put("bundle", bundle.value());
        bound.put("action", what);
        bound.put("target", target == null ? Json.NULL : Targets.json(target));
        bound.put("args", args);
        return CanonicalJson.sha256(bound);
    }

    /** {@code RUN.STATE.VISIT[.SLOT][~N]}: a function of the step and of how many holds it had. */
    public static HoldId id(StepId step, int number) {
        String slot = step.slot().isEmpty() ? "" : "." + step.slot();
        String again = number > 1 ? "~" + number : "";
        return new HoldId(step.run() + "." + step.state() + "." + step.visit() + slot + again);
    }
}
