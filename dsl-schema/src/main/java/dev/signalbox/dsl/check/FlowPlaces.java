package dev.signalbox.dsl.check;

import dev.signalbox.dsl.check.verb.ActionSites;
import dev.signalbox.dsl.check.verb.SetSites;
import dev.signalbox.dsl.check.verb.Sites;
import dev.signalbox.dsl.check.verb.VerbSites;
import dev.signalbox.dsl.expr.TypeEnv;
import dev.signalbox.dsl.graph.Way;
import dev.signalbox.dsl.model.Action;
import dev.signalbox.dsl.model.DataDecl;
import dev.signalbox.dsl.model.EventDecl;
import dev.signalbox.dsl.model.Fetch;
import dev.signalbox.dsl.model.Next;
import dev.signalbox.dsl.model.Route;
import dev.signalbox.dsl.model.State;
import dev.signalbox.dsl.model.Trigger;
import dev.signalbox.dsl.model.Workspace;
import dev.signalbox.dsl.type.Type;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Goes through every expression of a flow file, and of the parts of the workspace file that flows use. */
final class FlowPlaces {
    private final Setting setting;
    private final Knowledge knowledge;
    private final Sites sites;

    private FlowPlaces(Setting setting, Knowledge knowledge, Sites sites) {
        this.setting = setting;
        this.knowledge = knowledge;
        this.sites = sites;
    }

    static void visit(Setting setting, Knowledge knowledge, Sites sites) {
        FlowPlaces places = new FlowPlaces(setting, knowledge, sites);
        places.head();
        setting.flow().states().values().forEach(places::state);
        places.sharedRoutes();
    }

    /** The shared actions, the models, the channels and the MCP servers. */
    static void visit(Workspace workspace, Sites sites) {
        workspace.models().values().forEach(model -> ActionSites.visit(workspace, model, sites));
        workspace.mcpServers().values().forEach(server -> ActionSites.visit(workspace, server, sites));
        workspace.actions().values().forEach(action -> ActionSites.visit(workspace, action, sites));
        workspace.channels().values().forEach(channel -> ActionSites.visit(workspace, channel, sites));
    }

    private void head() {
        TypeEnv given = TypeEnv.of(Map.of(Roots.INPUT, setting.flow().input().type()));
        if (setting.flow().key() != null) {
            sites.expect(setting.flow().key(), given, Sites.Expect.TEXT);
        }
        for (DataDecl decl : setting.flow().data().values()) {
            if (decl.fetch() != null) {
                fetch(decl, decl.fetch());
            }
        }
        for (Action action : setting.flow().actions().values()) {
            if (!action.shared()) {
                ActionSites.visit(setting.workspace(), action, sites);
            }
        }
        setting.flow().triggers().forEach(this::trigger);
    }

    private void fetch(DataDecl decl, Fetch fetch) {
        Action action = setting.flow().actions().get(fetch.call());
        TypeEnv types = knowledge.atStart();
        sites.value(fetch.with(), types, action == null ? null : action.args());
        if (action != null && action.returns() != null) {
            sites.result(
                    action.returns().type(),
                    types,
                    decl.schema(),
                    setting.value(fetch.place().path() + "/call", fetch.place()));
        }
    }

    private void trigger(Trigger trigger) {
        TypeEnv types = switch (trigger) {
            case Trigger.Http http -> TypeEnv.of(Map.of("body", Type.ANY, "headers", Type.ANY, "query", Type.ANY));
            case Trigger.Schedule schedule -> TypeEnv.of(Map.of("time", Type.TIMESTAMP));
            case Trigger.Event event -> {
                EventDecl declared = setting.flow().events().get(event.name());
                yield TypeEnv.of(Map.of(
                        "event",
                        declared == null ? Type.ANY : declared.payload().type()));
            }
        };
        sites.value(trigger.input(), types, setting.flow().input());
    }

    private void state(State state) {
        TypeEnv entry = knowledge.at(state.name());
        TypeEnv begun = knowledge.begun(state, entry);
        VerbSites.visit(setting, state, begun, sites);
        SetSites.visit(setting, state.set(), knowledge.saved(state, begun), sites);
        next(state, knowledge.succeeded(state, begun));
        for (Knowledge.Arrival arrival : knowledge.leave(state, entry)) {
            Route route = arrival.way().route();
            if (route != null && arrival.way().kind() == Way.Kind.OTHERWISE) {
                SetSites.visit(setting, route.set(), arrival.taken(), sites);
            }
        }
    }

    private void next(State state, TypeEnv types) {
        if (state.next() instanceof Next.Branches branches) {
            List<TypeEnv> at = knowledge.conditions(branches, types);
            for (int i = 0; i < branches.branches().size(); i++) {
                Next.Branch branch = branches.branches().get(i);
                if (branch.when() != null) {
                    sites.condition(branch.when(), at.get(i));
                }
            }
        } else if (state.next() instanceof Next.Match match) {
            sites.matched(match, types);
        }
    }

    /** A route of the flow's assigns the same from wherever it is taken: what holds there is what all those places agree on. */
    private void sharedRoutes() {
        Map<Route, TypeEnv> taken = new LinkedHashMap<>();
        for (State state : setting.flow().states().values()) {
            for (Knowledge.Arrival arrival : knowledge.leave(state, knowledge.at(state.name()))) {
                Route route = arrival.way().route();
                if (route != null && arrival.way().kind() == Way.Kind.DEFAULT) {
                    taken.merge(route, arrival.taken(), TypeEnv::join);
                }
            }
        }
        taken.forEach((route, types) -> SetSites.visit(setting, route.set(), types, sites));
    }
}
