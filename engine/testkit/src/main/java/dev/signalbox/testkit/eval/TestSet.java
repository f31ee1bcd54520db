package dev.signalbox.testkit.eval;

import dev.signalbox.core.command.ModelOutcome;
import dev.signalbox.core.id.StepId;
import dev.signalbox.dsl.model.FlowName;
import dev.signalbox.dsl.model.StateName;
import dev.signalbox.dsl.model.test.TestCase;
import dev.signalbox.dsl.model.test.TestFile;
import dev.signalbox.dsl.value.JsonText;
import dev.signalbox.runtime.eval.Answer;
import dev.signalbox.runtime.eval.Question;
import dev.signalbox.runtime.eval.Questions;
import dev.signalbox.runtime.port.ModelPort;
import dev.signalbox.testkit.run.PlayedRun;
import dev.signalbox.testkit.run.TestResult;
import dev.signalbox.testkit.run.TestRun;
import dev.signalbox.testkit.run.TestedFlows;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A flow's tests, played once with their scripts: what the scripts answer is the baseline. A test in which a script lets a model fail, or
 * reply what does not fit, is about the flow and not about its model: its questions are left out.
 *
 * @param tests those that a model can play
 * @param scripted tests that script a model's failure, by name
 * @param broken tests that fail as they are, by name
 */
public record TestSet(List<Test> tests, List<String> scripted, List<String> broken) {

    /** @param questions those of the flow, and of the state that is asked for */
    public record Test(TestFile file, TestCase test, List<Question> questions, Map<StepId, Object> scripts) {}

    /** @param only questions of this state; null for every one */
    public static TestSet of(TestedFlows flows, FlowName flow, List<TestFile> files, @Nullable StateName only)
            throws InterruptedException {
        List<Test> tests = new ArrayList<>();
        List<String> scripted = new ArrayList<>();
        List<String> broken = new ArrayList<>();
        for (TestFile file : files) {
            for (TestCase test : file.tests()) {
                TestResult played = TestRun.of(flows, file, test).play();
                List<Question> all = questions(played, test.name());
                if (!played.passed()) {
                    broken.add(test.name());
                } else if (all.stream().anyMatch(question -> question.answer().fate() != Answer.Fate.AT_ONCE)) {
                    scripted.add(test.name());
                } else {
                    tests.add(new Test(file, test, wanted(all, flow, only), scripts(all, only)));
                }
            }
        }
        return new TestSet(tests, scripted, broken);
    }

    /** All of them, in the order of the files. */
    public List<Question> questions() {
        return tests.stream().flatMap(test -> test.questions().stream()).toList();
    }

    private static List<Question> questions(TestResult played, String name) {
        List<Question> questions = new ArrayList<>();
        for (PlayedRun run : played.runs()) {
            questions.addAll(Questions.of(name, run.flow(), run.events(), null).closed());
        }
        return questions;
    }

    /** The clock of a test stands still, and nobody is paid: of the script's figures only the counts mean something. */
    private static List<Question> wanted(List<Question> all, FlowName flow, @Nullable StateName only) {
        return all.stream()
                .filter(question -> question.flow().flow().name().equals(flow))
                .filter(question -> only == null || question.step().state().equals(only))
                .map(question -> question.with(
                        question.answer().with(question.answer().used().pretended())))
                .toList();
    }

    /** What the states say that are not evaluated. */
    private static Map<StepId, Object> scripts(List<Question> all, @Nullable StateName only) {
        Map<StepId, Object> scripts = new HashMap<>();
        for (Question question : all) {
            Object value = question.answer().value();
            if (only != null && value != null && !question.step().state().equals(only)) {
                scripts.put(question.step(), value);
            }
        }
        return scripts;
    }

    /**
     * Plays each test with a model in its scripts' place; the states that are not evaluated keep their script.
     *
     * @param flows the file that is tried, in the flow's place
     */
    public Passes play(TestedFlows flows, ModelPort models) throws InterruptedException {
        int passed = 0;
        List<Passes.Failed> failed = new ArrayList<>();
        for (Test test : tests) {
            ModelPort port = (call, known) -> {
                Object script = test.scripts().get(call.step());
                return script == null
                        ? models.ask(call, known)
                        : new ModelOutcome.Replied(
                                JsonText.write(script), call.model().value(), 0, 0, 0, 0);
            };
            TestResult result =
                    TestRun.of(flows, test.file(), test.test()).models(port).play();
            if (result.passed()) {
                passed++;
            } else {
                failed.add(new Passes.Failed(
                        test.test().name(), result.failures().getFirst().message()));
            }
        }
        return new Passes(passed, tests.size(), failed);
    }
}
