package dev.signalbox.cli.docs;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One fenced block of a page.
 *
 * @param page as it is named from the root of the repository
 * @param line of its first line of text, from 1
 * @param file the name that stands above it, or null
 * @param shown what the command prints, by the {@code text} block below it; null where none follows
 */
record Block(
        String page,
        int line,
        String language,
        String text,
        @Nullable String file,
        Marks marks,
        @Nullable Block shown) {

    /** What the comments above a block say of it. */
    record Marks(
            @Nullable String fragmentOf,
            Set<String> finds,
            @Nullable String notRun,
            @Nullable String program,
            boolean interrupts) {
        static final Marks NONE = new Marks(null, Set.of(), null, null, false);

        Marks withFragmentOf(String kind) {
            return new Marks(kind, finds, notRun, program, interrupts);
        }

        Marks withFinds(Set<String> codes) {
            return new Marks(fragmentOf, codes, notRun, program, interrupts);
        }

        Marks withNotRun(String why) {
            return new Marks(fragmentOf, finds, why, program, interrupts);
        }

        Marks withProgram(String name) {
            return new Marks(fragmentOf, finds, notRun, name, interrupts);
        }

        Marks withInterrupt() {
            return new Marks(fragmentOf, finds, notRun, program, true);
        }
    }

    boolean is(String... languages) {
        return Set.of(languages).contains(language);
    }

    Block withShown(Block text) {
        return new Block(page, line, language, this.text, file, marks, text);
    }

    /** Where it stands, as editors and terminals make links of it. */
    String place() {
        return place(1);
    }

    /** @param within a line of its text, from 1 */
    String place(int within) {
        return page + ":" + (line + within - 1);
    }

    /** Its kind and first line, to tell it from others in a report. */
    String title() {
        String first = text.lines().findFirst().orElse("");
        return line + " " + language + (file == null ? "" : " " + file) + ": "
                + first.substring(0, Math.min(first.length(), 90));
    }
}
