package dev.signalbox.core.run;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The recorded events of a run, oldest first. Appending shares what was there: a long run does not copy its past. */
public final class History {
    public static final History EMPTY = new History(null, null, 0);

    private final @Nullable History before;
    private final @Nullable Recorded last;
    private final int size;

    private History(@Nullable History before, @Nullable Recorded last, int size) {
        this.before = before;
        this.last = last;
        this.size = size;
    }

    public History plus(Recorded recorded) {
        return new History(this, recorded, size + 1);
    }

    public int size() {
        return size;
    }

    public List<Recorded> toList() {
        List<Recorded> all = new ArrayList<>(size);
        for (History at = this; at != null && at.last != null; at = at.before) {
            all.add(at.last);
        }
        Collections.reverse(all);
        return all;
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
