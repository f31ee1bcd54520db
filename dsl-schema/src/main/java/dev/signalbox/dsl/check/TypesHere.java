package dev.signalbox.dsl.check;

import dev.signalbox.dsl.check.verb.ActionSites;
import dev.signalbox.dsl.expr.TypeEnv;
import dev.signalbox.dsl.graph.Way;
import dev.signalbox.dsl.graph.Ways;
import dev.signalbox.dsl.model.Expr;
import dev.signalbox.dsl.model.Flow;
import dev.signalbox.dsl.model.State;
import dev.signalbox.dsl.model.StateName;
import dev.signalbox.dsl.model.Workspace;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The types that hold where each expression stands, of a file that may be wrong or half written. Where the ways to a
 * state cannot be told because none leads there, every name counts as written.
 */
public final class TypesHere {
    private final Map<Integer, TypeEnv> types;
    private final Map<String, TypeEnv> places;

    private TypesHere(Map<Integer, TypeEnv> types, Map<String, TypeEnv> places) {
        this.types = types;
        this.places = places;
    }

    /** The expressions of a flow's own file. */
    public static TypesHere of(Setting setting) {
        TypeRecorder told = new TypeRecorder((expr, here) -> here);
        FlowPlaces.visit(setting, Knowledge.of(setting), told);
        TypeRecorder anywhere = new TypeRecorder((expr, here) -> here);
        FlowPlaces.visit(setting, Knowledge.unknown(setting), anywhere);
        Set<String> reached = new HashSet<>();
        reached(setting.flow()).forEach(state -> reached.add("/states/" + state.value() + "/"));
        Map<Integer, TypeEnv> types = new HashMap<>(told.types());
        for (Expr expr : setting.flow().expressions()) {
            String path = expr.place().path();
            TypeEnv other = anywhere.types().get(expr.id());
            boolean lost = path.startsWith("/states/") && reached.stream().noneMatch(path::startsWith);
            if (other != null && (lost || !types.containsKey(expr.id()))) {
                types.put(expr.id(), other);
            }
        }
        return new TypesHere(types, places(setting, Knowledge.of(setting)));
    }

    /** What holds in each state and behind it: for an expression of a part that is too broken to be in the model. */
    private static Map<String, TypeEnv> places(Setting setting, Knowledge knowledge) {
        Map<String, TypeEnv> places = new HashMap<>();
        for (State state : setting.flow().states().values()) {
            String path = "/states/" + state.name().value() + "/";
            TypeEnv begun = knowledge.begun(state, knowledge.at(state.name()));
            places.put(path, begun);
            places.put(path + "next/", knowledge.succeeded(state, begun));
        }
        return places;
    }

    /** The expressions of the workspace's file. */
    public static TypesHere of(Workspace workspace) {
        TypeRecorder recorder = new TypeRecorder((expr, here) -> here);
        workspace.models().values().forEach(model -> ActionSites.visit(workspace, model, recorder));
        workspace.mcpServers().values().forEach(server -> ActionSites.visit(workspace, server, recorder));
        workspace.actions().values().forEach(action -> ActionSites.visit(workspace, action, recorder));
        return new TypesHere(recorder.types(), Map.of());
    }

    /** What holds where an expression stands; null when nothing is known of the place. */
    public @Nullable TypeEnv at(Expr expr) {
        TypeEnv known = types.get(expr.id());
        String place = "";
        for (String path : places.keySet()) {
            boolean nearer = (expr.place().path() + "/").startsWith(path) && path.length() > place.length();
            place = nearer ? path : place;
        }
        return known != null ? known : places.get(place);
    }

    private static Set<StateName> reached(Flow flow) {
        Map<StateName, List<Way>> ways = Ways.of(flow);
        Set<StateName> reached = new HashSet<>();
        Deque<StateName> open = new ArrayDeque<>(List.of(flow.start()));
        while (!open.isEmpty()) {
            StateName state = open.remove();
            if (reached.add(state)) {
                ways.getOrDefault(state, List.of()).forEach(way -> open.add(way.to()));
            }
        }
        return reached;
    }
}
