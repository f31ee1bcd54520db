package dev.signalbox.cli.command;

import dev.signalbox.cli.Complaint;
import dev.signalbox.cli.Exit;
import dev.signalbox.cli.Terminal;
import dev.signalbox.cli.print.Printer;
import dev.signalbox.cli.print.RuleBook;
import dev.signalbox.dsl.diagnostic.Code;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "explain", description = "Say what a diagnostic's code means and what to do about it.")
final class ExplainCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(paramLabel = "CODE", arity = "0..1", description = "A code like S501. Without one, all are listed.")
    private @Nullable String code;

    @Option(names = "--json", description = "One JSON object.")
    private boolean json;

    ExplainCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        if (code == null) {
            list();
        } else {
            explain(rule(code));
        }
        return Exit.FINE;
    }

    private void list() {
        if (json) {
            terminal.out()
                    .println(Printer.json(Map.of(
                            "codes",
                            Arrays.stream(Code.values())
                                    .map(ExplainCommand::summary)
                                    .toList())));
            return;
        }
        for (Code rule : Code.values()) {
            terminal.out().printf("%s  %-7s  %s%n", rule, severity(rule), rule.title());
        }
    }

    private void explain(Code rule) {
        String text = RuleBook.open().text(rule);
        if (json) {
            Map<String, Object> object = summary(rule);
            object.put("text", text);
            terminal.out().println(Printer.json(object));
        } else {
            terminal.out().println(rule + " (" + severity(rule) + "): " + rule.title());
            terminal.out().println();
            terminal.out().println(text);
        }
    }

    private static Map<String, Object> summary(Code rule) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("code", rule.name());
        object.put("severity", severity(rule));
        object.put("title", rule.title());
        return object;
    }

    private static String severity(Code rule) {
        return rule.severity().name().toLowerCase(Locale.ROOT);
    }

    private static Code rule(String written) {
        String wanted = written.toUpperCase(Locale.ROOT);
        return Arrays.stream(Code.values())
                .filter(rule -> rule.name().equals(wanted))
                .findFirst()
                .orElseThrow(() -> new Complaint(
                        "there is no code " + written + "; 'signalbox explain' lists all " + Code.values().length));
    }
}
