package dev.signalbox.dsl.read;

import dev.signalbox.dsl.diagnostic.Code;
import dev.signalbox.dsl.diagnostic.Diagnostic;
import dev.signalbox.dsl.model.Action;
import dev.signalbox.dsl.model.ActionName;
import dev.signalbox.dsl.model.Choice;
import dev.signalbox.dsl.type.Schema;
import dev.signalbox.dsl.yaml.YamlNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** {@code choose}: a list of actions and of {@code {NAME: {field: SCHEMA}}}. */
final class ChoiceReader {
    private final FlowScope scope;
    private final Reading reading;
    private final Set<String> names = new LinkedHashSet<>();

    ChoiceReader(FlowScope scope) {
        this.scope = scope;
        this.reading = scope.reading;
    }

    List<Choice> read(Fields fields) {
        List<Choice> found = new ArrayList<>();
        for (YamlNode item : fields.list("choose")) {
            if (item instanceof YamlNode.Scalar scalar
                    && scalar.isText()
                    && !scalar.text().isEmpty()) {
                action(scalar, found);
            } else if (item instanceof YamlNode.Mapping mapping
                    && !mapping.entries().isEmpty()) {
                mapping.entries().values().forEach(entry -> spelled(entry, found));
            } else {
                reading.wrong(item, "an action's name, or `{NAME: {field: SCHEMA}}`");
            }
        }
        return found;
    }

    private boolean fresh(YamlNode.Scalar name) {
        Names.dashed(reading, name);
        if (names.add(name.text())) {
            return true;
        }
        reading.add(Diagnostic.of(
                Code.Y006, name.place(), "`" + Reading.clip(name.text()) + "` stands twice among the choices."));
        return false;
    }

    private void action(YamlNode.Scalar scalar, List<Choice> found) {
        if (fresh(scalar)) {
            ActionName name = scope.named(scalar.text());
            Action action = scope.action(name);
            Schema fields = action == null ? scope.schemas.of(Map.of("type", "object"), scalar.place()) : action.args();
            found.add(new Choice(scalar.text(), name, fields, scalar.place()));
        }
    }

    private void spelled(YamlNode.Entry entry, List<Choice> found) {
        if (!fresh(entry.key())) {
            return;
        }
        Map<String, Object> properties = new LinkedHashMap<>();
        Fields fields = Fields.any(reading, entry.value(), "a choice");
        if (fields != null) {
            for (YamlNode.Entry field : fields.entries()) {
                if (field.name().equals("choice")) {
                    reading.add(Diagnostic.of(
                            Code.Y006, field.key().place(), "`choice` is the field that tells the members apart."));
                } else {
                    properties.put(
                            field.name(), scope.schemas.read(field.value()).json());
                }
            }
        }
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", "object");
        schema.put("properties", properties);
        schema.put("required", new ArrayList<Object>(properties.keySet()));
        found.add(new Choice(
                entry.name(),
                null,
                scope.schemas.of(Union.hoisted(schema), entry.key().place()),
                entry.key().place()));
    }
}
