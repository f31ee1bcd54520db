package dev.signalbox.runtime.run;

import dev.signalbox.core.event.Event;
import dev.signalbox.core.evolve.Evolver;
import dev.signalbox.core.id.RunId;
import dev.signalbox.core.run.Run;
import dev.signalbox.core.run.Usage;
import dev.signalbox.dsl.model.DataDecl;
import dev.signalbox.dsl.model.Flow;
import dev.signalbox.dsl.value.Json;
import dev.signalbox.runtime.api.StepViews;
import dev.signalbox.runtime.port.RunStore;
import dev.signalbox.runtime.retention.Purging;
import dev.signalbox.runtime.view.Redaction;
import dev.signalbox.runtime.view.RunViews;
import dev.signalbox.runtime.view.ViewJson;
import dev.signalbox.runtime.workspace.LiveWorkspace;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A run as it stood after one of its events: the fold of its log up to there, and nothing else. */
final class TimeTravel {
    private final RunStore store;
    private final LiveWorkspace workspace;

    TimeTravel(RunStore store, LiveWorkspace workspace) {
        this.store = store;
        this.workspace = workspace;
    }

    /** @param from the event to compare with; null for the one before */
    StepViews.RunAt at(String id, long seq, @Nullable Long from) {
        RunId run = new RunId(RunReader.nonEmpty(id));
        List<Event> log = store.log(run);
        if (log.isEmpty()) {
            throw Refusals.noRun(id);
        }
        long since = from == null ? seq - 1 : from;
        for (long asked : new long[] {seq, since + (from == null ? 1 : 0)}) {
            if (asked < 1 || asked > log.size()) {
                throw Refusals.beyond(id, asked, log.size());
            }
        }
        Run there = Objects.requireNonNull(fold(log, seq));
        Flow flow = workspace.pinned(there.bundle()).flow().flow();
        Event event = log.get((int) seq - 1);
        return new StepViews.RunAt(
                id,
                seq,
                event.at().toString(),
                event.getClass().getSimpleName(),
                there.status().text(),
                there.state() == null ? null : there.state().value(),
                RunViews.data(there, flow),
                RunViews.visits(there),
                RunViews.usage(there.usage()),
                since,
                changes(flow, fold(log, since), there),
                Purging.isMark(there.input()),
                new ForkPoints(store).nearest(run, seq, log));
    }

    private static @Nullable Run fold(List<Event> log, long seq) {
        Run run = null;
        for (Event event : log.subList(0, (int) seq)) {
            run = Evolver.evolve(run, event);
        }
        return run;
    }

    private static List<StepViews.Change> changes(Flow flow, @Nullable Run before, Run after) {
        List<StepViews.Change> changes = new ArrayList<>();
        compare("", before == null ? Map.of() : facts(before), facts(after), changes);
        return changes.stream().map(change -> redacted(flow, change)).toList();
    }

    private static Map<String, Object> facts(Run run) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("status", run.status().text());
        if (run.state() != null) {
            facts.put("state", run.state().value());
        }
        Map<String, Object> data = new LinkedHashMap<>();
        run.data().forEach((name, value) -> data.put(name.value(), value));
        facts.put("data", data);
        facts.put("visits", new LinkedHashMap<>(RunViews.visits(run)));
        facts.put("usage", usage(run.usage()));
        return facts;
    }

    private static Map<String, Object> usage(Usage usage) {
        return ViewJson.read(ViewJson.write(RunViews.usage(usage)), new tools.jackson.core.type.TypeReference<>() {});
    }

    /** Objects by their keys and lists by their places; whatever else is another value is a change. */
    private static void compare(
            String path, @Nullable Object before, @Nullable Object after, List<StepViews.Change> changes) {
        if (Objects.equals(before, after)) {
            return;
        }
        if (parts(path, before) && parts(path, after) && (before != null || after != null)) {
            Map<String, Object> was = members(before);
            Map<String, Object> is = members(after);
            Set<String> names = new LinkedHashSet<>(was.keySet());
            names.addAll(is.keySet());
            boolean list = before instanceof List<?> || after instanceof List<?>;
            for (String name : names) {
                String at = list ? path + "[" + name + "]" : path.isEmpty() ? name : path + "." + name;
                compare(at, was.get(name), is.get(name), changes);
            }
            return;
        }
        changes.add(new StepViews.Change(path, before, after));
    }

    private static boolean parts(String path, @Nullable Object value) {
        boolean section = path.isEmpty() || path.equals("data") || path.equals("visits") || path.equals("usage");
        return value == null ? section : value instanceof Map<?, ?> || value instanceof List<?>;
    }

    private static Map<String, Object> members(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            return Json.object(map);
        }
        Map<String, Object> members = new LinkedHashMap<>();
        if (value instanceof List<?> list) {
            for (int i = 0; i < list.size(); i++) {
                members.put(String.valueOf(i), Json.list(list).get(i));
            }
        }
        return members;
    }

    /** That a value changed may be known, and not what it is. */
    private static StepViews.Change redacted(Flow flow, StepViews.Change change) {
        for (DataDecl data : flow.data().values()) {
            String name = "data." + data.name();
            boolean inside = change.path().equals(name)
                    || change.path().startsWith(name + ".")
                    || change.path().startsWith(name + "[");
            if (data.redact() && inside) {
                return new StepViews.Change(
                        name,
                        change.before() == null ? null : Redaction.WORD,
                        change.after() == null ? null : Redaction.WORD);
            }
        }
        return change;
    }
}
