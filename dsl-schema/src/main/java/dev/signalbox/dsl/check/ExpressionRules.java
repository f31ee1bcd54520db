package dev.signalbox.dsl.check;

import dev.signalbox.dsl.check.verb.Sites;
import dev.signalbox.dsl.diagnostic.Code;
import dev.signalbox.dsl.diagnostic.Diagnostic;
import dev.signalbox.dsl.diagnostic.Nearest;
import dev.signalbox.dsl.diagnostic.Place;
import dev.signalbox.dsl.expr.Compiled;
import dev.signalbox.dsl.expr.ExprCompiler;
import dev.signalbox.dsl.expr.TemplateCompiler;
import dev.signalbox.dsl.expr.TypeEnv;
import dev.signalbox.dsl.model.ContextItem;
import dev.signalbox.dsl.model.Expr;
import dev.signalbox.dsl.model.Next;
import dev.signalbox.dsl.model.Template;
import dev.signalbox.dsl.model.Workspace;
import dev.signalbox.dsl.read.Places;
import dev.signalbox.dsl.type.Schema;
import dev.signalbox.dsl.type.Type;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** E201–E210 and C403: every expression of the file compiled with the types that hold where it stands. */
final class ExpressionRules implements Sites {
    private static final Set<Code> BY_PATH = EnumSet.of(Code.C403, Code.E209, Code.E204);

    private final Workspace workspace;
    private final Places places;
    private final Findings findings;
    private final boolean pathsKnown;
    private final Set<String> undeclared;
    private final @Nullable UnwrittenWay unwrittenWay;
    /** Members of a {@code choose} that name no action have a finding of their own. */
    private final Set<String> unknownTools = new HashSet<>();

    private final Set<String> unwritten = new HashSet<>();

    private ExpressionRules(
            Workspace workspace,
            Places places,
            Findings findings,
            boolean pathsKnown,
            Set<String> undeclared,
            @Nullable UnwrittenWay unwrittenWay) {
        this.workspace = workspace;
        this.places = places;
        this.findings = findings;
        this.pathsKnown = pathsKnown;
        this.undeclared = undeclared;
        this.unwrittenWay = unwrittenWay;
    }

    /** @param pathsKnown whether the graph is sound; else nothing is said that hangs on the way taken */
    static void check(Setting setting, Knowledge knowledge, boolean pathsKnown, Findings findings) {
        ExpressionRules rules = new ExpressionRules(
                setting.workspace(),
                setting.places(),
                findings,
                pathsKnown,
                ReferenceRules.undeclared(setting),
                new UnwrittenWay(setting.flow(), knowledge));
        rules.unknownTools.addAll(ReferenceRules.unknownTools(setting.flow()));
        FlowPlaces.visit(setting, knowledge, rules);
    }

    /** The shared actions, models and channels of the workspace file. */
    static void check(Workspace workspace, Findings findings) {
        FlowPlaces.visit(workspace, new ExpressionRules(workspace, Places.NONE, findings, true, Set.of(), null));
    }

    private boolean allowed(Expr expr, TypeEnv types) {
        return Secrets.allow(expr, types, workspace, findings);
    }

    private boolean allowed(Template template, TypeEnv types) {
        boolean allowed = true;
        for (Expr expr : TemplateCompiler.expressions(template)) {
            allowed &= allowed(expr, types);
        }
        return allowed;
    }

    private void report(List<Diagnostic> found, Set<Code> without) {
        for (Diagnostic diagnostic : found) {
            Code code = diagnostic.code();
            if (without.contains(code) || (!pathsKnown && BY_PATH.contains(code))) {
                continue;
            }
            String name = quoted(diagnostic.message());
            if (code == Code.E202 && undeclared.contains(name)) {
                continue; // Said where the name is written.
            }
            // The name is missing on one path, however often it is read after it.
            if (code != Code.C403) {
                findings.add(diagnostic);
            } else if (unwritten.add(name)) {
                findings.add(
                        unwrittenWay == null
                                ? diagnostic
                                : diagnostic.withRelated(unwrittenWay.to(diagnostic.place(), name)));
            }
        }
    }

    /** The first name that a message quotes. */
    private static String quoted(String message) {
        int from = message.indexOf('`');
        int to = message.indexOf('`', from + 1);
        return from < 0 || to < 0 ? "" : message.substring(from + 1, to);
    }

    private static List<Diagnostic> found(ExprCompiler.Result result) {
        return result instanceof ExprCompiler.Result.Findings findings ? findings.findings() : List.of();
    }

    @Override
    public void condition(Expr expr, TypeEnv types) {
        if (allowed(expr, types)) {
            report(found(ExprCompiler.compileCondition(expr, types)), Set.of());
        }
    }

    @Override
    public void value(Template template, TypeEnv types, @Nullable Schema target) {
        if (allowed(template, types)) {
            report(TemplateCompiler.check(template, types, target), Set.of());
        }
    }

    @Override
    public void expect(Template template, TypeEnv types, Expect expect) {
        if (!allowed(template, types)) {
            return;
        }
        List<Diagnostic> found = TemplateCompiler.check(template, types, null);
        report(found, Set.of());
        if (found.isEmpty() && template instanceof Template.Only only) {
            Type type = Type.resolve(TemplateCompiler.type(template, types));
            if (!Expected.fits(type, expect)) {
                findings.add(
                        expect == Expect.TEXT || expect == Expect.TEXT_OR_NOTHING ? Code.E203 : Code.E208,
                        only.expr().place(),
                        "`" + only.expr().source().strip() + "` is " + Expected.name(type) + ", but here stands "
                                + Expected.name(expect) + ".",
                        null);
            }
        }
    }

    @Override
    public void shown(Expr expr, TypeEnv types) {
        if (allowed(expr, types)) {
            TypeEnv tolerant = TypeTable.tolerant(expr, types);
            report(found(ExprCompiler.compile(expr, tolerant)), Set.of(Code.C403, Code.E209));
        }
    }

    @Override
    public void edited(Expr expr, TypeEnv types) {
        if (!allowed(expr, types)) {
            return;
        }
        ExprCompiler.Result result = ExprCompiler.compile(expr, TypeTable.tolerant(expr, types));
        report(found(result), Set.of(Code.C403, Code.E209));
        if (result instanceof ExprCompiler.Result.Ok ok) {
            List<String> path = ok.compiled().path().orElse(List.of());
            Set<String> other = Set.of(Roots.INPUT, Roots.RUN, Roots.ERROR, Roots.DECISION);
            if (path.isEmpty() || other.contains(path.getFirst())) {
                findings.add(
                        Code.E202,
                        expr.place(),
                        "`" + expr.source().strip() + "` is no part of the run's data, so nobody can edit it.",
                        "Name data, or a field of it: `refund.amount`.");
            }
        }
    }

    @Override
    public void loaded(ContextItem item, Expr from, TypeEnv types) {
        if (!allowed(from, types)) {
            return;
        }
        ExprCompiler.Result result = ExprCompiler.compile(from, types);
        report(found(result), Set.of());
        if (item.as() != null && result instanceof ExprCompiler.Result.Ok ok) {
            Type type = Type.resolve(ok.compiled().type());
            if (!Expected.mayBeString(type)) {
                findings.add(
                        Code.E203,
                        from.place(),
                        "`" + from.source().strip() + "` is " + Expected.name(type)
                                + ", but a picture or document is base64 text or a data: URI.",
                        null);
            }
        }
        if (result instanceof ExprCompiler.Result.Ok ok
                && Type.resolve(ok.compiled().type()) instanceof Type.Obj object) {
            for (int i = 0; i < item.only().size(); i++) {
                String field = item.only().get(i);
                if (!object.open() && !object.fields().containsKey(field)) {
                    Place place = places.value(item.place().path() + "/only/" + i);
                    findings.unknown(
                            Code.E202,
                            place != null ? place : item.place(),
                            "field",
                            field,
                            object.fields().keySet());
                }
            }
        }
    }

    @Override
    public void result(Type result, TypeEnv types, Schema target, Place place) {
        Expr expr = new Expr(-1, "result", place, 0);
        TypeEnv here = types.withRoot("result", result);
        if (TemplateCompiler.check(new Template.Only(expr, place), here, target).stream()
                .anyMatch(found -> found.code() == Code.E208)) {
            for (Diagnostic found : TemplateCompiler.check(new Template.Only(expr, place), here, target)) {
                findings.add(new Diagnostic(
                        found.code(),
                        found.severity(),
                        found.message().replace("`result`", "the result"),
                        place,
                        found.help(),
                        null,
                        found.related()));
                return;
            }
        }
    }

    @Override
    public void matched(Next.Match match, TypeEnv types) {
        if (!allowed(match.match(), types)) {
            return;
        }
        switch (ExprCompiler.compile(match.match(), types)) {
            case ExprCompiler.Result.Findings found -> report(found.findings(), Set.of());
            case ExprCompiler.Result.Ok ok -> cases(match, ok.compiled());
        }
    }

    private void cases(Next.Match match, Compiled subject) {
        Set<Object> members = Members.of(subject.type());
        String source = match.match().source().strip();
        if (members.isEmpty()) {
            if (match.otherwise() == null) {
                findings.add(
                        Code.E204,
                        match.match().place(),
                        "`" + source + "` is no enum, so the cases cannot be all of its values.",
                        "Add `else: STATE`.");
            }
            return;
        }
        Set<Object> left = new LinkedHashSet<>(members);
        left.removeAll(unknownTools);
        boolean misspelt = false;
        for (Next.Case one : match.cases()) {
            if (!members.contains(one.value())) {
                misspelt = true;
                notAMember(one, source, members);
            }
            left.remove(one.value());
        }
        // A misspelt case and the member it was to be are one mistake.
        if (misspelt || !pathsKnown || left.isEmpty()) {
            return;
        }
        if (match.otherwise() == null) {
            findings.add(
                    Code.E204,
                    match.match().place(),
                    "No case for " + Members.quoted(left) + " of `" + source + "`.",
                    "Add the case" + (left.size() > 1 ? "s" : "") + ", or an `else`.");
        } else {
            findings.add(
                    Code.E210,
                    match.otherwise().place(),
                    "The `else` stands for " + Members.quoted(left) + "; a member added later would take it unseen.",
                    "Name each member as a case.");
        }
    }

    private void notAMember(Next.Case one, String source, Set<Object> members) {
        List<String> names = members.stream().map(String::valueOf).toList();
        String nearest = Nearest.to(String.valueOf(one.value()), names);
        Diagnostic diagnostic = Diagnostic.of(
                        Code.E205, one.place(), "`" + one.value() + "` is no value of `" + source + "`.")
                .withHelp(
                        nearest != null
                                ? "Did you mean `" + nearest + "`?"
                                : "It is one of " + Members.quoted(members) + ".");
        findings.add(diagnostic.withSuggestion(nearest));
    }
}
