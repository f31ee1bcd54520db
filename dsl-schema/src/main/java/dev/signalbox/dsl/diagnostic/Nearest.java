package dev.signalbox.dsl.diagnostic;

import java.util.Collection;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The did-you-mean: the known name that a written one most likely stands for. */
public final class Nearest {
    /** More are another word. */
    private static final int MOST_EDITS = 2;

    private Nearest() {}

    /** The nearest name within a third of the written one's length (at least one edit), or null. The first of equals wins. */
    public static @Nullable String to(String written, Collection<String> known) {
        String best = null;
        int least = Math.max(1, written.length() / 3) + 1;
        for (String name : known) {
            int distance = distance(written.toLowerCase(Locale.ROOT), name.toLowerCase(Locale.ROOT), least);
            if (distance < least) {
                best = name;
                least = distance;
            }
        }
        return best;
    }

    /** The one name that the written one can stand for, or null where there is a doubt: within two edits, and no other as near. */
    public static @Nullable String sure(String written, Collection<String> known) {
        String nearest = to(written, known);
        if (nearest == null || written.length() < 3) {
            return null;
        }
        int least = edits(written, nearest);
        boolean alone = known.stream()
                        .filter(name -> edits(written, name) <= least)
                        .distinct()
                        .count()
                == 1;
        return least <= MOST_EDITS && alone ? nearest : null;
    }

    private static int edits(String written, String name) {
        return distance(written.toLowerCase(Locale.ROOT), name.toLowerCase(Locale.ROOT), MOST_EDITS + 1);
    }

    /** Edits between two words (a swap of neighbours is one), or {@code limit} when there are at least as many. */
    private static int distance(String a, String b, int limit) {
        if (Math.abs(a.length() - b.length()) >= limit || a.length() > 100) {
            return limit;
        }
        int[] before = new int[b.length() + 1];
        int[] last = new int[b.length() + 1];
        int[] now = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            last[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            now[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                now[j] = Math.min(Math.min(last[j] + 1, now[j - 1] + 1), last[j - 1] + change);
                boolean swapped =
                        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
                if (swapped) {
                    now[j] = Math.min(now[j], before[j - 2] + 1);
                }
            }
            int[] free = before;
            before = last;
            last = now;
            now = free;
        }
        return Math.min(last[b.length()], limit);
    }
}
