package dev.signalbox.dsl.read;

import dev.signalbox.dsl.diagnostic.Code;
import dev.signalbox.dsl.diagnostic.Diagnostic;
import dev.signalbox.dsl.model.Save;
import dev.signalbox.dsl.model.Urgency;
import dev.signalbox.dsl.model.verb.AskVerb;
import dev.signalbox.dsl.type.Schema;
import dev.signalbox.dsl.yaml.YamlNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code ask}: a person's typed answer. */
final class AskReader {
    static final List<String> KEYS =
            List.of("title", "show", "form", "choices", "by", "within", "remind", "escalate", "urgency");

    private final FlowScope scope;
    private final CommonReader common;

    AskReader(FlowScope scope, CommonReader common) {
        this.scope = scope;
        this.common = common;
    }

    AskVerb read(Fields fields, @Nullable Save save) {
        List<Object> choices = choices(fields);
        return new AskVerb(
                scope.templates.text(fields.get("title")),
                scope.templates.bares(fields.list("show")),
                form(fields, choices, save),
                choices,
                fields.texts("by"),
                fields.duration("within"),
                fields.duration("remind"),
                common.escalate(fields.get("escalate")),
                fields.oneOf("urgency", CommonReader.URGENCIES, Urgency.MEDIUM),
                fields.place());
    }

    private List<Object> choices(Fields fields) {
        Set<Object> found = new LinkedHashSet<>();
        YamlNode node = fields.get("choices");
        if (node instanceof YamlNode.Sequence sequence && sequence.items().isEmpty()) {
            scope.reading.wrong(sequence, "a list of at least one choice");
        }
        for (YamlNode item : fields.list("choices")) {
            if (!(item instanceof YamlNode.Scalar scalar) || scalar.text().isEmpty()) {
                scope.reading.wrong(item, "a text or a number");
            } else if (!found.add(scalar.value())) {
                scope.reading.add(Diagnostic.of(
                        Code.Y006,
                        item.place(),
                        "`" + Reading.clip(scalar.text()) + "` stands twice among the choices."));
            }
        }
        return new ArrayList<>(found);
    }

    private @Nullable Schema form(Fields fields, List<Object> choices, @Nullable Save save) {
        YamlNode form = fields.get("form");
        YamlNode.Entry chosen = fields.entry("choices");
        if (form != null && chosen != null) {
            scope.reading.add(Diagnostic.of(
                    Code.Y006,
                    chosen.key().place(),
                    "`choices` stands instead of `form`: a question has one of the two."));
        }
        if (form != null) {
            return scope.schemas.read(form);
        }
        if (chosen != null && !choices.isEmpty()) {
            return scope.schemas.of(Map.of("enum", choices), chosen.value().place());
        }
        return save instanceof Save.Whole whole ? scope.dataSchema(whole.name()) : null;
    }
}
