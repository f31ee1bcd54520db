package dev.signalbox.dsl.read;

import dev.signalbox.dsl.diagnostic.Code;
import dev.signalbox.dsl.diagnostic.Diagnostic;
import dev.signalbox.dsl.diagnostic.Nearest;
import dev.signalbox.dsl.diagnostic.Place;
import dev.signalbox.dsl.value.Durations;
import dev.signalbox.dsl.yaml.YamlNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The keys of one mapping, each held against what it has to be. Every key that is not named when the fields are opened is
 * a finding, so that nothing in a file is silently ignored. A wrong value is a finding and reads as absent.
 */
final class Fields {
    private final Reading reading;
    private final YamlNode.Mapping node;
    private final String what;
    private final List<String> misspelled = new ArrayList<>();

    private Fields(Reading reading, YamlNode.Mapping node, String what) {
        this.reading = reading;
        this.node = node;
        this.what = what;
    }

    /** @param what the mapping in a sentence: "a state", "`retry`" */
    static @Nullable Fields open(Reading reading, @Nullable YamlNode node, String what, List<String> keys) {
        Fields fields = any(reading, node, what);
        if (fields != null) {
            for (YamlNode.Entry entry : fields.node.entries().values()) {
                if (!keys.contains(entry.name())) {
                    reading.unknownKey(entry.key(), what, keys);
                    String meant = Nearest.to(entry.name(), keys);
                    fields.misspelled.add(meant == null ? "" : meant);
                }
            }
        }
        return fields;
    }

    /** The same for a mapping whose keys are names that the file chooses. */
    static @Nullable Fields any(Reading reading, @Nullable YamlNode node, String what) {
        if (node instanceof YamlNode.Mapping mapping) {
            return new Fields(reading, mapping, what);
        }
        if (node != null) {
            reading.wrong(node, "a mapping");
        }
        return null;
    }

    YamlNode.Mapping node() {
        return node;
    }

    Place place() {
        return node.place();
    }

    Iterable<YamlNode.Entry> entries() {
        return node.entries().values();
    }

    boolean has(String key) {
        return node.entries().containsKey(key);
    }

    YamlNode.@Nullable Entry entry(String key) {
        return node.entries().get(key);
    }

    @Nullable
    YamlNode get(String key) {
        YamlNode.Entry entry = entry(key);
        return entry == null ? null : entry.value();
    }

    /** A key that has to be there. An unknown key beside it, told already, may be this one misspelled. */
    @Nullable
    YamlNode need(String key) {
        YamlNode found = get(key);
        if (found == null && !misspelled.remove(key) && !misspelled.remove("")) {
            reading.missing(node, what, key);
        }
        return found;
    }

    YamlNode.@Nullable Scalar text(String key) {
        return textOf(reading, get(key));
    }

    YamlNode.@Nullable Scalar needText(String key) {
        return nameOf(reading, need(key));
    }

    @Nullable
    String string(String key) {
        YamlNode.Scalar found = text(key);
        return found == null ? null : found.text();
    }

    /** A text that is not empty. */
    static YamlNode.@Nullable Scalar nameOf(Reading reading, @Nullable YamlNode node) {
        YamlNode.Scalar found = textOf(reading, node);
        if (found != null && found.text().isBlank()) {
            reading.wrong(found, "a text that says something");
            return null;
        }
        return found;
    }

    static YamlNode.@Nullable Scalar textOf(Reading reading, @Nullable YamlNode node) {
        if (node instanceof YamlNode.Scalar scalar && scalar.isText()) {
            return scalar;
        }
        if (node != null) {
            boolean scalar =
                    node instanceof YamlNode.Scalar written && !written.text().isEmpty();
            reading.wrong(node, scalar ? "a text (in quotes)" : "a text");
        }
        return null;
    }

    @Nullable
    Integer whole(String key, int least, int most) {
        YamlNode found = get(key);
        if (found instanceof YamlNode.Scalar scalar
                && scalar.value() instanceof Long value
                && value >= least
                && value <= most) {
            return value.intValue();
        }
        if (found != null) {
            reading.wrong(
                    found,
                    most == Integer.MAX_VALUE
                            ? "a whole number of at least " + least
                            : "a whole number from " + least + " to " + most);
        }
        return null;
    }

    int whole(String key, int least, int most, int without) {
        Integer found = whole(key, least, most);
        return found == null ? without : found;
    }

    @Nullable
    Double number(String key, double least) {
        YamlNode found = get(key);
        if (found instanceof YamlNode.Scalar scalar
                && scalar.value() instanceof Number value
                && value.doubleValue() >= least) {
            return value.doubleValue();
        }
        if (found != null) {
            reading.wrong(found, "a number of at least " + (least == 0 ? "0" : String.valueOf(least)));
        }
        return null;
    }

    boolean flag(String key) {
        YamlNode found = get(key);
        if (found instanceof YamlNode.Scalar scalar && scalar.value() instanceof Boolean value) {
            return value;
        }
        if (found != null) {
            reading.wrong(found, "`true` or `false`");
        }
        return false;
    }

    <T> T oneOf(String key, Map<String, T> known, T without) {
        T found = oneOf(key, known);
        return found == null ? without : found;
    }

    <T> @Nullable T oneOf(String key, Map<String, T> known) {
        YamlNode found = get(key);
        if (found instanceof YamlNode.Scalar scalar && known.containsKey(scalar.text())) {
            return known.get(scalar.text());
        }
        if (found != null) {
            reading.notOneOf(found, known.keySet());
        }
        return null;
    }

    @Nullable
    Duration duration(String key) {
        return durationOf(reading, get(key));
    }

    static @Nullable Duration durationOf(Reading reading, @Nullable YamlNode node) {
        if (node == null) {
            return null;
        }
        if (!(node instanceof YamlNode.Scalar scalar) || scalar.text().isEmpty()) {
            reading.wrong(node, "a duration such as `30s`");
            return null;
        }
        Duration found = Durations.parse(scalar.text());
        if (found == null) {
            reading.add(Diagnostic.of(Code.Y007, node.place(), "`" + Reading.clip(scalar.text()) + "` is no duration.")
                    .withHelp("A duration is a whole number and a unit: `30s`, `5m`, `48h`, `7d`.")
                    .withSuggestion(Durations.meant(scalar.text())));
        }
        return found;
    }

    /** A list of texts; one text alone counts as a list of one. */
    List<String> texts(String key) {
        List<String> found = new ArrayList<>();
        for (YamlNode item : items(key)) {
            YamlNode.Scalar text = textOf(reading, item);
            if (text != null) {
                found.add(text.text());
            }
        }
        return found;
    }

    List<YamlNode> items(String key) {
        return switch (get(key)) {
            case null -> List.of();
            case YamlNode.Sequence sequence -> sequence.items();
            case YamlNode.Scalar scalar -> List.of(scalar);
            case YamlNode.Mapping mapping -> {
                reading.wrong(mapping, "a list");
                yield List.of();
            }
        };
    }

    /** A list, or nothing with a finding when it is something else. */
    List<YamlNode> list(String key) {
        YamlNode found = get(key);
        if (found instanceof YamlNode.Sequence sequence) {
            return sequence.items();
        }
        if (found != null) {
            reading.wrong(found, "a list");
        }
        return List.of();
    }

    /** The entries of a mapping by name, or none. */
    List<YamlNode.Entry> entriesOf(String key) {
        YamlNode found = get(key);
        if (found instanceof YamlNode.Mapping mapping) {
            return List.copyOf(mapping.entries().values());
        }
        if (found != null) {
            reading.wrong(found, "a mapping");
        }
        return List.of();
    }

    /** Any JSON object, as values. */
    Map<String, Object> object(String key) {
        Map<String, Object> values = new LinkedHashMap<>();
        entriesOf(key).forEach(entry -> values.put(entry.name(), entry.value().json()));
        return values;
    }
}
