package dev.signalbox.dsl.assist;

import dev.signalbox.dsl.check.FlowSignature;
import dev.signalbox.dsl.expr.ExprCompiler;
import dev.signalbox.dsl.graph.Outcomes;
import dev.signalbox.dsl.model.Action;
import dev.signalbox.dsl.model.ActionName;
import dev.signalbox.dsl.model.Expr;
import dev.signalbox.dsl.model.Flow;
import dev.signalbox.dsl.model.FlowName;
import dev.signalbox.dsl.model.Next;
import dev.signalbox.dsl.model.State;
import dev.signalbox.dsl.model.StateName;
import dev.signalbox.dsl.read.ReadFlow;
import dev.signalbox.dsl.type.Schema;
import dev.signalbox.dsl.type.Type;
import dev.signalbox.dsl.type.Types;
import dev.signalbox.dsl.value.JsonText;
import dev.signalbox.dsl.yaml.YamlNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The keys that a mapping can have besides those it has: the language's own, names of the file, fields of a type. */
final class KeyProposals {
    private final Draft draft;
    private final List<String> parent;
    private final Set<String> present = new LinkedHashSet<>();
    private final Completion.Range range;
    private final boolean first;
    private final List<Proposal> found = new ArrayList<>();

    /** @param owner the mapping, when it is one */
    KeyProposals(Draft draft, List<String> parent, @Nullable YamlNode owner, Completion.Range range) {
        this.draft = draft;
        this.parent = parent;
        this.range = range;
        if (owner instanceof YamlNode.Mapping mapping) {
            present.addAll(mapping.entries().keySet());
        }
        present.removeIf(key -> key.contains(Mending.MARK));
        this.first = present.isEmpty();
    }

    /**
     * @param inline the mapping is written in braces
     * @param named a colon follows: the key alone is wanted
     */
    List<Proposal> all(boolean inline, boolean named) {
        names(named);
        typed(named);
        for (Grammar.Key key : Snippets.ordered(Grammar.of(draft.kind()).keys(parent, present), parent)) {
            String snippet = Snippets.key(key.name(), parent, first && !inline);
            boolean doubtful = isOutcomes() && !possible(key.name());
            String insert = named ? key.name() : inline ? key.name() + ": $0" : snippet;
            found.add(new Proposal(
                    key.name(),
                    Proposal.Kind.KEY,
                    "",
                    documentation(key),
                    insert,
                    !named,
                    range.from(),
                    range.to(),
                    doubtful));
        }
        return found;
    }

    /** What a key means and how it may look, as Markdown. */
    static String documentation(Grammar.Key key) {
        return key.example() == null
                ? key.text()
                : key.text() + "\n\nExample: `" + key.name() + ": " + JsonText.write(key.example()) + "`";
    }

    private void add(String name, String detail, boolean named, boolean doubtful) {
        if (present.add(name)) {
            String written = Words.written(name);
            found.add(new Proposal(
                    name,
                    Proposal.Kind.FIELD,
                    detail,
                    "",
                    named ? written : written + ": ",
                    false,
                    range.from(),
                    range.to(),
                    doubtful));
        }
    }

    /** Names that keys are: of data in {@code set}, of states in a test's {@code models}. */
    private void names(boolean named) {
        List<String> path = new ArrayList<>(parent);
        path.add(Mending.MARK);
        NamePlaces.Naming naming = NamePlaces.of(draft.kind(), path, true);
        if (naming != null && !naming.declares()) {
            new Names(draft).of(naming.sort(), path).forEach((name, words) -> add(name, words, named, false));
        }
    }

    /** Fields that keys are: of an action's arguments, of an input; the members of an enum in {@code cases}. */
    private void typed(boolean named) {
        String key = parent.isEmpty() ? "" : parent.getLast();
        List<String> owner = parent.isEmpty() ? parent : parent.subList(0, parent.size() - 1);
        switch (draft.kind()) {
            case FLOW -> {
                switch (key) {
                    case "with" -> fields(arguments(owner), named);
                    case "output" -> fields(endOutput(owner), named);
                    case "cases" -> cases(owner, named);
                    case "otherwise" -> codes(owner, named);
                    default -> {}
                }
            }
            case TEST -> {
                ReadFlow tested = Paths.tested(draft);
                Flow flow = tested == null ? null : tested.flow();
                if (flow != null && key.equals("input")) {
                    fields(flow.input(), named);
                } else if (flow != null
                        && key.equals("output")
                        && owner.getLast().equals("expect")) {
                    fields(flow.output(), named);
                }
            }
            case WORKSPACE -> {}
        }
    }

    private void fields(@Nullable Schema schema, boolean named) {
        if (schema != null) {
            ExpressionProposals.fieldsOf(schema.type())
                    .forEach((name, field) -> add(
                            name,
                            Types.words(field.type()) + (field.required() ? "" : ", may be left out"),
                            named,
                            false));
        }
    }

    private @Nullable Schema arguments(List<String> step) {
        YamlNode root = draft.root();
        List<String> callPath = new ArrayList<>(step);
        callPath.add("call");
        String call = Spot.text(root, callPath);
        if (call != null) {
            Action action = new Names(draft).called(new ActionName(call));
            return action == null ? null : action.args();
        }
        List<String> flowPath = new ArrayList<>(step);
        flowPath.add("flow");
        String flow = Spot.text(root, flowPath);
        FlowSignature signature =
                flow == null ? null : draft.desk().signatures().find(new FlowName(flow));
        return signature == null ? null : signature.input();
    }

    private @Nullable Schema endOutput(List<String> state) {
        Flow flow = draft.flow();
        boolean end = state.size() == 2 && state.getFirst().equals("states");
        return end && flow != null ? flow.output() : null;
    }

    private void cases(List<String> next, boolean named) {
        State state = next.size() > 1 ? state(next.get(1)) : null;
        if (state == null || !(state.next() instanceof Next.Match match)) {
            return;
        }
        Expr subject = match.match();
        if (ExprCompiler.compile(subject, draft.types(subject)) instanceof ExprCompiler.Result.Ok ok) {
            members(ok.compiled().type(), named);
        }
    }

    private void members(Type type, boolean named) {
        switch (Type.resolve(type)) {
            case Type.Enum e ->
                e.values().forEach(value -> add(String.valueOf(value), "a value of the enum", named, false));
            case Type.Bool bool -> List.of("true", "false").forEach(word -> add(word, "", named, false));
            case Type.OrNull nullable -> members(nullable.type(), named);
            case Type.Union union -> {
                if (union.discriminator() != null) {
                    union.members().forEach(member -> {
                        Type.Field field = ExpressionProposals.fieldsOf(member).get(union.discriminator());
                        if (field != null) {
                            members(field.type(), named);
                        }
                    });
                }
            }
            default -> {}
        }
    }

    private boolean isOutcomes() {
        return draft.kind() == FileKind.FLOW
                && !parent.isEmpty()
                && parent.getLast().equals("otherwise")
                && parent.size() == 3;
    }

    private boolean possible(String outcome) {
        Flow flow = draft.flow();
        State state = state(parent.get(1));
        return flow == null || state == null || Outcomes.possible(state, Outcomes.of(flow, state), outcome);
    }

    /** The codes of the called action's {@code fails}. */
    private void codes(List<String> state, boolean named) {
        List<String> path = new ArrayList<>(state);
        path.add("call");
        String call = Spot.text(draft.root(), path);
        Action action = call == null ? null : new Names(draft).called(new ActionName(call));
        if (action != null) {
            action.fails().forEach(fail -> add("action." + fail.code(), "a code of `" + call + "`", named, false));
        }
    }

    private @Nullable State state(String name) {
        Flow flow = draft.flow();
        return flow == null ? null : flow.states().get(new StateName(name));
    }
}
