package dev.signalbox.dsl.check;

import dev.signalbox.dsl.diagnostic.Code;
import dev.signalbox.dsl.model.ContextItem;
import dev.signalbox.dsl.model.DataName;
import dev.signalbox.dsl.model.Flow;
import dev.signalbox.dsl.model.Prompt;
import dev.signalbox.dsl.model.State;
import dev.signalbox.dsl.model.verb.LlmVerb;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** C404 and C406. Reads before a write (C403) are found where the expression is compiled, in {@link ExpressionRules}. */
final class ContextRules {
    private ContextRules() {}

    static void check(Setting setting, Findings findings) {
        Flow flow = setting.flow();
        Set<DataName> meant = Writers.meant(setting);
        for (DataName name : Writers.neverWritten(setting)) {
            if (!meant.contains(name)) {
                findings.add(
                        Code.C404,
                        setting.key(
                                "/data/" + name,
                                Objects.requireNonNull(flow.data().get(name)).place()),
                        "Nothing ever writes `" + name + "`.",
                        "Write it with `save` or `set`, give it a `default` or a `fetch`, or take it out.");
            }
        }
        for (State state : flow.states().values()) {
            for (Steps.Step step : Steps.of(state)) {
                if (step.verb() instanceof LlmVerb llm) {
                    Set<String> loaded = new LinkedHashSet<>();
                    llm.context().load().stream().map(ContextItem::name).forEach(loaded::add);
                    slots(llm.system(), loaded, findings);
                    slots(llm.prompt(), loaded, findings);
                }
            }
        }
    }

    private static void slots(@Nullable Prompt prompt, Set<String> loaded, Findings findings) {
        List<Prompt.Piece> pieces = prompt == null ? List.of() : prompt.pieces();
        for (Prompt.Piece piece : pieces) {
            if (piece instanceof Prompt.Piece.Slot slot && !loaded.contains(slot.item())) {
                findings.unknown(Code.C406, slot.place(), "loaded item", slot.item(), loaded);
            }
        }
    }
}
