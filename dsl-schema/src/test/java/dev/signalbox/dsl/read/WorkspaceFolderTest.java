package dev.signalbox.dsl.read;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.signalbox.dsl.bundle.Bundle;
import dev.signalbox.dsl.diagnostic.Diagnostic;
import dev.signalbox.dsl.model.Flow;
import dev.signalbox.dsl.model.FlowName;
import dev.signalbox.dsl.model.test.PersonMove;
import dev.signalbox.dsl.model.test.TestCase;
import dev.signalbox.dsl.model.test.TestFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkspaceFolderTest {
    private static Map<String, String> reference() {
        Map<String, String> files = new TreeMap<>();
        for (String name : List.of("signalbox.yaml", "refund-desk.flow.yaml", "refund-desk.test.yaml")) {
            files.put(name, Texts.resource(name));
        }
        return files;
    }

    @Test
    void readsTheReferenceWorkspaceWithoutFindings() {
        LoadedWorkspace loaded = WorkspaceFolder.load(Texts.sources(reference()));
        assertEquals(List.of(), loaded.allDiagnostics());
        assertEquals(3, loaded.files());
        assertNotNull(loaded.flow(new FlowName("refund-desk")));
        TestFile file = loaded.tests().get("refund-desk.test.yaml").tests();
        assertNotNull(file);
        TestCase test = file.tests().getFirst();
        PersonMove move = test.people().get("pay_refund").entries().getFirst().getFirst();
        assertEquals("sam", move.by());
        assertEquals(850L, ((PersonMove.Move.Approve) move.move()).edit().get("refund.amount"));
        assertEquals(2, test.actions().get("refund_payment").entries().size());
        assertEquals(
                400,
                test.expect().context().get("classify").entries().getFirst().maxTokens());
    }

    @Test
    void aTestThatNamesWhatTheFlowLacksIsToldAtTheName() {
        Map<String, String> files = reference();
        files.put(
                "refund-desk.test.yaml",
                "flow: refund-desk.flow.yaml\ntests:\n  - name: x\n    input: { ticket: { id: T, order_id: O, message: m } }\n"
                        + "    models: { clasify: a }\n    expect: { path: [look_up_order, nowhere] }\n");
        ReadTests read = WorkspaceFolder.load(Texts.sources(files)).tests().get("refund-desk.test.yaml");
        assertEquals("T801@5:15 T801@6:37", Texts.brief(read.diagnostics()));
        assertEquals("classify", read.diagnostics().getFirst().suggestion());
    }

    @Test
    void aTableIsOneTestARow() {
        Map<String, String> files = reference();
        files.put(
                "refund-desk.test.yaml",
                "flow: refund-desk.flow.yaml\ntests:\n  - name: t\n    input: { a: 1, b: { c: 2, d: 3 } }\n    table:\n      - { input: { b: { c: 5 } } }\n      - { name: named, expect: { end: failed } }\n");
        ReadTests read = WorkspaceFolder.load(Texts.sources(files)).tests().get("refund-desk.test.yaml");
        assertTrue(read.diagnostics().stream().noneMatch(Diagnostic::isError));
        assertNotNull(read.tests());
        assertEquals(
                List.of("t [1]", "t: named"),
                read.tests().tests().stream().map(TestCase::name).toList());
        assertEquals(
                Map.of("a", 1L, "b", Map.of("c", 5L, "d", 3L)),
                read.tests().tests().getFirst().input());
    }

    @Test
    void aFolderWithoutAWorkspaceFileIsOneFinding() {
        LoadedWorkspace loaded = WorkspaceFolder.load(Texts.sources(Map.of()));
        assertEquals("R605@1:1", Texts.brief(loaded.allDiagnostics()));
    }

    @Test
    void twoFlowsOfOneNameAreAFinding() {
        Map<String, String> files = reference();
        files.put("z.flow.yaml", Texts.resource("refund-desk.flow.yaml"));
        assertEquals(
                "Y006@3:7",
                Texts.brief(WorkspaceFolder.load(Texts.sources(files)).allDiagnostics()));
    }

    @Test
    void neverReadsOutsideTheFolder(@TempDir Path folder) throws IOException {
        Path inside = Files.createDirectories(folder.resolve("ws/sub"));
        Files.writeString(folder.resolve("secret.txt"), "s");
        Files.writeString(inside.resolve("a.txt"), "a");
        Files.createDirectories(folder.resolve("ws/.signalbox"));
        Files.writeString(folder.resolve("ws/.signalbox/token"), "t");
        Files.createSymbolicLink(folder.resolve("ws/link.txt"), folder.resolve("secret.txt"));
        Files.createSymbolicLink(folder.resolve("ws/out"), folder);
        Files.createSymbolicLink(folder.resolve("ws/kept.txt"), folder.resolve("ws/.signalbox/token"));
        FileSources sources = new FileSources(folder.resolve("ws"));
        assertEquals("a", sources.read("sub/a.txt"));
        assertEquals(List.of("sub/a.txt"), sources.paths());
        for (String path : List.of(
                "../secret.txt",
                "link.txt",
                "out/secret.txt",
                "",
                "sub",
                "\0",
                "/etc/hostname",
                ".signalbox/token",
                "sub/../.signalbox/token",
                "kept.txt")) {
            assertNull(sources.read(path), path);
        }
    }

    @Test
    void aBundleIsReadAgainAsTheSameFlow() {
        Map<String, String> files = reference();
        files.put(
                "signalbox.yaml",
                files.get("signalbox.yaml")
                        .replace(
                                "fallback: [local]",
                                "fallback: [local]\n  local: { provider: person }\n  other: { provider: person }")
                        .replace("actions: {}", "actions: { shout: { echo: {}, args: { type: object } } }"));
        files.put(
                "refund-desk.flow.yaml",
                files.get("refund-desk.flow.yaml").replace("call: get_order\n", "call: shout\n"));
        LoadedWorkspace loaded = WorkspaceFolder.load(Texts.sources(files));
        assertEquals(List.of(), loaded.allDiagnostics());
        ReadFlow read = loaded.flows().get("refund-desk.flow.yaml");
        Flow flow = read.flow();
        assertNotNull(flow);
        Bundle bundle = Bundle.of(read, loaded.workspace(), flow);
        Bundle again = Bundle.parse(bundle.toJson());
        assertEquals(bundle, again);
        assertEquals(64, bundle.hash().length());
        assertEquals(bundle.hash(), again.hash());
        ReadWorkspace pinned = WorkspaceReader.read(again.workspace(), again.sources());
        assertEquals(List.of(), pinned.diagnostics());
        assertEquals("[fast, local]", pinned.workspace().models().keySet().toString());
        assertEquals("[shout]", pinned.workspace().actions().keySet().toString());
        ReadFlow reread = FlowReader.read(again.path(), again.flow(), pinned.workspace(), again.sources());
        assertEquals(List.of(), reread.diagnostics());
        assertNotNull(reread.flow());
        assertEquals(flow.expressions().size(), reread.flow().expressions().size());
        assertEquals(bundle, Bundle.of(reread, pinned.workspace(), reread.flow()));
    }
}
