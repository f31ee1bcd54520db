package dev.signalbox.dsl.check;

import dev.signalbox.dsl.diagnostic.Place;
import dev.signalbox.dsl.expr.TemplateCompiler;
import dev.signalbox.dsl.model.Action;
import dev.signalbox.dsl.model.Expr;
import dev.signalbox.dsl.model.Template;
import dev.signalbox.dsl.model.Transport;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which arguments of an action decide where a call goes or what it runs. One encoded segment of a path, a value of a query, a
 * header's or a body's value do not: the action's author has said what is done with them.
 */
final class Sinks {
    /** @param what for a sentence: host, command */
    record Sink(String what, Place place) {}

    private final Map<String, Sink> sinks = new LinkedHashMap<>();

    private Sinks() {}

    /** By the argument's name. */
    static Map<String, Sink> of(Action action) {
        Sinks found = new Sinks();
        switch (action.transport()) {
            case Transport.Http http -> found.url(http.url());
            case Transport.Exec exec -> found.program(exec.arguments());
            case Transport.Java java -> {}
            case Transport.Mcp mcp -> {}
            case Transport.Echo echo -> {}
        }
        return found.sinks;
    }

    private void url(Template url) {
        if (url instanceof Template.Only only) {
            add(only.expr(), "host");
        }
        if (!(url instanceof Template.Interpolated text)) {
            return;
        }
        StringBuilder before = new StringBuilder();
        for (Template.Piece piece : text.pieces()) {
            switch (piece) {
                case Template.Piece.Text literal -> before.append(literal.text());
                case Template.Piece.Value value -> {
                    if (!hostIsOver(before.toString())) {
                        add(value.expr(), "host");
                    }
                    before.append("${}");
                }
            }
        }
    }

    /** What stands before says whole where the call goes. */
    private static boolean hostIsOver(String before) {
        int scheme = before.indexOf("://");
        String rest = scheme < 0 ? before : before.substring(scheme + 3);
        return rest.indexOf('/') >= 0 || rest.indexOf('?') >= 0;
    }

    /** A program takes a word that begins with a dash for an option, unless a lone {@code --} stands before. */
    private void program(List<Template> arguments) {
        for (Template argument : arguments) {
            if (argument instanceof Template.Literal literal && "--".equals(literal.value())) {
                return;
            }
            if (argument instanceof Template.Only only) {
                add(only.expr(), "command");
            }
            if (argument instanceof Template.Interpolated text
                    && text.pieces().getFirst() instanceof Template.Piece.Value value) {
                add(value.expr(), "command");
            }
            if (argument instanceof Template.Fields || argument instanceof Template.Items) {
                TemplateCompiler.expressions(argument).forEach(expr -> add(expr, "command"));
            }
        }
    }

    private void add(Expr expr, String what) {
        for (Identifiers.Mention mention : Identifiers.mentions("args", expr.source())) {
            if (!mention.field().isEmpty()) {
                sinks.putIfAbsent(mention.field(), new Sink(what, expr.place()));
            }
        }
    }
}
