package dev.signalbox.testkit.run;

import dev.signalbox.dsl.diagnostic.Place;
import dev.signalbox.dsl.model.test.Script;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What the file scripts under one key, by name, and how much of it has been played. */
final class Scripts<T> {
    private final String key;
    private final Function<T, Place> places;
    private final Map<String, Played<T>> byName = new LinkedHashMap<>();

    private static final class Played<T> {
        final Script<T> script;
        final BitSet used = new BitSet();

        Played(Script<T> script) {
            this.script = script;
        }
    }

    /** What a script has for one time; {@code entry} is null when it has nothing left. */
    record Line<T>(@Nullable T entry, Place place, int times) {}

    /** @param key of a test: {@code models}, {@code actions}, {@code people} */
    Scripts(String key, Map<String, Script<T>> scripts, Function<T, Place> places) {
        this.key = key;
        this.places = places;
        scripts.forEach((name, script) -> byName.put(name, new Played<>(script)));
    }

    /** The next entry of that name's script; null when the file scripts nothing under that name. */
    synchronized @Nullable Line<T> next(String name) {
        Played<T> played = byName.get(name);
        return played == null ? null : take(played, played.used.length());
    }

    /** The entry for that item of an {@code each}, which another try of the same item gets again. */
    synchronized @Nullable Line<T> at(String name, int index) {
        Played<T> played = byName.get(name);
        return played == null ? null : take(played, index);
    }

    /** What {@link #next} would give, without playing it. */
    synchronized @Nullable T peek(String name, @Nullable Integer index) {
        Played<T> played = byName.get(name);
        if (played == null) {
            return null;
        }
        int at = played.script.always() ? 0 : index != null ? index : played.used.length();
        return at < played.script.entries().size() ? played.script.entries().get(at) : null;
    }

    /** Whether one entry serves every time. */
    synchronized boolean always(String name) {
        Played<T> played = byName.get(name);
        return played != null && played.script.always();
    }

    private Line<T> take(Played<T> played, int index) {
        List<T> entries = played.script.entries();
        int at = played.script.always() ? 0 : index;
        if (at >= entries.size()) {
            return new Line<>(null, played.script.place(), entries.size());
        }
        played.used.set(at);
        return new Line<>(entries.get(at), places.apply(entries.get(at)), entries.size());
    }

    /** What was scripted and never played. */
    synchronized List<Failure> unused() {
        List<Failure> failures = new ArrayList<>();
        byName.forEach((name, played) -> {
            List<T> entries = played.script.entries();
            if (played.used.isEmpty()) {
                failures.add(Failure.of(
                        Failure.Kind.UNUSED,
                        played.script.place(),
                        "`" + key + "` scripts " + name + ", and nothing asked for it."));
                return;
            }
            for (int i = played.used.nextClearBit(0); i < entries.size(); i = played.used.nextClearBit(i + 1)) {
                failures.add(Failure.of(
                        Failure.Kind.UNUSED,
                        places.apply(entries.get(i)),
                        "`" + key + "` has " + entries.size() + " entries for " + name + ", and entry " + (i + 1)
                                + " was never asked for."));
            }
        });
        return failures;
    }
}
