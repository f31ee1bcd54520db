package dev.signalbox.dsl.read;

import dev.signalbox.dsl.diagnostic.Code;
import dev.signalbox.dsl.diagnostic.Diagnostic;
import dev.signalbox.dsl.graph.Outcomes;
import dev.signalbox.dsl.model.DataName;
import dev.signalbox.dsl.model.DayLimits;
import dev.signalbox.dsl.model.Escalate;
import dev.signalbox.dsl.model.Limits;
import dev.signalbox.dsl.model.Retry;
import dev.signalbox.dsl.model.Save;
import dev.signalbox.dsl.model.Template;
import dev.signalbox.dsl.model.Urgency;
import dev.signalbox.dsl.value.Durations;
import dev.signalbox.dsl.yaml.YamlNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Small parts that stand in several places: limits, retry, save, assignments, escalation, urgency. */
final class CommonReader {
    static final List<String> LIMITS = List.of("steps", "llm_calls", "tokens", "cost_usd", "duration");
    /** A flow's may have those of a day beside them; a default is what a run may use. */
    static final List<String> FLOW_LIMITS = List.of("steps", "llm_calls", "tokens", "cost_usd", "duration", "day");

    private static final List<String> DAY_LIMITS = List.of("llm_calls", "tokens", "cost_usd");
    static final Map<String, Urgency> URGENCIES = urgencies();
    /** Kinds of failure, as {@code otherwise} and {@code retry.on} name them. */
    static final List<String> KINDS = Stream.concat(
                    Stream.of(
                            "failed",
                            "timeout",
                            "connection",
                            "value",
                            "http.404",
                            "action.CODE",
                            "flow.failed",
                            "flow.cancelled"),
                    Outcomes.OF_MODELS.stream())
            .toList();

    private static final Pattern KIND = Pattern.compile(
            "failed|timeout|connection|value|refused|cut_off|empty|context_length|http\\.[1-5][0-9][0-9]|action\\.[A-Za-z_][A-Za-z0-9_]*|flow\\.(?:failed|cancelled)");
    private static final Duration FIRST = Duration.ofSeconds(1);
    private static final Duration MOST = Duration.ofSeconds(30);

    private final Reading reading;
    private final TemplateReader templates;

    CommonReader(Reading reading, TemplateReader templates) {
        this.reading = reading;
        this.templates = templates;
    }

    private static Map<String, Urgency> urgencies() {
        Map<String, Urgency> map = new LinkedHashMap<>();
        map.put("low", Urgency.LOW);
        map.put("medium", Urgency.MEDIUM);
        map.put("high", Urgency.HIGH);
        return map;
    }

    static boolean isKind(String outcome) {
        return KIND.matcher(outcome).matches();
    }

    /** @param keys {@link #LIMITS} or {@link #FLOW_LIMITS} */
    static Limits limits(Reading reading, @Nullable YamlNode node, List<String> keys) {
        Fields fields = Fields.open(reading, node, "`limits`", keys);
        if (fields == null) {
            return Limits.NONE;
        }
        return new Limits(
                count(fields, "steps", 1),
                count(fields, "llm_calls", 0),
                count(fields, "tokens", 0),
                fields.number("cost_usd", 0),
                fields.duration("duration"));
    }

    private static @Nullable Long count(Fields fields, String key, int least) {
        Integer count = fields.whole(key, least, Integer.MAX_VALUE);
        return count == null ? null : Long.valueOf(count);
    }

    /** The {@code day} of a node of limits; null where it has none. */
    static @Nullable DayLimits day(Reading reading, @Nullable YamlNode limits) {
        YamlNode.Entry day =
                limits instanceof YamlNode.Mapping mapping ? mapping.entries().get("day") : null;
        Fields fields = day == null ? null : Fields.open(reading, day.value(), "`day`", DAY_LIMITS);
        if (day == null || fields == null) {
            return null;
        }
        return new DayLimits(
                count(fields, "llm_calls", 0),
                count(fields, "tokens", 0),
                fields.number("cost_usd", 0),
                day.key().place());
    }

    @Nullable
    Retry retry(@Nullable YamlNode node) {
        Fields fields = Fields.open(reading, node, "`retry`", List.of("max", "backoff", "on"));
        if (fields == null) {
            return null;
        }
        fields.need("max");
        int max = fields.whole("max", 0, 100, 0);
        Duration[] range = backoff(fields.get("backoff"));
        List<String> kinds = new ArrayList<>();
        for (YamlNode item : fields.items("on")) {
            YamlNode.Scalar kind = Fields.textOf(reading, item);
            if (kind != null && isKind(kind.text())) {
                kinds.add(kind.text());
            } else if (kind != null) {
                reading.notOneOf(kind, KINDS);
            }
        }
        return new Retry(max, range[0], range[1], kinds);
    }

    private Duration[] backoff(@Nullable YamlNode node) {
        if (node == null) {
            return new Duration[] {FIRST, MOST};
        }
        if (node instanceof YamlNode.Scalar scalar && scalar.text().contains("..")) {
            int cut = scalar.text().indexOf("..");
            Duration first = Durations.parse(scalar.text().substring(0, cut));
            Duration most = Durations.parse(scalar.text().substring(cut + 2));
            if (first != null && most != null && first.compareTo(most) <= 0) {
                return new Duration[] {first, most};
            }
            reading.add(Diagnostic.of(
                            Code.Y007, node.place(), "`" + Reading.clip(scalar.text()) + "` is no range of durations.")
                    .withHelp("A range goes from the shorter to the longer: `1s..30s`."));
            return new Duration[] {FIRST, MOST};
        }
        Duration found = Fields.durationOf(reading, node);
        return found == null ? new Duration[] {FIRST, MOST} : new Duration[] {found, found};
    }

    @Nullable
    Save save(@Nullable YamlNode node) {
        if (node instanceof YamlNode.Mapping mapping) {
            Map<DataName, Template> names = new LinkedHashMap<>();
            mapping.entries()
                    .values()
                    .forEach(entry -> names.put(new DataName(name(entry.key())), templates.value(entry.value())));
            if (names.isEmpty()) {
                reading.wrong(mapping, "a name of `data`, or `{name: \"${…}\"}`");
                return null;
            }
            return new Save.Mapping(java.util.Collections.unmodifiableMap(names), mapping.place());
        }
        YamlNode.Scalar name = Fields.nameOf(reading, node);
        return name == null ? null : new Save.Whole(new DataName(name.text()), name.place());
    }

    private String name(YamlNode.Scalar key) {
        if (key.text().isEmpty()) {
            Names.variable(reading, key);
            return "_";
        }
        return key.text();
    }

    /** {@code set}: names of data and their values. */
    Map<DataName, Template> assignments(@Nullable YamlNode node) {
        Fields fields = Fields.any(reading, node, "`set`");
        if (fields == null) {
            return Map.of();
        }
        Map<DataName, Template> values = new LinkedHashMap<>();
        for (YamlNode.Entry entry : fields.entries()) {
            values.put(new DataName(name(entry.key())), templates.value(entry.value()));
        }
        return java.util.Collections.unmodifiableMap(values);
    }

    @Nullable
    Escalate escalate(@Nullable YamlNode node) {
        Fields fields = Fields.open(reading, node, "`escalate`", List.of("after", "by"));
        if (fields == null) {
            return null;
        }
        fields.need("by");
        Duration after = Fields.durationOf(reading, fields.need("after"));
        List<String> by = fields.texts("by");
        return after == null || by.isEmpty() ? null : new Escalate(after, by);
    }
}
