package dev.signalbox.cli.validate;

import dev.signalbox.cli.Terminal;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * The folder that a build's paths are relative to: {@code GITHUB_WORKSPACE} where GitHub says it, which may lie above the folder that a step works in,
 * else the caller's folder.
 */
record SourceRoot(Path folder, Terminal terminal) {
    private static final String UNRESERVED = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~/";

    static SourceRoot of(Terminal terminal) {
        String workspace = terminal.environment().getOrDefault("GITHUB_WORKSPACE", "");
        Path folder = workspace.isEmpty() ? terminal.folder() : terminal.path(workspace);
        return new SourceRoot(folder, terminal);
    }

    /** The path from the root on, with {@code /}; the absolute path of a file outside of it. */
    String path(String shown) {
        Path file = terminal.path(shown);
        return (isInside(shown) ? folder.relativize(file) : file).toString().replace('\\', '/');
    }

    boolean isInside(String shown) {
        return terminal.path(shown).startsWith(folder);
    }

    /** The path as a URI reference (RFC 3986): every byte that is neither unreserved nor a slash is percent-encoded. */
    String uri(String shown) {
        String path = path(shown);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte b : path.getBytes(StandardCharsets.UTF_8)) {
            if (UNRESERVED.indexOf((char) (b & 0xFF)) >= 0) {
                out.write(b);
            } else {
                out.writeBytes(String.format("%%%02X", b & 0xFF).getBytes(StandardCharsets.UTF_8));
            }
        }
        String encoded = out.toString(StandardCharsets.UTF_8);
        return isInside(shown) ? encoded : "file://" + (encoded.startsWith("/") ? "" : "/") + encoded;
    }
}
