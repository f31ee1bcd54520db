package dev.signalbox.runtime.replay;

import dev.signalbox.core.decide.Targets;
import dev.signalbox.core.effect.Target;
import dev.signalbox.core.event.Event;
import dev.signalbox.dsl.model.Action;
import dev.signalbox.dsl.model.Expr;
import dev.signalbox.dsl.model.Flow;
import dev.signalbox.dsl.model.Template;
import dev.signalbox.dsl.model.Transport;
import dev.signalbox.dsl.value.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
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

    private static final Pattern READ = Pattern.compile("\\benv\\s*\\.\\s*([A-Za-z0-9_]+)");

    private Addresses() {}

    /** The names that the flow's actions read of the environment. */
    static Set<String> names(Flow flow) {
        Set<String> names = new TreeSet<>();
        for (Action action : flow.actions().values()) {
            switch (action.transport()) {
                case Transport.Http http -> {
                    names(http.url(), names);
                    http.headers().values().forEach(header -> names(header, names));
                    http.query().values().forEach(query -> names(query, names));
                    names(http.body(), names);
                }
                case Transport.Exec exec -> {
                    exec.arguments().forEach(argument -> names(argument, names));
                    names(exec.stdin(), names);
                }
                case Transport.Java java -> {}
                case Transport.Mcp mcp -> {}
                case Transport.Echo echo -> {}
            }
        }
        return names;
    }

    private static void names(@Nullable Template template, Set<String> names) {
        switch (template) {
            case null -> {}
            case Template.Literal literal -> {}
            case Template.Only only -> names(only.expr(), names);
            case Template.Interpolated interpolated -> {
                for (Template.Piece piece : interpolated.pieces()) {
                    if (piece instanceof Template.Piece.Value value) {
                        names(value.expr(), names);
                    }
                }
            }
            case Template.Fields fields -> fields.fields().values().forEach(field -> names(field, names));
            case Template.Items items -> items.items().forEach(item -> names(item, names));
        }
    }

    private static void names(Expr expr, Set<String> names) {
        Matcher read = READ.matcher(expr.source());
        while (read.find()) {
            names.add(Objects.requireNonNull(read.group(1)));
        }
    }

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
