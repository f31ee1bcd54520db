package dev.signalbox.core.decide.verb;

import dev.signalbox.dsl.model.ModelName;
import dev.signalbox.dsl.model.Workspace;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who is asked when a model cannot answer: its {@code fallback}s in order, then theirs, nobody twice. Pure: where a question
 * stands in the chain is the model that it asked last.
 */
public final class Fallbacks {
    private Fallbacks() {}

    /** Who follows {@code asked} in the chain that begins with {@code first}; null at its end. */
    public static @Nullable ModelName after(Map<ModelName, Workspace.Model> models, ModelName first, ModelName asked) {
        List<ModelName> chain = chain(models, first);
        int at = chain.indexOf(asked);
        return at < 0 || at + 1 >= chain.size() ? null : chain.get(at + 1);
    }

    static List<ModelName> chain(Map<ModelName, Workspace.Model> models, ModelName first) {
        Set<ModelName> chain = new LinkedHashSet<>();
        Deque<ModelName> next = new ArrayDeque<>();
        next.add(first);
        while (!next.isEmpty()) {
            ModelName name = next.removeFirst();
            Workspace.Model model = models.get(name);
            if ((model != null || name.equals(first)) && chain.add(name) && model != null) {
                next.addAll(model.fallback());
            }
        }
        return List.copyOf(chain);
    }

    /**
     * Whether another model may do better: the question never arrived, the server had no time for it, or what came is
     * nothing that a repair could mend. Not where the deployment is wrong ({@code config}, {@code http.401}): that has to be seen.
     */
    public static boolean mayDoBetter(String kind) {
        return switch (kind) {
            case "timeout", "connection", "http.408", "http.429", "refused", "cut_off", "empty", "context_length" ->
                true;
            default -> kind.startsWith("http.5");
        };
    }
}
