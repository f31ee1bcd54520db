package dev.signalbox.cli.runs;

import dev.signalbox.cli.Terminal;
import dev.signalbox.cli.place.EngineOptions;
import dev.signalbox.cli.place.Engines;
import dev.signalbox.cli.place.Opened;
import dev.signalbox.runtime.api.Views;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What every command about a hold is told: which one, in whose name, and of which engine. */
final class WhichHold {
    @Mixin
    private final EngineOptions engine = new EngineOptions();

    @Parameters(
            index = "0",
            paramLabel = "ID",
            description = "The hold's id, or the id of a run with exactly one open hold.")
    private String id = "";

    @Option(
            names = "--by",
            paramLabel = "WHO",
            description = "Who does it. Without a server, recorded as not signed in.")
    private @Nullable String by;

    String id() {
        return id;
    }

    EngineOptions engine() {
        return engine;
    }

    Opened open(Terminal terminal) {
        return Engines.toAct(terminal, engine, by);
    }

    Views.HoldView find(Opened opened) {
        return Holds.find(opened.operations(), id);
    }
}
