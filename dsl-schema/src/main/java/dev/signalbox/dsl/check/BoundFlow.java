package dev.signalbox.dsl.check;

import dev.signalbox.dsl.expr.BoundExpressions;
import dev.signalbox.dsl.expr.Compiled;
import dev.signalbox.dsl.expr.EvalException;
import dev.signalbox.dsl.expr.Scope;
import dev.signalbox.dsl.expr.Templates;
import dev.signalbox.dsl.model.ContextItem;
import dev.signalbox.dsl.model.Expr;
import dev.signalbox.dsl.model.Flow;
import dev.signalbox.dsl.model.ModelName;
import dev.signalbox.dsl.model.State;
import dev.signalbox.dsl.model.Template;
import dev.signalbox.dsl.model.Workspace;
import dev.signalbox.dsl.model.verb.LlmVerb;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A checked flow around its bound expressions: those of its own file, and those of the workspace's that it uses. */
final class BoundFlow implements CheckedFlow {
    private final Flow flow;
    private final Map<ModelName, Workspace.Model> models;
    private final Map<String, String> media;
    private final Entrance entrance;
    private final BoundExpressions own;
    private final BoundExpressions shared;

    BoundFlow(Setting setting, TypeTable types) {
        this.flow = setting.flow();
        this.models = Models.usedBy(setting);
        this.media = media(flow);
        this.entrance = new Entrance(setting);
        this.own = new BoundExpressions(flow.expressions().size(), types::own);
        this.shared = new BoundExpressions(setting.workspace().expressions().size(), types::shared);
    }

    @Override
    public Flow flow() {
        return flow;
    }

    @Override
    public Map<ModelName, Workspace.Model> models() {
        return models;
    }

    @Override
    public Entrance entrance() {
        return entrance;
    }

    private static Map<String, String> media(Flow flow) {
        Map<String, String> media = new HashMap<>();
        for (State state : flow.states().values()) {
            for (Steps.Step step : Steps.of(state)) {
                if (step.verb() instanceof LlmVerb llm) {
                    for (ContextItem item : llm.context().load()) {
                        if (item.source() instanceof ContextItem.Source.MediaFile file) {
                            media.put(file.media().sha256(), file.base64());
                        }
                    }
                }
            }
        }
        return media;
    }

    @Override
    public @Nullable String media(String sha256) {
        return media.get(sha256);
    }

    @Override
    public Set<String> roots(Expr expr) {
        return compiled(expr).roots();
    }

    @Override
    public Object eval(Expr expr, Scope scope) throws EvalException {
        return of(expr).eval(expr, scope);
    }

    @Override
    public boolean test(Expr expr, Scope scope) throws EvalException {
        return of(expr).test(expr, scope);
    }

    @Override
    public Object render(Template template, Scope scope) throws EvalException {
        return Templates.render(template, scope, this::compiled);
    }

    @Override
    public String text(Template template, Scope scope) throws EvalException {
        return Templates.text(template, scope, this::compiled);
    }

    @Override
    public String url(Template template, Scope scope) throws EvalException {
        return Templates.url(template, scope, this::compiled);
    }

    private Compiled compiled(Expr expr) {
        return of(expr).compiled(expr);
    }

    /** Both files count their expressions from 0. */
    private BoundExpressions of(Expr expr) {
        return TypeTable.isOwn(flow, expr) ? own : shared;
    }
}
