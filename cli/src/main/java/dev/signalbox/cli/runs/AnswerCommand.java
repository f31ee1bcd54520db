package dev.signalbox.cli.runs;

import dev.signalbox.cli.Terminal;
import dev.signalbox.cli.place.Argument;
import dev.signalbox.runtime.api.Views;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(name = "answer", description = "Answer what a run asks, and follow the run.")
final class AnswerCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private final Deciding deciding = new Deciding();

    @Parameters(
            index = "1",
            paramLabel = "VALUE",
            description = "The answer: JSON, @FILE, or plain text where a text is asked for.")
    private String value = "";

    AnswerCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        return deciding.decide(
                terminal,
                asked -> new Views.DecisionRequest(
                        "answer", asked.hash(), null, null, answer(asked.hold().form()), deciding.note()));
    }

    /** 42 is a number for a form that asks one, and the text "42" for a form that asks a text. */
    private Object answer(@Nullable Object form) {
        Object read = Argument.jsonOrText(terminal, value, "VALUE");
        boolean asksText = form instanceof Map<?, ?> schema && "string".equals(schema.get("type"));
        return asksText && !(read instanceof String) && !value.startsWith("@") ? value : read;
    }
}
