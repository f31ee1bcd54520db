package dev.signalbox.dsl.format;

import dev.signalbox.dsl.format.Piece.Group;
import dev.signalbox.dsl.format.Piece.Part;
import dev.signalbox.dsl.format.Piece.Word;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes pieces as lines. Scalars stand as their author wrote them; only what is between them is laid out. */
final class Printing {
    /** How long a line may be for what stands in brackets to stay in it. */
    static final int WIDTH = 120;

    private static final int STEP = 2;

    private final List<String> lines = new ArrayList<>();
    /** Whether the last lines are a block scalar to which a blank line would belong. */
    private boolean keeping;

    /** How much deeper than its key a list stands. */
    private final int listStep;

    private Printing(int listStep) {
        this.listStep = listStep;
    }

    /**
     * A file of replies has its lists below their keys, not to the right of them: so the recorder writes it.
     *
     * @param header the comments above everything, whatever stands below them
     */
    static String print(List<Remark> header, boolean opening, Group root, Formatter.Kind kind) {
        Printing printing = new Printing(kind == Formatter.Kind.REPLIES ? 0 : STEP);
        printing.remarks(header, 0, false);
        if (opening) {
            printing.lines.add("---");
        }
        printing.block(root, 0, kind.order(), !opening && !header.isEmpty());
        return String.join("\n", printing.lines) + "\n";
    }

    private void block(Group group, int indent, KeyOrder order, boolean mayPart) {
        String pad = " ".repeat(indent);
        int before = 0;
        for (int i = 0; i < group.parts.size(); i++) {
            Part part = group.parts.get(i);
            int place = lines.size();
            boolean wasKeeping = keeping;
            remarks(part.above, indent, i > 0 || mayPart);
            boolean inside = part.apart && !part.above.isEmpty();
            if (inside || (part.apart && (i > 0 || mayPart))) {
                blank();
            }
            int top = lines.size();
            part(part, pad, indent, order.of(part));
            int size = lines.size() - top;
            boolean parted = i == 0 || (place < lines.size() && lines.get(place).isEmpty());
            if (order.airy() && !parted && !wasKeeping && (size > 1 || before > 1)) {
                lines.add(place, "");
            }
            before = size;
        }
        remarks(group.below, indent, true);
    }

    private void part(Part part, String pad, int indent, KeyOrder order) {
        Word key = part.key;
        String lead = key == null ? "- " : Flat.key(key) + ":";
        switch (part.value) {
            case Word word -> word(part, word, pad + lead, indent);
            case Group group -> group(part, group, pad + lead, indent, order);
        }
    }

    private void group(Part part, Group group, String lead, int indent, KeyOrder order) {
        String flat = Flat.of(group);
        String line = flat == null ? "" : lead + (part.key == null ? "" : " ") + flat;
        boolean stays = part.above.stream().anyMatch(Remark::suppresses);
        if (flat != null && (stays || group.parts.isEmpty() || width(line) <= WIDTH)) {
            List<Remark> inside = new ArrayList<>(group.below);
            if (group.open != null) {
                inside.addFirst(group.open);
            }
            add(line, part.beside, indent - part.column);
            remarks(inside, indent, false);
            return;
        }
        if (part.key == null) {
            item(part, group, lead, indent, order);
            return;
        }
        Remark beside = part.beside == null ? group.open : part.beside;
        add(lead, beside, indent - part.column);
        if (part.beside != null && group.open != null) {
            remarks(List.of(group.open), indent + STEP, false);
        }
        block(group, indent + (group.mapping ? STEP : listStep), order, false);
    }

    /** A list's item that is a block itself begins in the dash's line. */
    private void item(Part part, Group group, String lead, int indent, KeyOrder order) {
        Part first = group.parts.getFirst();
        List<Remark> above = new ArrayList<>();
        for (@Nullable Remark remark : new Remark[] {part.beside, group.open}) {
            if (remark != null) {
                above.add(remark);
            }
        }
        above.addAll(first.above);
        first.above.clear();
        first.apart = false;
        remarks(above, indent, !part.above.isEmpty());
        int top = lines.size();
        block(group, indent + STEP, order, false);
        // What an inner item has above it stands above the outer dash too.
        while (lines.get(top).stripLeading().startsWith("#") || lines.get(top).isEmpty()) {
            lines.set(
                    top,
                    lines.get(top).isEmpty()
                            ? ""
                            : " ".repeat(indent) + lines.get(top).stripLeading());
            top++;
        }
        lines.set(top, lead + lines.get(top).substring(indent + STEP));
    }

    private void word(Part part, Word word, String lead, int indent) {
        String blank = part.key == null || word.written().isEmpty() ? "" : " ";
        if (word.style() == Word.Style.BLOCK) {
            scalar(part, word, lead + blank, indent);
            return;
        }
        List<String> written = word.written().lines().toList();
        boolean below = part.lower && (written.size() > 1 || width(lead) + 1 + width(word.written()) > WIDTH);
        String rest = " ".repeat(indent + STEP);
        if (written.size() <= 1) {
            String only = word.written();
            if (below) {
                lines.add(lead);
                add(rest + only, part.beside, indent - part.column);
            } else {
                add((lead + blank + only).stripTrailing(), part.beside, indent - part.column);
            }
            return;
        }
        if (below) {
            lines.add(lead);
        }
        for (int i = 0; i < written.size(); i++) {
            String line = i == 0 ? written.get(i) : written.get(i).stripLeading();
            String begin = i > 0 || below ? (line.isEmpty() ? "" : rest) : lead + blank;
            String whole = begin + (word.style() == Word.Style.PLAIN ? line.stripTrailing() : line);
            if (i + 1 == written.size()) {
                add(whole, part.beside, indent - part.column);
            } else {
                lines.add(whole);
            }
        }
        keeping = false;
    }

    /** A block scalar: the same text behind other blanks. */
    private void scalar(Part part, Word word, String lead, int indent) {
        List<String> written = word.written().lines().toList();
        String header = word.header().replaceAll("[1-9]", String.valueOf(STEP));
        add(lead + header, part.beside, indent - part.column);
        String pad = " ".repeat(indent + STEP);
        int last = written.size();
        while (last > 1
                && !word.keepsBlankLines()
                && written.get(last - 1).isBlank()
                && written.get(last - 1).length() <= word.indent()) {
            last--;
        }
        for (String line : written.subList(1, last)) {
            String text = line.length() <= word.indent() && line.isBlank() ? "" : line.substring(word.indent());
            lines.add(text.isEmpty() ? "" : pad + text);
        }
        keeping = word.keepsBlankLines();
    }

    private void remarks(List<Remark> remarks, int indent, boolean mayPart) {
        boolean part = mayPart;
        for (Remark remark : remarks) {
            if (remark.apart() && part) {
                blank();
            }
            add(" ".repeat(indent) + remark.text(), null, 0);
            part = true;
        }
    }

    private void blank() {
        if (!keeping && !lines.isEmpty() && !lines.getLast().isEmpty()) {
            lines.add("");
        }
    }

    /**
     * A line, and a comment behind it: in the column in which it stood, where there is room.
     *
     * @param shift how much farther to the right the line begins than it did
     */
    private void add(String line, @Nullable Remark beside, int shift) {
        keeping = false;
        if (beside == null) {
            lines.add(line);
            return;
        }
        int aligned = beside.column() + shift - line.length();
        int gap = beside.gap() <= 2 ? Math.max(1, beside.gap()) : Math.max(2, aligned);
        lines.add(line + " ".repeat(gap) + beside.text());
    }

    private static int width(String line) {
        return line.codePointCount(0, line.length());
    }
}
