package dev.signalbox.dsl.format;

import dev.signalbox.dsl.format.Piece.Group;
import dev.signalbox.dsl.format.Piece.Part;
import dev.signalbox.dsl.format.Piece.Word;
import dev.signalbox.dsl.yaml.LineMap;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;

/** Cuts a text that {@link dev.signalbox.dsl.yaml.YamlReader} has accepted into its pieces. */
final class PieceReader {
    private final LineMap lines;
    private final String text;
    private final Deque<Open> open = new ArrayDeque<>();
    private final List<Word> words = new ArrayList<>();
    private @Nullable Piece root;

    private PieceReader(LineMap lines) {
        this.lines = lines;
        this.text = lines.text();
    }

    /** A collection that is not closed yet, and the key that waits for its value. */
    private static final class Open {
        final Group group;

        @Nullable
        Word key;

        Open(Group group) {
            this.group = group;
        }
    }

    /** The pieces of a text, and its scalars in their order. */
    record Pieces(@Nullable Piece root, List<Word> words) {}

    static Pieces read(LineMap lines) {
        PieceReader reader = new PieceReader(lines);
        LoadSettings settings = LoadSettings.builder()
                .setCodePointLimit(Math.max(1, lines.text().length()))
                .build();
        for (Event event : new Parse(settings).parseString(lines.text())) {
            reader.accept(event);
        }
        return new Pieces(reader.root, reader.words);
    }

    private void accept(Event event) {
        switch (event.getEventId()) {
            case Scalar -> scalar((ScalarEvent) event);
            case MappingStart, SequenceStart -> {
                CollectionStartEvent start = (CollectionStartEvent) event;
                open.push(new Open(
                        new Group(event instanceof MappingStartEvent, start.isFlow(), at(event.getStartMark()))));
            }
            case MappingEnd, SequenceEnd -> {
                Group closed = open.pop().group;
                closed.end = at(event.getEndMark());
                place(closed);
            }
            case Alias, Comment, DocumentStart, DocumentEnd, StreamStart, StreamEnd -> {}
        }
    }

    private void scalar(ScalarEvent event) {
        Word word = word(event);
        words.add(word);
        Open parent = open.peek();
        if (parent != null && parent.group.mapping && parent.key == null) {
            parent.key = word;
        } else {
            place(word);
        }
    }

    private void place(Piece piece) {
        Open parent = open.peek();
        if (parent == null) {
            root = piece;
            return;
        }
        Word key = parent.key;
        parent.key = null;
        parent.group.parts.add(new Part(key, piece, key == null ? piece.start() : key.start()));
    }

    private Word word(ScalarEvent event) {
        int start = at(event.getStartMark());
        int end = at(event.getEndMark());
        ScalarStyle style = event.getScalarStyle();
        if (style == ScalarStyle.LITERAL || style == ScalarStyle.FOLDED) {
            return block(event.getValue(), start, end);
        }
        while (end > start && Character.isWhitespace(text.charAt(end - 1))) {
            end--;
        }
        boolean quoted = style == ScalarStyle.SINGLE_QUOTED || style == ScalarStyle.DOUBLE_QUOTED;
        return new Word(
                text.substring(start, end),
                event.getValue(),
                quoted ? Word.Style.QUOTED : Word.Style.PLAIN,
                start,
                end,
                0);
    }

    /** The parser ends a block at the next token, or somewhere in the blank lines before it: it ends at a line's end. */
    private Word block(String value, int start, int found) {
        int end = found;
        while (end > start && text.charAt(end - 1) == ' ') {
            end--;
        }
        if (end == start || text.charAt(end - 1) != '\n') {
            end = found;
        }
        return new Word(text.substring(start, end), value, Word.Style.BLOCK, start, end, indent(value, start, end));
    }

    /** How many columns of a block's lines are layout: its first line of text says, less the blanks that are text. */
    private int indent(String value, int start, int end) {
        if (value.chars().allMatch(c -> c == '\n')) {
            return Integer.MAX_VALUE;
        }
        String first = value.lines().filter(line -> !line.isBlank()).findFirst().orElse("");
        int own = first.length() - first.stripLeading().length();
        return text.substring(start, end)
                .lines()
                .skip(1)
                .filter(line -> !line.isBlank())
                .findFirst()
                .map(line -> Math.max(0, line.length() - line.stripLeading().length() - own))
                .orElse(0);
    }

    private int at(Optional<Mark> mark) {
        return mark.map(found -> lines.unit(found.getIndex())).orElse(0);
    }
}
