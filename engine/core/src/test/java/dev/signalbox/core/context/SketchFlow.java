package dev.signalbox.core.context;

import dev.signalbox.dsl.check.CheckedFlow;
import dev.signalbox.dsl.diagnostic.Place;
import dev.signalbox.dsl.diagnostic.Span;
import dev.signalbox.dsl.expr.EvalException;
import dev.signalbox.dsl.expr.Scope;
import dev.signalbox.dsl.model.DataDecl;
import dev.signalbox.dsl.model.DataName;
import dev.signalbox.dsl.model.Expr;
import dev.signalbox.dsl.model.Flow;
import dev.signalbox.dsl.model.FlowName;
import dev.signalbox.dsl.model.Limits;
import dev.signalbox.dsl.model.ModelName;
import dev.signalbox.dsl.model.Save;
import dev.signalbox.dsl.model.State;
import dev.signalbox.dsl.model.StateName;
import dev.signalbox.dsl.model.Template;
import dev.signalbox.dsl.model.Workspace;
import dev.signalbox.dsl.model.verb.BranchVerb;
import dev.signalbox.dsl.type.Schema;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A flow whose expressions are plain paths: the compiler's tests need no expression language. */
class SketchFlow implements CheckedFlow {
    static final Place PLACE = place(7);
    private static final Schema ANY = Schema.of(Map.of(), Map.of(), PLACE);

    Schema input = ANY;

    private final Map<DataName, DataDecl> data = new LinkedHashMap<>();
    private final Map<StateName, State> states = new LinkedHashMap<>();
    final Map<ModelName, Workspace.Model> models = new LinkedHashMap<>();

    static Place place(int line) {
        return new Place(new Span("sketch.flow.yaml", line, 1, line, 9), "/states/ask");
    }

    static Expr expr(String source) {
        return new Expr(0, source, PLACE, 0);
    }

    SketchFlow redacts(String name, String savedBy) {
        DataName dataName = new DataName(name);
        data.put(dataName, new DataDecl(dataName, ANY, null, true, null, PLACE));
        StateName state = new StateName(savedBy);
        Save save = new Save.Whole(dataName, PLACE);
        states.put(
                state,
                new State(
                        state,
                        new BranchVerb(),
                        null,
                        null,
                        save,
                        Map.of(),
                        null,
                        null,
                        null,
                        null,
                        null,
                        Map.of(),
                        PLACE,
                        PLACE));
        return this;
    }

    @Override
    public dev.signalbox.dsl.check.Entrance entrance() {
        throw new UnsupportedOperationException("no run comes into a sketch");
    }

    @Override
    public Flow flow() {
        return new Flow(
                new FlowName("sketch"),
                "1.0.0",
                null,
                null,
                null,
                Map.of(),
                input,
                null,
                data,
                Map.of(),
                Map.of(),
                null,
                Limits.NONE,
                null,
                Map.of(),
                List.of(),
                new StateName("ask"),
                PLACE,
                states,
                List.of(),
                PLACE);
    }

    @Override
    public Map<ModelName, Workspace.Model> models() {
        return models;
    }

    @Override
    public @Nullable String media(String sha256) {
        throw new AssertionError("a context needs no bytes");
    }

    @Override
    public Set<String> roots(Expr expr) {
        return Set.of(expr.source().split("\\.", -1)[0]);
    }

    @Override
    public Object eval(Expr expr, Scope scope) throws EvalException {
        String[] path = expr.source().split("\\.", -1);
        Object value = scope.root(path[0]);
        for (int i = 1; i < path.length && value != null; i++) {
            value = value instanceof Map<?, ?> map ? map.get(path[i]) : null;
        }
        if (value == null) {
            throw new EvalException("nothing at " + expr.source(), expr.place());
        }
        return value;
    }

    @Override
    public boolean test(Expr expr, Scope scope) throws EvalException {
        return eval(expr, scope).equals(true);
    }

    @Override
    public Object render(Template template, Scope scope) {
        throw new AssertionError("a context renders no template");
    }

    @Override
    public String text(Template template, Scope scope) {
        throw new AssertionError("a context renders no template");
    }

    @Override
    public String url(Template template, Scope scope) {
        throw new AssertionError("a context renders no template");
    }
}
