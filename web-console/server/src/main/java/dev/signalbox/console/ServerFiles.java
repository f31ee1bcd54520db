package dev.signalbox.console;

import dev.signalbox.console.access.SignIn;
import dev.signalbox.console.wire.Wire;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * What a server leaves in the workspace's {@code .signalbox} for programs beside it: {@code token}, readable by its owner
 * alone, and {@code server.json}, which says where it is for as long as it runs.
 */
final class ServerFiles {
    private static final Set<PosixFilePermission> OWNER_ALONE =
            EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
    private static final boolean POSIX =
            FileSystems.getDefault().supportedFileAttributeViews().contains("posix");

    private final Path folder;

    ServerFiles(Path workspace) {
        this.folder = workspace.toAbsolutePath().normalize().resolve(".signalbox");
    }

    /** The token kept from an earlier start, when only its owner could have read it; a new one otherwise. */
    String token() {
        Path file = folder.resolve("token");
        try {
            if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                    && (!POSIX || Files.getPosixFilePermissions(file).equals(OWNER_ALONE))) {
                String kept = Files.readString(file).strip();
                if (kept.length() >= SignIn.SHORTEST_TOKEN) {
                    return kept;
                }
            }
            String made = SignIn.newToken();
            write("token", made + "\n");
            return made;
        } catch (IOException e) {
            throw new UncheckedIOException("The operator's token cannot be kept in " + file, e);
        }
    }

    /** Says where the server is, and gives the text that {@link #forget} knows it by. */
    String announce(String url) {
        Map<String, Object> server = new LinkedHashMap<>();
        server.put("url", url);
        server.put("pid", ProcessHandle.current().pid());
        server.put("workspace", String.valueOf(folder.getParent()));
        String text = Wire.write(server) + "\n";
        try {
            write("server.json", text);
        } catch (IOException e) {
            throw new UncheckedIOException("The server's address cannot be kept in " + folder, e);
        }
        return text;
    }

    /** Takes the announcement away, unless another server has put its own there since. */
    void forget(String announced) {
        Path file = folder.resolve("server.json");
        try {
            if (Files.exists(file) && Files.readString(file).equals(announced)) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The server's address cannot be taken away from " + file, e);
        }
    }

    /** Whole or not at all, and never readable by others in between. */
    private void write(String name, String text) throws IOException {
        Files.createDirectories(folder);
        FileAttribute<?>[] attributes = POSIX
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(OWNER_ALONE)}
                : new FileAttribute<?>[0];
        Path fresh = Files.createTempFile(folder, name, ".new", attributes);
        Files.writeString(fresh, text, StandardOpenOption.TRUNCATE_EXISTING);
        Files.move(fresh, folder.resolve(name), StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }
}
