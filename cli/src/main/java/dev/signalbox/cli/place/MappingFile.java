package dev.signalbox.cli.place;

import dev.signalbox.cli.Complaint;
import dev.signalbox.cli.Terminal;
import dev.signalbox.dsl.diagnostic.Diagnostic;
import dev.signalbox.dsl.diagnostic.HumanReport;
import dev.signalbox.dsl.diagnostic.Place;
import dev.signalbox.dsl.diagnostic.Span;
import dev.signalbox.dsl.model.Flow;
import dev.signalbox.dsl.model.Mapping;
import dev.signalbox.dsl.read.MappingReader;
import dev.signalbox.dsl.read.ReadMapping;
import java.io.IOException;
import java.nio.file.Files;
import org.jspecify.annotations.Nullable;

/** The file that says how a run of one flow file stands in another. */
public final class MappingFile {
    private MappingFile() {}

    /** Refuses one that does not fit the two files, telling why. Null is no file: everything keeps its name. */
    public static Mapping read(Terminal terminal, @Nullable String written, Flow from, Flow to) {
        if (written == null) {
            return Mapping.none(new Place(Span.point(to.place().span().file(), 1, 1), ""));
        }
        String text = text(terminal, written);
        ReadMapping read = MappingReader.read(written, text, from, to);
        if (!read.sound()) {
            terminal.err()
                    .print(new HumanReport(file -> file.equals(written) ? text : null, false)
                            .write(read.diagnostics().stream()
                                    .filter(Diagnostic::isError)
                                    .toList()));
            throw new Complaint(written + " does not fit the two files");
        }
        return read.mapping();
    }

    /** Its text. Refuses a file that cannot be read. */
    public static String text(Terminal terminal, String written) {
        try {
            return Files.readString(terminal.path(written));
        } catch (IOException unreadable) {
            throw new Complaint("no file " + written);
        }
    }
}
