package dev.signalbox.dsl.assist;

import dev.signalbox.dsl.value.JsonText;
import dev.signalbox.dsl.yaml.YamlNode;
import dev.signalbox.dsl.yaml.YamlReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The closed lists of words that a value may be, and how a word is written in YAML. */
final class Words {
    private static final List<String> TYPES =
            List.of("string", "integer", "number", "boolean", "object", "array", "null");
    private static final List<String> FORMATS =
            List.of("date-time", "date", "time", "duration", "email", "uri", "uuid", "hostname", "ipv4", "ipv6");

    private Words() {}

    static List<Object> of(Draft draft, List<String> path) {
        if (path.isEmpty()) {
            return List.of();
        }
        Grammar grammar = Grammar.of(draft.kind());
        List<Object> words = new ArrayList<>(grammar.words(path));
        List<String> owner = path.subList(0, path.size() - 1);
        if (grammar.isSchema(owner)) {
            switch (path.getLast()) {
                case "type" -> words.addAll(TYPES);
                case "format" -> words.addAll(FORMATS);
                default -> {}
            }
        } else if (!owner.isEmpty()
                && owner.getLast().equals("type")
                && grammar.isSchema(owner.subList(0, owner.size() - 1))) {
            words.addAll(TYPES);
        } else if (!owner.isEmpty()
                && owner.getLast().equals("required")
                && grammar.isSchema(owner.subList(0, owner.size() - 1))) {
            words.addAll(unlisted(draft.root(), owner));
        }
        return words;
    }

    /** The properties that a schema has and its {@code required} does not name yet. */
    private static Set<String> unlisted(YamlNode root, List<String> required) {
        List<String> properties = new ArrayList<>(required.subList(0, required.size() - 1));
        properties.add("properties");
        Set<String> names = new java.util.LinkedHashSet<>(
                Names.entries(Spot.node(root, properties)).keySet());
        if (Spot.node(root, required) instanceof YamlNode.Sequence listed) {
            listed.items().forEach(item -> names.remove(String.valueOf(item.json())));
        }
        return names;
    }

    /** A value as a plain or quoted scalar that reads back as that value. */
    static String written(Object value) {
        if (!(value instanceof String text)) {
            return JsonText.write(value);
        }
        YamlNode read = text.matches("[A-Za-z0-9_][A-Za-z0-9_ ./-]*")
                ? YamlReader.read("", text).root()
                : null;
        boolean plain = read instanceof YamlNode.Scalar scalar
                && scalar.isText()
                && scalar.text().equals(text);
        return plain ? text : JsonText.write(text);
    }
}
