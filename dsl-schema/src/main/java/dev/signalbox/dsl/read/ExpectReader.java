package dev.signalbox.dsl.read;

import dev.signalbox.dsl.diagnostic.Place;
import dev.signalbox.dsl.model.test.Expect;
import dev.signalbox.dsl.model.test.Script;
import dev.signalbox.dsl.yaml.YamlNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code expect}: what must have come of the run. */
final class ExpectReader {
    static final List<String> KEYS = List.of("path", "end", "output", "calls", "data", "error", "context", "held");
    static final List<String> ENDS = List.of("succeeded", "failed", "cancelled", "paused", "stuck");

    private final Reading reading;
    private final TestNames names;

    ExpectReader(Reading reading, TestNames names) {
        this.reading = reading;
        this.names = names;
    }

    Expect read(@Nullable YamlNode node, Place without) {
        Fields fields = Fields.open(reading, node, "`expect`", KEYS);
        if (fields == null) {
            return new Expect(null, null, null, Map.of(), Map.of(), Map.of(), Map.of(), Map.of(), Map.of(), without);
        }
        YamlNode output = fields.get("output");
        return new Expect(
                fields.has("path") ? path(fields) : null,
                end(fields.get("end")),
                output == null ? null : output.json(),
                calls(fields),
                fields.object("data"),
                fields.object("error"),
                contexts(fields),
                held(fields),
                places(fields),
                fields.place());
    }

    /** Down to the entries of a list and the fields of an object: a failure names the one that differs. */
    private static Map<String, Place> places(Fields fields) {
        Map<String, Place> found = new LinkedHashMap<>();
        for (String key : List.of("path", "end", "output", "calls", "data", "error")) {
            YamlNode node = fields.get(key);
            if (node != null) {
                places(key, node, found);
            }
        }
        return java.util.Collections.unmodifiableMap(found);
    }

    private static void places(String path, YamlNode node, Map<String, Place> found) {
        found.put(path, node.place());
        switch (node) {
            case YamlNode.Mapping mapping ->
                mapping.entries().forEach((key, entry) -> places(path + "/" + key, entry.value(), found));
            case YamlNode.Sequence sequence -> {
                for (int i = 0; i < sequence.items().size(); i++) {
                    places(path + "/" + i, sequence.items().get(i), found);
                }
            }
            case YamlNode.Scalar scalar -> {}
        }
    }

    private List<String> path(Fields fields) {
        List<String> states = new ArrayList<>();
        for (YamlNode item : fields.list("path")) {
            YamlNode.Scalar state = Fields.textOf(reading, item);
            if (state != null) {
                names.ownState(state);
                states.add(state.text());
            }
        }
        return states;
    }

    private @Nullable String end(@Nullable YamlNode node) {
        if (node instanceof YamlNode.Scalar scalar && ENDS.contains(scalar.text())) {
            return scalar.text();
        }
        if (node != null) {
            reading.notOneOf(node, ENDS);
        }
        return null;
    }

    private Map<String, List<Object>> calls(Fields fields) {
        Map<String, List<Object>> found = new LinkedHashMap<>();
        for (YamlNode.Entry entry : fields.entriesOf("calls")) {
            names.action(entry.key());
            List<Object> calls = new ArrayList<>();
            if (entry.value() instanceof YamlNode.Sequence sequence) {
                sequence.items().forEach(item -> calls.add(item.json()));
            } else {
                reading.wrong(entry.value(), "a list of arguments, one entry a call");
            }
            found.put(entry.name(), List.copyOf(calls));
        }
        return java.util.Collections.unmodifiableMap(found);
    }

    private Map<String, Script<Expect.ContextExpect>> contexts(Fields fields) {
        Map<String, Script<Expect.ContextExpect>> found = new LinkedHashMap<>();
        for (YamlNode.Entry entry : fields.entriesOf("context")) {
            names.state(entry.key());
            Script<Expect.ContextExpect> script = TestCaseReader.script(entry.value(), this::context);
            if (script != null) {
                found.put(entry.name(), script);
            }
        }
        return java.util.Collections.unmodifiableMap(found);
    }

    private Expect.@Nullable ContextExpect context(YamlNode node) {
        Fields fields =
                Fields.open(reading, node, "an expected context", List.of("contains", "excludes", "tokens", "dropped"));
        if (fields == null) {
            return null;
        }
        Fields tokens = Fields.open(reading, fields.get("tokens"), "`tokens`", List.of("min", "max"));
        return new Expect.ContextExpect(
                fields.texts("contains"),
                fields.texts("excludes"),
                tokens == null ? null : tokens.whole("min", 0, Integer.MAX_VALUE),
                tokens == null ? null : tokens.whole("max", 0, Integer.MAX_VALUE),
                fields.has("dropped") ? fields.texts("dropped") : null,
                fields.place());
    }

    private Map<String, Script<Expect.HeldExpect>> held(Fields fields) {
        Map<String, Script<Expect.HeldExpect>> found = new LinkedHashMap<>();
        for (YamlNode.Entry entry : fields.entriesOf("held")) {
            names.state(entry.key());
            Script<Expect.HeldExpect> script = TestCaseReader.script(entry.value(), this::heldOne);
            if (script != null) {
                found.put(entry.name(), script);
            }
        }
        return java.util.Collections.unmodifiableMap(found);
    }

    private Expect.@Nullable HeldExpect heldOne(YamlNode node) {
        Fields fields = Fields.open(reading, node, "an expected hold", List.of("args", "title"));
        if (fields == null) {
            return null;
        }
        YamlNode args = fields.get("args");
        return new Expect.HeldExpect(args == null ? null : args.json(), fields.string("title"), fields.place());
    }
}
