package dev.signalbox.testkit.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.signalbox.dsl.check.CheckedWorkspace;
import dev.signalbox.dsl.check.WorkspaceChecker;
import dev.signalbox.dsl.model.test.TestCase;
import dev.signalbox.dsl.model.test.TestFile;
import dev.signalbox.dsl.read.FileSources;
import dev.signalbox.dsl.read.ReadTests;
import dev.signalbox.dsl.read.WorkspaceFolder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The tests of the sample flows, as {@code signalbox test flows} plays them. */
class SampleTestsTest {
    private static final FileSources FILES = new FileSources(Path.of("../../flows"));
    private static final CheckedWorkspace CHECKED = WorkspaceChecker.check(WorkspaceFolder.load(FILES));
    private static final TestedFlows FLOWS = new TestedFlows(CHECKED, FILES);

    @TestFactory
    List<DynamicTest> everyTestOfTheSampleFlowsPasses() {
        List<DynamicTest> tests = new ArrayList<>();
        for (ReadTests read : CHECKED.loaded().tests().values()) {
            TestFile file = java.util.Objects.requireNonNull(read.tests());
            for (TestCase test : file.tests()) {
                tests.add(DynamicTest.dynamicTest(
                        file.path() + ": " + test.name(),
                        () -> assertEquals(
                                List.of(), TestRun.of(FLOWS, file, test).play().failures())));
            }
        }
        assertFalse(tests.isEmpty());
        return tests;
    }
}
