package dev.signalbox.cli.command;

import dev.signalbox.cli.command.Finding.Level;
import java.util.Optional;

/** What {@code doctor} says of a store whose tables another version of the program made: nothing where they are this one's. */
final class TablesVersion {
    private TablesVersion() {}

    /** @param found 0 where there are no tables yet */
    static Optional<Finding> of(String what, int found, int known) {
        if (found == 0 || found == known) {
            return Optional.empty();
        }
        if (found > known) {
            return Optional.of(new Finding(
                    what,
                    Level.BAD,
                    "written by a newer Signalbox (its tables have version " + found + ", this program knows " + known
                            + "); use that one"));
        }
        return Optional.of(new Finding(
                what,
                Level.NOTE,
                "of an earlier Signalbox: its tables have version " + found + ", the next start brings them to " + known
                        + ", and no earlier program opens them then; back it up first"));
    }
}
