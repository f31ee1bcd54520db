package dev.signalbox.cli.command;

import dev.signalbox.cli.Complaint;
import dev.signalbox.cli.Exit;
import dev.signalbox.cli.Terminal;
import dev.signalbox.cli.print.Printer;
import dev.signalbox.dsl.diagnostic.Code;
import dev.signalbox.dsl.diagnostic.Nearest;
import dev.signalbox.dsl.rules.Example;
import dev.signalbox.dsl.rules.RuleBook;
import dev.signalbox.dsl.rules.RuleEntry;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
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
            explain(RuleBook.of(rule(code)));
        }
        return Exit.FINE;
    }

    private void list() {
        if (json) {
            List<Map<String, Object>> codes =
                    Arrays.stream(Code.values()).map(ExplainCommand::summary).toList();
            terminal.out().println(Printer.json(Map.of("codes", codes)));
            return;
        }
        for (Code rule : Code.values()) {
            terminal.out()
                    .printf("%s  %-7s  %-9s  %s%n", rule, word(rule.severity()), word(rule.certainty()), rule.title());
        }
    }

    private void explain(RuleEntry rule) {
        if (!json) {
            terminal.out().print(rule.text());
            return;
        }
        Map<String, Object> object = summary(rule.code());
        object.put("text", rule.what());
        object.put("because", rule.certainty());
        object.put("bad", parts(rule.bad()));
        object.put("good", parts(rule.good()));
        object.put("why", rule.why());
        terminal.out().println(Printer.json(object));
    }

    private static List<Map<String, Object>> parts(Example example) {
        return example.parts().stream()
                .map(part -> {
                    Map<String, Object> object = new LinkedHashMap<>();
                    object.put("file", part.file());
                    object.put("text", part.text());
                    return object;
                })
                .toList();
    }

    private static Map<String, Object> summary(Code rule) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("code", rule.name());
        object.put("severity", word(rule.severity()));
        object.put("certainty", word(rule.certainty()));
        object.put("title", rule.title());
        return object;
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    private static Code rule(String written) {
        String wanted = written.toUpperCase(Locale.ROOT);
        List<String> all = Arrays.stream(Code.values()).map(Code::name).toList();
        if (all.contains(wanted)) {
            return Code.valueOf(wanted);
        }
        String nearest = Nearest.to(wanted, all);
        throw new Complaint("there is no code " + written + (nearest == null ? "" : "; did you mean " + nearest + "?")
                + "; 'signalbox explain' lists all " + all.size());
    }
}
