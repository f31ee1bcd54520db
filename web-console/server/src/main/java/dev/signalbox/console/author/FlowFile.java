package dev.signalbox.console.author;

import dev.signalbox.dsl.lines.LineEnds;
import dev.signalbox.dsl.value.CanonicalJson;
import dev.signalbox.runtime.api.Problem;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import org.jspecify.annotations.Nullable;

/**
 * A flow's file as it was read, and the only place that writes one. It is replaced whole or not at all, and keeps its
 * permissions, line ends and byte order mark. Nothing is written through a symbolic link, be it the file or a folder on the
 * way from the workspace.
 *
 * @param path of the file in the workspace
 * @param text as it is on the disk
 */
record FlowFile(Path root, String path, String text) {
    private static final char LOST = '\uFFFD';

    /** Which text it is: the same as a flow's view has. */
    String etag() {
        return CanonicalJson.sha256(text);
    }

    /** Why this server cannot write it, in a sentence; null when it can. */
    @Nullable
    String whyNot() {
        Path at = root;
        for (Path part : Path.of(path)) {
            at = at.resolve(part);
            if (Files.isSymbolicLink(at)) {
                return root.relativize(at) + " is a symbolic link; the console saves no file through one.";
            }
        }
        if (!path.endsWith(".flow.yaml") || !Files.isRegularFile(at, LinkOption.NOFOLLOW_LINKS)) {
            return path + " is no flow file; the console saves no other.";
        }
        if (text.indexOf(LOST) >= 0) {
            return path + " is not whole UTF-8; mend its encoding in an editor that shows bytes.";
        }
        if (!Files.isWritable(at) || !Files.isWritable(at.resolveSibling("."))) {
            return "The server's account may not write " + path + ".";
        }
        return null;
    }

    /** What would be written for a text of the page. Refuses one with half a character in it. */
    String written(String fresh) {
        if (fresh.indexOf(LOST) >= 0) {
            throw new Problem(
                    Problem.Kind.INVALID,
                    "The text has a character that is not whole (shown as " + LOST + "); write it anew, then save.");
        }
        return LineEnds.as(text, fresh);
    }

    /** Replaces the file with a text of {@link #written}. */
    void replace(String whole) {
        Path file = root.resolve(path);
        try {
            Path fresh = Files.createTempFile(file.resolveSibling("."), ".signalbox-save-", ".tmp");
            try {
                write(fresh, whole);
                PosixFileAttributeView kept = Files.getFileAttributeView(file, PosixFileAttributeView.class);
                if (kept != null) {
                    Files.setPosixFilePermissions(fresh, kept.readAttributes().permissions());
                }
                Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(fresh);
            }
        } catch (IOException failed) {
            throw new Problem(Problem.Kind.UNAVAILABLE, path + " could not be written (" + failed.getMessage() + ").");
        }
    }

    /** On the disk before the file's name leads to it. */
    private static void write(Path fresh, String whole) throws IOException {
        try (FileChannel out = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
            ByteBuffer bytes = ByteBuffer.wrap(whole.getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                out.write(bytes);
            }
            out.force(true);
        }
    }
}
