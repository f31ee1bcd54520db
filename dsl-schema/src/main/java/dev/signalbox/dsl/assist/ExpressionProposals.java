package dev.signalbox.dsl.assist;

import dev.signalbox.dsl.expr.TypeEnv;
import dev.signalbox.dsl.expr.Vocabulary;
import dev.signalbox.dsl.type.Type;
import dev.signalbox.dsl.type.Types;
import dev.signalbox.dsl.value.JsonText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What can stand at the cursor in an expression: fields with their types, roots, functions, the members of an enum. */
final class ExpressionProposals {
    private static final String NAME = "[A-Za-z_]\\w*";

    private final int from;
    private final int to;
    private final char quote;
    private final List<Proposal> found = new ArrayList<>();

    private ExpressionProposals(int from, int to, char quote) {
        this.from = from;
        this.to = to;
        this.quote = quote;
    }

    /**
     * @param source the expression's text before the word at the cursor, which is from {@code from} up to {@code to}
     * @param quote what may quote a text inside the expression there
     */
    static List<Proposal> of(String source, TypeEnv types, int from, int to, char quote) {
        ExpressionProposals proposals = new ExpressionProposals(from, to, quote);
        Unfinished unfinished = new Unfinished(source, types);
        Type compared = unfinished.compared();
        Type receiver = unfinished.receiver();
        if (compared != null) {
            proposals.members(compared, unfinished.inText());
        }
        if (receiver != null) {
            proposals.fields(receiver);
            Vocabulary.on(receiver).forEach(proposals::function);
        } else if (!unfinished.inText()) {
            proposals.roots(unfinished.types(), source.matches("(?s).*\\bhas\\(\\s*"));
            Vocabulary.free().forEach(proposals::function);
        }
        return proposals.found;
    }

    private void members(Type type, boolean quoted) {
        if (type instanceof Type.OrNull nullable) {
            members(Type.resolve(nullable.type()), quoted);
        } else if (type instanceof Type.Enum e) {
            for (Object value : e.values()) {
                String text = value instanceof String word ? word : JsonText.write(value);
                String insert = value instanceof String && !quoted ? quote + text + quote : text;
                found.add(new Proposal(
                        text, Proposal.Kind.WORD, "a value of the enum", "", insert, false, from, to, false));
            }
        } else if (type instanceof Type.Bool && !quoted) {
            for (String word : List.of("true", "false")) {
                found.add(new Proposal(word, Proposal.Kind.WORD, "", "", word, false, from, to, false));
            }
        }
    }

    private void fields(Type type) {
        fieldsOf(type).forEach((name, field) -> {
            if (name.matches(NAME)) {
                String detail = Types.words(field.type()) + (field.required() ? "" : ", may be missing");
                found.add(new Proposal(
                        name,
                        Proposal.Kind.FIELD,
                        detail,
                        field.required() ? "" : "Guard it with `has(…)` where it is read.",
                        name,
                        false,
                        from,
                        to,
                        !field.required()));
            }
        });
    }

    /** The fields that a type declares; of a union's members, those that some have count as maybe missing. */
    static Map<String, Type.Field> fieldsOf(Type type) {
        Map<String, Type.Field> fields = new LinkedHashMap<>();
        switch (Type.resolve(type)) {
            case Type.Obj object -> fields.putAll(object.fields());
            case Type.OrNull nullable -> fields.putAll(fieldsOf(nullable.type()));
            case Type.Union union -> {
                for (Type member : union.members()) {
                    fieldsOf(member)
                            .forEach((name, field) -> fields.merge(
                                    name,
                                    field,
                                    (one, other) -> new Type.Field(
                                            Types.union(List.of(one.type(), other.type())),
                                            one.required() && other.required())));
                }
                fields.replaceAll((name, field) -> new Type.Field(
                        field.type(),
                        field.required()
                                && union.members().stream()
                                        .allMatch(member -> fieldsOf(member).containsKey(name))));
            }
            case Type.Any any -> {}
            case Type.Null none -> {}
            case Type.Bool bool -> {}
            case Type.Int integer -> {}
            case Type.Num number -> {}
            case Type.Str text -> {}
            case Type.Timestamp time -> {}
            case Type.Dur duration -> {}
            case Type.Enum e -> {}
            case Type.Arr list -> {}
            case Type.Ref ref -> {}
        }
        return fields;
    }

    private void roots(TypeEnv types, boolean tested) {
        Set<String> roots = types.roots();
        for (String root : roots) {
            boolean sure = types.isPresent(root);
            String words = Types.words(types.type(List.of(root)));
            found.add(new Proposal(
                    root,
                    Proposal.Kind.VARIABLE,
                    sure ? words : words + ", not there on every way",
                    sure ? "" : "Not every way to this place has written it: guard it with `has(" + root + ")`.",
                    root,
                    false,
                    from,
                    to,
                    !sure && !tested));
        }
    }

    private void function(Vocabulary.Word word) {
        boolean seen = found.stream()
                .anyMatch(one ->
                        one.kind() == Proposal.Kind.FUNCTION && one.label().equals(word.name()));
        if (!seen) {
            boolean empty = word.written().endsWith("()");
            found.add(new Proposal(
                    word.name(),
                    Proposal.Kind.FUNCTION,
                    word.written() + ": " + word.gives(),
                    "",
                    word.name() + (empty ? "()" : "($0)"),
                    !empty,
                    from,
                    to,
                    false));
        }
    }
}
