package dev.signalbox.testkit.eval;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.signalbox.core.command.ModelOutcome;
import dev.signalbox.dsl.check.CheckedWorkspace;
import dev.signalbox.dsl.check.WorkspaceChecker;
import dev.signalbox.dsl.diagnostic.Diagnostic;
import dev.signalbox.dsl.model.FlowName;
import dev.signalbox.dsl.model.StateName;
import dev.signalbox.dsl.model.test.TestFile;
import dev.signalbox.dsl.read.FileSources;
import dev.signalbox.dsl.read.ReadTests;
import dev.signalbox.dsl.read.WorkspaceFolder;
import dev.signalbox.runtime.port.ModelPort;
import dev.signalbox.testkit.run.TestedFlows;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The tests of a flow as a set of questions, and played with another's answers. */
class TestSetTest {
    @TempDir
    Path folder = Path.of("");

    private TestedFlows flows;
    private List<TestFile> files;

    @BeforeEach
    void a_desk_with_three_tests() throws Exception {
        Files.writeString(folder.resolve("signalbox.yaml"), """
                signalbox: 1
                models: { fast: { provider: recorded, window: 8000 } }
                """);
        Files.writeString(folder.resolve("desk.flow.yaml"), """
                signalbox: 1
                flow: desk
                version: 1.0.0
                limits: { steps: 30, llm_calls: 9, duration: 1d }
                input: { type: object, required: [text], properties: { text: { type: string, maxLength: 100 } } }
                output: { type: object, required: [words], properties: { words: { type: string } } }
                data:
                  kind: { enum: [refund, other] }
                  words: { type: string, maxLength: 200 }
                start: sort
                states:
                  sort:
                    llm: { model: fast, prompt: "Kind of ${text}?", context: { load: [{ name: text, from: input.text, max: 100 }] } }
                    save: kind
                    otherwise: { invalid: broken, failed: broken }
                    next: write
                  write:
                    llm: { model: fast, prompt: "Answer this ${kind}.", context: { load: [{ name: kind, from: kind, max: 20 }] } }
                    save: words
                    otherwise: { invalid: broken, failed: broken }
                    next: done
                  done: { end: succeeded, output: { words: "${words}" } }
                  broken: { end: failed, error: No answer. }
                """);
        Files.writeString(folder.resolve("desk.test.yaml"), """
                flow: desk.flow.yaml
                tests:
                  - name: money back
                    input: { text: Money back! }
                    models: { sort: refund, write: Here it is. }
                    expect: { path: [sort, write, done], data: { kind: refund } }
                  - name: the model is down
                    input: { text: Hello }
                    models: { sort: { fails: http.500 } }
                    expect: { path: [sort, broken], end: failed }
                  - name: wrong as it is
                    input: { text: Hello }
                    models: { sort: other, write: Hello. }
                    expect: { path: [sort, done] }
                """);
        FileSources sources = new FileSources(folder);
        CheckedWorkspace checked = WorkspaceChecker.check(WorkspaceFolder.load(sources));
        assertEquals(
                List.of(),
                checked.diagnostics().stream().filter(Diagnostic::isError).toList());
        flows = new TestedFlows(checked, sources);
        files = checked.loaded().tests().values().stream()
                .map(ReadTests::tests)
                .map(Objects::requireNonNull)
                .toList();
    }

    private TestSet set(@Nullable String state) throws InterruptedException {
        return TestSet.of(flows, new FlowName("desk"), files, state == null ? null : new StateName(state));
    }

    private static ModelPort states(Map<String, String> replies, List<String> asked) {
        return (call, models) -> {
            String state = call.step().state().value();
            asked.add(state);
            return new ModelOutcome.Replied(replies.getOrDefault(state, "?"), "other", 1, 1, 0, 0);
        };
    }

    @Test
    void a_test_that_lets_a_model_fail_is_left_out_and_one_that_fails_is_said() throws Exception {
        TestSet set = set(null);

        assertEquals(List.of("the model is down"), set.scripted());
        assertEquals(List.of("wrong as it is"), set.broken());
        assertEquals(
                List.of("refund", "Here it is."),
                set.questions().stream()
                        .map(question -> question.answer().value())
                        .toList());
        assertEquals("money back", set.questions().getFirst().subject());
        assertEquals(null, set.questions().getFirst().answer().used().latency());
    }

    @Test
    void a_test_passes_or_fails_with_the_answers_that_it_is_given() throws Exception {
        TestSet set = set(null);

        Passes right = set.play(flows, states(Map.of("sort", "refund", "write", "Take it."), new ArrayList<>()));
        Passes wrong = set.play(flows, states(Map.of("sort", "other", "write", "No."), new ArrayList<>()));

        assertEquals(new Passes(1, 1, List.of()), right);
        assertEquals(0, wrong.passed());
        assertEquals("money back", wrong.failed().getFirst().test());
        assertTrue(wrong.failed().getFirst().why().contains("kind"), wrong.toString());
    }

    @Test
    void the_states_that_are_not_evaluated_keep_their_script() throws Exception {
        TestSet set = set("write");
        List<String> asked = new ArrayList<>();

        Passes passes = set.play(flows, states(Map.of("write", "Take it."), asked));

        assertEquals(1, set.questions().size());
        assertEquals(1, passes.passed());
        assertEquals(List.of("write"), asked);
    }
}
