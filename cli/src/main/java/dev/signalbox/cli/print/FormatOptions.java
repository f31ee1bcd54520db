package dev.signalbox.cli.print;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options by which a command is told in which formats to tell its result. The command's footer lists the formats. */
public final class FormatOptions {
    private final Set<String> known;

    @Option(names = "--format", paramLabel = "FORMAT", description = "How to tell the result. Default: human.")
    private @Nullable String format;

    @Option(names = "--json", description = "The same as --format json.")
    private boolean json;

    @Option(
            names = "-o",
            paramLabel = "FORMAT=FILE",
            description = "Write this format to a file as well; may be given several times.")
    private List<String> outputs = new ArrayList<>();

    /** @param known every format that the command has */
    public FormatOptions(String... known) {
        this.known = new LinkedHashSet<>(List.of(known));
    }

    /** What was asked for. Refuses what is unknown or contradicts itself. */
    public Formats formats() {
        return Formats.of(known, format, json, outputs);
    }

    /** Nothing was said of formats. */
    public boolean untouched() {
        return format == null && !json && outputs.isEmpty();
    }
}
