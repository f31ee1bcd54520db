package dev.signalbox.bench.ours;

import dev.signalbox.bench.Options;
import dev.signalbox.bench.Result;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Runs the micro-benchmarks of {@link Parts} with short settings. */
final class Micro {
    private static final Map<String, String> WHAT = Map.of(
            "decide", "decide: a run of ten states and a branch, from its start to its end",
            "evolve", "evolve: the fold of that run's events",
            "context", "compile a context: the calculator's, with 50 recorded events",
            "condition", "evaluate a condition, `n >= 5`",
            "value", "evaluate a value, `n + 1`",
            "read", "read a flow file of 160 lines (YAML to the model)",
            "check", "read and check it");

    private Micro() {}

    @SuppressWarnings("rawtypes") // JMH's own
    static void measure(Options options) throws Exception {
        var jmh = new OptionsBuilder()
                .include(Parts.class.getName() + "\\..*")
                .forks(1)
                .warmupIterations(3)
                .warmupTime(TimeValue.milliseconds(1000))
                .measurementIterations(options.passes())
                .measurementTime(TimeValue.milliseconds(1000))
                .timeUnit(TimeUnit.MICROSECONDS)
                .addProfiler(GCProfiler.class)
                .verbosity(VerboseMode.SILENT)
                .build();
        for (RunResult run : run(jmh)) {
            String name = run.getPrimaryResult().getLabel();
            double bytes = run.getSecondaryResults().entrySet().stream()
                    .filter(entry -> entry.getKey().endsWith("gc.alloc.rate.norm"))
                    .mapToDouble(entry -> entry.getValue().getScore())
                    .findFirst()
                    .orElse(Double.NaN);
            double error = run.getPrimaryResult().getScoreError();
            new Result("jmh", name, "")
                    .setting("what", WHAT.getOrDefault(name, name))
                    .figure("micros", run.getPrimaryResult().getScore())
                    .figure("error", Double.isNaN(error) ? 0 : error)
                    .figure("bytes", bytes)
                    .write(options);
        }
    }

    private static Iterable<RunResult> run(org.openjdk.jmh.runner.options.Options jmh) throws RunnerException {
        return new Runner(jmh).run();
    }
}
