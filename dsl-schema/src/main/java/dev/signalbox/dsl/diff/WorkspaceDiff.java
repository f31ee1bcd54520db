package dev.signalbox.dsl.diff;

import dev.signalbox.dsl.diagnostic.Place;
import dev.signalbox.dsl.model.Flow;
import dev.signalbox.dsl.model.FlowName;
import dev.signalbox.dsl.model.Workspace;
import dev.signalbox.dsl.read.LoadedWorkspace;
import dev.signalbox.dsl.read.Places;
import dev.signalbox.dsl.read.ReadFlow;
import dev.signalbox.dsl.value.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What changed in meaning between two versions of a workspace: of its {@code signalbox.yaml}, and of each flow by its name. */
public final class WorkspaceDiff {
    private static final Set<String> LOOKED_AT = Set.of("signalbox", "actions");

    private final Places oldPlaces;
    private final Places newPlaces;
    private final Place top;
    private final List<Change> changes = new ArrayList<>();

    private WorkspaceDiff(LoadedWorkspace before, LoadedWorkspace after) {
        this.oldPlaces = before.read().places();
        this.newPlaces = after.read().places();
        this.top = after.workspace().place();
    }

    /** Flows that have no model, for their files could not be read, are passed over: {@code validate} says what is wrong with them. */
    public static List<Change> of(LoadedWorkspace before, LoadedWorkspace after) {
        List<Change> changes = new ArrayList<>(settings(before, after));
        Map<FlowName, ReadFlow> olds = named(before);
        Map<FlowName, ReadFlow> news = named(after);
        olds.forEach((name, old) -> {
            Flow was = Objects.requireNonNull(old.flow());
            ReadFlow now = news.get(name);
            if (now == null) {
                changes.add(new Change(Kind.FLOW_REMOVED, subject(name), was.place(), null, "The flow is gone.", null));
            } else {
                changes.addAll(FlowDiff.of(
                        new FlowDiff.Version(was, old.places()),
                        new FlowDiff.Version(Objects.requireNonNull(now.flow()), now.places()),
                        false));
            }
        });
        news.forEach((name, now) -> {
            if (!olds.containsKey(name)) {
                Flow is = Objects.requireNonNull(now.flow());
                changes.add(new Change(Kind.FLOW_ADDED, subject(name), null, is.place(), "The flow is new.", null));
            }
        });
        return FlowDiff.weighed(changes);
    }

    /** The workspace files alone. */
    public static List<Change> settings(LoadedWorkspace before, LoadedWorkspace after) {
        WorkspaceDiff diff = new WorkspaceDiff(before, after);
        diff.actions(before.workspace(), after.workspace());
        diff.all(before.workspace(), after.workspace());
        return FlowDiff.weighed(diff.changes);
    }

    private static Subject subject(FlowName name) {
        return new Subject(Subject.Sort.FLOW, name.value());
    }

    private static Map<FlowName, ReadFlow> named(LoadedWorkspace loaded) {
        Map<FlowName, ReadFlow> named = new LinkedHashMap<>();
        for (ReadFlow read : loaded.flows().values()) {
            if (read.flow() != null) {
                named.putIfAbsent(read.flow().name(), read);
            }
        }
        return named;
    }

    private void actions(Workspace before, Workspace after) {
        Sides sides = Sides.ofParts(oldPlaces, newPlaces);
        ActionChanges.compare(sides, before.actions(), after.actions(), true);
        changes.addAll(sides.changes());
    }

    private void all(Workspace before, Workspace after) {
        Map<String, Object> was = Json.object(Values.plain(before.source()));
        Map<String, Object> is = Json.object(Values.plain(after.source()));
        reach("http.allow", before.httpAllow(), after.httpAllow(), "http", "allow");
        reach("exec.allow", before.execAllow(), after.execAllow(), "exec", "allow");
        secrets(before, after);
        people(before, after);
        if (before.workspaceActionsOnly() != after.workspaceActionsOnly()) {
            tell(
                    after.workspaceActionsOnly() ? Kind.REACH_NARROWED : Kind.REACH_WIDENED,
                    "actions",
                    after.workspaceActionsOnly()
                            ? "Flows may no longer declare actions of their own."
                            : "Flows may declare actions of their own now.",
                    "actions");
        }
        Set<String> keys = new LinkedHashSet<>(was.keySet());
        keys.addAll(is.keySet());
        keys.removeAll(LOOKED_AT);
        for (String key : keys) {
            rest(key, told(key, was.get(key)), told(key, is.get(key)));
        }
    }

    /** What is left of a part once that is taken away which is told above. */
    private static @Nullable Object told(String key, @Nullable Object part) {
        if (!(part instanceof Map<?, ?> map)) {
            return key.equals("groups") && part instanceof List<?> list
                    ? list.stream().map(String::valueOf).sorted().toList()
                    : part;
        }
        Map<String, Object> object = Json.object(map);
        return switch (key) {
            case "http", "exec" -> Sides.without(object, "allow");
            case "secrets" -> {
                Map<String, Object> rest = new LinkedHashMap<>();
                object.forEach((name, its) ->
                        rest.put(name, its instanceof Map<?, ?> m ? Sides.without(Json.object(m), "hosts") : its));
                yield rest;
            }
            case "people" -> {
                Map<String, Object> rest = new LinkedHashMap<>();
                object.forEach((name, its) -> rest.put(
                        name, its instanceof Map<?, ?> m ? Sides.without(Json.object(m), "groups", "roles") : its));
                yield rest;
            }
            default -> object;
        };
    }

    private void rest(String key, @Nullable Object before, @Nullable Object after) {
        if (Objects.equals(before, after)) {
            return;
        }
        Object was = before == null ? Map.of() : before;
        Object is = after == null ? Map.of() : after;
        if (!(was instanceof Map<?, ?> a) || !(is instanceof Map<?, ?> b)) {
            tell(Kind.SETTING_CHANGED, key, "`" + key + "` " + Words.change(before, after) + ".", key);
            return;
        }
        Map<String, Object> old = Json.object(a);
        Map<String, Object> now = Json.object(b);
        Set<String> names = new LinkedHashSet<>(old.keySet());
        names.addAll(now.keySet());
        for (String name : names) {
            if (!Objects.equals(old.get(name), now.get(name))) {
                tell(
                        Kind.SETTING_CHANGED,
                        key,
                        "`" + key + "." + name + "` " + Words.change(old.get(name), now.get(name)) + ".",
                        key,
                        name);
            }
        }
    }

    private void secrets(Workspace before, Workspace after) {
        before.secrets().forEach((name, secret) -> {
            Workspace.Secret now = after.secrets().get(name);
            if (now == null || secret.hosts().equals(now.hosts())) {
                return;
            }
            // Without hosts a secret may go wherever the allow-list lets an action go.
            if (secret.hosts().isEmpty() || now.hosts().isEmpty()) {
                tell(
                        now.hosts().isEmpty() ? Kind.REACH_WIDENED : Kind.REACH_NARROWED,
                        "secret " + name,
                        "The secret may be sent to " + hosts(now.hosts()) + ", and to " + hosts(secret.hosts())
                                + " before.",
                        "secrets",
                        name,
                        "hosts");
            } else {
                reach("secret " + name, secret.hosts(), now.hosts(), "secrets", name, "hosts");
            }
        });
    }

    private static String hosts(List<String> hosts) {
        return hosts.isEmpty() ? "every host that is allowed" : Words.each(hosts);
    }

    private void reach(String what, List<String> before, List<String> after, String... keys) {
        list(Kind.REACH_WIDENED, Kind.REACH_NARROWED, what, before, after, "may be reached", keys);
    }

    private void people(Workspace before, Workspace after) {
        Set<String> ids = new LinkedHashSet<>(before.people().keySet());
        ids.addAll(after.people().keySet());
        for (String id : ids) {
            Workspace.Person old = before.people().get(id);
            Workspace.Person now = after.people().get(id);
            list(
                    Kind.PEOPLE_WIDENED,
                    Kind.PEOPLE_NARROWED,
                    "person " + id,
                    old == null ? List.of() : old.roles(),
                    now == null ? List.of() : now.roles(),
                    "is a role of theirs",
                    "people",
                    id,
                    "roles");
            list(
                    Kind.PEOPLE_WIDENED,
                    Kind.PEOPLE_NARROWED,
                    "person " + id,
                    old == null ? List.of() : old.groups(),
                    now == null ? List.of() : now.groups(),
                    "is a group of theirs",
                    "people",
                    id,
                    "groups");
        }
    }

    private void list(
            Kind wider,
            Kind narrower,
            String what,
            List<String> before,
            List<String> after,
            String is,
            String... keys) {
        Set<String> added = new LinkedHashSet<>(after);
        before.forEach(added::remove);
        Set<String> gone = new LinkedHashSet<>(before);
        after.forEach(gone::remove);
        if (!added.isEmpty()) {
            tell(wider, what, Words.each(added) + " " + is + " now.", keys);
        }
        if (!gone.isEmpty()) {
            tell(narrower, what, Words.each(gone) + " " + is + " no more.", keys);
        }
    }

    private void tell(Kind kind, String what, String sentence, String... keys) {
        changes.add(new Change(
                kind,
                new Subject(Subject.Sort.WORKSPACE, what),
                place(oldPlaces, keys),
                place(newPlaces, keys),
                sentence,
                null));
    }

    /** As near as the file has it. */
    private Place place(Places places, String... keys) {
        Place found = top;
        StringBuilder path = new StringBuilder();
        for (String key : keys) {
            path.append('/').append(key.replace("~", "~0").replace("/", "~1"));
            Place at = places.value(path.toString());
            found = at == null ? found : at;
        }
        return found;
    }
}
