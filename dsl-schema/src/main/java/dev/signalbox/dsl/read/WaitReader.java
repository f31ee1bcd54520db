package dev.signalbox.dsl.read;

import dev.signalbox.dsl.diagnostic.Code;
import dev.signalbox.dsl.diagnostic.Diagnostic;
import dev.signalbox.dsl.model.EventName;
import dev.signalbox.dsl.model.Template;
import dev.signalbox.dsl.model.verb.WaitVerb;
import dev.signalbox.dsl.yaml.YamlNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code wait}: a durable timer, or an outside event. */
final class WaitReader {
    static final List<String> KEYS = List.of("for", "until", "event", "key", "where", "within");
    private static final List<String> FORMS = List.of("for", "until", "event");

    private final Reading reading;
    private final TemplateReader templates;

    WaitReader(Reading reading, TemplateReader templates) {
        this.reading = reading;
        this.templates = templates;
    }

    @Nullable
    WaitVerb read(YamlNode node) {
        List<YamlNode.Entry> forms = new ArrayList<>();
        if (node instanceof YamlNode.Mapping mapping) {
            mapping.entries().values().stream()
                    .filter(entry -> FORMS.contains(entry.name()))
                    .forEach(forms::add);
        }
        boolean event = forms.stream().anyMatch(entry -> entry.name().equals("event"));
        List<String> keys = event || forms.isEmpty() ? KEYS : FORMS;
        Fields fields = Fields.open(reading, node, event ? "a wait for an event" : "a wait for a time", keys);
        if (fields == null) {
            return null;
        }
        if (forms.size() != 1) {
            reading.add(
                    forms.isEmpty()
                            ? Diagnostic.of(
                                    Code.Y005,
                                    reading.head(node),
                                    "`wait` needs one of the keys " + Reading.listed(FORMS) + ".")
                            : Diagnostic.of(
                                    Code.Y006,
                                    forms.get(1).key().place(),
                                    "`wait` has one of " + Reading.listed(FORMS) + ", not several."));
            return null;
        }
        WaitVerb.For what = what(fields, forms.getFirst());
        return what == null ? null : new WaitVerb(what, fields.duration("within"), fields.place());
    }

    private WaitVerb.@Nullable For what(Fields fields, YamlNode.Entry form) {
        if (form.name().equals("event")) {
            YamlNode.Scalar name = Fields.nameOf(reading, form.value());
            return name == null || name.text().isEmpty()
                    ? null
                    : new WaitVerb.For.Event(
                            new EventName(name.text()),
                            name.place(),
                            templates.bare(fields.get("key")),
                            templates.bare(fields.get("where")));
        }
        if (form.name().equals("for")) {
            boolean literal = !(form.value() instanceof YamlNode.Scalar scalar)
                    || !scalar.text().contains("${");
            if (literal && Fields.durationOf(reading, form.value()) == null) {
                return null;
            }
            Template duration = templates.text(form.value());
            return duration == null ? null : new WaitVerb.For.Time(duration);
        }
        Template instant = templates.text(form.value());
        if (instant instanceof Template.Literal literal && !Instants.isInstant(literal.value())) {
            reading.wrong(form.value(), "a date-time such as `2027-01-31T09:00:00Z`, or `${…}`");
            return null;
        }
        return instant == null ? null : new WaitVerb.For.Until(instant);
    }
}
