package dev.signalbox.dsl.check;

import dev.signalbox.dsl.check.Taint.Origin;
import dev.signalbox.dsl.diagnostic.Code;
import dev.signalbox.dsl.diagnostic.Diagnostic;
import dev.signalbox.dsl.diagnostic.Place;
import dev.signalbox.dsl.diagnostic.Related;
import dev.signalbox.dsl.expr.TemplateCompiler;
import dev.signalbox.dsl.model.Action;
import dev.signalbox.dsl.model.Approve;
import dev.signalbox.dsl.model.ContextItem;
import dev.signalbox.dsl.model.Expr;
import dev.signalbox.dsl.model.Flow;
import dev.signalbox.dsl.model.Next;
import dev.signalbox.dsl.model.Prompt;
import dev.signalbox.dsl.model.Risk;
import dev.signalbox.dsl.model.State;
import dev.signalbox.dsl.model.Template;
import dev.signalbox.dsl.model.verb.CallVerb;
import dev.signalbox.dsl.model.verb.LlmVerb;
import dev.signalbox.dsl.type.Schema;
import dev.signalbox.dsl.type.Type;
import dev.signalbox.dsl.value.Json;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * S503, S507, S508, S510 and F704: where words of a model or of the outside lead. Whose words a value may be is told by {@link Taint}, name by
 * name; a value that can only be one of a file's own (an enum, a number, a truth) carries nobody's words.
 */
final class TaintRules {
    private final Setting setting;
    private final Flow flow;
    private final Values values;
    private final Taint taint;
    private final Findings findings;

    private TaintRules(Setting setting, Values values, Findings findings) {
        this.setting = setting;
        this.flow = setting.flow();
        this.values = values;
        this.taint = Taint.of(setting);
        this.findings = findings;
    }

    static void check(Setting setting, Values values, Findings findings) {
        TaintRules rules = new TaintRules(setting, values, findings);
        for (State state : rules.flow.states().values()) {
            for (Steps.Step step : Steps.of(state)) {
                if (step.verb() instanceof LlmVerb llm) {
                    rules.system(llm);
                }
                if (step.verb() instanceof CallVerb call) {
                    rules.call(step, call);
                }
            }
            rules.branches(state.next());
        }
        rules.flow.data().values().forEach(decl -> {
            if (decl.fetch() != null) {
                Action action = rules.flow.actions().get(decl.fetch().call());
                if (action != null) {
                    rules.sinks(action, decl.fetch().with());
                }
            }
        });
    }

    private boolean outside(Expr expr) {
        return !Collections.disjoint(taint.of(expr), Taint.OUTSIDE) && values.isFree(expr);
    }

    private boolean ofModel(Expr expr) {
        return taint.of(expr).contains(Origin.MODEL);
    }

    private static String whose(Set<Origin> origins) {
        return origins.contains(Origin.MODEL) ? "a model" : "somebody outside";
    }

    private void system(LlmVerb llm) {
        List<Prompt.Piece> pieces =
                llm.system() == null ? List.of() : llm.system().pieces();
        for (Prompt.Piece piece : pieces) {
            if (!(piece instanceof Prompt.Piece.Slot slot)) {
                continue;
            }
            for (ContextItem item : llm.context().load()) {
                boolean foreign = switch (item.source()) {
                    case ContextItem.Source.From from -> outside(from.expr());
                    case ContextItem.Source.File file -> false;
                    case ContextItem.Source.MediaFile file -> false;
                    case ContextItem.Source.Events events -> true;
                };
                // That a picture or document stands there at all is the mistake then, and C411 says so.
                if (item.name().equals(slot.item()) && item.as() == null && foreign) {
                    findings.add(
                            Code.S507,
                            slot.place(),
                            "`" + item.name()
                                    + "` may hold what somebody outside wrote, and a model takes `system` for its orders.",
                            "Name it in `prompt` instead.");
                }
            }
        }
    }

    private void call(Steps.Step step, CallVerb call) {
        Action action = flow.actions().get(call.action());
        if (action == null) {
            return;
        }
        sinks(action, call.with());
        if (!(action.risk() instanceof Risk.Low)) {
            numbers(action, call.with());
            if (step.approve() != null) {
                shown(step.approve(), call.with());
            }
        }
    }

    private void sinks(Action action, Template with) {
        Map<String, Sinks.Sink> sinks = Sinks.of(action);
        if (sinks.isEmpty()) {
            return;
        }
        if (with instanceof Template.Fields fields) {
            fields.fields().forEach((name, value) -> {
                Sinks.Sink sink = sinks.get(name);
                if (sink != null) {
                    TemplateCompiler.expressions(value).stream()
                            .filter(this::outside)
                            .findFirst()
                            .ifPresent(expr -> chooses(expr, sink));
                }
            });
        } else if (with instanceof Template.Only only) {
            sinks.forEach((name, sink) -> {
                Schema part = action.args().at(List.of(name));
                if ((part == null || Values.isFree(part.type())) && outside(only.expr())) {
                    chooses(only.expr(), sink);
                }
            });
        }
    }

    private void chooses(Expr expr, Sinks.Sink sink) {
        findings.add(Diagnostic.of(
                        Code.S503,
                        expr.place(),
                        "Text that " + whose(taint.of(expr)) + " wrote chooses the " + sink.what() + " of this call.")
                .withHelp("Choose from an enum, or let it be one segment of the path or one value of the query.")
                .withRelated(List.of(new Related(sink.place().span(), "it stands here"))));
    }

    private void numbers(Action action, Template with) {
        if (!(with instanceof Template.Fields fields)) {
            return;
        }
        fields.fields().forEach((name, value) -> {
            if (value instanceof Template.Only only && ofModel(only.expr())) {
                Type type = values.type(only.expr());
                boolean number = type instanceof Type.Int || type instanceof Type.Num;
                Schema asked = action.args().at(List.of(name));
                if (number && !bounded(values.schema(only.expr())) && !bounded(asked)) {
                    findings.add(
                            Code.S510,
                            only.expr().place(),
                            "A model sets `" + name + "` of a risky call, and nothing says how large it may be.",
                            "Add `maximum` to its schema: it holds whoever approves.");
                }
            }
        });
    }

    private static boolean bounded(@Nullable Schema schema) {
        if (schema == null || !(schema.json() instanceof Map<?, ?>)) {
            return false;
        }
        Map<String, Object> json = Json.object(schema.json());
        Object part = json;
        if (json.get("$ref") instanceof String ref && json.get("$defs") instanceof Map<?, ?> defs) {
            part = Json.object(defs).get(ref.substring(ref.lastIndexOf('/') + 1));
        }
        return part instanceof Map<?, ?> keys
                && (keys.containsKey("maximum") || keys.containsKey("exclusiveMaximum") || keys.containsKey("const"));
    }

    /** The arguments are shown as they are; beside them stands what {@code show} names. */
    private void shown(Approve approve, Template with) {
        List<Expr> seen = new ArrayList<>(approve.show());
        seen.addAll(TemplateCompiler.expressions(with));
        Set<Origin> all = EnumSet.noneOf(Origin.class);
        seen.forEach(expr -> all.addAll(taint.of(expr)));
        boolean runsOwn = seen.stream().anyMatch(expr -> taint.of(expr).isEmpty());
        if (all.equals(EnumSet.of(Origin.MODEL)) && !runsOwn) {
            Place place = setting.value(approve.place().path() + "/show", approve.place());
            findings.add(
                    Code.S508,
                    place,
                    "All that the approver sees was written by a model.",
                    "Show the evidence too: what was asked, and what the call is about.");
        }
    }

    private void branches(@Nullable Next next) {
        switch (next) {
            case null -> {}
            case Next.Always always -> {}
            case Next.Match match -> {
                if (ofModel(match.match()) && values.type(match.match()) instanceof Type.Str) {
                    freeText(match.match().place(), match.match().source().strip());
                }
            }
            case Next.Branches branches ->
                branches.branches().forEach(branch -> {
                    if (branch.when() != null) {
                        condition(branch.when());
                    }
                });
        }
    }

    /** A heuristic: fields that a text is read of, wherever it is not only asked whether they are there or how long they are. */
    private void condition(Expr when) {
        for (String root : Identifiers.roots(when.source())) {
            for (Identifiers.Mention mention : Identifiers.mentions(root, when.source())) {
                String before = when.source().substring(0, mention.offset()).stripTrailing();
                String name = mention.field().isEmpty() ? root : root + "." + mention.field();
                Expr read = new Expr(-1, name, when.at(mention.offset(), mention.length()), 0);
                Schema schema = values.schema(read);
                boolean asked = before.endsWith("has(") || before.endsWith("size(");
                if (!asked && schema != null && ofModel(read) && Type.resolve(schema.type()) instanceof Type.Str) {
                    freeText(read.place(), name);
                }
            }
        }
    }

    private void freeText(Place place, String name) {
        findings.add(
                Code.F704,
                place,
                "`" + name + "` is free text of a model, and the way that the run takes hangs on its wording.",
                "Let the model choose from an enum, and match on that.");
    }
}
