package dev.signalbox.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.signalbox.cli.process.Program;
import dev.signalbox.dsl.value.Json;
import dev.signalbox.dsl.value.JsonText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * What stands ready for a build server does what its runner would have it do: the files parse, name only inputs that there
 * are, and every shell step runs here as a runner runs it, with the real program behind the launcher's name.
 */
class CiFilesTest {
    private static final Path ROOT = Path.of("..");
    private static final Pattern INPUT = Pattern.compile("inputs\\.([\\w-]+)");
    private static final String FLOW = """
            signalbox: 1
            flow: greet
            input: { type: object, required: [name], properties: { name: { type: string, maxLength: 80 } } }
            output: { type: object, required: [text], properties: { text: { type: string } } }
            data:
              text: { type: string, maxLength: 200 }
            limits: { steps: 5, duration: 1h }

            start: write
            states:
              write:
                set: { text: "Hello, ${input.name}." }
                next: done

              done: { end: succeeded, output: { text: "${text}" } }
            """;
    private static final String TESTS = """
            flow: greet.flow.yaml
            tests:
              - name: it greets
                input: { name: Ada }
                expect: { path: [write, done], output: { text: "Hello, Ada." } }
            """;

    @TempDir
    Path folder;

    private Path action;
    private Path work;

    @BeforeEach
    void a_checkout_beside_the_action() throws IOException {
        action = Files.createDirectories(folder.resolve("program/ci/github"));
        for (String file : List.of("action.yml", "problem-matcher.json")) {
            Files.copy(ROOT.resolve("ci/github/" + file), action.resolve(file));
        }
        launcher(folder.resolve("program/signalbox"));
        work = Files.createDirectories(folder.resolve("work/flows"));
        Files.writeString(work.resolve("signalbox.yaml"), "signalbox: 1\n");
        Files.writeString(work.resolve("greet.flow.yaml"), FLOW);
        Files.writeString(work.resolve("greet.test.yaml"), TESTS);
    }

    @Test
    void the_action_uses_its_inputs_and_no_others() throws IOException {
        Map<String, Object> file = yaml("ci/github/action.yml");
        Map<String, Object> inputs = Json.object(file.get("inputs"));
        Set<String> used = new TreeSet<>();
        Matcher input = INPUT.matcher(Files.readString(ROOT.resolve("ci/github/action.yml")));
        while (input.find()) {
            used.add(input.group(1));
        }

        assertEquals(new TreeSet<>(inputs.keySet()), used);
        for (Object described : inputs.values()) {
            assertEquals(
                    Set.of("description", "default"), Json.object(described).keySet());
            assertTrue(Json.object(described).get("default") instanceof String, "an input is a text");
        }
        assertEquals("composite", Json.object(file.get("runs")).get("using"));
        for (Map<String, Object> step : steps()) {
            assertTrue(
                    step.containsKey("run") ? "bash".equals(step.get("shell")) : step.containsKey("uses"), step + "");
            assertFalse(String.valueOf(step.get("run")).contains("${{"), "an input is no part of a script: " + step);
        }
    }

    @Test
    void the_example_names_inputs_that_there_are() throws IOException {
        Map<String, Object> jobs =
                Json.object(yaml("ci/github/example-workflow.yml").get("jobs"));
        List<?> steps =
                (List<?>) Objects.requireNonNull(Json.object(jobs.get("flows")).get("steps"));
        Map<String, Object> step = Json.object(steps.getLast());
        Set<String> inputs =
                Json.object(yaml("ci/github/action.yml").get("inputs")).keySet();

        assertTrue(String.valueOf(step.get("uses")).contains("signalbox/ci/github@"));
        assertTrue(inputs.containsAll(Json.object(step.get("with")).keySet()), inputs + "");
    }

    @Test
    void every_step_of_the_action_runs_on_flows_that_are_right() throws Exception {
        Map<String, String> inputs = Map.of("path", "flows", "sarif", "true", "min-transitions", "100");
        int ran = 0;
        for (Map<String, Object> step : steps()) {
            if (step.containsKey("run")) {
                Ran result = run(step, inputs);
                assertEquals(0, result.code(), step.get("name") + ": " + result.out());
                ran++;
            }
        }

        assertEquals(4, ran);
        String output = Files.readString(folder.resolve("output"));
        assertTrue(output.matches("(?s)home=.*/program\nkey=signalbox-Linux-[0-9a-f]{20}\n"), output);
        assertTrue(Files.readString(folder.resolve("summary")).contains("1 test"), "the summary tells of the tests");
        assertTrue(Files.readString(folder.resolve("temp/signalbox-tests.xml")).contains("<testsuite"));
        assertTrue(Files.readString(folder.resolve("temp/signalbox.sarif")).contains("2.1.0"));
    }

    @Test
    void a_step_fails_where_its_command_does() throws Exception {
        Files.writeString(work.resolve("greet.flow.yaml"), FLOW.replace("next: done", "next:  dnoe"));
        Map<String, String> inputs = Map.of("path", "flows", "format", "human");

        Ran validated = run(step("Validate"), inputs);
        assertEquals(1, validated.code(), validated.out());
        assertTrue(validated.out().startsWith("::add-matcher::" + action.resolve("problem-matcher.json")));
        Ran annotated = run(step("Validate"), Map.of("path", "flows"));
        assertEquals(1, annotated.code(), annotated.out());
        assertTrue(annotated.out().contains("::error file=flows/greet.flow.yaml,line="), annotated.out());
        assertEquals(1, run(step("Compare with the form"), inputs).code());
        assertEquals(2, run(step("Test"), inputs).code());

        Files.writeString(work.resolve("greet.flow.yaml"), FLOW);
        Files.writeString(work.resolve("greet.test.yaml"), TESTS.replace("Hello, Ada.", "Hello, Bob."));
        Ran tested = run(step("Test"), inputs);
        assertEquals(1, tested.code(), tested.out());
        assertTrue(tested.out().contains("FAIL  it greets"), tested.out());
    }

    @Test
    void the_problem_matcher_reads_what_validate_writes() throws Exception {
        Files.writeString(work.resolve("greet.flow.yaml"), FLOW.replace("next: done", "next: dnoe"));
        String written =
                new Console(folder.resolve("work")).run("validate", "flows").out();
        Map<String, Object> matcher =
                Json.object(JsonText.parse(Files.readString(ROOT.resolve("ci/github/problem-matcher.json"))));
        List<?> patterns = (List<?>) Objects.requireNonNull(
                Json.object(((List<?>) Objects.requireNonNull(matcher.get("problemMatcher"))).getFirst())
                        .get("pattern"));

        List<String> found = new ArrayList<>();
        List<String> lines = written.lines().toList();
        for (int i = 0; i + 1 < lines.size(); i++) {
            Matcher first = pattern(patterns.get(0)).matcher(lines.get(i));
            Matcher second = pattern(patterns.get(1)).matcher(lines.get(i + 1));
            if (first.find() && second.find()) {
                found.add(first.group(1) + " " + first.group(2) + " at " + second.group(1) + " " + second.group(2) + " "
                        + second.group(3));
            }
        }
        assertTrue(found.contains("error G101 at flows/greet.flow.yaml 13 11"), found + "\n" + written);
        assertEquals(
                written.lines()
                        .filter(line -> line.matches("(error|warning)\\[.*"))
                        .count(),
                found.size(),
                written);
    }

    @Test
    void the_hooks_run_commands_that_there_are_on_files_that_there_are() throws IOException {
        List<?> hooks = (List<?>) load(".pre-commit-hooks.yaml");
        List<Object> ids = new ArrayList<>();
        for (Object entry : hooks) {
            Map<String, Object> hook = Json.object(entry);
            ids.add(hook.get("id"));
            String[] line = String.valueOf(hook.get("entry")).split(" ");
            assertTrue(Files.isExecutable(ROOT.resolve(line[0])), "an entry stands in this repository: " + line[0]);
            assertEquals(Exit.FINE, new Console(folder).run(line[1], "--help").code());
            Pattern files = Pattern.compile(String.valueOf(hook.get("files")));
            for (String file : List.of("flows/a.flow.yaml", "a.test.yaml", "signalbox.yaml", "flows/signalbox.yaml")) {
                assertTrue(files.matcher(file).find(), hook.get("id") + " takes " + file);
            }
            assertFalse(files.matcher("notsignalbox.yaml").find());
            assertFalse(files.matcher("flows/a.yaml").find());
        }
        assertEquals(List.of("signalbox-validate", "signalbox-fmt", "signalbox-test"), ids);
    }

    @Test
    void the_lines_of_the_gitlab_job_keep_the_worst_result() throws Exception {
        Map<String, Object> job =
                Json.object(yaml("ci/gitlab/signalbox.gitlab-ci.yml").get("signalbox"));
        StringBuilder script = new StringBuilder();
        for (Object line : (List<?>) Objects.requireNonNull(job.get("script"))) {
            // The clone is the one thing that needs a server; the program stands where it would put it.
            boolean fetches =
                    line.toString().startsWith("git clone") || line.toString().startsWith("rm -rf");
            script.append(fetches ? "" : line).append('\n');
        }
        launcher(Files.createDirectories(folder.resolve("work.signalbox")).resolve("signalbox"));
        Map<String, String> environment = new HashMap<>(
                Json.object(yaml("ci/gitlab/signalbox.gitlab-ci.yml").get("variables")).entrySet().stream()
                        .collect(java.util.stream.Collectors.toMap(
                                Map.Entry::getKey, entry -> entry.getValue().toString())));
        environment.put("CI_PROJECT_DIR", folder.resolve("work").toString());
        environment.put("SIGNALBOX_PATH", "flows");

        assertEquals(0, bash(script.toString(), environment).code());
        for (String report : List.of("signalbox-findings.xml", "signalbox-tests.xml")) {
            assertTrue(Files.readString(folder.resolve("work").resolve(report)).contains("<testsuite"), report);
        }
        Files.writeString(work.resolve("greet.flow.yaml"), FLOW.replace("flow: greet", "flow:   greet"));
        assertEquals(1, bash(script.toString(), environment).code());
    }

    private static Pattern pattern(Object part) {
        return Pattern.compile(String.valueOf(Json.object(part).get("regexp")));
    }

    private static void launcher(Path file) throws IOException {
        String line = String.join("' '", Program.PLAIN);
        Files.writeString(file, "#!/bin/sh\nexec '" + line + "' \"$@\"\n");
        assertTrue(file.toFile().setExecutable(true));
    }

    private List<Map<String, Object>> steps() throws IOException {
        Map<String, Object> runs = Json.object(yaml("ci/github/action.yml").get("runs"));
        List<Map<String, Object>> steps = new ArrayList<>();
        ((List<?>) Objects.requireNonNull(runs.get("steps"))).forEach(step -> steps.add(Json.object(step)));
        return steps;
    }

    private Map<String, Object> step(String name) throws IOException {
        return steps().stream()
                .filter(step -> name.equals(step.get("name")))
                .findFirst()
                .orElseThrow();
    }

    /** What a step printed, and how it ended. */
    private record Ran(int code, String out) {}

    /** As a runner runs it: its variables from the inputs and their defaults, its script by the runner's bash. */
    private Ran run(Map<String, Object> step, Map<String, String> given) throws Exception {
        Map<String, Object> inputs = Json.object(yaml("ci/github/action.yml").get("inputs"));
        Map<String, String> environment = new HashMap<>();
        Json.object(step.getOrDefault("env", Map.of())).forEach((name, value) -> {
            Matcher input = INPUT.matcher(String.valueOf(value));
            assertTrue(input.find(), name + " comes from an input");
            String otherwise =
                    String.valueOf(Json.object(inputs.get(input.group(1))).get("default"));
            environment.put(name, given.getOrDefault(input.group(1), otherwise));
        });
        environment.put("GITHUB_ACTION_PATH", action.toString());
        environment.put("GITHUB_OUTPUT", folder.resolve("output").toString());
        environment.put("GITHUB_STEP_SUMMARY", folder.resolve("summary").toString());
        environment.put(
                "RUNNER_TEMP", Files.createDirectories(folder.resolve("temp")).toString());
        environment.put("RUNNER_OS", "Linux");
        return bash(String.valueOf(step.get("run")), environment);
    }

    private Ran bash(String script, Map<String, String> environment) throws Exception {
        Path file = Files.writeString(folder.resolve("script.sh"), script);
        ProcessBuilder builder = new ProcessBuilder("bash", "--noprofile", "--norc", "-eo", "pipefail", file.toString())
                .directory(folder.resolve("work").toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("printed").toFile());
        builder.environment().putAll(environment);
        Process process = builder.start();
        assertTrue(process.waitFor(120, TimeUnit.SECONDS), "the step ends");
        return new Ran(process.exitValue(), Files.readString(folder.resolve("printed")));
    }

    private static Map<String, Object> yaml(String file) throws IOException {
        return Json.object(load(file));
    }

    private static Object load(String file) throws IOException {
        return new Load(LoadSettings.builder().build()).loadFromString(Files.readString(ROOT.resolve(file)));
    }
}
