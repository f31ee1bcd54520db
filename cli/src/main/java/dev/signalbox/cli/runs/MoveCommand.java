package dev.signalbox.cli.runs;

import dev.signalbox.cli.Complaint;
import dev.signalbox.cli.Exit;
import dev.signalbox.cli.Terminal;
import dev.signalbox.cli.place.EngineOptions;
import dev.signalbox.cli.place.Engines;
import dev.signalbox.cli.place.FlowFile;
import dev.signalbox.cli.place.MappingFile;
import dev.signalbox.cli.place.Opened;
import dev.signalbox.dsl.bundle.Bundle;
import dev.signalbox.dsl.read.ReadFlow;
import dev.signalbox.dsl.value.CanonicalJson;
import dev.signalbox.dsl.value.Json;
import dev.signalbox.runtime.api.Problem;
import dev.signalbox.runtime.api.Views;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "move",
        description = {
            "Let a run go on by its flow's file as it is now, and follow it. Checked first, and never half: what anything "
                    + "stands in the way of does not happen.",
            "An open hold is void and shown anew. 'signalbox compat OLD NEW --db URL' says which runs could move."
        })
final class MoveCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private final EngineOptions engine = new EngineOptions();

    @Parameters(paramLabel = "RUN", description = "The run's id.")
    private String run = "";

    @Option(names = "--to", required = true, paramLabel = "FILE", description = "The flow's file, in its workspace.")
    private String to = "";

    @Option(
            names = "--map",
            paramLabel = "MAPPING",
            description = "A YAML file: states: { OLD: NEW }, data: { OLD: NEW, DROPPED: ~, NEW: VALUE }.")
    private @Nullable String map;

    @Option(
            names = "--by",
            paramLabel = "WHO",
            description = "Who asks for it. Without a server, recorded as not signed in.")
    private @Nullable String by;

    @Option(names = "--note", paramLabel = "TEXT", description = "Why.")
    private @Nullable String note;

    @Option(names = "--dry-run", description = "Only say what would come of it.")
    private boolean dryRun;

    @Option(names = "--json", description = "One line of JSON: how the run stands then; with --dry-run, the verdict.")
    private boolean json;

    MoveCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        if (!Files.isRegularFile(terminal.path(to))) {
            throw new Complaint("no file " + to);
        }
        FlowFile file = FlowFile.find(terminal, to, engine.workspace()).valid(terminal);
        file.checked(terminal);
        ReadFlow read = Objects.requireNonNull(file.open().loaded().flows().get(file.path()));
        String bundle =
                Bundle.of(read, file.open().loaded().workspace(), file.model()).hash();
        String mapping = map == null ? null : MappingFile.text(terminal, map);
        Views.MoveRequest request = new Views.MoveRequest(bundle, mapping, note, dryRun);
        try (Opened opened = Engines.toAct(terminal, file.workspace(), engine, by)) {
            Following following = new Following(terminal, opened, json, file.again(terminal, engine));
            refuseAnother(opened.operations().run(run), file);
            long seen = json || dryRun ? 0 : following.seen(run);
            Views.MoveView moved = opened.operations().move(run, request, opened.actor());
            return moved.moved() ? following.follow(run, seen) : told(moved);
        } catch (Problem refused) {
            if (refused.kind() != Problem.Kind.INVALID || !refused.details().containsKey("problems")) {
                throw refused;
            }
            terminal.remark(String.valueOf(refused.getMessage()));
            Json.list(Objects.requireNonNull(refused.details().get("problems")))
                    .forEach(problem -> tell(Json.object(problem), true));
            return Exit.FINDINGS;
        }
    }

    private void refuseAnother(Views.RunView found, FlowFile file) {
        if (!found.flow().equals(file.name())) {
            throw new Complaint("the run is one of " + found.flow() + ", and " + to + " is the flow " + file.name());
        }
    }

    private int told(Views.MoveView view) {
        boolean could = view.verdict().equals("yes");
        if (json) {
            Map<String, Object> line = new LinkedHashMap<>();
            line.put("run", view.run().id());
            line.put("verdict", view.verdict());
            line.put("reasons", view.reasons());
            terminal.out().println(CanonicalJson.write(line));
        } else {
            String verdict =
                    could ? "could move" : view.verdict().equals("no") ? "cannot move" : "could move with a mapping";
            terminal.out().println("run " + view.run().id() + " " + verdict);
            view.reasons().forEach(reason -> tell(reason, false));
        }
        terminal.out().flush();
        return could ? Exit.FINE : Exit.FINDINGS;
    }

    private void tell(Map<String, Object> reason, boolean refusal) {
        List<String> lines = new java.util.ArrayList<>();
        lines.add("  " + reason.get("code") + " " + reason.get("message") + " (" + reason.get("file") + ":"
                + reason.get("line") + ")");
        if (reason.get("help") instanceof String help && !help.isEmpty()) {
            lines.add("       " + help);
        }
        lines.forEach((refusal ? terminal.err() : terminal.out())::println);
    }
}
