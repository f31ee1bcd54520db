package dev.signalbox.dsl.check;

import dev.signalbox.dsl.diagnostic.Nearest;
import dev.signalbox.dsl.diagnostic.Place;
import dev.signalbox.dsl.model.DataDecl;
import dev.signalbox.dsl.model.DataName;
import dev.signalbox.dsl.model.Flow;
import dev.signalbox.dsl.model.Route;
import dev.signalbox.dsl.model.Save;
import dev.signalbox.dsl.model.State;
import dev.signalbox.dsl.model.verb.EachVerb;
import dev.signalbox.dsl.model.verb.ParallelVerb;
import dev.signalbox.dsl.model.verb.SetVerb;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Everywhere that a flow writes a name of data, declared or not. */
final class Writers {
    private final Setting setting;
    private final Map<DataName, List<Place>> writes = new LinkedHashMap<>();

    private Writers(Setting setting) {
        this.setting = setting;
    }

    /** The places by the name they write. */
    static Map<DataName, List<Place>> of(Setting setting) {
        Writers writers = new Writers(setting);
        Flow flow = setting.flow();
        flow.states().values().forEach(writers::state);
        flow.otherwise().values().forEach(writers::route);
        return writers.writes;
    }

    /**
     * Names that no path is known to write: those that nothing writes, and those that a misspelt name was to write. They
     * have a finding of their own, so reading them gives none.
     */
    static Set<DataName> doubtful(Setting setting) {
        Set<DataName> doubtful = neverWritten(setting);
        doubtful.addAll(meant(setting));
        return doubtful;
    }

    /** Declared, but nothing writes them. */
    static Set<DataName> neverWritten(Setting setting) {
        Map<DataName, List<Place>> writes = of(setting);
        Set<DataName> names = new LinkedHashSet<>();
        for (DataDecl decl : setting.flow().data().values()) {
            if (decl.initial() == null && decl.fetch() == null && !writes.containsKey(decl.name())) {
                names.add(decl.name());
            }
        }
        return names;
    }

    /** What the writes of undeclared names were to write: the nearest name that nothing writes, else the nearest. */
    static Set<DataName> meant(Setting setting) {
        List<String> never = neverWritten(setting).stream().map(DataName::value).toList();
        List<String> declared =
                setting.flow().data().keySet().stream().map(DataName::value).toList();
        Set<DataName> meant = new LinkedHashSet<>();
        for (DataName written : of(setting).keySet()) {
            if (!setting.flow().data().containsKey(written)) {
                String near = Nearest.to(written.value(), never);
                near = near != null ? near : Nearest.to(written.value(), declared);
                if (near != null) {
                    meant.add(new DataName(near));
                }
            }
        }
        return meant;
    }

    private void state(State state) {
        if (state.verb() instanceof SetVerb set) {
            String path = state.place().path() + "/set/";
            set.values().keySet().forEach(name -> write(name, setting.key(path + name, state.namePlace())));
        }
        save(state.save());
        if (state.verb() instanceof ParallelVerb parallel) {
            parallel.branches().values().forEach(branch -> save(branch.step().save()));
        }
        if (state.verb() instanceof EachVerb each) {
            save(each.step().save());
        }
        String path = state.place().path() + "/set/";
        state.set().keySet().forEach(name -> write(name, setting.key(path + name, state.namePlace())));
        state.otherwise().values().forEach(this::route);
    }

    private void save(@Nullable Save save) {
        if (save != null) {
            Saves.names(save).forEach(name -> write(name, Saves.place(setting, save, name)));
        }
    }

    private void route(Route route) {
        route.set()
                .keySet()
                .forEach(name -> write(name, setting.key(route.place().path() + "/set/" + name, route.place())));
    }

    private void write(DataName name, Place place) {
        writes.computeIfAbsent(name, key -> new ArrayList<>()).add(place);
    }
}
