package dev.signalbox.bench.ours;

import dev.signalbox.bench.Options;
import dev.signalbox.bench.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * W5: a cold process that checks files, from its start to its end, as a hook or a job of a build meets it. The subjects take
 * turns, round by round, so that what else the machine does meets all of them alike. Ours is the launcher with its
 * ahead-of-time cache, which is made before, and the same without it; the peers are {@code ajv-cli}, which holds the same flow
 * files against their JSON Schema and no more, and {@code redocly lint} on OpenAPI files of as many lines.
 */
final class Cold {
    private static final int MANY = 200;
    private static final long LONGEST_SECONDS = 120;

    private final Options options;
    private final Path home;
    private final Map<String, Map<String, List<Double>>> wall = new LinkedHashMap<>();
    private final Map<String, Map<String, List<Double>>> processor = new LinkedHashMap<>();

    private Cold(Options options) {
        this.options = options;
        this.home = Path.of("").toAbsolutePath();
    }

    static void measure(Options options) throws Exception {
        new Cold(options).all();
    }

    /** @param files what follows the command, {@code FOLDER} being where the files are */
    private record Subject(String name, Map<String, String> environment, List<String> command, String files) {}

    private void all() throws Exception {
        Map<String, Path> sizes = new LinkedHashMap<>();
        sizes.put("1 file", folder(1));
        sizes.put(MANY + " files", folder(MANY));
        Path bin = home.resolve("benchmarks/cold/node_modules/.bin");
        List<Subject> subjects = List.of(
                new Subject(
                        "signalbox",
                        Map.of(),
                        List.of(home.resolve("signalbox").toString(), "validate", "--fail-on", "warning"),
                        "FOLDER"),
                new Subject(
                        "signalbox-plain",
                        Map.of("SIGNALBOX_AOT", "off"),
                        List.of(home.resolve("signalbox").toString(), "validate", "--fail-on", "warning"),
                        "FOLDER"),
                new Subject(
                        "ajv-cli",
                        Map.of(),
                        List.of(
                                bin.resolve("ajv").toString(),
                                "validate",
                                "--spec=draft2020",
                                "--strict=false",
                                "-s",
                                home.resolve("dsl-schema/flow.schema.json").toString(),
                                "-d"),
                        "FOLDER/*.flow.yaml"),
                new Subject(
                        "redocly",
                        Map.of("REDOCLY_TELEMETRY", "off", "REDOCLY_SUPPRESS_UPDATE_NOTICE", "true"),
                        List.of(bin.resolve("redocly").toString(), "lint"),
                        "the files of FOLDER/api"));
        madeCache(sizes.get("1 file"));
        int rounds = (int) options.number("rounds", 15);
        for (int round = -1; round < rounds; round++) {
            for (Map.Entry<String, Path> size : sizes.entrySet()) {
                for (Subject subject : subjects) {
                    time(subject, size.getKey(), size.getValue(), round >= 0);
                }
            }
        }
        for (Subject subject : subjects) {
            for (String size : sizes.keySet()) {
                List<Double> times = sorted(wall, subject.name(), size);
                List<Double> cpu = sorted(processor, subject.name(), size);
                new Result("w5", subject.name(), size)
                        .setting("rounds", rounds)
                        .setting("version", version(subject))
                        .figure("wall_ms", median(times))
                        .figure("fastest_ms", times.getFirst())
                        .figure("slowest_ms", times.getLast())
                        .figure("cpu_ms", median(cpu))
                        .write(options);
            }
        }
    }

    /** The launcher makes its cache in the background, after the first start. */
    private void madeCache(Path one) throws Exception {
        run(Map.of(), List.of(home.resolve("signalbox").toString(), "validate", one.toString()));
        Path caches = home.resolve("cli/target/signalbox/aot");
        for (int i = 0; i < LONGEST_SECONDS; i++) {
            try (var files = Files.list(caches)) {
                if (files.noneMatch(file -> file.toString().endsWith(".making"))) {
                    return;
                }
            }
            TimeUnit.SECONDS.sleep(1);
        }
        throw new IllegalStateException("the launcher's cache was not made in " + LONGEST_SECONDS + " s");
    }

    private void time(Subject subject, String size, Path folder, boolean counts) throws Exception {
        List<String> command = new ArrayList<>(subject.command());
        String files = subject.files().replace("FOLDER", folder.toString());
        if (subject.name().equals("redocly")) {
            try (var all = Files.list(folder.resolve("api"))) {
                all.map(Path::toString).sorted().forEach(command::add);
            }
        } else {
            command.add(files);
        }
        double cpuBefore = childrenCpuMs();
        long before = System.nanoTime();
        run(subject.environment(), command);
        double took = (System.nanoTime() - before) / 1e6;
        if (counts) {
            kept(wall, subject.name(), size).add(took);
            kept(processor, subject.name(), size).add(childrenCpuMs() - cpuBefore);
        }
    }

    private static List<Double> kept(Map<String, Map<String, List<Double>>> all, String subject, String size) {
        return all.computeIfAbsent(subject, name -> new LinkedHashMap<>())
                .computeIfAbsent(size, name -> new ArrayList<>());
    }

    private static List<Double> sorted(Map<String, Map<String, List<Double>>> all, String subject, String size) {
        return kept(all, subject, size).stream().sorted().toList();
    }

    private static double median(List<Double> sorted) {
        return sorted.get(sorted.size() / 2);
    }

    /** Fails when the files are not found right: then something else would be measured. */
    private String run(Map<String, String> environment, List<String> command) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        builder.redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes());
        if (!process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
            throw new IllegalStateException(command.subList(0, 2) + " said: " + said);
        }
        return said;
    }

    private String version(Subject subject) throws Exception {
        return switch (subject.name()) {
            case "ajv-cli", "redocly" -> {
                String name = subject.name().equals("redocly") ? "@redocly/cli" : "ajv-cli";
                String text = Files.readString(home.resolve("benchmarks/cold/node_modules/" + name + "/package.json"));
                yield name + " " + text.replaceAll("(?s).*?\"version\": *\"([^\"]+)\".*", "$1");
            }
            default ->
                run(Map.of(), List.of(home.resolve("signalbox").toString(), "--version"))
                        .strip();
        };
    }

    /** What the processors did for processes that this one started and that are over; 0 where the system does not tell. */
    private static double childrenCpuMs() throws IOException {
        Path stat = Path.of("/proc/self/stat");
        if (!Files.exists(stat)) {
            return 0;
        }
        String text = Files.readString(stat);
        String[] fields = text.substring(text.lastIndexOf(')') + 2).split(" ");
        double ticks = Double.parseDouble(fields[13]) + Double.parseDouble(fields[14]);
        return ticks * 10;
    }

    /** A workspace of that many flows, each with expressions, contexts and a hold; and beside it as many OpenAPI files of as many lines. */
    private Path folder(int count) throws IOException {
        Path folder = Files.createDirectories(options.scratch().toAbsolutePath().resolve("files-" + count));
        String flow = Files.readString(home.resolve("flows/refund-desk.flow.yaml"));
        String workspace =
                Files.readString(home.resolve("flows/signalbox.yaml")).replaceAll("(?m)^stand_ins:\\n(  .*\\n)+", "");
        Files.writeString(folder.resolve("signalbox.yaml"), workspace);
        Path apis = Files.createDirectories(folder.resolve("api"));
        long lines = flow.lines().count();
        for (int i = 0; i < count; i++) {
            String name = String.format(Locale.ROOT, "desk-%03d", i);
            Files.writeString(folder.resolve(name + ".flow.yaml"), flow.replace("flow: refund-desk", "flow: " + name));
            Files.writeString(apis.resolve(name + ".yaml"), api(name, lines));
        }
        return folder;
    }

    private static String api(String name, long lines) {
        StringBuilder text = new StringBuilder("""
                openapi: 3.1.0
                info: { title: %s, version: 1.0.0, license: { name: MIT, url: "https://license.example/mit" } }
                servers: [ { url: "https://shop.example" } ]
                security: [ { token: [] } ]
                components:
                  securitySchemes: { token: { type: http, scheme: bearer } }
                  schemas:
                    Order:
                      type: object
                      required: [id, customer, total]
                      properties:
                        id: { type: string, maxLength: 40 }
                        customer: { type: string }
                        total: { type: number, minimum: 0 }
                        status: { type: string, enum: [paid, shipped, delivered, refunded] }
                paths:
                """.formatted(name));
        String path = """
                  /orders%d/{id}:
                    get:
                      operationId: get_order_%d
                      summary: One order
                      parameters:
                        - { name: id, in: path, required: true, schema: { type: string } }
                      responses:
                        "200":
                          description: The order
                          content:
                            application/json:
                              schema: { $ref: "#/components/schemas/Order" }
                        "404": { description: There is none }
                """;
        long paths = (lines - text.toString().lines().count()) / path.lines().count();
        for (int i = 0; i < paths; i++) {
            text.append(path.formatted(i, i).indent(2));
        }
        return text.toString();
    }
}
