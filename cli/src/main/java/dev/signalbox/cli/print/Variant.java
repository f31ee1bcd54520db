package dev.signalbox.cli.print;

import dev.signalbox.core.context.ContextResult;
import dev.signalbox.dsl.model.ModelName;
import dev.signalbox.dsl.model.Workspace;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One of several ways to ask the same question.
 *
 * @param as {@code file}, {@code what_if} or {@code model}
 * @param changed what differs from the file, as it was written; empty for the file itself
 * @param model null where the workspace has none of that name
 */
public record Variant(
        String as,
        Map<String, String> changed,
        ModelName modelName,
        Workspace.@Nullable Model model,
        ContextResult result) {

    /** What stands above its column. */
    String head() {
        String changes = String.join(
                " ",
                changed.entrySet().stream()
                        .map(entry -> entry.getKey() + "=" + entry.getValue())
                        .toList());
        return switch (as) {
            case "file" -> "the file";
            case "what_if" -> changes;
            default -> changes.isEmpty() ? modelName.value() : modelName.value() + " " + changes;
        };
    }

    /** What the question costs by the model's price in USD; null where nothing would be sent or there is no price. */
    @Nullable
    Double cost() {
        Workspace.Price price = model == null ? null : model.price();
        return price == null || !(result instanceof ContextResult.Ready ready)
                ? null
                : ready.predictedInputTokens() * price.input() / 1_000_000;
    }
}
