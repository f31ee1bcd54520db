package dev.signalbox.cli.place;

import dev.signalbox.cli.Complaint;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Puts another text into a file that a person wrote: into a file beside it first, which then takes its place at once, with the mode it had. When anything
 * goes wrong the file is as it was. Refuses a file that changed since it was read.
 */
public final class RewrittenFile {
    private static final boolean POSIX =
            FileSystems.getDefault().supportedFileAttributeViews().contains("posix");

    private RewrittenFile() {}

    /**
     * @param file links resolved, so that a link is not replaced by a file
     * @param shown the file as the caller wrote it, for what is said when it fails
     */
    public static void write(Path file, String shown, String before, String after) {
        Path folder = Objects.requireNonNull(file.getParent(), "a file stands in a folder");
        Path beside = null;
        try {
            if (!Files.isWritable(file)) {
                throw new Complaint("cannot write " + shown + ": it is read-only; it is as it was");
            }
            beside = Files.createTempFile(folder, ".signalbox-", ".part");
            Files.writeString(beside, after, StandardCharsets.UTF_8);
            if (POSIX) {
                Files.setPosixFilePermissions(beside, Files.getPosixFilePermissions(file));
            }
            if (!Files.readString(file).equals(before)) {
                throw new Complaint(shown + " was changed meanwhile; it is left as it is");
            }
            Files.move(beside, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException unwritable) {
            throw new Complaint("cannot write " + shown + ": " + unwritable.getMessage() + "; it is as it was");
        } finally {
            forget(beside);
        }
    }

    private static void forget(@Nullable Path beside) {
        try {
            if (beside != null) {
                Files.deleteIfExists(beside);
            }
        } catch (IOException left) {
            // The text is safe in the file itself; a part left over does no harm.
        }
    }
}
