package dev.signalbox.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What one subject gave in one variant of a workload, as a JSON file of its own: the document is made from these files, so
 * that one workload can be measured again without the others.
 */
public final class Result {
    private final String workload;
    private final String subject;
    private final String variant;
    private final Map<String, Object> settings = new LinkedHashMap<>();
    private final Map<String, Object> figures = new LinkedHashMap<>();
    private List<Pass> passes = List.of();

    /** @param variant what tells two results of one subject apart: {@code 16 side by side}; empty when there is one */
    public Result(String workload, String subject, String variant) {
        this.workload = workload;
        this.subject = subject;
        this.variant = variant;
    }

    /** What the reader has to know of how it was set up. */
    public Result setting(String name, Object value) {
        settings.put(name, value.toString());
        return this;
    }

    public Result settings(Map<String, String> all) {
        settings.putAll(all);
        return this;
    }

    public Result figure(String name, double value) {
        figures.put(name, value);
        return this;
    }

    public Result figure(String name, long value) {
        figures.put(name, value);
        return this;
    }

    public Result passes(List<Pass> all) {
        passes = List.copyOf(all);
        return this;
    }

    public void write(Options options) throws IOException {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("workload", workload);
        fields.put("subject", subject);
        fields.put("variant", variant);
        fields.put("at", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
        fields.put("jdk", Runtime.version().toString());
        fields.put("processors", Runtime.getRuntime().availableProcessors());
        fields.put("settings", settings);
        fields.put("figures", figures);
        fields.put("passes", passes.stream().map(Pass::fields).toList());
        Files.createDirectories(options.out());
        String name = (workload + "-" + subject + "-" + variant).replaceAll("[^a-z0-9]+", "-");
        Path file = options.out().resolve(name + ".json");
        Files.writeString(file, JsonWriter.write(fields) + "\n");
        System.out.println("  " + workload + " " + subject + " " + variant + ": " + summary());
    }

    private String summary() {
        if (passes.isEmpty()) {
            return figures.toString();
        }
        double[] rates = passes.stream()
                .mapToDouble(pass -> pass.runs() / pass.seconds())
                .sorted()
                .toArray();
        return Math.round(rates[rates.length / 2]) + " runs/s";
    }
}
