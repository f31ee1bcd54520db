package dev.signalbox.dsl.yaml;

import dev.signalbox.dsl.diagnostic.Code;
import dev.signalbox.dsl.diagnostic.Diagnostic;
import dev.signalbox.dsl.diagnostic.Place;
import dev.signalbox.dsl.diagnostic.Related;
import dev.signalbox.dsl.yaml.YamlNode.Entry;
import dev.signalbox.dsl.yaml.YamlNode.Mapping;
import dev.signalbox.dsl.yaml.YamlNode.Scalar;
import dev.signalbox.dsl.yaml.YamlNode.Sequence;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.DocumentStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;

/** Makes the tree of one file out of parse events, and refuses on the way what the language refuses of YAML. */
final class TreeBuilder {
    private static final int MOST_RELATED = 5;

    private final LineMap lines;
    private final int mostNodes;
    private final boolean foreign;
    private final Anchors anchors = new Anchors();
    private final List<Diagnostic> diagnostics = new ArrayList<>();
    private final List<ScalarLayout> blocks = new ArrayList<>();
    private final List<Related> shared = new ArrayList<>();
    private final Deque<Frame> open = new ArrayDeque<>();
    private @Nullable Diagnostic firstShared;
    private @Nullable YamlNode root;
    private boolean broken;
    private int documents;
    private int nodes;

    TreeBuilder(LineMap lines, YamlReader.Extent most) {
        this.lines = lines;
        this.mostNodes = most.nodes();
        this.foreign = most.foreign();
    }

    /** A collection that is not closed yet. */
    private static final class Frame {
        final boolean mapping;
        final boolean flow;
        final int start;
        final String path;
        final Map<String, Entry> entries = new LinkedHashMap<>();
        final List<YamlNode> items = new ArrayList<>();

        @Nullable
        Scalar key;

        int last;

        Frame(boolean mapping, boolean flow, int start, String path) {
            this.mapping = mapping;
            this.flow = flow;
            this.start = start;
            this.path = path;
            this.last = start;
        }
    }

    /** Takes the next event; false when nothing after it is to be read. */
    boolean accept(Event event) {
        return switch (event.getEventId()) {
            case DocumentStart -> startDocument((DocumentStartEvent) event);
            case Alias -> alias((AliasEvent) event);
            case Scalar -> scalar((ScalarEvent) event);
            case MappingStart, SequenceStart -> start((CollectionStartEvent) event);
            case MappingEnd, SequenceEnd -> end(event);
            case Comment, DocumentEnd, StreamStart, StreamEnd -> true;
        };
    }

    void report(Diagnostic diagnostic) {
        broken = true;
        diagnostics.add(diagnostic);
    }

    /** The tree, or null when there is none that can be trusted. */
    @Nullable
    YamlNode root() {
        return broken ? null : root;
    }

    List<Diagnostic> diagnostics() {
        List<Diagnostic> all = new ArrayList<>();
        if (firstShared != null) {
            all.add(firstShared.withRelated(shared));
        }
        all.addAll(diagnostics);
        return all;
    }

    List<ScalarLayout> blocks() {
        return blocks;
    }

    private boolean startDocument(DocumentStartEvent event) {
        if (event.getSpecVersion().isPresent() || !custom(event.getTags()).isEmpty()) {
            report(finding(
                            Code.Y008,
                            at(event.getStartMark()),
                            at(event.getEndMark()),
                            "",
                            "A `%` directive is not read.")
                    .withHelp("Leave the line out: a flow file is YAML 1.2 without tags."));
            return false;
        }
        if (++documents > 1) {
            int at = at(event.getStartMark());
            report(finding(Code.Y003, at, at + 3, "", "A second document starts here.")
                    .withHelp("Put it into a file of its own."));
            return false;
        }
        return true;
    }

    private static Map<String, String> custom(Map<String, String> tags) {
        Map<String, String> own = new LinkedHashMap<>(tags);
        own.remove("!");
        own.remove("!!");
        return own;
    }

    private boolean shared(String what, Event event, String written) {
        broken = true;
        int from = at(event.getStartMark());
        Diagnostic found = finding(
                Code.Y008, from, from + written.length(), path(), what + " (`" + written + "`) is not allowed.");
        if (firstShared == null) {
            firstShared = found.withHelp("Write the value out where it is used, or declare it once under `types`.");
        } else if (shared.size() < MOST_RELATED) {
            shared.add(new Related(found.place().span(), "and here: `" + written + "`"));
        }
        if (event instanceof AliasEvent) {
            return place(
                    new Scalar("", "", layout(ScalarLayout.Style.PLAIN, from, from), place(from, from, path())), from);
        }
        return true;
    }

    private boolean alias(AliasEvent event) {
        String name = event.getAlias().toString();
        if (!foreign) {
            return shared("An alias", event, "*" + name);
        }
        int from = at(event.getStartMark());
        YamlNode node = anchors.value(name);
        Frame parent = open.peek();
        boolean key = parent != null && parent.mapping && parent.key == null;
        if (node == null || key) {
            report(finding(
                    Code.Y008, from, from + 1 + name.length(), path(), "The alias `*" + name + "` names no value."));
            return false;
        }
        Anchors.Size size = Anchors.Size.of(node);
        nodes += size.nodes() - 1;
        return count(event) && shallow(open.size() + size.depth() - 1, from) && place(node, from + 1 + name.length());
    }

    private boolean shallow(int depth, int from) {
        if (depth >= YamlReader.MAX_DEPTH) {
            report(finding(
                    Code.Y001, from, from + 1, "", "The file nests deeper than " + YamlReader.MAX_DEPTH + " levels."));
            return false;
        }
        return true;
    }

    private static String anchor(NodeEvent event) {
        return event.getAnchor().map(Object::toString).orElse("");
    }

    private boolean refuseDecoration(NodeEvent event, Optional<String> tag, boolean implicit) {
        int from = at(event.getStartMark());
        boolean ok = foreign
                || event.getAnchor().isEmpty()
                || shared("An anchor", event, "&" + event.getAnchor().get());
        if (ok && tag.isPresent() && !implicit) {
            String written = lines.text().substring(from).split("[\\s,\\]}]", 2)[0];
            ok = shared("A tag", event, written.isEmpty() ? "!" : written);
        }
        return ok;
    }

    private boolean scalar(ScalarEvent event) {
        boolean ok = refuseDecoration(event, event.getTag(), event.getTag().isEmpty());
        if (!ok || !count(event)) {
            return false;
        }
        ScalarLayout.Style style = switch (event.getScalarStyle()) {
            case PLAIN, JSON_SCALAR_STYLE -> ScalarLayout.Style.PLAIN;
            case SINGLE_QUOTED -> ScalarLayout.Style.SINGLE_QUOTED;
            case DOUBLE_QUOTED -> ScalarLayout.Style.DOUBLE_QUOTED;
            case LITERAL -> ScalarLayout.Style.LITERAL;
            case FOLDED -> ScalarLayout.Style.FOLDED;
        };
        int from = at(event.getStartMark());
        int to = trimmed(from, at(event.getEndMark()));
        ScalarLayout layout = layout(style, from, to);
        if (lines.line(to) > lines.line(from)) {
            blocks.add(layout);
        }
        if (YamlReader.hasLoneSurrogate(event.getValue())) {
            report(finding(
                    Code.Y001, from, to, path(), "The text holds half of a surrogate pair, which is no character."));
            return false;
        }
        Frame parent = open.peek();
        if (parent != null && parent.mapping && parent.key == null) {
            return key(parent, event, layout, from, to);
        }
        String text = event.getValue();
        Object value = style == ScalarLayout.Style.PLAIN ? typed(text, from, to) : text;
        boolean nothing = style == ScalarLayout.Style.PLAIN && text.isEmpty();
        if (nothing && parent != null && parent.mapping && parent.flow) {
            refuseBareKey(parent);
        }
        Place place = nothing && parent != null && parent.key != null
                ? new Place(parent.key.place().span(), path())
                : place(from, to, path());
        Scalar scalar = new Scalar(text, value, layout, place);
        anchors.name(anchor(event), scalar);
        return place(scalar, to);
    }

    private void refuseBareKey(Frame parent) {
        Scalar key = parent.key;
        if (key != null) {
            broken = true;
            Diagnostic found =
                    Diagnostic.of(Code.Y012, key.place(), "`" + clip(key.text()) + "` has no value inside `{ }`.");
            diagnostics.add(found.withHelp("Write `key: value`; a text with `: `, `,` or `{` in it stands in quotes."));
        }
    }

    private Object typed(String text, int from, int to) {
        Object value = CoreSchema.value(text, foreign);
        if (value == null) {
            diagnostics.add(
                    finding(Code.Y006, from, to, path(), "`" + clip(text) + "` is no number that JSON can carry.")
                            .withHelp("Numbers are 64-bit integers or finite doubles; put a longer one in quotes."));
            return 0L;
        }
        String misread = CoreSchema.misread(text);
        if (misread != null) {
            diagnostics.add(SyntaxErrors.misread(
                    finding(Code.Y010, from, to, path(), "YAML 1.1 tools read `" + text + "` as " + misread + "."),
                    text,
                    value));
        }
        return value;
    }

    private boolean key(Frame parent, ScalarEvent event, ScalarLayout layout, int from, int to) {
        String text = event.getValue();
        Object value = layout.style() == ScalarLayout.Style.PLAIN ? CoreSchema.value(text, foreign) : text;
        String path = parent.path + "/" + text.replace("~", "~0").replace("/", "~1");
        parent.key = new Scalar(text, value == null ? text : value, layout, place(from, to, path));
        parent.last = Math.max(parent.last, to);
        if (layout.style() == ScalarLayout.Style.PLAIN && text.equals("<<")) {
            return shared("A merge key", event, "<<");
        }
        return true;
    }

    private boolean start(CollectionStartEvent event) {
        if (!refuseDecoration(event, event.getTag(), event.getTag().isEmpty()) || !count(event)) {
            return false;
        }
        int from = at(event.getStartMark());
        Frame parent = open.peek();
        if (parent != null && parent.mapping && parent.key == null) {
            report(finding(Code.Y001, from, from + 1, parent.path, "A key must be a text, not a list or a mapping.")
                    .withHelp("Put a value that starts with `{` or `[` in quotes."));
            return false;
        }
        if (!shallow(open.size(), from)) {
            return false;
        }
        anchors.begins(anchor(event));
        open.push(new Frame(event instanceof MappingStartEvent, event.isFlow(), from, path()));
        return true;
    }

    private boolean end(Event event) {
        Frame closed = open.pop();
        int to = closed.flow ? at(event.getEndMark()) : closed.last;
        Place place = place(closed.start, to, closed.path);
        YamlNode node = closed.mapping
                ? new Mapping(java.util.Collections.unmodifiableMap(closed.entries), place)
                : new Sequence(closed.items, place);
        anchors.ends(node);
        return place(node, to);
    }

    private boolean place(YamlNode node, int to) {
        Frame parent = open.peek();
        if (parent == null) {
            root = node;
            return true;
        }
        parent.last = Math.max(parent.last, to);
        if (!parent.mapping) {
            parent.items.add(node);
            return true;
        }
        Scalar key = parent.key;
        parent.key = null;
        if (key != null) {
            Entry before = parent.entries.putIfAbsent(key.text(), new Entry(key, node));
            if (before != null) {
                Diagnostic twice = Diagnostic.of(
                        Code.Y002, key.place(), "The key `" + clip(key.text()) + "` stands twice in one mapping.");
                diagnostics.add(twice.withHelp("Keep one of the two.")
                        .withRelated(List.of(new Related(before.key().place().span(), "first here"))));
            }
        }
        return true;
    }

    private boolean count(Event event) {
        if (++nodes <= mostNodes) {
            return true;
        }
        int from = at(event.getStartMark());
        report(finding(Code.Y001, from, from + 1, "", "The file has more than " + mostNodes + " values and keys."));
        return false;
    }

    /** The path at which the next value stands. */
    private String path() {
        Frame parent = open.peek();
        if (parent == null) {
            return "";
        }
        Scalar key = parent.key;
        return key != null ? key.place().path() : parent.path + "/" + parent.items.size();
    }

    private Diagnostic finding(Code code, int from, int to, String path, String message) {
        return YamlReader.finding(code, lines, from, to, path, message);
    }

    private ScalarLayout layout(ScalarLayout.Style style, int from, int to) {
        return new ScalarLayout(lines, style, from, to);
    }

    private Place place(int from, int to, String path) {
        return new Place(lines.span(from, Math.max(to, from)), path);
    }

    /** The parser ends some nodes at the next token; a value ends at its own last character. */
    private int trimmed(int from, int to) {
        int end = to;
        while (end > from && Character.isWhitespace(lines.text().charAt(end - 1))) {
            end--;
        }
        return end;
    }

    private int at(Optional<Mark> mark) {
        return mark.map(found -> lines.unit(found.getIndex())).orElse(0);
    }

    private static String clip(String text) {
        return text.length() <= 60 ? text : text.substring(0, 57) + "…";
    }
}
