package dev.signalbox.dsl.read;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The files of a workspace, by path relative to its folder, with {@code /}. Never leads outside it; may be asked by several threads at once. */
public interface Sources {
    /** The text of a file, or null when there is none. */
    @Nullable
    String read(String path);

    /**
     * The bytes of a file, or null when there is none: of a picture or a document, which is no text. Where there are only
     * texts, they are the text's.
     */
    default byte @Nullable [] bytes(String path) {
        String text = read(path);
        return text == null ? null : text.getBytes(StandardCharsets.UTF_8);
    }

    /** Every path of the workspace, sorted. */
    List<String> paths();
}
