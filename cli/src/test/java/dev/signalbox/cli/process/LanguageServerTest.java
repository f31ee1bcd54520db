package dev.signalbox.cli.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.eclipse.lsp4j.CodeAction;
import org.eclipse.lsp4j.CodeActionContext;
import org.eclipse.lsp4j.CodeActionParams;
import org.eclipse.lsp4j.CompletionItem;
import org.eclipse.lsp4j.CompletionParams;
import org.eclipse.lsp4j.DefinitionParams;
import org.eclipse.lsp4j.Diagnostic;
import org.eclipse.lsp4j.DiagnosticTag;
import org.eclipse.lsp4j.DocumentSymbolParams;
import org.eclipse.lsp4j.HoverParams;
import org.eclipse.lsp4j.Location;
import org.eclipse.lsp4j.Position;
import org.eclipse.lsp4j.PrepareRenameParams;
import org.eclipse.lsp4j.RenameParams;
import org.eclipse.lsp4j.TextEdit;
import org.eclipse.lsp4j.jsonrpc.ResponseErrorException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A session of an editor: a client of the protocol on the pipes of {@code signalbox lsp}. */
class LanguageServerTest {
    private static final String FLOW = "greet.flow.yaml";

    @TempDir
    Path folder;

    @BeforeEach
    void a_new_workspace() throws Exception {
        Program.Outcome made = Program.run(folder, Map.of(), "new", "greet", "--dir", ".");
        assertEquals(0, made.code(), made.err());
        Files.writeString(folder.resolve("greet.test.yaml"), """
                flow: greet.flow.yaml
                tests: [ { name: quiet, input: { name: Ada }, actions: { deliver: { returns: {} } }, expect: { path: [write_greeting, write_quiet, deliver_quiet, done] } } ]
                """);
    }

    private String text() throws Exception {
        return Files.readString(folder.resolve(FLOW));
    }

    @Test
    void a_whole_session() throws Exception {
        try (Editor editor = Editor.start(folder)) {
            editor.open(FLOW, text());
            assertEquals(List.of(), editor.findings(FLOW, List::isEmpty));

            // A word that no state has is found where it stands, and mended by the first action that is offered.
            String broken = text().replace("next: deliver_quiet", "next: deliver_quit");
            editor.change(FLOW, broken);
            List<Diagnostic> found = editor.findings(FLOW, all -> !all.isEmpty());
            Diagnostic unknown = found.getFirst();
            assertEquals("G101", unknown.getCode().getLeft());
            assertEquals(
                    editor.at(FLOW, "deliver_quit\n", 0), unknown.getRange().getStart());
            CodeAction mend = editor.texts()
                    .codeAction(new CodeActionParams(
                            editor.id(FLOW), unknown.getRange(), new CodeActionContext(List.of(unknown))))
                    .get(30, TimeUnit.SECONDS)
                    .getFirst()
                    .getRight();
            assertEquals("Write `deliver_quiet`", mend.getTitle());
            editor.apply(mend.getEdit());
            assertEquals(text(), editor.text(FLOW));
            assertEquals(List.of(), editor.findings(FLOW, List::isEmpty));

            // While a line is being written, what can stand there is known with its type.
            editor.change(FLOW, text().replace("\"Hello, ${input.name}.\"", "\"Hello, ${input."));
            List<CompletionItem> items = editor.completion(FLOW, "${input.", "${input.".length());
            CompletionItem name = items.stream()
                    .filter(item -> item.getLabel().equals("name"))
                    .findFirst()
                    .orElseThrow();
            assertEquals("text", name.getDetail());
            editor.apply(FLOW, List.of(name.getTextEdit().getLeft()));
            assertTrue(editor.text(FLOW).contains("\"Hello, ${input.name }\n"), editor.text(FLOW));
            editor.change(FLOW, text());

            // What stands at a place, and where it is declared.
            Position called = editor.at(FLOW, "call: deliver\n", 8);
            String hover = editor.texts()
                    .hover(new HoverParams(editor.id(FLOW), called))
                    .get(30, TimeUnit.SECONDS)
                    .getContents()
                    .getRight()
                    .getValue();
            assertTrue(hover.startsWith("Action `deliver`: write, idempotent, risky when `args.loud`"), hover);
            Location declared = editor.texts()
                    .definition(new DefinitionParams(editor.id(FLOW), called))
                    .get(30, TimeUnit.SECONDS)
                    .getLeft()
                    .getFirst();
            assertEquals(editor.at(FLOW, "  deliver:\n", 2), declared.getRange().getStart());

            // A state's new name is written everywhere, in the test too; a taken one is refused.
            Position state = editor.at(FLOW, "to: write_quiet", 6);
            assertEquals(
                    "write_quiet",
                    editor.texts()
                            .prepareRename(new PrepareRenameParams(editor.id(FLOW), state))
                            .get(30, TimeUnit.SECONDS)
                            .getSecond()
                            .getPlaceholder());
            ExecutionException taken = assertThrows(
                    ExecutionException.class,
                    () -> editor.texts()
                            .rename(new RenameParams(editor.id(FLOW), state, "write_loud"))
                            .get(30, TimeUnit.SECONDS));
            assertTrue(
                    ((ResponseErrorException) taken.getCause())
                            .getResponseError()
                            .getMessage()
                            .contains("cannot be called `write_loud`"),
                    taken.getCause().getMessage());
            Map<String, List<TextEdit>> changes = editor.texts()
                    .rename(new RenameParams(editor.id(FLOW), state, "whisper"))
                    .get(30, TimeUnit.SECONDS)
                    .getChanges();
            assertEquals(2, changes.get(editor.uri(FLOW)).size());
            assertEquals(1, changes.get(editor.uri("greet.test.yaml")).size());
            editor.apply(FLOW, changes.get(editor.uri(FLOW)));
            assertFalse(editor.text(FLOW).contains("write_quiet"), editor.text(FLOW));

            assertTrue(
                    editor
                            .texts()
                            .documentSymbol(new DocumentSymbolParams(editor.id(FLOW)))
                            .get(30, TimeUnit.SECONDS)
                            .stream()
                            .anyMatch(symbol -> symbol.getRight().getName().equals("states")
                                    && symbol.getRight().getChildren().size() == 7));

            // In its form there is nothing to do; out of it, one edit brings it back.
            editor.change(FLOW, text());
            assertEquals(List.of(), editor.formatted(FLOW));
            editor.change(FLOW, text().replace("states:\n", "states:\n\n\n"));
            editor.apply(FLOW, editor.formatted(FLOW));
            assertEquals(text(), editor.text(FLOW));

            assertEquals(0, editor.shutdownAndExit());
            assertEquals("", editor.said());
        }
    }

    @Test
    void what_is_not_saved_counts_in_the_workspaces_file_too() throws Exception {
        try (Editor editor = Editor.start(folder)) {
            editor.open(FLOW, text());
            assertEquals(List.of(), editor.findings(FLOW, List::isEmpty));
            editor.open("signalbox.yaml", "signalbox: 1\ngroups: [others]\n");
            List<Diagnostic> found = editor.findings(FLOW, all -> !all.isEmpty());
            assertEquals("R605", found.getFirst().getCode().getLeft());
            editor.close("signalbox.yaml");
            assertEquals(List.of(), editor.findings(FLOW, List::isEmpty));
        }
    }

    @Test
    void a_place_behind_an_emoji_is_where_the_client_counts_it() throws Exception {
        try (Editor editor = Editor.start(folder)) {
            editor.open(FLOW, text().replace("\"Hello, ${input.name}.\"", "\"👋🏽 Hello, ${input.nam}.\""));
            Diagnostic found = editor.findings(FLOW, all -> !all.isEmpty()).getFirst();
            assertEquals("E202", found.getCode().getLeft());
            assertEquals(editor.at(FLOW, "nam}", 0), found.getRange().getStart());
            assertEquals(editor.at(FLOW, "nam}", 3), found.getRange().getEnd());
        }
    }

    @Test
    void what_is_written_and_never_read_is_shown_as_unnecessary() throws Exception {
        try (Editor editor = Editor.start(folder)) {
            editor.open(
                    FLOW,
                    text().replace("data:\n", "data:\n  spare: { type: string }\n")
                            .replace("set: { greeting: \"Hello", "set: { spare: x, greeting: \"Hello"));
            Diagnostic found = editor.findings(FLOW, all -> !all.isEmpty()).getFirst();
            assertEquals("C408", found.getCode().getLeft());
            assertEquals(List.of(DiagnosticTag.Unnecessary), found.getTags());
        }
    }

    @Test
    void a_client_that_goes_without_a_word_takes_the_server_along() throws Exception {
        try (Editor editor = Editor.start(folder)) {
            editor.open(FLOW, text());
            editor.hangUp();
            assertEquals(1, editor.awaitEnd());
        }
    }

    @Test
    void exit_without_shutdown_is_code_1_and_a_question_after_shutdown_is_refused() throws Exception {
        try (Editor editor = Editor.start(folder)) {
            editor.server().exit();
            assertEquals(1, editor.awaitEnd());
        }
        try (Editor editor = Editor.start(folder)) {
            editor.open(FLOW, text());
            assertNotNull(editor.server().shutdown().get(30, TimeUnit.SECONDS));
            assertThrows(
                    ExecutionException.class,
                    () -> editor.texts()
                            .completion(new CompletionParams(editor.id(FLOW), new Position(0, 0)))
                            .get(30, TimeUnit.SECONDS));
            editor.server().exit();
            assertEquals(0, editor.awaitEnd());
        }
    }
}
