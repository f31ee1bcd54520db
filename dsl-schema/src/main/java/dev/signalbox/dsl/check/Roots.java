package dev.signalbox.dsl.check;

import dev.signalbox.dsl.check.verb.FailureTypes;
import dev.signalbox.dsl.check.verb.VerbSites;
import dev.signalbox.dsl.expr.TypeEnv;
import dev.signalbox.dsl.model.DataDecl;
import dev.signalbox.dsl.model.DataName;
import dev.signalbox.dsl.model.Save;
import dev.signalbox.dsl.model.State;
import dev.signalbox.dsl.type.Type;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** The roots of expressions and their types: {@code input}, {@code run}, the names of data, {@code error}, {@code decision}. */
final class Roots {
    static final String INPUT = "input";
    static final String RUN = "run";
    static final String ERROR = "error";
    static final String DECISION = "decision";

    private Roots() {}

    /** Everything that a run has from its start; data without a default or a fetch is not there yet. */
    static TypeEnv atStart(Setting setting) {
        Map<String, Type> surely = new LinkedHashMap<>();
        surely.put(INPUT, setting.flow().input().type());
        surely.put(RUN, run(setting));
        TypeEnv types = TypeEnv.of(surely);
        Set<DataName> doubtful = Writers.doubtful(setting);
        for (DataDecl decl : setting.flow().data().values()) {
            Type type = data(setting, decl);
            boolean there = decl.initial() != null || decl.fetch() != null || doubtful.contains(decl.name());
            types = there
                    ? types.withRoot(decl.name().value(), type)
                    : types.withOptionalRoot(decl.name().value(), type);
        }
        return withoutOutcome(types);
    }

    /** As if every name were written on every path, for a flow whose paths cannot be told. */
    static TypeEnv everything(Setting setting) {
        TypeEnv types = atStart(setting);
        for (DataDecl decl : setting.flow().data().values()) {
            types = types.withRoot(decl.name().value(), data(setting, decl));
        }
        return types.withRoot(ERROR, FailureTypes.ERROR).withRoot(DECISION, FailureTypes.DECISION);
    }

    static TypeEnv withoutOutcome(TypeEnv types) {
        return types.withOptionalRoot(ERROR, FailureTypes.ERROR).withOptionalRoot(DECISION, FailureTypes.DECISION);
    }

    /**
     * A name whose schema leaves everything open has the type of what is saved in it when all saves agree: that is how a
     * model's {@code choose} is dispatched without spelling its union again.
     */
    private static Type data(Setting setting, DataDecl decl) {
        Type declared = Type.resolve(decl.schema().type());
        boolean open = declared instanceof Type.Any
                || (declared instanceof Type.Obj object && object.fields().isEmpty() && object.open());
        if (!open || decl.initial() != null || decl.fetch() != null) {
            return declared;
        }
        Set<Type> saved = new LinkedHashSet<>();
        for (State state : setting.flow().states().values()) {
            if (state.save() instanceof Save.Whole whole && whole.name().equals(decl.name())) {
                saved.add(VerbSites.result(setting, state));
            }
        }
        int places = Writers.of(setting)
                .getOrDefault(decl.name(), java.util.List.of())
                .size();
        long whole = setting.flow().states().values().stream()
                .filter(state ->
                        state.save() instanceof Save.Whole save && save.name().equals(decl.name()))
                .count();
        return saved.size() == 1 && places == whole ? saved.iterator().next() : declared;
    }

    private static Type run(Setting setting) {
        Map<String, Type.Field> visits = new LinkedHashMap<>();
        setting.flow().states().keySet().forEach(state -> visits.put(state.value(), there(Type.INT)));
        Map<String, Type.Field> fields = new LinkedHashMap<>();
        fields.put("id", there(Type.STR));
        fields.put("flow", there(Type.STR));
        fields.put("version", there(Type.STR));
        fields.put("key", there(Type.STR));
        fields.put("started_at", there(Type.TIMESTAMP));
        fields.put("started_by", there(Type.STR));
        fields.put("visits", there(new Type.Obj(visits, null)));
        return new Type.Obj(fields, null);
    }

    private static Type.Field there(Type type) {
        return new Type.Field(type, true);
    }
}
