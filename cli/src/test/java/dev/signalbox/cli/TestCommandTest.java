package dev.signalbox.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.signalbox.dsl.value.Json;
import dev.signalbox.dsl.value.JsonText;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;

class TestCommandTest {
    private static final String SMALL = """
            flow: refund-desk.flow.yaml
            tests:
              - name: a complaint & its answer
                input: { ticket: { id: T4, order_id: O9, message: I am not amused. } }
                actions: { get_order: { returns: { id: O9, customer: Ada, total: 1200, status: delivered } } }
                models: { classify: complaint }
                people: { hand_over: { by: sam, answer: We are sorry. } }
                expect: { end: succeeded }
              - name: it is paid
                input: { ticket: { id: T4, order_id: O9, message: I am not amused. } }
                actions: { get_order: { returns: { id: O9, customer: Ada, total: 1200, status: delivered } } }
                models: { classify: complaint }
                people: { hand_over: { by: sam, answer: We are sorry. } }
                expect: { path: [look_up_order, classify, read_refund], output: { reply: Paid. } }
            """;

    @TempDir
    Path folder;

    private Console console;

    @BeforeEach
    void theSampleFlows() throws IOException {
        console = new Console(folder);
        Path samples = Path.of("../flows").toAbsolutePath().normalize();
        try (Stream<Path> files = Files.walk(samples)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path copy =
                        folder.resolve("flows").resolve(samples.relativize(file).toString());
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy);
            }
        }
    }

    private void onlySmall() throws IOException {
        Files.writeString(folder.resolve("flows/refund-desk.test.yaml"), SMALL);
    }

    @Test
    void everyTestOfTheSampleFlowsPassesAndTheyGoThroughNineTenthsOfEachFlow() {
        Console.Outcome told = console.run("test", "flows", "--coverage", "--min-transitions", "90");

        assertEquals(Exit.FINE, told.code(), told.out() + told.err());
        assertTrue(told.out().contains("  ok    a large refund waits, and pays what was approved\n"), told.out());
        assertTrue(told.out().contains(" tests, all passed\n"), told.out());
        for (String flow : List.of(
                "calculator",
                "content-review",
                "deploy-bot",
                "incident-helper",
                "invoice-extraction",
                "issue-assistant",
                "one-question",
                "payment-reminder",
                "refund-desk",
                "research-digest",
                "rollback",
                "support-triage")) {
            assertTrue(told.out().contains("coverage of " + flow + " (flows/" + flow + ".flow.yaml)\n"), told.out());
        }
    }

    @Test
    void aTestThatFailsIsToldWithThePathAndTheLineThatSaysOtherwise() throws IOException {
        onlySmall();

        Console.Outcome told = console.run("test", "flows/refund-desk.test.yaml");

        assertEquals(Exit.FINDINGS, told.code(), told.err());
        assertEquals("""
                flows/refund-desk.test.yaml
                  ok    a complaint & its answer
                  FAIL  it is paid
                        Step 3 of the path was hand_over, not read_refund.
                          at flows/refund-desk.test.yaml:14:47
                              expected       actual
                              look_up_order  look_up_order
                              classify       classify
                            > read_refund    hand_over
                              -              done
                        The output is not as expected at /reply.
                          at flows/refund-desk.test.yaml:14:78
                          /reply: expected "Paid.", was "We are sorry."
                2 tests, 1 failed
                """, told.out());
    }

    @Test
    void onlySomeTestsAreRunWhenTheirNamesAreSaid() throws IOException {
        onlySmall();

        Console.Outcome told = console.run("test", "flows", "--only", "complaint &");

        assertEquals(Exit.FINE, told.code(), told.out() + told.err());
        assertTrue(told.out().endsWith("1 test, all passed\n"), told.out());
        assertEquals(
                Exit.USAGE,
                console.run("test", "flows", "--only", "no such name").code());
    }

    @Test
    void aFlowNamesItsTests() {
        Console.Outcome told = console.run("test", "flows/rollback.flow.yaml");

        assertEquals(Exit.FINE, told.code(), told.out() + told.err());
        assertTrue(told.out().startsWith("flows/rollback.test.yaml\n"), told.out());
    }

    @Test
    void whatNoTestWentThroughIsToldAsAPathAndFailsWhereMoreIsWanted() throws IOException {
        onlySmall();

        Console.Outcome told =
                console.run("test", "flows/refund-desk.test.yaml", "--only", "complaint", "--min-transitions", "90");

        assertEquals(Exit.FINDINGS, told.code());
        assertTrue(told.out().contains("  transitions  3 of 15, 20 %\n"), told.out());
        assertTrue(
                told.out().contains("    look_up_order → classify → read_refund → pay_refund -[rejected]→ hand_over\n"),
                told.out());
        assertTrue(told.out().contains("    pay_refund refused\n"), told.out());
        assertTrue(told.err().contains("20 % of the transitions of refund-desk, and --min-transitions wants 90 %"));
    }

    @Test
    void asJsonItIsOneObject() throws IOException {
        onlySmall();

        Console.Outcome told = console.run("test", "flows/refund-desk.test.yaml", "--json", "--coverage");

        assertEquals(Exit.FINDINGS, told.code());
        assertEquals(1, told.out().lines().count());
        Map<String, Object> report = Json.object(JsonText.parse(told.out()));
        assertEquals(List.of("version", "tests", "coverage", "summary"), List.copyOf(report.keySet()));
        Map<String, Object> failed = Json.object(Json.list(get(report, "tests")).get(1));
        assertEquals("failed", failed.get("status"));
        assertEquals("succeeded", failed.get("end"));
        Map<String, Object> failure =
                Json.object(Json.list(get(failed, "failures")).get(0));
        assertEquals("path", failure.get("kind"));
        assertEquals("flows/refund-desk.test.yaml", failure.get("file"));
        assertEquals(14L, failure.get("line"));
        assertEquals(List.of("look_up_order", "classify", "read_refund"), failure.get("expected"));
        Map<String, Object> coverage =
                Json.object(Json.list(get(report, "coverage")).get(0));
        assertEquals(3L, Json.object(get(coverage, "transitions")).get("covered"));
        assertEquals(Map.of("tests", 2L, "passed", 1L, "failed", 1L), report.get("summary"));
    }

    private static Object get(Map<String, Object> of, String key) {
        return Objects.requireNonNull(of.get(key), key);
    }

    @Test
    void asJunitItIsATestsuiteWhateverStandsInTheNames() throws Exception {
        onlySmall();

        Console.Outcome told = console.run("test", "flows/refund-desk.test.yaml", "-o", "junit=tests.xml");

        assertEquals(Exit.FINDINGS, told.code());
        String xml = Files.readString(folder.resolve("tests.xml"));
        Element suite = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(xml)))
                .getDocumentElement();
        assertEquals("testsuite", suite.getTagName());
        assertEquals("2", suite.getAttribute("tests"));
        assertEquals("1", suite.getAttribute("failures"));
        Element passed = (Element) suite.getElementsByTagName("testcase").item(0);
        assertEquals("a complaint & its answer", passed.getAttribute("name"));
        Element failure = (Element) suite.getElementsByTagName("failure").item(0);
        assertEquals("Step 3 of the path was hand_over, not read_refund.", failure.getAttribute("message"));
        assertTrue(failure.getTextContent().contains("> read_refund    hand_over"), failure.getTextContent());
    }

    @Test
    void aFileThatDoesNotValidateIsNotRun() throws IOException {
        Files.writeString(folder.resolve("flows/refund-desk.test.yaml"), SMALL.replace("classify: ", "clasify: "));

        Console.Outcome told = console.run("test", "flows");

        assertEquals(Exit.USAGE, told.code());
        assertTrue(told.err().contains("T801"), told.err());
        assertTrue(told.err().contains("no test was run: 2 errors in what they stand on"), told.err());
        assertFalse(told.out().contains("ok"), told.out());
    }

    @Test
    void aSketchHasATestForEachWayThatNoTestTakesAndMostPassAsTheyAre() throws IOException {
        for (String flow : List.of("refund-desk", "deploy-bot", "calculator", "rollback")) {
            Files.delete(folder.resolve("flows/" + flow + ".test.yaml"));
        }
        for (String flow : List.of("refund-desk", "calculator")) {
            Console.Outcome told = console.run("test", "--init", "flows/" + flow + ".flow.yaml");
            assertEquals(Exit.FINE, told.code(), told.err());
            Files.writeString(folder.resolve("flows/" + flow + ".test.yaml"), told.out());
        }

        Console.Outcome refund = console.run("test", "flows/refund-desk.test.yaml");
        Console.Outcome sum = console.run("test", "flows/calculator.test.yaml");

        // What holds by its arguments is left to the author, and said.
        assertTrue(refund.out().endsWith("9 tests, 2 failed\n"), refund.out() + refund.err());
        assertTrue(Files.readString(folder.resolve("flows/refund-desk.test.yaml"))
                .contains("    # To be said: arguments for which pay_refund holds\n"));
        assertEquals(Exit.FINE, sum.code(), sum.out() + sum.err());
        assertTrue(Files.readString(folder.resolve("flows/calculator.test.yaml"))
                .contains("  # Not sketched: choose_step to gave_up (exhausted)\n"));
    }

    @Test
    void aFlowWhoseTestsTakeEveryWayHasNothingLeftToSketch() {
        Console.Outcome told = console.run("test", "--init", "flows/rollback.flow.yaml");

        assertEquals("flow: rollback.flow.yaml\ntests:\n", told.out());
        assertEquals(
                Exit.USAGE,
                console.run("test", "flows", "--init", "flows/rollback.flow.yaml")
                        .code());
    }

    @Test
    void aCrashThatATestScriptsIsNoFailureOfTheProgram() {
        Console.Outcome told = console.run("test", "flows/deploy-bot.test.yaml", "--only", "crash");

        assertEquals(Exit.FINE, told.code(), told.out());
        assertEquals("", told.err());
    }

    @Test
    void wrongWordsAreRefused() {
        assertEquals(
                Exit.USAGE,
                console.run("test", "flows", "--min-transitions", "101").code());
        assertEquals(Exit.USAGE, console.run("test", "flows", "--format", "tap").code());
        assertEquals(Exit.USAGE, console.run("test", "nowhere").code());
    }
}
