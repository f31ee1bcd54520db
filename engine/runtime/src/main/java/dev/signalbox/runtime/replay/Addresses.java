package dev.signalbox.runtime.replay;

import dev.signalbox.core.decide.Targets;
import dev.signalbox.core.effect.Target;
import dev.signalbox.core.event.Event;
import dev.signalbox.dsl.value.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The values that names of the environment had when a run was recorded, read off the addresses in its log: a file that reads the same
 * names comes to the same addresses. Each name is first given a mark; where an address with marks in it fits the recorded one,
 * what stands in a mark's place is the value.
 */
final class Addresses {
    private static final Pattern MARK = Pattern.compile("env-([A-Za-z0-9_]+)\\.invalid");

    private Addresses() {}

    static Map<String, String> marks(Set<String> names) {
        Map<String, String> marks = new LinkedHashMap<>();
        names.forEach(name -> marks.put(name, "env-" + name + ".invalid"));
        return marks;
    }

    /** What the marks in one event stand for, by the other; empty where nothing fits. */
    static Map<String, String> read(Event marked, Event recorded) {
        Map<String, String> found = new LinkedHashMap<>();
        Target mine = target(marked);
        Target theirs = target(recorded);
        if (mine != null && theirs != null) {
            collect(Targets.json(mine), Targets.json(theirs), found);
        }
        return found;
    }

    private static @Nullable Target target(Event event) {
        return event instanceof Event.CallRequested it
                ? it.target()
                : event instanceof Event.HoldOpened it
                        ? it.hold().target()
                        : event instanceof Event.HoldEdited it ? it.target() : null;
    }

    private static void collect(Object marked, @Nullable Object recorded, Map<String, String> found) {
        if (marked instanceof Map<?, ?> map && recorded instanceof Map<?, ?> other) {
            Json.object(map).forEach((key, value) -> collect(value, other.get(key), found));
        } else if (marked instanceof List<?> list && recorded instanceof List<?> other && list.size() == other.size()) {
            for (int i = 0; i < list.size(); i++) {
                collect(list.get(i), other.get(i), found);
            }
        } else if (marked instanceof String text && recorded instanceof String other) {
            text(text, other, found);
        }
    }

    private static void text(String marked, String recorded, Map<String, String> found) {
        Matcher marks = MARK.matcher(marked);
        StringBuilder pattern = new StringBuilder();
        Map<Integer, String> groups = new LinkedHashMap<>();
        int from = 0;
        while (marks.find()) {
            pattern.append(Pattern.quote(marked.substring(from, marks.start()))).append("(.*?)");
            groups.put(groups.size() + 1, Objects.requireNonNull(marks.group(1)));
            from = marks.end();
        }
        pattern.append(Pattern.quote(marked.substring(from)));
        Matcher fits = Pattern.compile(pattern.toString(), Pattern.DOTALL).matcher(recorded);
        if (!groups.isEmpty() && fits.matches()) {
            groups.forEach((group, name) -> found.putIfAbsent(name, Objects.requireNonNull(fits.group(group))));
        }
    }
}
