package dev.signalbox.bench.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** All results by workload, subject and variant: those of this run in place of older ones of the same. */
final class Numbers {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(tools.jackson.databind.SerializationFeature.INDENT_OUTPUT)
            .build();

    private final Map<String, Entry> entries = new LinkedHashMap<>();
    private final Map<String, JsonNode> raw = new TreeMap<>();

    static Numbers read(Path parts, Path latest) throws IOException {
        Numbers numbers = new Numbers();
        if (Files.exists(latest)) {
            for (JsonNode result : MAPPER.readTree(Files.readString(latest)).get("results")) {
                numbers.add(result);
            }
        }
        if (Files.isDirectory(parts)) {
            try (Stream<Path> files = Files.list(parts)) {
                for (Path file : files.filter(f -> f.toString().endsWith(".json"))
                        .sorted()
                        .toList()) {
                    numbers.add(MAPPER.readTree(Files.readString(file)));
                }
            }
        }
        return numbers;
    }

    void write(Path latest) throws IOException {
        Files.createDirectories(latest.toAbsolutePath().getParent());
        Files.writeString(latest, MAPPER.writeValueAsString(Map.of("results", raw.values())) + "\n");
    }

    private void add(JsonNode result) {
        Map<String, String> settings = new LinkedHashMap<>();
        result.get("settings")
                .properties()
                .forEach(field -> settings.put(field.getKey(), field.getValue().asString()));
        Map<String, Double> figures = new LinkedHashMap<>();
        result.get("figures")
                .properties()
                .forEach(field -> figures.put(field.getKey(), field.getValue().asDouble()));
        List<Entry.Pass> passes = new ArrayList<>();
        for (JsonNode pass : result.get("passes")) {
            passes.add(new Entry.Pass(
                    pass.get("runs").asLong(),
                    pass.get("seconds").asDouble(),
                    pass.get("cpu_seconds").asDouble(),
                    pass.get("allocated_bytes").asDouble()));
        }
        Entry entry = new Entry(
                result.get("workload").asString(),
                result.get("subject").asString(),
                result.get("variant").asString(),
                result.get("at").asString(),
                result.get("jdk").asString(),
                result.get("processors").asInt(),
                settings,
                figures,
                passes);
        @Nullable Entry before = entries.get(entry.key());
        if (before == null || before.at().compareTo(entry.at()) <= 0) {
            entries.put(entry.key(), entry);
            raw.put(entry.key(), result);
        }
    }

    @Nullable
    Entry find(String workload, String subject, String variant) {
        return entries.get(workload + "/" + subject + "/" + variant);
    }

    List<Entry> of(String workload) {
        return entries.values().stream()
                .filter(entry -> entry.workload().equals(workload))
                .toList();
    }

    /** One of them, whichever was made last. */
    @Nullable
    Entry newest() {
        return entries.values().stream()
                .max(java.util.Comparator.comparing(Entry::at))
                .orElse(null);
    }
}
