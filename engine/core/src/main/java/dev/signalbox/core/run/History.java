package dev.signalbox.core.run;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The recorded events of a run, oldest first. Appending shares what was there: a long run does not copy its past. What was
 * read back from a snapshot is decoded when somebody looks at it, and then once.
 */
public final class History {
    public static final History EMPTY = new History(null, null, null, 0, 0);

    private final @Nullable Older older;
    private final @Nullable History before;
    private final @Nullable Recorded last;
    private final int size;
    private final int kept;

    /** What a snapshot holds, not decoded yet. */
    private static final class Older {
        private final Supplier<List<Recorded>> decode;
        private volatile @Nullable List<Recorded> decoded;

        Older(Supplier<List<Recorded>> decode) {
            this.decode = decode;
        }

        List<Recorded> list() {
            List<Recorded> its = decoded;
            if (its == null) {
                its = List.copyOf(decode.get());
                decoded = its;
            }
            return its;
        }
    }

    private History(@Nullable Older older, @Nullable History before, @Nullable Recorded last, int size, int kept) {
        this.older = older;
        this.before = before;
        this.last = last;
        this.size = size;
        this.kept = kept;
    }

    /** {@code size} events that are kept with a snapshot. {@code decode} gives them; it does no I/O. */
    public static History resting(int size, Supplier<List<Recorded>> decode) {
        return size == 0 ? EMPTY : new History(new Older(decode), null, null, size, size);
    }

    public History plus(Recorded recorded) {
        return new History(older, this, recorded, size + 1, kept);
    }

    public int size() {
        return size;
    }

    /** How many, from the oldest on, are kept with a snapshot already. */
    public int kept() {
        return kept;
    }

    /** The same, of which so many are kept now. */
    public History keptTo(int count) {
        return new History(older, before, last, size, count);
    }

    public List<Recorded> toList() {
        return since(0);
    }

    /** All but the oldest {@code from}. */
    public List<Recorded> since(int from) {
        List<Recorded> all = new ArrayList<>(Math.max(0, size - from));
        History at = this;
        while (at != null && at.last != null && at.size > from) {
            all.add(at.last);
            at = at.before;
        }
        Collections.reverse(all);
        if (at == null || at.size <= from || at.older == null) {
            return all;
        }
        List<Recorded> whole = new ArrayList<>(at.older.list().subList(from, at.size));
        whole.addAll(all);
        return whole;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof History history && size == history.size && toList().equals(history.toList());
    }

    @Override
    public int hashCode() {
        return size;
    }
}
