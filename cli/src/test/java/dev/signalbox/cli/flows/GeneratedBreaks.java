package dev.signalbox.cli.flows;

import dev.signalbox.dsl.diagnostic.Span;
import dev.signalbox.dsl.graph.Way;
import dev.signalbox.dsl.graph.Ways;
import dev.signalbox.dsl.model.Expr;
import dev.signalbox.dsl.model.Flow;
import dev.signalbox.dsl.model.StateName;
import dev.signalbox.dsl.read.FileSources;
import dev.signalbox.dsl.read.ReadFlow;
import dev.signalbox.dsl.read.WorkspaceFolder;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Every way of a flow led to the next state of the file instead, and every literal of its expressions changed. */
final class GeneratedBreaks {
    private static final Pattern LITERAL =
            Pattern.compile("(?<![\\w.])\\d+(\\.\\d+)?|\"[^\"]*\"|'[^']*'|\\b(true|false)\\b");

    private GeneratedBreaks() {}

    static List<Break> of(String name) {
        ReadFlow read = Objects.requireNonNull(
                WorkspaceFolder.load(new FileSources(Stage.FLOWS)).flows().get(name + ".flow.yaml"));
        Flow flow = Objects.requireNonNull(read.flow());
        List<Break> found = new ArrayList<>();
        List<StateName> states = List.copyOf(flow.states().keySet());
        Set<Span> seen = new LinkedHashSet<>();
        Ways.of(flow)
                .values()
                .forEach(ways -> ways.forEach(way -> {
                    if (seen.add(way.toPlace().span())) {
                        found.add(led(name, read.text(), way, other(states, way.to())));
                    }
                }));
        for (Expr expr : flow.expressions()) {
            for (MatchResult literal : LITERAL.matcher(expr.source()).results().toList()) {
                Span span = expr.at(literal.start(), literal.end() - literal.start())
                        .span();
                String changed = changed(literal.group());
                found.add(new Break(
                        name,
                        literal.group() + " is " + changed + " in line " + span.line(),
                        spliced(read.text(), span, changed)));
            }
        }
        return found;
    }

    private static Break led(String name, String text, Way way, StateName to) {
        Span span = way.toPlace().span();
        return new Break(
                name,
                "line " + span.line() + " leads to " + to + " instead of " + way.to(),
                spliced(text, span, to.value()));
    }

    private static StateName other(List<StateName> states, StateName to) {
        return states.get((states.indexOf(to) + 1) % states.size());
    }

    private static String changed(String literal) {
        return switch (literal) {
            case "true" -> "false";
            case "false" -> "true";
            default ->
                Character.isDigit(literal.charAt(0))
                        ? Long.toString(Math.round(Double.parseDouble(literal)) * 2 + 1)
                        : literal.charAt(0) + "other" + literal.charAt(0);
        };
    }

    private static String spliced(String text, Span span, String put) {
        String[] lines = text.split("\n", -1);
        String line = lines[span.line() - 1];
        lines[span.line() - 1] = line.substring(0, span.column() - 1) + put + line.substring(span.endColumn() - 1);
        return String.join("\n", lines);
    }
}
