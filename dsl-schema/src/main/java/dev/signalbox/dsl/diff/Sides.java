package dev.signalbox.dsl.diff;

import dev.signalbox.dsl.diagnostic.Place;
import dev.signalbox.dsl.model.Flow;
import dev.signalbox.dsl.read.Places;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The two versions, what means what in each, and what was found so far. */
final class Sides {
    private final @Nullable Flow before;
    private final @Nullable Flow after;
    private final Places oldPlaces;
    private final Places newPlaces;
    private final Renames renames;
    private final Meaning was;
    private final Meaning is;
    private final List<Change> changes = new ArrayList<>();

    Sides(Flow before, Places oldPlaces, Flow after, Places newPlaces, Renames renames) {
        this(oldPlaces, newPlaces, renames, before, after);
    }

    /** Of parts that stand in no flow. */
    static Sides ofParts(Places oldPlaces, Places newPlaces) {
        return new Sides(oldPlaces, newPlaces, Renames.NONE, null, null);
    }

    private Sides(Places oldPlaces, Places newPlaces, Renames renames, @Nullable Flow before, @Nullable Flow after) {
        this.before = before;
        this.after = after;
        this.oldPlaces = oldPlaces;
        this.newPlaces = newPlaces;
        this.renames = renames;
        this.was = new Meaning(new Values(renames));
        this.is = new Meaning(new Values(Renames.NONE));
    }

    Flow before() {
        return Objects.requireNonNull(before, "no flow");
    }

    Flow after() {
        return Objects.requireNonNull(after, "no flow");
    }

    Renames renames() {
        return renames;
    }

    /** What parts of the old version mean, in the names of the new one. */
    Meaning was() {
        return was;
    }

    /** What parts of the new version mean. */
    Meaning is() {
        return is;
    }

    List<Change> changes() {
        return changes;
    }

    void tell(Kind kind, Subject subject, @Nullable Place old, @Nullable Place now, String sentence) {
        changes.add(new Change(kind, subject, old, now, sentence, null));
    }

    void tellText(
            Kind kind, Subject subject, @Nullable Place old, @Nullable Place now, String sentence, Change.Texts texts) {
        changes.add(new Change(kind, subject, old, now, sentence, texts));
    }

    /** Where a key of a part stood in the old file; the part itself where it has no such key. */
    Place old(Place part, String... keys) {
        return inside(oldPlaces, part, keys);
    }

    /** Where a key of a part stands in the new file. */
    Place now(Place part, String... keys) {
        return inside(newPlaces, part, keys);
    }

    private static Place inside(Places places, Place part, String... keys) {
        Place found = part;
        String path = part.path();
        for (String key : keys) {
            path += "/" + key.replace("~", "~0").replace("/", "~1");
            Place at = places.value(path);
            found = at == null ? found : at;
        }
        return found;
    }

    /**
     * A number that something may use at most.
     *
     * @param before null for no bound
     * @param what with its verb: {@code "the flow's `steps`"}
     */
    <T extends Comparable<T>> void bound(
            Subject subject, Place old, Place now, String what, @Nullable T before, @Nullable T after) {
        if (Objects.equals(before, after)) {
            return;
        }
        boolean raised = after == null || (before != null && after.compareTo(before) > 0);
        tell(
                raised ? Kind.BOUND_RAISED : Kind.BOUND_LOWERED,
                subject,
                old,
                now,
                what + " " + Words.change(written(before), written(after)) + ".");
    }

    private static @Nullable Object written(@Nullable Object bound) {
        return bound instanceof java.time.Duration duration ? Values.duration(duration) : bound;
    }

    /** The clauses about each field that two objects do not share. */
    static List<String> clauses(Map<String, Object> before, Map<String, Object> after) {
        Set<String> names = new LinkedHashSet<>(before.keySet());
        names.addAll(after.keySet());
        List<String> clauses = new ArrayList<>();
        for (String name : names) {
            Object old = before.get(name);
            Object now = after.get(name);
            if (!Objects.equals(old, now)) {
                clauses.add("`" + name + "` " + Words.change(old, now));
            }
        }
        return clauses;
    }

    /** An object without some of its fields. */
    static Map<String, Object> without(Map<String, Object> object, String... names) {
        Map<String, Object> rest = new LinkedHashMap<>(object);
        for (String name : names) {
            rest.remove(name);
        }
        return rest;
    }
}
