package dev.signalbox.cli.place;

import dev.signalbox.cli.Complaint;
import dev.signalbox.cli.Terminal;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.util.Objects;

/**
 * Puts a new text in a file's place: whole or not at all, with the permissions that it had, and where a link leads rather
 * than in the link's place.
 */
public final class WholeFile {
    private WholeFile() {}

    public static void write(Terminal terminal, Path file, String text) {
        try {
            Path real = file.toRealPath();
            Path folder = Objects.requireNonNull(real.getParent(), "a file stands in a folder");
            if (!Files.isWritable(real)) {
                throw new Complaint("cannot write " + terminal.show(file) + ": it is not to be written to");
            }
            Path fresh = Files.createTempFile(folder, "." + real.getFileName(), ".new");
            try {
                Files.writeString(fresh, text, StandardCharsets.UTF_8);
                PosixFileAttributeView view = Files.getFileAttributeView(real, PosixFileAttributeView.class);
                if (view != null) {
                    Files.setPosixFilePermissions(fresh, view.readAttributes().permissions());
                }
                Files.move(fresh, real, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(fresh);
            }
        } catch (IOException unwritable) {
            throw new Complaint("cannot write " + terminal.show(file) + ": " + unwritable.getMessage());
        }
    }
}
