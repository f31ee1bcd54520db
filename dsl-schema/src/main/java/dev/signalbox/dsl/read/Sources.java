package dev.signalbox.dsl.read;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The files of a workspace as text, by path relative to its folder, with {@code /}. Never leads outside it. */
public interface Sources {
    /** The text of a file, or null when there is none. */
    @Nullable
    String read(String path);

    /** Every path of the workspace, sorted. */
    List<String> paths();
}
