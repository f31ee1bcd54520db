package dev.signalbox.bench;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What {@code benchmarks/run} hands to each process: {@code WORKLOAD --name value …}.
 *
 * @param out the folder that results go to
 * @param scratch an empty folder on the disk to be measured
 */
public record Options(String workload, Path out, Path scratch, Map<String, String> named) {
    public Options {
        named = Map.copyOf(named);
    }

    public static Options of(String[] args) {
        if (args.length % 2 == 0) {
            throw new IllegalArgumentException("a workload and pairs of --name value are needed");
        }
        Map<String, String> named = new HashMap<>();
        for (int i = 1; i < args.length; i += 2) {
            if (!args[i].startsWith("--")) {
                throw new IllegalArgumentException("not an option: " + args[i]);
            }
            named.put(args[i].substring(2), args[i + 1]);
        }
        return new Options(
                args[0],
                Path.of(named.getOrDefault("out", "benchmarks/target/parts")),
                Path.of(named.getOrDefault("scratch", "benchmarks/target/scratch")),
                named);
    }

    public int passes() {
        return (int) number("passes", 5);
    }

    public double seconds() {
        return Double.parseDouble(named.getOrDefault("seconds", "2"));
    }

    public double warmSeconds() {
        return Double.parseDouble(named.getOrDefault("warm", "3"));
    }

    public List<Integer> sideBySide() {
        return Stream.of(text("side-by-side", "16,1").split(","))
                .map(Integer::valueOf)
                .toList();
    }

    public long number(String name, long otherwise) {
        return Long.parseLong(named.getOrDefault(name, String.valueOf(otherwise)));
    }

    public String text(String name, String otherwise) {
        return named.getOrDefault(name, otherwise);
    }
}
