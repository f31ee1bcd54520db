package dev.signalbox.cli.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.eclipse.lsp4j.ClientCapabilities;
import org.eclipse.lsp4j.CompletionItem;
import org.eclipse.lsp4j.CompletionParams;
import org.eclipse.lsp4j.Diagnostic;
import org.eclipse.lsp4j.DidChangeTextDocumentParams;
import org.eclipse.lsp4j.DidCloseTextDocumentParams;
import org.eclipse.lsp4j.DidOpenTextDocumentParams;
import org.eclipse.lsp4j.DocumentFormattingParams;
import org.eclipse.lsp4j.FormattingOptions;
import org.eclipse.lsp4j.InitializeParams;
import org.eclipse.lsp4j.InitializedParams;
import org.eclipse.lsp4j.MessageActionItem;
import org.eclipse.lsp4j.MessageParams;
import org.eclipse.lsp4j.Position;
import org.eclipse.lsp4j.PublishDiagnosticsParams;
import org.eclipse.lsp4j.Range;
import org.eclipse.lsp4j.ShowMessageRequestParams;
import org.eclipse.lsp4j.TextDocumentContentChangeEvent;
import org.eclipse.lsp4j.TextDocumentIdentifier;
import org.eclipse.lsp4j.TextDocumentItem;
import org.eclipse.lsp4j.TextEdit;
import org.eclipse.lsp4j.VersionedTextDocumentIdentifier;
import org.eclipse.lsp4j.WorkspaceEdit;
import org.eclipse.lsp4j.WorkspaceFolder;
import org.eclipse.lsp4j.jsonrpc.Launcher;
import org.eclipse.lsp4j.launch.LSPLauncher;
import org.eclipse.lsp4j.services.LanguageClient;
import org.eclipse.lsp4j.services.LanguageServer;
import org.eclipse.lsp4j.services.TextDocumentService;

/** An editor as the protocol sees one: the texts it has open, a server in a process, and what that published. */
final class Editor implements LanguageClient, AutoCloseable {
    private static final long SECONDS_AT_MOST = 60;

    private final Path folder;
    private final Process process;
    private final Path errors;
    private final Map<String, String> texts = new HashMap<>();
    private final Map<String, Integer> versions = new HashMap<>();
    private final BlockingQueue<PublishDiagnosticsParams> published = new LinkedBlockingQueue<>();
    private LanguageServer server;

    private Editor(Path folder, Process process, Path errors) {
        this.folder = folder;
        this.process = process;
        this.errors = errors;
    }

    static Editor start(Path folder) throws Exception {
        Path errors = Files.createTempFile("signalbox-lsp", ".txt");
        List<String> line = new ArrayList<>(Packed.program());
        line.add("lsp");
        ProcessBuilder builder =
                new ProcessBuilder(line).directory(folder.toFile()).redirectError(errors.toFile());
        builder.environment().clear();
        Editor editor = new Editor(folder, builder.start(), errors);
        Launcher<LanguageServer> launcher = LSPLauncher.createClientLauncher(
                editor, editor.process.getInputStream(), editor.process.getOutputStream());
        editor.server = launcher.getRemoteProxy();
        launcher.startListening();
        InitializeParams params = new InitializeParams();
        params.setProcessId((int) ProcessHandle.current().pid());
        params.setCapabilities(new ClientCapabilities());
        params.setWorkspaceFolders(List.of(new WorkspaceFolder(folder.toUri().toString(), "test")));
        editor.server.initialize(params).get(SECONDS_AT_MOST, TimeUnit.SECONDS);
        editor.server.initialized(new InitializedParams());
        return editor;
    }

    LanguageServer server() {
        return server;
    }

    TextDocumentService texts() {
        return server.getTextDocumentService();
    }

    String uri(String file) {
        return folder.resolve(file).toUri().toString();
    }

    TextDocumentIdentifier id(String file) {
        return new TextDocumentIdentifier(uri(file));
    }

    String text(String file) {
        return texts.get(file);
    }

    void open(String file, String text) {
        texts.put(file, text);
        versions.put(file, 1);
        texts().didOpen(new DidOpenTextDocumentParams(new TextDocumentItem(uri(file), "yaml", 1, text)));
    }

    /** Sends what differs, as an editor does: the stretch between the first and the last difference. */
    void change(String file, String to) {
        String from = texts.put(file, to);
        int version = versions.merge(file, 1, Integer::sum);
        int start = 0;
        while (start < Math.min(from.length(), to.length()) && from.charAt(start) == to.charAt(start)) {
            start++;
        }
        int end = 0;
        while (end < Math.min(from.length(), to.length()) - start
                && from.charAt(from.length() - 1 - end) == to.charAt(to.length() - 1 - end)) {
            end++;
        }
        TextDocumentContentChangeEvent change = new TextDocumentContentChangeEvent(
                new Range(position(from, start), position(from, from.length() - end)),
                to.substring(start, to.length() - end));
        texts().didChange(new DidChangeTextDocumentParams(
                new VersionedTextDocumentIdentifier(uri(file), version), List.of(change)));
    }

    void close(String file) {
        texts.remove(file);
        texts().didClose(new DidCloseTextDocumentParams(id(file)));
    }

    /** The position some characters into a part of a text that stands there first. */
    Position at(String file, String part, int into) {
        int found = text(file).indexOf(part);
        if (found < 0) {
            throw new AssertionError("not there: " + part + "\n" + text(file));
        }
        return position(text(file), found + into);
    }

    private static Position position(String text, int offset) {
        String before = text.substring(0, offset);
        return new Position((int) before.chars().filter(c -> c == '\n').count(), offset - before.lastIndexOf('\n') - 1);
    }

    private static int offset(String text, Position position) {
        int at = 0;
        for (int line = 0; line < position.getLine(); line++) {
            at = text.indexOf('\n', at) + 1;
        }
        return at + position.getCharacter();
    }

    List<TextEdit> formatted(String file) throws Exception {
        return List.copyOf(texts().formatting(new DocumentFormattingParams(id(file), new FormattingOptions(2, true)))
                .get(30, TimeUnit.SECONDS));
    }

    List<CompletionItem> completion(String file, String part, int into) throws Exception {
        return texts().completion(new CompletionParams(id(file), at(file, part, into)))
                .get(SECONDS_AT_MOST, TimeUnit.SECONDS)
                .getRight()
                .getItems();
    }

    void apply(WorkspaceEdit edit) {
        edit.getChanges().forEach((uri, edits) -> apply(uri.substring(uri.lastIndexOf('/') + 1), edits));
    }

    void apply(String file, List<TextEdit> edits) {
        StringBuilder text = new StringBuilder(text(file));
        edits.stream()
                .sorted(Comparator.comparingInt((TextEdit edit) ->
                                offset(text(file), edit.getRange().getStart()))
                        .reversed())
                .forEach(edit -> text.replace(
                        offset(text(file), edit.getRange().getStart()),
                        offset(text(file), edit.getRange().getEnd()),
                        edit.getNewText()));
        change(file, text.toString());
    }

    /** The findings of a file, once what was published about its text as it stands is as wanted. */
    List<Diagnostic> findings(String file, Predicate<List<Diagnostic>> wanted) throws Exception {
        while (true) {
            PublishDiagnosticsParams next = published.poll(SECONDS_AT_MOST, TimeUnit.SECONDS);
            if (next == null) {
                throw new AssertionError("nothing such was published about " + file + "; " + said());
            }
            boolean current = next.getVersion() == null || next.getVersion().equals(versions.get(file));
            if (next.getUri().equals(uri(file)) && current && wanted.test(next.getDiagnostics())) {
                return next.getDiagnostics();
            }
        }
    }

    int shutdownAndExit() throws Exception {
        server.shutdown().get(SECONDS_AT_MOST, TimeUnit.SECONDS);
        server.exit();
        return awaitEnd();
    }

    void hangUp() throws IOException {
        process.getOutputStream().close();
    }

    int awaitEnd() throws InterruptedException {
        if (!process.waitFor(SECONDS_AT_MOST, TimeUnit.SECONDS)) {
            throw new AssertionError("the server does not end");
        }
        return process.exitValue();
    }

    /** What the server wrote to stderr. */
    String said() throws IOException {
        return Files.readString(errors);
    }

    @Override
    public void publishDiagnostics(PublishDiagnosticsParams diagnostics) {
        published.add(diagnostics);
    }

    @Override
    public void telemetryEvent(Object object) {}

    @Override
    public void showMessage(MessageParams params) {}

    @Override
    public CompletableFuture<MessageActionItem> showMessageRequest(ShowMessageRequestParams params) {
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public void logMessage(MessageParams params) {}

    @Override
    public void close() throws IOException {
        process.destroyForcibly();
        Files.deleteIfExists(errors);
    }
}
