package dev.signalbox.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code test --record}: what real models reply to a test's questions is played from then on, as long as they stay the same. */
class RecordedTestsTest {
    private static final String REPLIES = "mailroom.replies.yaml";
    private static final String SECRET = "hunter2-and-a/half";

    @TempDir
    Path folder;

    private SortingModels models;

    @BeforeEach
    void a_workspace_with_models() throws IOException {
        models = new SortingModels();
        write("signalbox.yaml", """
                signalbox: 1
                models:
                  fast:
                    provider: openai
                    model: large-1
                    base_url: "${env.MODEL_URL}"
                    window: 16000
                    price: { input: 2.5, output: 10.0, cached: 0.25 }
                  small: { provider: openai, model: small-1, base_url: "${env.MODEL_URL}", window: 16000 }
                  gone: { provider: openai, model: gone-1, base_url: "${env.GONE_URL}", window: 16000, fallback: [fast] }
                env: [MODEL_URL, GONE_URL]
                secrets: { PASSWORD: {} }
                """);
        write("mailroom.flow.yaml", """
                signalbox: 1
                flow: mailroom
                version: 1.0.0
                limits: { steps: 20, llm_calls: 6, cost_usd: 0.1, duration: 7d }
                input: { type: object, required: [message], properties: { message: { type: string, maxLength: 400 } } }
                data:
                  kind: { enum: [refund, status, complaint] }
                start: sort
                states:
                  sort:
                    llm:
                      model: fast
                      prompt: "Which kind of message is this? ${message}"
                      context: { budget: 400, load: [{ name: message, from: input.message, max: 200, cut: end }] }
                    save: kind
                    otherwise: { invalid: given_up, failed: given_up }
                    next: done
                  done: { end: succeeded }
                  given_up: { end: failed, error: No answer. }
                """);
        write("mailroom.test.yaml", """
                flow: mailroom.flow.yaml
                replies: mailroom.replies.yaml
                tests:
                  - name: a cup
                    input: { message: One cup was cracked. }
                    expect: { path: [sort, done], data: { kind: refund } }
                  - name: where it is
                    input: { message: Where is my order? }
                    expect: { path: [sort, done], data: { kind: status } }
                """);
    }

    @AfterEach
    void they_end() {
        models.close();
    }

    private void write(String file, String text) throws IOException {
        Files.writeString(folder.resolve(file), text);
    }

    private String read(String file) throws IOException {
        return Files.readString(folder.resolve(file));
    }

    private void change(String file, String from, String to) throws IOException {
        String text = read(file);
        assertTrue(text.contains(from), file + " has " + from);
        write(file, text.replace(from, to));
    }

    private Console.Outcome test(String... more) {
        return test(Map.of(), more);
    }

    private Console.Outcome test(Map<String, String> environment, String... more) {
        Map<String, String> all = new HashMap<>(models.environment());
        all.put("GONE_URL", "http://127.0.0.1:1/v1");
        all.putAll(environment);
        String[] line = new String[1 + more.length];
        line[0] = "test";
        System.arraycopy(more, 0, line, 1, more.length);
        return new Console(folder, all).run(line);
    }

    private static Console.Outcome fine(Console.Outcome told) {
        assertEquals(Exit.FINE, told.code(), told.out() + told.err());
        return told;
    }

    private int asked() {
        return models.requests.size();
    }

    @Test
    void what_was_recorded_once_plays_without_a_model() throws IOException {
        Console.Outcome told = fine(test("--record"));

        assertTrue(told.err().contains("  recorded  sort of openai large-1, "), told.err());
        assertTrue(told.err().contains("2 replies recorded in " + REPLIES + "; "), told.err());
        assertEquals(2, asked());
        fine(test());
        assertTrue(fine(test("--record")).err().contains("nothing to record"));
        assertEquals(2, asked());
    }

    @Test
    void a_file_that_is_not_there_yet_is_a_finding_that_names_the_way_out() {
        Console.Outcome told = test();

        assertEquals(Exit.USAGE, told.code());
        assertTrue(told.err().contains("`signalbox test --record` writes the file"), told.err());
    }

    @ParameterizedTest
    @CsvSource({"CI,true", "CI,True", "CI,1", "GITHUB_ACTIONS,true", "GITLAB_CI,true", "JENKINS_URL,https://ci.example"
    })
    void a_build_server_records_nothing(String name, String value) {
        Console.Outcome told = test(Map.of(name, value), "--record");

        assertEquals(Exit.USAGE, told.code());
        assertTrue(told.err().contains(name + " says that this is a build server"), told.err());
        assertEquals(0, asked());
        assertFalse(Files.exists(folder.resolve(REPLIES)));
    }

    @Test
    void a_person_can_say_that_this_is_no_build_server() {
        fine(test(Map.of("CI", "false"), "--record"));
    }

    @Test
    void a_changed_prompt_makes_a_reply_stale_and_is_shown() throws IOException {
        fine(test("--record"));
        change("mailroom.flow.yaml", "Which kind of message is this?", "What sort of message is it?");

        Console.Outcome told = test();

        assertEquals(Exit.FINDINGS, told.code());
        assertTrue(
                told.out().contains("has a reply that is stale: the prompt is another than when it was"), told.out());
        assertTrue(told.out().contains("-  Which kind of message is this? One cup was cracked."), told.out());
        assertTrue(told.out().contains("+  What sort of message is it? One cup was cracked."), told.out());
        assertTrue(told.out().contains("-  Which kind of message is this? Where is my order?"), told.out());
    }

    @Test
    void a_changed_schema_is_shown_likewise() throws IOException {
        fine(test("--record"));
        change("mailroom.flow.yaml", "enum: [refund, status, complaint]", "enum: [refund, status, praise]");

        Console.Outcome told = test();

        assertTrue(told.out().contains("stale: the reply's schema is another"), told.out());
        assertTrue(told.out().contains("\"complaint\""), told.out());
        assertTrue(told.out().contains("\"praise\""), told.out());
    }

    @Test
    void another_model_makes_it_stale_and_another_name_for_the_same_one_does_not() throws IOException {
        fine(test("--record"));
        change("mailroom.flow.yaml", "model: fast", "model: small");
        Console.Outcome told = test();
        assertTrue(
                told.out().contains("stale: the model (openai large-1 then, openai small-1 now) is another"),
                told.out());

        change("signalbox.yaml", "model: small-1", "model: large-1");
        fine(test());
    }

    @Test
    void what_no_model_sees_of_a_flow_makes_nothing_stale() throws IOException {
        fine(test("--record"));
        change("mailroom.flow.yaml", "version: 1.0.0", "version: 1.1.0");
        change("mailroom.flow.yaml", "No answer.", "No answer came.");
        change("mailroom.flow.yaml", "steps: 20", "steps: 30");

        fine(test());
    }

    @Test
    void a_stale_reply_is_recorded_anew_in_its_place_and_the_rest_of_the_file_stays() throws IOException {
        fine(test("--record"));
        write(REPLIES, "# The desk's replies.\n" + read(REPLIES) + "\n# The end.\n");
        String before = read(REPLIES);
        change("mailroom.test.yaml", "One cup was cracked.", "A cup was cracked.");

        fine(test("--record"));

        String after = read(REPLIES);
        assertEquals(3, asked());
        assertTrue(after.startsWith("# The desk's replies.\n- flow: mailroom\n"), after);
        assertTrue(after.endsWith("\n# The end.\n"), after);
        assertEquals(before.lines().count(), after.lines().count());
        assertFalse(after.contains("One cup"), after);
        assertEquals(
                before.substring(before.indexOf("test: where it is")),
                after.substring(after.indexOf("test: where it is")));
    }

    @Test
    void with_only_some_tests_nothing_of_the_others_is_touched() throws IOException {
        fine(test("--record", "--only", "a cup"));
        assertEquals(1, asked());
        change("mailroom.test.yaml", "One cup was cracked.", "A cup was cracked.");

        fine(test("--record", "--only", "a cup", "--prune"));

        assertTrue(read(REPLIES).contains("One cup"));
        assertTrue(fine(test("--record")).err().contains("no test uses 1 reply of it; --prune removes it"));
        assertTrue(read(REPLIES).contains("One cup"));
        assertTrue(fine(test("--record", "--prune")).err().contains("removed 1 reply"));
        assertFalse(read(REPLIES).contains("One cup"));
        fine(test());
    }

    @Test
    void no_secret_is_written_in_whatever_form_it_stands() throws IOException {
        change(
                "mailroom.test.yaml",
                "One cup was cracked.",
                "\"Cracked: https://me:" + SECRET + "@shop.example?p=hunter2-and-a%2Fhalf Bearer abcdefabcdefabcdef\"");
        Map<String, String> deployment = Map.of("PASSWORD", SECRET);

        fine(test(deployment, "--record"));

        String kept = read(REPLIES);
        assertFalse(kept.contains("hunter2"), kept);
        assertFalse(kept.contains("abcdefabcdef"), kept);
        assertTrue(kept.contains("p=${secret.PASSWORD}"), kept);
        fine(test());
        change("mailroom.flow.yaml", "Which kind", "What kind");
        assertFalse(test(deployment).out().contains("hunter2"));
    }

    @Test
    void a_second_visit_a_repair_and_an_item_have_replies_of_their_own() throws IOException {
        change(
                "mailroom.flow.yaml",
                "    next: done",
                "    visits: 2\n    next: [{ when: run.visits.sort < 2, to: sort }, { to: done }]");
        change("mailroom.flow.yaml", "model: fast", "model: small");
        change("mailroom.flow.yaml", "invalid: given_up, failed", "exhausted: done, invalid: given_up, failed");
        change("mailroom.test.yaml", "path: [sort, done], data: { kind: refund }", "path: [sort, sort, done]");
        change("mailroom.test.yaml", "path: [sort, done], data: { kind: status }", "path: [sort, sort, done]");

        fine(test("--record"));

        // The small model chats at first about orders, and is asked once more.
        assertEquals(6, asked());
        assertEquals(6, read(REPLIES).split("question: ", -1).length - 1);
        assertEquals(3, read(REPLIES).split("visit: 2", -1).length - 1);
        fine(test());
    }

    @Test
    void what_was_recorded_before_a_provider_failed_is_kept() throws IOException {
        change("mailroom.flow.yaml", "    next: done\n", """
                    next: second
                  second:
                    llm:
                      model: gone
                      prompt: "Is it urgent? ${message}"
                      context: { budget: 400, load: [{ name: message, from: input.message, max: 200, cut: end }] }
                      output: { type: boolean }
                    otherwise: { invalid: given_up, failed: given_up }
                    next: done
                """);
        change("signalbox.yaml", ", fallback: [fast]", "");

        Console.Outcome told = test("--record");

        assertEquals(Exit.FINDINGS, told.code());
        assertTrue(told.err().contains("  lost      second of openai gone-1, connection: "), told.err());
        assertTrue(read(REPLIES).contains("One cup") && read(REPLIES).contains("Where is"), read(REPLIES));
        assertFalse(read(REPLIES).contains("fails:"), read(REPLIES));
    }

    @Test
    void a_fallback_is_recorded_with_the_failure_that_it_stands_in_for() throws IOException {
        change("mailroom.flow.yaml", "model: fast", "model: gone");

        fine(test("--record"));

        assertTrue(read(REPLIES).contains("fails: connection"), read(REPLIES));
        assertEquals(List.of("large-1", "large-1"), models.models());
        fine(test());
        assertEquals(2, asked());
    }

    @Test
    void the_limits_of_a_day_hold() throws IOException {
        write("signalbox.yaml", read("signalbox.yaml") + "limits: { day: { llm_calls: 1 } }\n");

        Console.Outcome told = test("--record");

        assertEquals(Exit.FINDINGS, told.code());
        assertEquals(1, asked());
        assertTrue(told.err().contains("the limit `llm_calls` that the workspace has for a day"), told.err());
        assertTrue(read(REPLIES).contains("One cup"), "what was recorded before is kept");
    }

    @Test
    void a_model_that_nobody_can_ask_is_told() throws IOException {
        change("signalbox.yaml", "provider: openai\n    model: large-1", "provider: person\n    model: large-1");

        Console.Outcome told = test("--record");

        assertTrue(told.out().contains("the model `fast` is played by a person"), told.out());
    }
}
