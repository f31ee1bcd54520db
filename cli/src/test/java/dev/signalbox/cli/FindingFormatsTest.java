package dev.signalbox.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.signalbox.dsl.value.Json;
import dev.signalbox.dsl.value.JsonText;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.SchemaFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;

/** The formats that other programs read, held against what their owners published. */
class FindingFormatsTest {
    private static final List<String> FORMATS = List.of("human", "json", "sarif", "github", "junit");

    /** An error, a warning and an info, a warning that a comment takes away, a fix and a circle, in a file of an odd name. */
    private static final String ODD = """
            signalbox: 1
            flow: odd
            version: 1.0.0
            start: begin
            data:
              said: { type: string, maxLenght: 40 }
            states:
              begin: { next: round }
              round: { next: begin }
              done: { end: succeeded }
            """;

    private static final String CIRCLE = """
            signalbox: 1
            # signalbox: ignore B303 the workspace sets them; 50 % & <more>
            flow: circle
            version: 1.0.0
            start: begin
            states:
              begin: { next: [ { when: run.key == 'x', to: done }, { to: round } ] }
              round: { next: begin }
              done: { end: succeeded }
            """;

    private static final String MISREAD = """
            signalbox: 1
            flow: misread
            version: 1.0.0
            title: on
            limits: { steps: 5 }
            start: done
            states: { done: { end: succeeded } }
            """;

    @TempDir
    Path folder;

    private Console console;

    @BeforeEach
    void aWorkspace() throws IOException {
        console = new Console(folder);
        write("work/signalbox.yaml", "signalbox: 1\n");
    }

    private void write(String path, String text) throws IOException {
        Path file = folder.resolve(path);
        Files.createDirectories(file.resolveSibling(""));
        Files.writeString(file, text);
    }

    private void wrongFiles() throws IOException {
        write("work/odd, names: 50%/ü & \"ö\".flow.yaml", ODD);
        write("work/circle.flow.yaml", CIRCLE);
        write("work/misread.flow.yaml", MISREAD);
    }

    private String told(String format) {
        Console.Outcome told = console.run("validate", "work", "--format", format);
        assertEquals("", told.err());
        return told.out();
    }

    private static void holdsAsSarif(String text) {
        List<?> refusals = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7)
                .getSchema(published("sarif-schema-2.1.0.json"), InputFormat.JSON)
                .validate(text, InputFormat.JSON);
        assertEquals(List.of(), refusals, text);
    }

    static void holdsAsSurefireReport(String xml) throws Exception {
        SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI)
                .newSchema(new StreamSource(new StringReader(published("surefire-test-report.xsd"))))
                .newValidator()
                .validate(new StreamSource(new StringReader(xml)));
    }

    private static String published(String name) {
        try (InputStream in = FindingFormatsTest.class.getResourceAsStream("/published/" + name)) {
            return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new AssertionError(unreadable);
        }
    }

    private static Map<String, Object> run(String sarif) {
        return Json.object(list(Json.object(JsonText.parse(sarif)), "runs").getFirst());
    }

    private static List<Object> list(Map<String, Object> of, String key) {
        return Json.list(Objects.requireNonNull(of.get(key), key));
    }

    private static Map<String, Object> result(String sarif, String rule) {
        return list(run(sarif), "results").stream()
                .map(Json::object)
                .filter(one -> rule.equals(one.get("ruleId")))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + rule + " in " + sarif));
    }

    @Test
    void everyFormatHasTheSameExitCode() throws IOException {
        for (String format : FORMATS) {
            assertEquals(
                    Exit.FINE,
                    console.run("validate", "work", "--format", format).code(),
                    format);
        }
        wrongFiles();
        for (String format : FORMATS) {
            assertEquals(
                    Exit.FINDINGS,
                    console.run("validate", "work", "--format", format).code(),
                    format);
            assertEquals(
                    Exit.USAGE,
                    console.run("validate", "nowhere", "--format", format).code(),
                    format);
        }
        String warned = "work/misread.flow.yaml";
        for (String format : FORMATS) {
            assertEquals(
                    Exit.FINE,
                    console.run("validate", warned, "--format", format).code(),
                    format);
            assertEquals(
                    Exit.FINDINGS,
                    console.run("validate", warned, "--fail-on", "warning", "--format", format)
                            .code(),
                    format);
        }
    }

    @Test
    void severalFormatsAreWrittenAtOnce() throws IOException {
        wrongFiles();
        Console.Outcome told = console.run(
                "validate",
                "work",
                "--format",
                "github",
                "-o",
                "sarif=a.sarif",
                "-o",
                "junit=b.xml",
                "-o",
                "json=c.json");

        assertEquals(Exit.FINDINGS, told.code());
        assertEquals(told("github"), told.out());
        assertEquals(told("sarif"), Files.readString(folder.resolve("a.sarif")));
        assertEquals(told("junit"), Files.readString(folder.resolve("b.xml")));
        assertEquals(
                told("json").strip(), Files.readString(folder.resolve("c.json")).strip());
    }

    @Test
    void sarifHoldsAgainstItsPublishedSchema() throws IOException {
        String none = told("sarif");
        holdsAsSarif(none);
        assertEquals(List.of(), list(run(none), "results"));
        wrongFiles();
        String all = told("sarif");
        holdsAsSarif(all);
        assertEquals(all, told("sarif"), "the same files give the same bytes");
        assertFalse(all.contains(folder.toString()), "it says where on this machine: " + all);
        // A report that the schema refuses is seen: else this test could not fail.
        assertTrue(all.contains("\"startLine\":"));
        List<?> refusals = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7)
                .getSchema(published("sarif-schema-2.1.0.json"), InputFormat.JSON)
                .validate(all.replaceFirst("\"startLine\":[0-9]+", "\"startLine\":0"), InputFormat.JSON);
        assertFalse(refusals.isEmpty());
    }

    @Test
    void sarifTellsPlacesFixesWaysAndSuppressions() throws IOException {
        wrongFiles();
        String sarif = told("sarif");

        Map<String, Object> misspelt = result(sarif, "Y004");
        assertTrue(misspelt.toString().contains("odd%2C%20names%3A%2050%25/%C3%BC%20%26%20%22%C3%B6%22.flow.yaml"));
        assertTrue(misspelt.toString().contains("startLine=6, startColumn=25, endLine=6, endColumn=34"));
        assertTrue(misspelt.toString().contains("insertedContent={text=maxLength}"), misspelt.toString());
        assertTrue(result(sarif, "B301").containsKey("codeFlows"));
        Map<String, Object> suppressed = result(sarif, "B303");
        assertEquals(
                "[{kind=inSource, justification=the workspace sets them; 50 % & <more>}]",
                String.valueOf(suppressed.get("suppressions")));
        assertEquals("warning", result(sarif, "Y010").get("level"));
    }

    @Test
    void aFingerprintStaysWhenLinesMove() throws IOException {
        wrongFiles();
        Object before = result(told("sarif"), "B301").get("partialFingerprints");
        write("work/circle.flow.yaml", "# a line\n# and another\n" + CIRCLE);

        assertEquals(before, result(told("sarif"), "B301").get("partialFingerprints"));
    }

    @Test
    void githubIsToldInWorkflowCommandsWithItsEscapes() throws IOException {
        wrongFiles();

        String told = told("github");

        assertTrue(
                told.contains("::error file=work/odd%2C names%3A 50%25/ü & \"ö\".flow.yaml,line=6,col=25,endLine=6,"
                        + "endColumn=34,title=Y004 unknown key::work/odd, names: 50%25/ü & \"ö\".flow.yaml:6:25: "
                        + "`maxLenght` is no keyword of JSON Schema."),
                told);
        assertTrue(told.contains("%0ATry `maxLength`"), told);
        assertTrue(told.contains("\n::warning file=work/misread.flow.yaml,line=4,col=8,"), told);
        assertFalse(told.contains("B303"), "a comment takes it away: " + told);
        assertTrue(told.endsWith(" warning\n") || told.endsWith(" warnings\n"), told);
    }

    @Test
    void githubGetsNoColumnsWhereTheLinesDiffer() throws IOException {
        write("work/long.flow.yaml", """
                signalbox: 1
                flow: long
                version: 1.0.0
                start: s
                states:
                  - one
                  - two
                """);

        String told = told("github");

        assertTrue(told.contains("file=work/long.flow.yaml,line=6,endLine=7,title="), told);
    }

    @Test
    void pathsAreRelativeToTheFolderThatGithubNames() throws IOException {
        wrongFiles();
        Console inside = new Console(folder.resolve("work"), Map.of("GITHUB_WORKSPACE", folder.toString()));

        Console.Outcome told = inside.run("validate", "misread.flow.yaml", "--format", "github");

        assertTrue(told.out().startsWith("::warning file=work/misread.flow.yaml,"), told.out());
        String sarif =
                inside.run("validate", "misread.flow.yaml", "--format", "sarif").out();
        assertTrue(sarif.contains("\"uri\":\"work/misread.flow.yaml\""), sarif);
    }

    @Test
    void junitIsASurefireReportWithACaseForEachRuleAndFile() throws Exception {
        holdsAsSurefireReport(told("junit"));
        wrongFiles();

        String xml = told("junit");

        holdsAsSurefireReport(xml);
        Element suite = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(xml)))
                .getDocumentElement();
        assertEquals("4", suite.getAttribute("tests"), xml);
        assertTrue(xml.contains("name=\"validates\" classname=\"work/signalbox.yaml\""), xml);
        assertTrue(xml.contains("classname=\"work/odd, names: 50%/ü &amp; &quot;ö&quot;.flow.yaml\""), xml);
        assertTrue(xml.contains("<system-out>warning: work/misread.flow.yaml:4:8:"), xml);
    }

    @Test
    void testsAreASurefireReportToo() throws Exception {
        Path samples = Path.of("../flows").toAbsolutePath().normalize();

        Console.Outcome told = new Console(samples).run("test", "rollback.test.yaml", "--format", "junit");

        assertEquals(Exit.FINE, told.code(), told.out() + told.err());
        holdsAsSurefireReport(told.out());
    }
}
