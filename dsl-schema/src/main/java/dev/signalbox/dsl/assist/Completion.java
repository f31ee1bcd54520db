package dev.signalbox.dsl.assist;

import dev.signalbox.dsl.assist.Mending.Mended;
import dev.signalbox.dsl.model.Expr;
import dev.signalbox.dsl.yaml.LineMap;
import dev.signalbox.dsl.yaml.ScalarLayout;
import dev.signalbox.dsl.yaml.YamlNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What can stand at the cursor of a file being written: keys, names, words, and inside expressions fields with their
 * types. The file need not parse. Everything that can stand there is given, in a sensible order; an editor picks by what
 * has been typed. Never throws at a text.
 */
public final class Completion {
    private final Draft draft;
    private final Mended mended;
    private final Spot spot;
    private final String text;
    private final List<Proposal> found = new ArrayList<>();

    private Completion(Draft draft, Mended mended, String text) {
        this.draft = draft;
        this.mended = mended;
        this.spot = mended.spot();
        this.text = text;
    }

    /**
     * @param path the file's path in the workspace
     * @param text the file as it is being written; the desk may hold an older one
     * @param cursor an offset in the text
     */
    public static List<Proposal> at(Desk desk, String path, String text, int cursor) {
        FileKind kind = FileKind.of(path);
        Mended mended = kind == null ? null : Mending.at(text, Math.clamp(cursor, 0, text.length()));
        if (kind == null || mended == null) {
            return List.of();
        }
        Draft draft = Draft.of(desk, path, kind, mended.text(), mended.root());
        Completion completion = new Completion(draft, mended, text);
        completion.complete();
        return completion.found;
    }

    private void complete() {
        if (spot.key()) {
            keys();
        } else if (!expression()) {
            values(spot.path());
        }
    }

    private boolean expression() {
        Expr expr = draft.expressionWith(Mending.MARK);
        if (expr != null) {
            String source = expr.source();
            found.addAll(ExpressionProposals.of(
                    source.substring(0, source.indexOf(Mending.MARK)),
                    draft.types(expr),
                    mended.from(),
                    mended.to(),
                    spot.scalar().layout().style() == ScalarLayout.Style.SINGLE_QUOTED ? '"' : '\''));
            return true;
        }
        if (spot.expression() < 0) {
            return false;
        }
        String key = spot.path().isEmpty() ? "" : spot.path().getLast();
        if (key.equals("prompt") || key.equals("system")) {
            new Names(draft)
                    .of(Sort.ITEM, spot.path())
                    .forEach((name, words) -> found.add(name(name, words, mended.from(), mended.to())));
        }
        return true;
    }

    private void keys() {
        List<String> parent = spot.parent();
        YamlNode owner = Spot.node(spot.root(), parent);
        KeyProposals keys = new KeyProposals(draft, parent, owner, range());
        found.addAll(keys.all(isInline(owner), text.startsWith(":", mended.to())));
        boolean alone =
                owner instanceof YamlNode.Mapping mapping && mapping.entries().size() == 1;
        if (alone && !parent.isEmpty()) {
            values(parent);
        }
    }

    private void values(List<String> path) {
        Range range = range();
        NamePlaces.Naming naming = NamePlaces.of(draft.kind(), path, false);
        if (naming != null && !naming.declares()) {
            new Names(draft)
                    .of(naming.sort(), path)
                    .forEach((name, words) -> found.add(named(naming.sort(), name, words, range)));
        }
        for (Object word : Words.of(draft, path)) {
            String label = String.valueOf(word);
            boolean known = found.stream().anyMatch(one -> one.label().equals(label));
            if (!known) {
                found.add(new Proposal(
                        label,
                        Proposal.Kind.WORD,
                        "",
                        "",
                        mended.lead() + Words.written(word),
                        false,
                        range.from(),
                        range.to(),
                        false));
            }
        }
    }

    private Proposal named(Sort sort, String name, String words, Range range) {
        boolean plain = spot.key() || spot.scalar().layout().style() == ScalarLayout.Style.PLAIN;
        String written = plain ? Words.written(name) : name;
        Proposal.Kind kind = sort == Sort.FILE ? Proposal.Kind.FILE : Proposal.Kind.NAME;
        return new Proposal(name, kind, words, "", mended.lead() + written, false, range.from(), range.to(), false);
    }

    private static Proposal name(String name, String words, int from, int to) {
        return new Proposal(name, Proposal.Kind.NAME, words, "", name, false, from, to, false);
    }

    /** The characters of the text as written that a proposal replaces. */
    record Range(int from, int to) {}

    /** The whole name that the cursor is in: its points and hyphens belong to it. */
    private Range range() {
        int to = mended.to();
        while (to < text.length() && (Mending.isWord(text.charAt(to)) || "-./#".indexOf(text.charAt(to)) >= 0)) {
            to++;
        }
        if (!mended.lead().isEmpty()) {
            return new Range(mended.from(), to);
        }
        var span = spot.scalar().place().span();
        int start = new LineMap("", mended.text()).offset(span.line(), span.column());
        boolean quoted = start < text.length() && "\"'".indexOf(text.charAt(start)) >= 0;
        int from = Math.min(start + (quoted ? 1 : 0), mended.from());
        boolean sameLine = text.indexOf('\n', from) < 0 || text.indexOf('\n', from) >= mended.from();
        return new Range(sameLine ? from : mended.from(), to);
    }

    private boolean isInline(@Nullable YamlNode owner) {
        if (owner == null) {
            return false;
        }
        var span = owner.place().span();
        int start = new LineMap("", mended.text()).offset(span.line(), span.column());
        return start < mended.text().length() && mended.text().charAt(start) == '{';
    }
}
