package dev.signalbox.cli.diff;

import dev.signalbox.dsl.diff.Change;
import dev.signalbox.dsl.diff.Weight;

/** The changes as a comment on a pull request. */
final class DiffMarkdown {
    private DiffMarkdown() {}

    static String write(Told told) {
        StringBuilder text = new StringBuilder();
        text.append("### What changed in meaning: ").append(told.summary()).append("\n");
        for (Weight weight : Weight.values()) {
            if (told.of(weight).isEmpty()) {
                continue;
            }
            text.append("\n**").append(Told.heading(weight)).append("**\n\n");
            for (Change change : told.of(weight)) {
                text.append("- **")
                        .append(change.subject().words())
                        .append("**: ")
                        .append(change.sentence());
                text.append(" (`").append(told.where(change)).append("`)\n");
                String patch = Told.patch(change);
                if (!patch.isEmpty()) {
                    String fence = fence(patch);
                    text.append("\n  ").append(fence).append("diff\n");
                    patch.lines()
                            .skip(2)
                            .forEach(line -> text.append("  ").append(line).append('\n'));
                    text.append("  ").append(fence).append("\n\n");
                }
            }
        }
        return text.toString();
    }

    /** Longer than any row of backticks inside: a prompt may have a block of its own. */
    private static String fence(String patch) {
        String fence = "```";
        while (patch.contains(fence)) {
            fence += "`";
        }
        return fence;
    }
}
