package dev.signalbox.dsl.check;

import dev.signalbox.dsl.model.FlowName;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The signatures of the flows of a workspace. */
public interface FlowSignatures {
    /** No other flow is there. */
    FlowSignatures NONE = of(Map.of());

    /** The signature of that flow; null when there is no such flow. */
    @Nullable
    FlowSignature find(FlowName name);

    Set<FlowName> names();

    static FlowSignatures of(Map<FlowName, FlowSignature> signatures) {
        Map<FlowName, FlowSignature> sorted = new TreeMap<>(signatures);
        return new FlowSignatures() {
            @Override
            public @Nullable FlowSignature find(FlowName name) {
                return sorted.get(name);
            }

            @Override
            public Set<FlowName> names() {
                return sorted.keySet();
            }
        };
    }
}
