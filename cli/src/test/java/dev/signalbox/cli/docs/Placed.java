package dev.signalbox.cli.docs;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A fragment in a whole file. Its keys take the place of the file's of the same name; below a key that is a block in both (states,
 * data, actions, models, …) the entries do. Of the file's own states those stay that something still names. Nothing is parsed
 * and printed anew, so that each line is known to be the fragment's or the file's.
 */
final class Placed {
    private static final Pattern ENTRY = Pattern.compile("^( *)[\"']?([\\w.$-]+)[\"']?:( .*)?$");

    /** @param within the fragment's line, from 1; 0 for a line of the file around it */
    private record Line(String text, int within) {}

    private record Entry(String key, List<Line> lines) {
        /** Its value stands in the lines below it, not behind the key. */
        boolean isBlock() {
            return lines.getFirst().text().replaceFirst("\\s#.*", "").strip().endsWith(":");
        }
    }

    private final List<Line> lines;

    private Placed(List<Line> lines) {
        this.lines = lines;
    }

    /** Parts of a flow; of its states the fragment's first is where it starts, unless the fragment says otherwise. */
    static Placed flow(String around, String fragment) {
        return into(around, numbered(fragment, 0)).begun();
    }

    /** Entries of {@code states} or {@code actions}. */
    static Placed entriesOf(String key, String around, String fragment) {
        List<Line> lines = new ArrayList<>(own(key + ":", 0));
        lines.addAll(numbered(fragment, 2));
        return into(around, lines).begun();
    }

    /** Parts of a file as they are: a workspace, a test, a file that the page shows. */
    static Placed parts(String around, String fragment) {
        return into(around, numbered(fragment, 0));
    }

    /** Keys of the question that the skeleton asks. */
    static Placed question(String around, String fragment) {
        List<Entry> keys = merge(
                entries(own("model: fast\nprompt: What is to be done?\n", 6), 6), entries(numbered(fragment, 6), 6), 6);
        List<Line> lines = new ArrayList<>(own("states:\n  question:\n    llm:", 0));
        lines.addAll(flat(keys));
        lines.addAll(own(
                "save: reply\notherwise: { failed: given_up, invalid: given_up, overflow: given_up }\nnext: done\n",
                4));
        return into(around, lines);
    }

    /** The file's keys, tests of its list, or keys of one test. */
    static Placed tests(String around, String fragment) {
        if (Pattern.compile("(?m)^(tests|flow):").matcher(fragment).find()) {
            return parts(around, fragment);
        }
        List<Line> lines = new ArrayList<>(own("tests:", 0));
        if (fragment.startsWith("- ")) {
            lines.addAll(numbered(fragment, 2));
        } else {
            lines.addAll(own("- name: as the page has it", 2));
            lines.addAll(flat(merge(
                    entries(own("input: { ticket: { id: T1, order_id: O9, message: Refund me } }\n", 4), 4),
                    entries(numbered(fragment, 4), 4),
                    4)));
        }
        return into(around, lines);
    }

    private static Placed into(String around, List<Line> fragment) {
        return new Placed(flat(merge(entries(own(around, 0), 0), entries(fragment, 0), 0)));
    }

    String text() {
        return lines.stream().map(Line::text).collect(Collectors.joining("\n", "", "\n"));
    }

    /** Which line of the fragment a line of the whole is, from 1; 0 when it is none of it. */
    int within(int line) {
        return line < 1 || line > lines.size() ? 0 : lines.get(line - 1).within();
    }

    private Placed begun() {
        List<Entry> entries = entries(lines, 0);
        Entry states = find(entries, "states");
        String first = states == null ? null : firstOfTheFragment(states);
        if (states == null || first == null) {
            return this;
        }
        entries.replaceAll(entry -> entry.key().equals("start") && !isTheFragments(entry)
                ? new Entry("start", own("start: " + first, 0))
                : entry);
        entries.set(entries.indexOf(states), named(states, entries));
        return new Placed(flat(entries));
    }

    private static boolean isTheFragments(Entry entry) {
        return entry.lines().stream().anyMatch(line -> line.within() > 0);
    }

    private static @Nullable String firstOfTheFragment(Entry states) {
        if (!states.isBlock()) {
            return null;
        }
        return below(states).stream()
                .filter(Placed::isTheFragments)
                .map(Entry::key)
                .findFirst()
                .orElse(null);
    }

    /** Without the states of the file around that nothing names. */
    private static Entry named(Entry states, List<Entry> all) {
        String outside = all.stream()
                .filter(entry -> entry != states)
                .flatMap(entry -> entry.lines().stream())
                .map(Line::text)
                .collect(Collectors.joining("\n"));
        Map<String, Entry> kept = new LinkedHashMap<>();
        List<Entry> left = new ArrayList<>(below(states));
        boolean more = true;
        while (more) {
            String text = outside + "\n"
                    + kept.values().stream()
                            .flatMap(entry -> entry.lines().stream())
                            .map(Line::text)
                            .collect(Collectors.joining("\n"));
            List<Entry> now = left.stream()
                    .filter(state -> isTheFragments(state) || names(text, state.key()))
                    .toList();
            now.forEach(state -> kept.put(state.key(), state));
            more = left.removeAll(now);
        }
        List<Line> lines = new ArrayList<>(List.of(states.lines().getFirst()));
        below(states).stream()
                .filter(state -> kept.containsKey(state.key()))
                .forEach(state -> lines.addAll(state.lines()));
        return new Entry(states.key(), lines);
    }

    private static boolean names(String text, String state) {
        return Pattern.compile("(?<![\\w-])" + Pattern.quote(state) + "(?![\\w-])")
                .matcher(text)
                .find();
    }

    private static List<Entry> merge(List<Entry> around, List<Entry> fragment, int depth) {
        List<Entry> merged = new ArrayList<>(around);
        for (Entry entry : fragment) {
            Entry there = find(merged, entry.key());
            if (there == null) {
                merged.add(entry);
            } else if (depth == 0 && there.isBlock() && entry.isBlock() && !isList(entry) && !isList(there)) {
                List<Line> lines = new ArrayList<>(List.of(entry.lines().getFirst()));
                lines.addAll(flat(merge(below(there), below(entry), 2)));
                merged.set(merged.indexOf(there), new Entry(entry.key(), lines));
            } else {
                merged.set(merged.indexOf(there), entry);
            }
        }
        return merged;
    }

    private static boolean isList(Entry entry) {
        return entry.lines().stream().skip(1).anyMatch(line -> line.text().matches(" {0,2}- .*"));
    }

    private static List<Entry> below(Entry entry) {
        return entries(entry.lines().subList(1, entry.lines().size()), 2);
    }

    private static @Nullable Entry find(List<Entry> entries, String key) {
        return entries.stream()
                .filter(entry -> entry.key().equals(key))
                .findFirst()
                .orElse(null);
    }

    /** Cut where a key stands at the indent; what stands before the first is the first's. */
    private static List<Entry> entries(List<Line> lines, int indent) {
        List<Entry> entries = new ArrayList<>();
        List<Line> before = new ArrayList<>();
        for (Line line : lines) {
            var entry = ENTRY.matcher(line.text());
            if (entry.matches() && entry.group(1).length() == indent) {
                entries.add(new Entry(entry.group(2), new ArrayList<>(List.of(line))));
            } else if (entries.isEmpty()) {
                before.add(line);
            } else {
                entries.getLast().lines().add(line);
            }
        }
        if (!before.isEmpty()
                && before.stream()
                        .anyMatch(line ->
                                !line.text().isBlank() && !line.text().strip().startsWith("#"))) {
            throw new IllegalArgumentException("its first line is no key of a mapping: "
                    + before.getFirst().text());
        }
        return entries;
    }

    private static List<Line> flat(List<Entry> entries) {
        return entries.stream()
                .flatMap(entry -> entry.lines().stream())
                .collect(Collectors.toCollection(ArrayList::new));
    }

    private static List<Line> own(String text, int indent) {
        return text.lines()
                .map(line -> new Line(" ".repeat(indent) + line, 0))
                .collect(Collectors.toCollection(ArrayList::new));
    }

    private static List<Line> numbered(String text, int indent) {
        List<String> lines = text.lines().toList();
        return IntStream.range(0, lines.size())
                .mapToObj(at -> new Line(lines.get(at).isBlank() ? "" : " ".repeat(indent) + lines.get(at), at + 1))
                .collect(Collectors.toCollection(ArrayList::new));
    }
}
