package dev.signalbox.cli.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

/** Pieces of programs that a page shows and another build compiles and runs. */
final class Excerpts {
    private Excerpts() {}

    /** Refuses a piece that stands in no Java file of the folder, line after line, wherever it is indented. */
    static void mustHave(Path folder, Block block) throws IOException {
        List<String> piece = stripped(block.text().lines());
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file :
                    files.filter(one -> one.toString().endsWith(".java")).toList()) {
                try (Stream<String> lines = Files.lines(file)) {
                    if (Collections.indexOfSubList(stripped(lines), piece) >= 0) {
                        return;
                    }
                }
            }
        }
        throw new AssertionError(block.place() + ": these lines stand in no Java file of " + folder.getFileName()
                + ", where the page says that its Java comes from. Copy them from there");
    }

    private static List<String> stripped(Stream<String> lines) {
        return lines.map(String::strip).toList();
    }
}
