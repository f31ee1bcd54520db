package dev.signalbox.runtime.telemetry;

import dev.signalbox.core.id.StepId;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/** Fields that this thread's log lines carry until they are given back. */
final class LogFields {
    private final Map<String, @Nullable String> before = new HashMap<>();

    /** @param value null for none, whatever stood there */
    LogFields with(String name, @Nullable String value) {
        if (!before.containsKey(name)) {
            before.put(name, MDC.get(name));
        }
        set(name, value);
        return this;
    }

    LogFields step(@Nullable StepId step) {
        return with("step", step == null ? null : step.toString())
                .with("state", step == null ? null : step.state().value());
    }

    /** As it was. */
    void restore() {
        before.forEach(LogFields::set);
    }

    private static void set(String name, @Nullable String value) {
        if (value == null) {
            MDC.remove(name);
        } else {
            MDC.put(name, value);
        }
    }
}
