package dev.signalbox.cli.command;

import dev.signalbox.cli.Complaint;
import dev.signalbox.cli.Exit;
import dev.signalbox.cli.Interruption;
import dev.signalbox.cli.Terminal;
import dev.signalbox.cli.place.Argument;
import dev.signalbox.cli.place.FlowFile;
import dev.signalbox.cli.place.ReadLogs;
import dev.signalbox.cli.place.TriedFlow;
import dev.signalbox.cli.place.TriedModels;
import dev.signalbox.cli.print.EvalPage;
import dev.signalbox.cli.print.Printer;
import dev.signalbox.core.id.RunId;
import dev.signalbox.dsl.check.CheckedFlow;
import dev.signalbox.dsl.diagnostic.Nearest;
import dev.signalbox.dsl.model.FlowName;
import dev.signalbox.dsl.model.StateName;
import dev.signalbox.dsl.model.test.TestFile;
import dev.signalbox.dsl.read.ReadTests;
import dev.signalbox.runtime.eval.Answer;
import dev.signalbox.runtime.eval.Compared;
import dev.signalbox.runtime.eval.Evaluation;
import dev.signalbox.runtime.eval.Likeness;
import dev.signalbox.runtime.eval.Question;
import dev.signalbox.runtime.eval.Report;
import dev.signalbox.runtime.eval.RunSet;
import dev.signalbox.runtime.eval.Threshold;
import dev.signalbox.runtime.eval.Variant;
import dev.signalbox.runtime.port.ModelPort;
import dev.signalbox.runtime.port.RunStore;
import dev.signalbox.testkit.eval.Passes;
import dev.signalbox.testkit.eval.TestSet;
import dev.signalbox.testkit.run.TestedFlows;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "eval",
        description =
                "Ask a flow's model questions again, of other models or by another file, and compare the answers. "
                        + "Writes to no run and calls no action.",
        footer = {
            "",
            "The questions are those of the flow's tests, or with --db, --runs, --since or --last those of recorded runs.",
            "Exit codes: 0 fine; 1 a --min-agreement, --min-valid or --max-cost is not kept; 2 wrong usage."
        })
final class EvalCommand implements Callable<Integer> {
    private static final int LAST = 50;

    /** Most runs of one evaluation: their logs are in memory together. */
    private static final int MOST = 10_000;

    private static final int NARROWEST = 60;
    private static final int USUAL_WIDTH = 80;

    private final Terminal terminal;

    @Parameters(paramLabel = "FLOW", description = "A flow file, or the name of a flow of the workspace.")
    private String flow = "";

    @Option(
            names = {"-w", "--workspace"},
            paramLabel = "FOLDER",
            description = "Where a flow's name is looked up.")
    private @Nullable String workspace;

    @Option(
            names = "--db",
            paramLabel = "URL",
            description =
                    "Take recorded runs out of this store: a file or a JDBC address. Default, with --runs, --since or "
                            + "--last: .signalbox/signalbox.db in the workspace.")
    private @Nullable String store;

    @Option(names = "--runs", paramLabel = "ID", split = ",", description = "These runs; several with commas.")
    private List<String> runs = List.of();

    @Option(
            names = "--since",
            paramLabel = "TIME",
            description = "Only runs started then or later: 2026-01-31T00:00:00Z, or how long ago, such as 30d.")
    private @Nullable String since;

    @Option(names = "--last", paramLabel = "N", description = "The newest N runs. Default: " + LAST + ".")
    private @Nullable Integer last;

    @Option(names = "--state", paramLabel = "STATE", description = "Only the questions of this state.")
    private @Nullable String state;

    @Option(
            names = "--model",
            paramLabel = "MODEL",
            description = "Ask this model of the workspace. May be repeated. Default: the file's own.")
    private List<String> models = List.of();

    @Option(
            names = "--against",
            paramLabel = "FILE",
            description = "Ask what this flow file asks in the same place: another prompt, context or schema.")
    private @Nullable String against;

    @Option(
            names = "--repair",
            paramLabel = "N",
            description = "How often a reply that does not fit is sent back. Default: as the file says.")
    private @Nullable Integer repair;

    @Option(
            names = "--ignore",
            paramLabel = "FIELD",
            split = ",",
            description = "Leave this field out of the comparison, such as reason or items.note. May be repeated.")
    private List<String> ignored = List.of();

    @Option(names = "--changes", paramLabel = "N", description = "Changed answers shown. Default: ${DEFAULT-VALUE}.")
    private int changes = 10;

    @Option(names = "--confusion", description = "Also what was picked against what was picked before.")
    private boolean confusion;

    @Option(names = "--min-agreement", paramLabel = "SHARE", description = "Exit 1 below this share, such as 0.95.")
    private @Nullable Double minAgreement;

    @Option(
            names = "--min-valid",
            paramLabel = "SHARE",
            description = "Exit 1 when a smaller share of the answers fits the schema.")
    private @Nullable Double minValid;

    @Option(names = "--max-cost", paramLabel = "USD", description = "Exit 1 when a variant costs more.")
    private @Nullable Double maxCost;

    @Option(
            names = "--max-usd",
            paramLabel = "USD",
            description = "Stop before a call that could bring the whole evaluation over this.")
    private @Nullable Double maxUsd;

    @Option(
            names = "--concurrency",
            paramLabel = "N",
            description = "Questions side by side. Default: ${DEFAULT-VALUE}.")
    private int concurrency = 4;

    @Option(
            names = "--models",
            paramLabel = "MODE",
            description = "recorded: every model answers from the workspace's recorded replies.")
    private @Nullable String mode;

    @Option(names = "--json", description = "One JSON object, with every changed answer.")
    private boolean json;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "Write it there instead of to standard output.")
    private @Nullable String output;

    EvalCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws InterruptedException {
        checkNumbers();
        FlowFile file = FlowFile.find(terminal, flow, workspace);
        TriedFlow now = TriedFlow.itself(terminal, file);
        TriedFlow tried = against == null ? now : TriedFlow.of(terminal, file, against);
        TriedModels asked = TriedModels.of(terminal, file, mode, models);
        List<Variant> variants = variants(asked, tried);
        if (maxUsd != null) {
            asked.refuseUnpriced(variants);
        }
        boolean recorded = store != null || !runs.isEmpty() || since != null || last != null;
        return recorded ? overRuns(file, now, asked, variants) : overTests(file, now, tried, asked, variants);
    }

    private int overRuns(FlowFile file, TriedFlow now, TriedModels asked, List<Variant> variants)
            throws InterruptedException {
        RunSet set;
        try (RunStore logs = ReadLogs.of(terminal, file.workspace(), store)) {
            set = RunSet.read(logs, now.flow().flow().name(), filter(now.flow()));
        }
        if (set.questions().isEmpty()) {
            throw new Complaint(EvalPage.nothing(now.flow().flow().name(), set));
        }
        if (against == null && set.texts().stream().anyMatch(text -> !text.equals(file.text()))) {
            terminal.remark(file.path() + " is not what these runs pinned; --against " + file.path()
                    + " asks what it would ask now");
        }
        EvalPage page = EvalPage.ofRuns(now.flow().flow().name(), set, against);
        return evaluate(page, "recorded", set.questions(), variants, asked, null);
    }

    private int overTests(FlowFile file, TriedFlow now, TriedFlow tried, TriedModels asked, List<Variant> variants)
            throws InterruptedException {
        List<TestFile> files = now.workspace().loaded().tests().values().stream()
                .map(ReadTests::tests)
                .filter(Objects::nonNull)
                .filter(tests -> tests.flow().equals(file.path()))
                .toList();
        FlowName name = now.flow().flow().name();
        if (files.isEmpty()) {
            throw new Complaint("the flow " + name + " has no test file; --last 50 takes recorded runs instead");
        }
        TestedFlows flows = new TestedFlows(now.workspace(), now.sources());
        TestSet set = TestSet.of(flows, name, files, state(now.flow()));
        if (!set.broken().isEmpty()) {
            terminal.remark(
                    "left out, for it fails as it is: " + String.join("; ", set.broken()) + " (see 'signalbox test')");
        }
        if (set.questions().isEmpty()) {
            throw new Complaint("no test of " + name + " asks a model" + (state == null ? "" : " in " + state));
        }
        TestedFlows played = new TestedFlows(tried.workspace(), tried.sources());
        EvalPage page = EvalPage.ofTests(name, set, against);
        return evaluate(page, "script", set.questions(), variants, asked, port -> set.play(played, port));
    }

    /** Plays the tests with those answers. */
    private interface Playing {
        Passes play(ModelPort answers) throws InterruptedException;
    }

    private int evaluate(
            EvalPage page,
            String baseline,
            List<Question> questions,
            List<Variant> variants,
            TriedModels asked,
            @Nullable Playing tests)
            throws InterruptedException {
        asked.warm(variants);
        Progress progress = new Progress(terminal);
        Evaluation evaluation = new Evaluation(
                questions,
                variants,
                asked.port(),
                asked.models(),
                new Evaluation.Bounds(concurrency, repair, maxUsd),
                progress);
        Interruption interruption = new Interruption(evaluation::stop);
        try {
            evaluation.run();
            progress.over();
            Map<String, List<Compared>> columns = new LinkedHashMap<>();
            Map<String, Passes> passes = new LinkedHashMap<>();
            for (Variant variant : variants) {
                List<Compared> compared = evaluation.of(variant);
                columns.put(variant.name(), compared);
                boolean answers = compared.stream().allMatch(EvalCommand::isAnswered);
                if (tests != null && answers) {
                    passes.put(variant.name(), tests.play(evaluation.port(variant)));
                }
            }
            Report report = Report.of(baseline, columns, new Likeness(Set.copyOf(ignored)));
            List<Threshold> thresholds = Threshold.of(report, new Threshold.Bounds(minAgreement, minValid, maxCost));
            String stopped = EvalPage.stopped(evaluation, maxUsd);
            write(page.with(passes), report, thresholds, stopped, asked);
            if (stopped != null) {
                terminal.remark(stopped);
            }
            columns.forEach(this::remarkMute);
            // What holds of a part need not hold of the rest.
            boolean kept = thresholds.isEmpty()
                    || (stopped == null && thresholds.stream().allMatch(Threshold::kept));
            return kept ? Exit.FINE : Exit.FINDINGS;
        } finally {
            interruption.close();
        }
    }

    private static boolean isAnswered(Compared one) {
        Answer answer = one.answer();
        return answer != null && answer.fate() != Answer.Fate.NO_REPLY;
    }

    /** Tells apart from a model that answers badly one that was not asked at all. */
    private void remarkMute(String variant, List<Compared> compared) {
        List<Answer> mute = compared.stream()
                .map(Compared::answer)
                .filter(Objects::nonNull)
                .filter(answer -> answer.fate() == Answer.Fate.NO_REPLY)
                .toList();
        if (!mute.isEmpty()) {
            terminal.remark(variant + ": " + mute.size() + " of " + compared.size()
                    + " questions have no reply (" + mute.getFirst().why()
                    + "); a model whose provider is recorded or person answers what was recorded, and nothing else");
        }
    }

    private void write(
            EvalPage page, Report report, List<Threshold> thresholds, @Nullable String stopped, TriedModels asked) {
        String text = json
                ? Printer.json(page.json(report, thresholds, stopped))
                : page.text(report, thresholds, asked.unpriced(), new EvalPage.Size(width(), changes, confusion));
        if (output == null) {
            terminal.out().println(text.stripTrailing());
            terminal.out().flush();
            return;
        }
        try {
            Files.writeString(terminal.path(output), text.stripTrailing() + System.lineSeparator());
        } catch (IOException unwritable) {
            throw new Complaint("cannot write " + output + ": " + unwritable.getMessage());
        }
    }

    private List<Variant> variants(TriedModels asked, TriedFlow tried) {
        boolean anew = against != null;
        List<Variant> variants = new ArrayList<>();
        asked.named().forEach(model -> variants.add(new Variant(model.value(), model, tried.flow(), anew)));
        if (variants.isEmpty()) {
            variants.add(new Variant(anew ? tried.label() : "again", null, tried.flow(), anew));
        }
        return variants;
    }

    private RunSet.Filter filter(CheckedFlow now) {
        if (!runs.isEmpty() && (since != null || last != null)) {
            throw new Complaint("name runs with --runs, or choose them with --since and --last, not both");
        }
        List<RunId> ids = runs.stream()
                .map(String::strip)
                .filter(id -> !id.isEmpty())
                .map(RunId::new)
                .toList();
        return new RunSet.Filter(ids, since == null ? null : Argument.since(since), most(), state(now));
    }

    /** All since then, unless a number is said too. */
    private int most() {
        if (last == null) {
            return since == null ? LAST : MOST;
        }
        return last;
    }

    /** A state that the runs had and the file has not any more is fine; one that reads like a slip is not. */
    private @Nullable StateName state(CheckedFlow now) {
        if (state == null) {
            return null;
        }
        List<String> known =
                now.flow().states().keySet().stream().map(StateName::value).toList();
        if (known.contains(state)) {
            return new StateName(state);
        }
        String near = Nearest.to(state, known);
        throw new Complaint("the flow " + now.flow().name() + " has no state '" + state + "'"
                + (near == null ? "; it has " + String.join(", ", known) : "; did you mean " + near + "?"));
    }

    private void checkNumbers() {
        share("--min-agreement", minAgreement);
        share("--min-valid", minValid);
        if (last != null && (last < 1 || last > MOST)) {
            throw new Complaint("--last must be from 1 to " + MOST);
        }
        if (concurrency < 1 || concurrency > 100) {
            throw new Complaint("--concurrency must be from 1 to 100");
        }
        if (repair != null && (repair < 0 || repair > 10)) {
            throw new Complaint("--repair must be from 0 to 10");
        }
        if (changes < 0 || (maxCost != null && !(maxCost >= 0)) || (maxUsd != null && !(maxUsd >= 0))) {
            throw new Complaint("--changes, --max-cost and --max-usd must be 0 or more");
        }
    }

    private static void share(String option, @Nullable Double share) {
        if (share != null && !(share >= 0 && share <= 1)) {
            throw new Complaint(option + " takes a share from 0 to 1, such as 0.95");
        }
    }

    private int width() {
        String columns = terminal.environment().getOrDefault("COLUMNS", "");
        return columns.matches("[0-9]{1,4}") ? Math.max(NARROWEST, Integer.parseInt(columns)) : USUAL_WIDTH;
    }
}
