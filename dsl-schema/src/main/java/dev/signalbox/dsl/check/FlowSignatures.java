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

    /** Whether a flow of that name may be in a file that could not be read: then nothing is known of it, nor amiss. */
    default boolean mayBe(FlowName name) {
        return false;
    }

    static FlowSignatures of(Map<FlowName, FlowSignature> signatures) {
        return of(signatures, Set.of());
    }

    /** @param unread the names of flows whose files could not be read */
    static FlowSignatures of(Map<FlowName, FlowSignature> signatures, Set<String> unread) {
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

            @Override
            public boolean mayBe(FlowName name) {
                return unread.contains(name.value());
            }
        };
    }
}
