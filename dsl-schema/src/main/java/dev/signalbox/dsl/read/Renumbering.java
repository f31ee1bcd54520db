package dev.signalbox.dsl.read;

import dev.signalbox.dsl.model.Action;
import dev.signalbox.dsl.model.Expr;
import dev.signalbox.dsl.model.Risk;
import dev.signalbox.dsl.model.Template;
import dev.signalbox.dsl.model.Transport;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Gives the expressions of a shared action numbers of the flow that uses it: a flow's expressions are found by number, and
 * the workspace counts its own. Their places stay where they are written.
 */
final class Renumbering {
    private final Reading reading;

    Renumbering(Reading reading) {
        this.reading = reading;
    }

    Action action(Action action) {
        return new Action(
                action.name(),
                transport(action.transport()),
                action.args(),
                action.returns(),
                action.effect(),
                action.delivery(),
                action.risk() instanceof Risk.When when ? new Risk.When(expr(when.condition())) : action.risk(),
                action.perRun(),
                action.concurrency(),
                action.fails().stream().map(this::failure).toList(),
                action.shared(),
                action.place());
    }

    private Action.Failure failure(Action.Failure failure) {
        return new Action.Failure(expr(failure.when()), failure.code(), optional(failure.message()), failure.place());
    }

    private Transport transport(Transport transport) {
        return switch (transport) {
            case Transport.Http http ->
                new Transport.Http(
                        http.method(),
                        template(http.url()),
                        templates(http.headers()),
                        templates(http.query()),
                        optional(http.body()));
            case Transport.Exec exec ->
                new Transport.Exec(
                        exec.program(),
                        exec.arguments().stream().map(this::template).toList(),
                        optional(exec.stdin()));
            case Transport.Java java -> java;
            case Transport.Mcp mcp -> mcp;
            case Transport.Echo echo -> echo;
        };
    }

    private @Nullable Template optional(@Nullable Template template) {
        return template == null ? null : template(template);
    }

    private Map<String, Template> templates(Map<String, Template> templates) {
        Map<String, Template> all = new LinkedHashMap<>();
        templates.forEach((name, template) -> all.put(name, template(template)));
        return java.util.Collections.unmodifiableMap(all);
    }

    private Template template(Template template) {
        return switch (template) {
            case Template.Literal literal -> literal;
            case Template.Only only -> new Template.Only(expr(only.expr()), only.place());
            case Template.Interpolated text ->
                new Template.Interpolated(
                        text.pieces().stream().map(this::piece).toList(), text.place());
            case Template.Fields fields -> new Template.Fields(templates(fields.fields()), fields.place());
            case Template.Items items ->
                new Template.Items(items.items().stream().map(this::template).toList(), items.place());
        };
    }

    private Template.Piece piece(Template.Piece piece) {
        return switch (piece) {
            case Template.Piece.Text text -> text;
            case Template.Piece.Value value -> new Template.Piece.Value(expr(value.expr()));
        };
    }

    private Expr expr(Expr expr) {
        return reading.expression(expr.source(), expr.place(), expr.bends());
    }
}
