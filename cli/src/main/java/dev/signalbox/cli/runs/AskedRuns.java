package dev.signalbox.cli.runs;

import dev.signalbox.cli.Terminal;
import dev.signalbox.cli.place.EngineOptions;
import dev.signalbox.cli.place.Engines;
import dev.signalbox.cli.place.Opened;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which runs something is asked of, by whom, and how it is told: one is followed, several are each asked on its own. */
final class AskedRuns {
    @Mixin
    final EngineOptions engine = new EngineOptions();

    @Parameters(
            paramLabel = "RUN",
            arity = "1..*",
            description = "The run's id. Several are each asked on its own, and none is followed.")
    List<String> ids = List.of();

    @Option(
            names = "--by",
            paramLabel = "WHO",
            description = "Who asks for it. Without a server, recorded as not signed in.")
    private @Nullable String by;

    @Option(names = "--json", description = "One line of JSON: how the run stands then.")
    boolean json;

    Opened open(Terminal terminal) {
        return Engines.toAct(terminal, engine, by);
    }

    /** Told from where it stands now. */
    Following following(Terminal terminal, Opened opened) {
        return new Following(terminal, opened, json, engine.again());
    }
}
