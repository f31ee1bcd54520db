package dev.signalbox.dsl.read;

import dev.signalbox.dsl.diagnostic.Code;
import dev.signalbox.dsl.diagnostic.Diagnostic;
import dev.signalbox.dsl.diagnostic.Nearest;
import dev.signalbox.dsl.diagnostic.Place;
import dev.signalbox.dsl.diagnostic.Span;
import dev.signalbox.dsl.model.DataName;
import dev.signalbox.dsl.model.Flow;
import dev.signalbox.dsl.model.Mapping;
import dev.signalbox.dsl.model.StateName;
import dev.signalbox.dsl.model.Template;
import dev.signalbox.dsl.value.Json;
import dev.signalbox.dsl.yaml.YamlFile;
import dev.signalbox.dsl.yaml.YamlNode;
import dev.signalbox.dsl.yaml.YamlReader;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads the file that says how a run of one flow file stands in another: {@code states: {OLD: NEW}} and
 * {@code data: {OLD: NEW, DROPPED: ~, NEW: VALUE}}. Whatever it names is a name of the old or of the new file (P911). Never
 * throws at a user's file.
 */
public final class MappingReader {
    private final Reading reading;
    private final Flow from;
    private final Flow to;
    private final Map<StateName, StateName> states = new LinkedHashMap<>();
    private final Map<DataName, DataName> renamed = new LinkedHashMap<>();
    private final Set<DataName> dropped = new LinkedHashSet<>();
    private final Map<DataName, Template> given = new LinkedHashMap<>();

    private MappingReader(Reading reading, Flow from, Flow to) {
        this.reading = reading;
        this.from = from;
        this.to = to;
    }

    public static ReadMapping read(String path, String text, Flow from, Flow to) {
        YamlFile yaml = YamlReader.read(path, text);
        Reading reading = new Reading(path, Nowhere.SOURCES, new Places(yaml.root()));
        MappingReader reader = new MappingReader(reading, from, to);
        YamlNode root = yaml.root();
        if (root != null) {
            reader.file(root);
        }
        Place place = root == null ? new Place(Span.point(path, 1, 1), "") : root.place();
        Mapping mapping = new Mapping(reader.states, reader.renamed, reader.dropped, reader.given, place);
        return new ReadMapping(mapping, Header.ordered(yaml.diagnostics(), reading.diagnostics()));
    }

    private void file(YamlNode root) {
        Fields fields = Fields.open(reading, root, "a mapping of a run", List.of("states", "data"));
        if (fields == null) {
            return;
        }
        fields.entriesOf("states").forEach(this::state);
        fields.entriesOf("data").forEach(this::data);
    }

    private void state(YamlNode.Entry entry) {
        YamlNode.Scalar target = Fields.nameOf(reading, entry.value());
        if (!isNamed(entry.key(), "state", "old", names(from.states().keySet().stream(), StateName::value))
                || target == null
                || !isNamed(target, "state", "new", names(to.states().keySet().stream(), StateName::value))) {
            return;
        }
        states.put(new StateName(entry.name()), new StateName(target.text()));
    }

    private void data(YamlNode.Entry entry) {
        List<String> old = names(from.data().keySet().stream(), DataName::value);
        List<String> now = names(to.data().keySet().stream(), DataName::value);
        String name = entry.name();
        if (!old.contains(name) && !now.contains(name)) {
            unknown(
                    entry.key(),
                    "name of data",
                    "old or the new",
                    Stream.concat(old.stream(), now.stream()).toList());
            return;
        }
        boolean nothing = entry.value() instanceof YamlNode.Scalar scalar && Json.isNull(scalar.value());
        String other = entry.value() instanceof YamlNode.Scalar scalar && scalar.isText() ? scalar.text() : null;
        if (old.contains(name) && nothing) {
            dropped.add(new DataName(name));
        } else if (old.contains(name) && now.contains(name)) {
            both(entry, name, other != null && now.contains(other) ? other : null);
        } else if (old.contains(name)) {
            renamed(entry, name, other, now);
        } else {
            given.put(new DataName(name), new TemplateReader(reading).value(entry.value()));
        }
    }

    /** A name of both files: a value for it, unless that could be read as a new name for it. */
    private void both(YamlNode.Entry entry, String name, @Nullable String other) {
        if (other == null) {
            given.put(new DataName(name), new TemplateReader(reading).value(entry.value()));
            return;
        }
        reading.add(Diagnostic.of(
                        Code.P911,
                        entry.value().place(),
                        "Both files have `" + name + "` and the new one has `" + other
                                + "`: this may be a new name or a text.")
                .withHelp("For the value write `" + other + ": ${" + name + "}` and `" + name
                        + ": ~`; for the text write `${'" + other + "'}`."));
    }

    private void renamed(YamlNode.Entry entry, String name, @Nullable String other, List<String> now) {
        if (other == null || !(entry.value() instanceof YamlNode.Scalar target)) {
            reading.add(Diagnostic.of(
                            Code.P911,
                            entry.value().place(),
                            "The new file has no `" + name + "`, so its value goes to another name, or nowhere.")
                    .withHelp("Write `" + name + ": NEW_NAME`, or `" + name + ": ~` to drop it."));
        } else if (isNamed(target, "name of data", "new", now)) {
            DataName to = new DataName(other);
            if (renamed.containsValue(to)) {
                reading.add(Diagnostic.of(
                        Code.P911, target.place(), "Two names of data cannot both become `" + other + "`."));
            }
            renamed.put(new DataName(name), to);
        }
    }

    private boolean isNamed(YamlNode.Scalar written, String what, String whose, List<String> known) {
        if (known.contains(written.text())) {
            return true;
        }
        unknown(written, what, whose, known);
        return false;
    }

    private void unknown(YamlNode.Scalar written, String what, String whose, Collection<String> known) {
        reading.add(Diagnostic.of(
                        Code.P911,
                        written.place(),
                        "There is no " + what + " `" + Reading.clip(written.text()) + "` in the " + whose + " file.")
                .withSuggestion(Nearest.to(written.text(), known)));
    }

    private static <T> List<String> names(Stream<T> names, java.util.function.Function<T, String> text) {
        return names.map(text).toList();
    }

    /** A mapping names no files. */
    private enum Nowhere implements Sources {
        SOURCES;

        @Override
        public @Nullable String read(String path) {
            return null;
        }

        @Override
        public List<String> paths() {
            return List.of();
        }
    }
}
