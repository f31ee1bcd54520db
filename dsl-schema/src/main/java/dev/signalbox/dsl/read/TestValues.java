package dev.signalbox.dsl.read;

import dev.signalbox.dsl.diagnostic.Code;
import dev.signalbox.dsl.diagnostic.Diagnostic;
import dev.signalbox.dsl.diagnostic.Nearest;
import dev.signalbox.dsl.diagnostic.Place;
import dev.signalbox.dsl.model.Action;
import dev.signalbox.dsl.model.ActionName;
import dev.signalbox.dsl.model.EventDecl;
import dev.signalbox.dsl.model.EventName;
import dev.signalbox.dsl.model.Flow;
import dev.signalbox.dsl.model.State;
import dev.signalbox.dsl.model.StateName;
import dev.signalbox.dsl.model.verb.AskVerb;
import dev.signalbox.dsl.model.verb.LlmVerb;
import dev.signalbox.dsl.type.Schema;
import dev.signalbox.dsl.type.Type;
import dev.signalbox.dsl.yaml.YamlNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * T802: values of a test that fit no schema of what they are scripted for, held against the schemas as a run holds them. Of several flows
 * with such a name a value may fit any. Replies of a model are read tolerantly: only what cannot be meant is told.
 */
final class TestValues {
    private final Reading reading;
    private final TestNames names;

    TestValues(Reading reading, TestNames names) {
        this.reading = reading;
        this.names = names;
    }

    /** What the run is started with. */
    void input(@Nullable YamlNode input, Place near) {
        Flow flow = names.tested();
        if (flow != null) {
            YamlNode given = input == null ? new YamlNode.Mapping(Map.of(), near) : input;
            fits(given, List.of(flow.input()), "The flow does not take this input", null);
        }
    }

    void returned(String action, YamlNode value) {
        fits(
                value,
                schemas(flow -> {
                    Action one = flow.actions().get(new ActionName(action));
                    return one == null ? List.of() : listed(one.returns());
                }),
                "`" + action + "` does not return this",
                "`raw:` scripts an answer that does not fit.");
    }

    void answered(String state, YamlNode value) {
        fits(
                value,
                schemas(flow -> {
                    State one = flow.states().get(new StateName(state));
                    return one != null && one.verb() instanceof AskVerb ask ? listed(ask.form()) : List.of();
                }),
                "The form of `" + state + "` does not take this",
                "`refused: true` says that this answer is to be turned away.");
    }

    void sent(String event, YamlNode value) {
        fits(
                value,
                schemas(flow -> {
                    EventDecl one = flow.events().get(new EventName(event));
                    return one == null ? List.of() : List.of(one.payload());
                }),
                "The event `" + event + "` does not carry this",
                null);
    }

    /** A text where one of a closed list of texts is asked for, and none of them is in it. */
    void replied(String state, YamlNode reply) {
        if (!(reply instanceof YamlNode.Scalar scalar) || !scalar.isText()) {
            return;
        }
        Set<String> members = members(state);
        String said = letters(scalar.text());
        boolean meant =
                members.stream().map(TestValues::letters).anyMatch(one -> said.contains(one) || one.contains(said));
        if (!members.isEmpty() && !meant) {
            reading.add(Diagnostic.of(
                            Code.T802,
                            scalar.place(),
                            "`" + state + "` is not answered so: it is one of " + Reading.listed(members) + ".")
                    .withHelp("`raw:` scripts a reply that does not fit.")
                    .withSuggestion(Nearest.to(scalar.text(), members)));
        }
    }

    /** Empty where any question of the state takes another answer than one of a closed list of texts. */
    private Set<String> members(String state) {
        List<LlmVerb> questions = new ArrayList<>();
        for (Flow flow : names.flows()) {
            State one = flow.states().get(new StateName(state));
            if (one != null) {
                if (!(one.verb() instanceof LlmVerb llm)) {
                    return Set.of();
                }
                questions.add(llm);
            }
        }
        if (questions.size() != 1) {
            return Set.of();
        }
        Schema asked = questions.getFirst().output();
        return asked == null ? Set.of() : texts(Type.resolve(asked.type()));
    }

    /** The members of an enum of texts; empty for any other type. */
    private static Set<String> texts(Type type) {
        return type instanceof Type.Enum of && of.values().stream().allMatch(String.class::isInstance)
                ? of.values().stream().map(String::valueOf).collect(Collectors.toCollection(TreeSet::new))
                : Set.of();
    }

    private static String letters(String text) {
        return text.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]", "");
    }

    private static List<Schema> listed(@Nullable Schema schema) {
        return schema == null ? List.of() : List.of(schema);
    }

    /** Empty when a flow that has the name says nothing of its values, or when not every flow is there. */
    private List<Schema> schemas(Function<Flow, List<Schema>> of) {
        Map<Schema, Boolean> found = new LinkedHashMap<>();
        names.flows().forEach(flow -> of.apply(flow).forEach(schema -> found.put(schema, true)));
        return List.copyOf(found.keySet());
    }

    private void fits(YamlNode value, List<Schema> schemas, String what, @Nullable String help) {
        Schema.Problem first = null;
        for (Schema schema : schemas) {
            if (!schema.faults().isEmpty() || !(schema.fit(value.json()) instanceof Schema.Fit.Misfit misfit)) {
                return;
            }
            first = first == null ? misfit.problems().getFirst() : first;
        }
        if (first != null) {
            reading.add(Diagnostic.of(Code.T802, at(value, first.pointer()), what + ": " + first.message() + ".")
                    .withHelp(help));
        }
    }

    /** The part of a value that a pointer names, or the last one above it that is there. */
    private static Place at(YamlNode value, String pointer) {
        YamlNode part = value;
        for (String step : pointer.isEmpty()
                ? List.<String>of()
                : List.of(pointer.substring(1).split("/", -1))) {
            YamlNode next = switch (part) {
                case YamlNode.Mapping mapping -> {
                    YamlNode.Entry entry = mapping.entry(step.replace("~1", "/").replace("~0", "~"));
                    yield entry == null ? null : entry.value();
                }
                case YamlNode.Sequence list ->
                    step.matches("\\d{1,6}")
                                    && Integer.parseInt(step) < list.items().size()
                            ? list.items().get(Integer.parseInt(step))
                            : null;
                case YamlNode.Scalar scalar -> null;
            };
            if (next == null) {
                return part.place();
            }
            part = next;
        }
        return part.place();
    }
}
