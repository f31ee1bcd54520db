package dev.signalbox.dsl.check;

import dev.signalbox.dsl.diagnostic.Code;
import dev.signalbox.dsl.model.Flow;
import dev.signalbox.dsl.model.Prompt;
import dev.signalbox.dsl.model.State;
import dev.signalbox.dsl.model.verb.LlmVerb;
import org.jspecify.annotations.Nullable;

/** F702 and F703: advice on keeping an agent small. A floating model name (F701) is the workspace's. */
final class AdviceRules {
    private static final int MOST_STATES = 20;
    private static final int LONG_PROMPT = 2_000;

    private AdviceRules() {}

    static void check(Setting setting, Findings findings) {
        Flow flow = setting.flow();
        if (flow.states().size() > MOST_STATES) {
            findings.add(
                    Code.F702,
                    setting.key("/states", flow.place()),
                    "This flow has " + flow.states().size() + " states; small agents are easier to trust.",
                    "Move a part of it to a flow of its own and call that with `flow`.");
        }
        for (State state : flow.states().values()) {
            for (Steps.Step step : Steps.of(state)) {
                if (step.verb() instanceof LlmVerb llm) {
                    prompt(setting, step, "system", llm.system(), findings);
                    prompt(setting, step, "prompt", llm.prompt(), findings);
                }
            }
        }
    }

    private static void prompt(
            Setting setting, Steps.Step step, String key, @Nullable Prompt prompt, Findings findings) {
        String path = step.path() + "/llm/" + key;
        boolean inline = setting.places().key(path + "/file") == null;
        if (prompt != null && inline && length(prompt) > LONG_PROMPT) {
            findings.add(
                    Code.F703,
                    setting.key(path, prompt.place()),
                    "This text has " + length(prompt) + " characters, which hides the flow around it.",
                    "Move it to a file and write `" + key + ": { file: PATH }`.");
        }
    }

    private static int length(Prompt prompt) {
        return prompt.pieces().stream()
                .mapToInt(piece ->
                        piece instanceof Prompt.Piece.Text text ? text.text().length() : 0)
                .sum();
    }
}
