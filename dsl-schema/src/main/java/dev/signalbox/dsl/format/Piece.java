package dev.signalbox.dsl.format;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A value as it is written: what the text says between two offsets, and the comments in it. */
sealed interface Piece {
    int start();

    /**
     * A scalar.
     *
     * @param written its characters in the text; of a block scalar from its {@code |} to the end of its last line
     * @param value what the parser makes of them
     * @param indent of a block scalar: the columns before its text
     */
    record Word(String written, String value, Style style, int start, int end, int indent) implements Piece {
        /** How a scalar is written. */
        enum Style {
            PLAIN,
            QUOTED,
            BLOCK
        }

        boolean isOneLine() {
            return style != Style.BLOCK && written.indexOf('\n') < 0;
        }

        /** Whether the blank lines below a block scalar are its own. */
        boolean keepsBlankLines() {
            return style == Style.BLOCK && header().indexOf('+') >= 0;
        }

        /** A block scalar's first line, without a comment. */
        String header() {
            int end = 1;
            while (end < written.length() && "+-123456789".indexOf(written.charAt(end)) >= 0) {
                end++;
            }
            return written.substring(0, end);
        }
    }

    /** A mapping or a list. Its parts and comments are filled in while the text is read, and put into order after. */
    final class Group implements Piece {
        final boolean mapping;
        /** Whether it is written with brackets. */
        final boolean flow;

        final int start;
        List<Part> parts = new ArrayList<>();
        /** The comment behind its opening bracket. */
        @Nullable
        Remark open;
        /** The comments below its last part. */
        final List<Remark> below = new ArrayList<>();
        /** Just behind its closing bracket. */
        int end;

        Group(boolean mapping, boolean flow, int start) {
            this.mapping = mapping;
            this.flow = flow;
            this.start = start;
            this.end = start;
        }

        @Override
        public int start() {
            return start;
        }
    }

    /** One entry of a mapping, or one item of a list, which has no key. */
    final class Part {
        final @Nullable Word key;
        final Piece value;
        /** Of its key, or of an item's dash where it has one. */
        int start;
        /** Of {@link #start}, 0-based. */
        int column;
        /** The comments above it. */
        final List<Remark> above = new ArrayList<>();
        /** The comment at the end of its first line. */
        @Nullable
        Remark beside;
        /** Whether a blank line stands above it, below its comments. */
        boolean apart;
        /** Whether its value begins in a line below its key. */
        boolean lower;

        Part(@Nullable Word key, Piece value, int start) {
            this.key = key;
            this.value = value;
            this.start = start;
        }

        String name() {
            return key == null ? "" : key.value();
        }
    }
}
