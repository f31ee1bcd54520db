package dev.signalbox.dsl.read;

import dev.signalbox.dsl.model.test.PersonMove;
import dev.signalbox.dsl.model.test.Reply;
import dev.signalbox.dsl.model.test.Script;
import dev.signalbox.dsl.model.test.TestCase;
import dev.signalbox.dsl.value.Json;
import dev.signalbox.dsl.yaml.YamlNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One test: what is scripted, and what is expected. */
final class TestCaseReader {
    static final List<String> KEYS = List.of(
            "name",
            "input",
            "now",
            "started_by",
            "actions",
            "models",
            "people",
            "events",
            "cancel",
            "replies",
            "expect",
            "table");
    static final List<String> REPLY = List.of("returns", "raw", "fails", "message", "crash");
    static final List<String> MOVE = List.of("after", "by", "approve", "reject", "answer", "nobody", "refused");
    private static final List<String> MOVES = List.of("approve", "reject", "answer", "nobody");
    private static final Map<String, Reply.Crash> CRASHES = crashes();

    private final Reading reading;
    private final TestNames names;
    private final TestValues values;

    TestCaseReader(Reading reading, TestNames names) {
        this.reading = reading;
        this.names = names;
        this.values = new TestValues(reading, names);
    }

    private static Map<String, Reply.Crash> crashes() {
        Map<String, Reply.Crash> map = new LinkedHashMap<>();
        map.put("before", Reply.Crash.BEFORE);
        map.put("after", Reply.Crash.AFTER);
        return map;
    }

    /** @param suffix what a row adds to the test's name */
    @Nullable
    TestCase read(YamlNode node, String suffix) {
        Fields fields = Fields.open(reading, node, "a test", KEYS);
        if (fields == null) {
            return null;
        }
        YamlNode.Scalar name = fields.needText("name");
        values.input(fields.get("input"), name == null ? fields.place() : name.place());
        Fields cancel = Fields.open(reading, fields.get("cancel"), "`cancel`", List.of("after"));
        return new TestCase(
                (name == null ? "" : name.text()) + suffix,
                fields.object("input"),
                now(fields),
                fields.string("started_by"),
                scripts(fields, "actions", names::action, this::action),
                scripts(fields, "models", names::state, this::model),
                scripts(fields, "people", names::state, this::moves),
                events(fields),
                cancel == null ? null : Fields.durationOf(reading, cancel.need("after")),
                TestReader.replies(reading, fields),
                new ExpectReader(reading, names).read(fields.get("expect"), fields.place()),
                name == null ? fields.place() : name.place());
    }

    private @Nullable Instant now(Fields fields) {
        YamlNode.Scalar text = fields.text("now");
        Instant now = text == null ? null : Instants.parse(text.text());
        if (text != null && now == null) {
            reading.wrong(text, "a date-time such as `2027-01-31T09:00:00Z`");
        }
        return now;
    }

    private <T> Map<String, Script<T>> scripts(
            Fields fields, String key, Consumer<YamlNode.Scalar> known, BiFunction<String, YamlNode, @Nullable T> one) {
        Map<String, Script<T>> found = new LinkedHashMap<>();
        for (YamlNode.Entry entry : fields.entriesOf(key)) {
            known.accept(entry.key());
            Script<T> script = script(entry.value(), node -> one.apply(entry.name(), node));
            if (script != null) {
                found.put(entry.name(), script);
            }
        }
        return java.util.Collections.unmodifiableMap(found);
    }

    static <T> @Nullable Script<T> script(YamlNode node, Function<YamlNode, @Nullable T> one) {
        if (node instanceof YamlNode.Sequence sequence) {
            List<T> entries = new ArrayList<>();
            for (YamlNode item : sequence.items()) {
                T entry = one.apply(item);
                if (entry != null) {
                    entries.add(entry);
                }
            }
            return new Script<>(false, entries, node.place());
        }
        T only = one.apply(node);
        return only == null ? null : new Script<>(true, List.of(only), node.place());
    }

    /** An action's answer always says which it is: {@code returns}, {@code raw}, {@code fails} or only {@code crash}. */
    private @Nullable Reply action(String name, YamlNode node) {
        Fields fields = Fields.open(reading, node, "an action's answer", REPLY);
        return fields == null ? null : reply(fields, value -> values.returned(name, value));
    }

    /** A model's reply may stand as it is. */
    private @Nullable Reply model(String state, YamlNode node) {
        boolean spelled = node instanceof YamlNode.Mapping mapping
                && !mapping.entries().isEmpty()
                && REPLY.containsAll(mapping.entries().keySet());
        if (spelled) {
            Fields fields = Fields.open(reading, node, "a model's reply", REPLY);
            return fields == null ? null : reply(fields, value -> values.replied(state, value));
        }
        values.replied(state, node);
        return new Reply(new Reply.Outcome.Returns(node.json()), Reply.Crash.NONE, node.place());
    }

    /** @param returned what {@code returns} gives is held against its schema */
    private Reply reply(Fields fields, Consumer<YamlNode> returned) {
        List<String> said =
                List.of("returns", "raw", "fails").stream().filter(fields::has).toList();
        Reply.Crash crash = fields.oneOf("crash", CRASHES, Reply.Crash.NONE);
        String message = fields.string("message");
        Reply.Outcome outcome = new Reply.Outcome.Nothing();
        if (said.size() > 1 || (said.isEmpty() && !fields.has("crash"))) {
            reading.wrong(fields.node(), "one of `returns`, `raw`, `fails` or `crash`");
        } else if (!said.isEmpty()) {
            YamlNode value = fields.get(said.getFirst());
            if (value != null && said.getFirst().equals("returns")) {
                returned.accept(value);
            }
            outcome = value == null ? outcome : outcome(said.getFirst(), value, message);
        }
        return new Reply(outcome, crash, fields.place());
    }

    private Reply.Outcome outcome(String said, YamlNode value, @Nullable String message) {
        if (said.equals("fails")) {
            YamlNode.Scalar kind = Fields.textOf(reading, value);
            return kind == null ? new Reply.Outcome.Nothing() : new Reply.Outcome.Fails(kind.text(), message);
        }
        return said.equals("raw") ? new Reply.Outcome.Raw(value.json()) : new Reply.Outcome.Returns(value.json());
    }

    private @Nullable List<PersonMove> moves(String state, YamlNode node) {
        List<PersonMove> found = new ArrayList<>();
        List<YamlNode> items = node instanceof YamlNode.Sequence sequence ? sequence.items() : List.of(node);
        for (YamlNode item : items) {
            PersonMove move = move(state, item);
            if (move != null) {
                found.add(move);
            }
        }
        return found.isEmpty() ? null : found;
    }

    private @Nullable PersonMove move(String state, YamlNode node) {
        Fields fields = Fields.open(reading, node, "a person's move", MOVE);
        if (fields == null) {
            return null;
        }
        List<String> moves = MOVES.stream().filter(fields::has).toList();
        if (moves.size() != 1) {
            reading.wrong(node, "a move with one of the keys " + Reading.listed(MOVES));
            return null;
        }
        Duration after = fields.duration("after");
        PersonMove.Move move = made(fields, moves.getFirst());
        boolean refused = fields.flag("refused");
        YamlNode answer = fields.get("answer");
        if (answer != null && !refused) {
            values.answered(state, answer);
        }
        return move == null
                ? null
                : new PersonMove(
                        after == null ? Duration.ZERO : after, fields.string("by"), move, refused, fields.place());
    }

    private PersonMove.@Nullable Move made(Fields fields, String key) {
        YamlNode value = fields.get(key);
        if (value == null) {
            return null;
        }
        switch (key) {
            case "answer" -> {
                return new PersonMove.Move.Answer(value.json());
            }
            case "nobody" -> {
                fields.flag(key);
                return new PersonMove.Move.Nobody();
            }
            default -> {
                return decision(key, value);
            }
        }
    }

    /** {@code approve: true} and {@code approve: {}} say the same. */
    private PersonMove.@Nullable Move decision(String key, YamlNode value) {
        boolean approve = key.equals("approve");
        if (value instanceof YamlNode.Scalar scalar && Boolean.TRUE.equals(scalar.value())) {
            return approve ? new PersonMove.Move.Approve(Map.of(), null) : new PersonMove.Move.Reject(null);
        }
        Fields fields =
                Fields.open(reading, value, "`" + key + "`", approve ? List.of("edit", "note") : List.of("note"));
        if (fields == null) {
            return null;
        }
        String note = fields.string("note");
        return approve ? new PersonMove.Move.Approve(fields.object("edit"), note) : new PersonMove.Move.Reject(note);
    }

    private List<TestCase.OutsideEvent> events(Fields fields) {
        List<TestCase.OutsideEvent> found = new ArrayList<>();
        for (YamlNode item : fields.list("events")) {
            Fields event = Fields.open(reading, item, "an event", List.of("after", "event", "key", "payload"));
            YamlNode.Scalar name = event == null ? null : event.needText("event");
            if (event == null || name == null) {
                continue;
            }
            names.event(name);
            Duration after = event.duration("after");
            YamlNode payload = event.get("payload");
            if (payload != null) {
                values.sent(name.text(), payload);
            }
            YamlNode key = event.get("key");
            found.add(new TestCase.OutsideEvent(
                    after == null ? Duration.ZERO : after,
                    name.text(),
                    key instanceof YamlNode.Scalar scalar ? scalar.text() : null,
                    payload == null ? Json.NULL : payload.json(),
                    event.place()));
        }
        return found;
    }
}
