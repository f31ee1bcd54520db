package dev.signalbox.testkit.sketch;

import dev.signalbox.dsl.graph.Way;
import dev.signalbox.dsl.graph.Ways;
import dev.signalbox.dsl.model.Flow;
import dev.signalbox.dsl.model.StateName;
import dev.signalbox.dsl.model.verb.EndVerb;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A test file with a test for each way that none takes yet, to be gone on with. It validates; whether its tests pass, the data decide. */
public final class Sketch {
    private final Flow flow;
    private final Map<StateName, List<Way>> ways;

    private Sketch(Flow flow) {
        this.flow = flow;
        ways = Ways.of(flow);
    }

    /**
     * The file's text, with comments where the author has to say more.
     *
     * @param file the flow's file, as the test file names it
     * @param taken whether a test takes that way already
     */
    public static String of(Flow flow, String file, Predicate<Way> taken) {
        return new Sketch(flow).write(file, taken);
    }

    private String write(String file, Predicate<Way> taken) {
        StringBuilder out = new StringBuilder("flow: ").append(Yaml.of(file)).append("\ntests:\n");
        Set<Way> done = new LinkedHashSet<>();
        List<String> beyond = new ArrayList<>();
        for (List<Way> from : ways.values()) {
            for (Way way : from) {
                if (taken.test(way) || done.stream().anyMatch(other -> same(way, other))) {
                    continue;
                }
                List<Way> path = Scripting.reaches(way) ? through(way) : null;
                if (path == null) {
                    beyond.add(said(way));
                    done.add(way);
                } else {
                    done.addAll(path);
                    test(way, path, out);
                }
            }
        }
        beyond.forEach(way -> out.append("  # Not sketched: ").append(way).append('\n'));
        return out.toString();
    }

    /** A route of the flow's own is one way, from whatever state it is taken. */
    private static boolean same(Way a, Way b) {
        boolean shared = a.kind() == Way.Kind.DEFAULT && b.kind() == Way.Kind.DEFAULT;
        return a.equals(b) || (shared && Objects.equals(a.route(), b.route()));
    }

    private static String said(Way way) {
        String outcome = way.route() == null ? "" : " (" + way.route().outcome() + ")";
        return way.from() + " to " + way.to() + outcome;
    }

    /** From the start through that way to an end, each part as short as can be. */
    private @Nullable List<Way> through(Way way) {
        List<Way> before = shortest(flow.start(), way.from()::equals);
        List<Way> after = shortest(way.to(), state -> flow.state(state).verb() instanceof EndVerb);
        if (before == null || after == null) {
            return null;
        }
        List<Way> path = new ArrayList<>(before);
        path.add(way);
        path.addAll(after);
        return path;
    }

    /** Where there is a way on which everything succeeds, the shortest of those. */
    private @Nullable List<Way> shortest(StateName from, Predicate<StateName> goal) {
        List<Way> smooth = shortest(from, goal, Way::onSuccess);
        return smooth == null ? shortest(from, goal, Scripting::reaches) : smooth;
    }

    private @Nullable List<Way> shortest(StateName from, Predicate<StateName> goal, Predicate<Way> may) {
        Map<StateName, List<Way>> found = new LinkedHashMap<>();
        found.put(from, List.of());
        ArrayDeque<StateName> next = new ArrayDeque<>(List.of(from));
        while (!next.isEmpty()) {
            StateName state = next.remove();
            List<Way> here = found.getOrDefault(state, List.of());
            if (goal.test(state)) {
                return here;
            }
            for (Way way : ways.getOrDefault(state, List.of())) {
                if (may.test(way) && !found.containsKey(way.to())) {
                    List<Way> path = new ArrayList<>(here);
                    path.add(way);
                    found.put(way.to(), path);
                    next.add(way.to());
                }
            }
        }
        return null;
    }

    private void test(Way way, List<Way> path, StringBuilder out) {
        Scripting scripting = Scripting.of(flow, path);
        out.append("  - name: ")
                .append(Yaml.of(said(way).replace("(", "when ").replace(")", "")))
                .append('\n');
        Object input = scripting.fitting(flow.input(), "an input that fits");
        out.append("    input: ").append(Yaml.of(input)).append('\n');
        scripting.left.forEach(
                what -> out.append("    # To be said: ").append(what).append('\n'));
        scripts("models", scripting.models, out);
        scripts("actions", scripting.actions, out);
        scripts("people", scripting.people, out);
        if (!scripting.events.isEmpty()) {
            out.append("    events: ").append(Yaml.of(scripting.events)).append('\n');
        }
        List<Object> states = new ArrayList<>(List.of(flow.start().value()));
        path.forEach(step -> states.add(step.to().value()));
        out.append("    expect:\n      path: ").append(Yaml.of(states)).append('\n');
        if (flow.state(path.getLast().to()).verb() instanceof EndVerb end) {
            out.append("      end: ")
                    .append(end.status().name().toLowerCase(java.util.Locale.ROOT))
                    .append('\n');
        }
    }

    private static void scripts(String key, Map<String, List<Object>> scripts, StringBuilder out) {
        if (scripts.isEmpty()) {
            return;
        }
        out.append("    ").append(key).append(":\n");
        scripts.forEach((name, entries) -> out.append("      ")
                .append(Yaml.of(name))
                .append(": ")
                // One that is the same each time serves every time: a reply that does not fit is asked for again.
                .append(Yaml.of(Set.copyOf(entries).size() == 1 ? entries.getFirst() : entries))
                .append('\n'));
    }
}
