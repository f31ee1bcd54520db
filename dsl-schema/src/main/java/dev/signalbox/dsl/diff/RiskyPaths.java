package dev.signalbox.dsl.diff;

import dev.signalbox.dsl.expr.Spelling;
import dev.signalbox.dsl.model.Flow;
import dev.signalbox.dsl.model.State;
import dev.signalbox.dsl.model.Template;
import dev.signalbox.dsl.model.verb.CallVerb;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The paths into data that the arguments of writes are made of, in either version, by the names of the new one. */
final class RiskyPaths {
    private static final Pattern PATH = Pattern.compile("(?<![.\\w\"])[A-Za-z_]\\w*(?:\\.[A-Za-z_]\\w*)*(?!\\w*\\()");

    private RiskyPaths() {}

    static Set<List<String>> of(Sides sides) {
        Set<List<String>> paths = new LinkedHashSet<>();
        collect(sides.before(), sides.was().values(), paths);
        collect(sides.after(), sides.is().values(), paths);
        return paths;
    }

    private static void collect(Flow flow, Values values, Set<List<String>> paths) {
        for (State state : flow.states().values()) {
            for (Step step : Step.of(state).values()) {
                if (step.verb() instanceof CallVerb call && step.write(flow) != null) {
                    template(call.with(), values, paths);
                }
            }
        }
    }

    private static void template(Template template, Values values, Set<List<String>> paths) {
        switch (template) {
            case Template.Literal literal -> {}
            case Template.Only only -> expression(values.expr(only.expr()), paths);
            case Template.Interpolated interpolated -> {
                for (Template.Piece piece : interpolated.pieces()) {
                    if (piece instanceof Template.Piece.Value value) {
                        expression(values.expr(value.expr()), paths);
                    }
                }
            }
            case Template.Fields fields -> fields.fields().values().forEach(part -> template(part, values, paths));
            case Template.Items items -> items.items().forEach(part -> template(part, values, paths));
        }
    }

    /** @param spelled as {@link Spelling} spells it: no blank stands inside a path */
    private static void expression(String spelled, Set<List<String>> paths) {
        Matcher matcher = PATH.matcher(spelled);
        while (matcher.find()) {
            paths.add(List.of(matcher.group().split("\\.")));
        }
    }
}
