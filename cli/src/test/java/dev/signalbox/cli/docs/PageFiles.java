package dev.signalbox.cli.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/** The files that a page's reader writes, for a test that begins where the page does. */
public final class PageFiles {
    private PageFiles() {}

    /** Writes them all; of one that the page shows twice, the last. */
    public static void write(Path page, Path folder) throws IOException {
        for (Block block : Page.of(page.toString(), page).blocks()) {
            if (block.file() != null) {
                Path file = folder.resolve(block.file());
                Files.createDirectories(Objects.requireNonNull(file.getParent()));
                Files.writeString(file, block.text());
            }
        }
    }
}
