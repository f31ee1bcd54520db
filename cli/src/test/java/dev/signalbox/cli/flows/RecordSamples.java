package dev.signalbox.cli.flows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Writes {@code flows/replies} anew from {@link Plays}. After a change of a sample's prompt, context or replies:
 *
 * <pre>mvn -q test -pl cli -am -Dtest=SampleFlowsTest -Dsurefire.failIfNoSpecifiedTests=false -Dsamples.record=true</pre>
 */
final class RecordSamples {
    /** The system property that asks for it. */
    static final String PROPERTY = "samples.record";

    private RecordSamples() {}

    static void overwrite() throws IOException {
        Path folder = Stage.FLOWS.resolve("replies");
        for (Path old : files(folder)) {
            Files.delete(old);
        }
        Stage.record(folder);
    }

    static List<Path> files(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".replies.yaml"))
                    .sorted()
                    .toList();
        }
    }
}
