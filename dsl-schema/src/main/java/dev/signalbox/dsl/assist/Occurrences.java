package dev.signalbox.dsl.assist;

import dev.signalbox.dsl.diagnostic.Place;
import dev.signalbox.dsl.diagnostic.Span;
import dev.signalbox.dsl.expr.Mentions;
import dev.signalbox.dsl.model.Expr;
import dev.signalbox.dsl.model.Flow;
import dev.signalbox.dsl.yaml.YamlNode;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Every name of a file: in its keys and values by {@link NamePlaces}, in its prompts, and in its expressions by their syntax. */
final class Occurrences {
    private static final Pattern SLOT = Pattern.compile("(?<!\\$)\\$\\{\\s*([A-Za-z_][\\w-]*)\\s*}");
    private static final String TYPES = "#/types/";

    private final Draft draft;
    private final List<Occurrence> found = new ArrayList<>();
    private final List<Expr> unread = new ArrayList<>();

    private Occurrences(Draft draft) {
        this.draft = draft;
    }

    /** @param unread the expressions that do not parse: what they name is not known */
    record Found(List<Occurrence> names, List<Expr> unread) {}

    static Found of(Draft draft) {
        Occurrences occurrences = new Occurrences(draft);
        occurrences.walk(draft.root());
        draft.expressions().forEach(occurrences::expression);
        return new Found(List.copyOf(occurrences.found), List.copyOf(occurrences.unread));
    }

    private void walk(YamlNode node) {
        switch (node) {
            case YamlNode.Scalar scalar -> scalar(scalar, false);
            case YamlNode.Sequence sequence -> sequence.items().forEach(this::walk);
            case YamlNode.Mapping mapping ->
                mapping.entries().values().forEach(entry -> {
                    scalar(entry.key(), true);
                    walk(entry.value());
                });
        }
    }

    private void scalar(YamlNode.Scalar scalar, boolean key) {
        List<String> path = Pointer.names(scalar.place().path());
        NamePlaces.Naming naming = NamePlaces.of(draft.kind(), path, key);
        String text = scalar.text();
        if (naming != null && !text.isEmpty() && !text.contains("${")) {
            int from = naming.sort() == Sort.TYPE && text.startsWith(TYPES) ? TYPES.length() : 0;
            boolean edited = draft.kind() == FileKind.TEST && naming.sort() == Sort.DATA && text.contains(".");
            int to = edited ? text.indexOf('.') : text.length();
            if (from < to) {
                add(
                        naming.sort(),
                        text.substring(from, to),
                        scalar.at(from, to),
                        naming.declares(),
                        owner(naming, path));
            }
        }
        boolean prompt = !key
                && path.contains("llm")
                && (path.getLast().equals("prompt") || path.getLast().equals("system"));
        if (prompt) {
            Matcher slot = SLOT.matcher(text);
            while (slot.find()) {
                add(Sort.ITEM, slot.group(1), scalar.at(slot.start(1), slot.end(1)), false, question(path));
            }
        }
    }

    private static String owner(NamePlaces.Naming naming, List<String> path) {
        return naming.sort() == Sort.ITEM ? question(path) : "";
    }

    private static String question(List<String> path) {
        return Pointer.of(path.subList(0, path.lastIndexOf("llm") + 1));
    }

    private void expression(Expr expr) {
        boolean own = expr.place().span().file().equals(draft.path());
        if (!own) {
            return;
        }
        Mentions mentions = Mentions.of(expr);
        if (!mentions.parsed()) {
            unread.add(expr);
        }
        Flow flow = draft.flow();
        for (Mentions.Chain chain : mentions.chains()) {
            String root = chain.names().getFirst();
            boolean transport = expr.place().path().startsWith("/actions/") || draft.kind() == FileKind.WORKSPACE;
            if (chain.names().size() > 1 && transport && (root.equals("env") || root.equals("secret"))) {
                Sort sort = root.equals("env") ? Sort.ENV : Sort.SECRET;
                add(sort, chain.names().get(1), chain.places().get(1), false, "");
            } else if (chain.names().size() > 2 && chain.names().subList(0, 2).equals(List.of("run", "visits"))) {
                add(Sort.STATE, chain.names().get(2), chain.places().get(2), false, "");
            } else if (flow != null && !isShadowed(root, expr) && names(root)) {
                add(Sort.DATA, root, chain.places().getFirst(), false, "");
            }
        }
        for (Mentions.Compared compared : mentions.compared()) {
            if (compared.names().equals(List.of("error", "state"))) {
                Span span = compared.literal().span();
                Span inside =
                        new Span(span.file(), span.line(), span.column() + 1, span.endLine(), span.endColumn() - 1);
                add(
                        Sort.STATE,
                        compared.text(),
                        new Place(inside, compared.literal().path()),
                        false,
                        "");
            }
        }
    }

    private boolean names(String root) {
        return Spot.node(draft.root(), List.of("data", root)) != null;
    }

    /** Whether a root means something other than a name of data where the expression stands. */
    private boolean isShadowed(String root, Expr expr) {
        List<String> path = Pointer.names(expr.place().path());
        if (path.isEmpty()
                || path.getFirst().equals("actions")
                || path.getFirst().equals("triggers")) {
            return true;
        }
        int each = path.indexOf("each");
        if (each >= 0 && path.size() > each + 1 && path.get(each + 1).equals("step")) {
            List<String> item = new ArrayList<>(path.subList(0, each + 1));
            item.add("item");
            if (root.equals("index") || root.equals(Spot.text(draft.root(), item))) {
                return true;
            }
        }
        return (root.equals("result") && path.contains("save"))
                || (root.equals("event") && path.getLast().equals("where"));
    }

    private void add(Sort sort, String name, Place place, boolean declares, String owner) {
        Span span = place.span();
        Span here = new Span(draft.path(), span.line(), span.column(), span.endLine(), span.endColumn());
        found.add(new Occurrence(sort, name, here, declares, owner, place.path()));
    }
}
