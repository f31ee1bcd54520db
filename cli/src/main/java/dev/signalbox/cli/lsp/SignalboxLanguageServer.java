package dev.signalbox.cli.lsp;

import com.google.gson.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.eclipse.lsp4j.ClientCapabilities;
import org.eclipse.lsp4j.CodeActionKind;
import org.eclipse.lsp4j.CodeActionOptions;
import org.eclipse.lsp4j.CompletionOptions;
import org.eclipse.lsp4j.DidChangeConfigurationParams;
import org.eclipse.lsp4j.DidChangeWatchedFilesParams;
import org.eclipse.lsp4j.DidChangeWorkspaceFoldersParams;
import org.eclipse.lsp4j.InitializeParams;
import org.eclipse.lsp4j.InitializeResult;
import org.eclipse.lsp4j.InitializedParams;
import org.eclipse.lsp4j.RenameOptions;
import org.eclipse.lsp4j.SaveOptions;
import org.eclipse.lsp4j.ServerCapabilities;
import org.eclipse.lsp4j.ServerInfo;
import org.eclipse.lsp4j.SetTraceParams;
import org.eclipse.lsp4j.TextDocumentSyncKind;
import org.eclipse.lsp4j.TextDocumentSyncOptions;
import org.eclipse.lsp4j.WorkspaceFolder;
import org.eclipse.lsp4j.WorkspaceFoldersOptions;
import org.eclipse.lsp4j.WorkspaceServerCapabilities;
import org.eclipse.lsp4j.services.LanguageClient;
import org.eclipse.lsp4j.services.LanguageServer;
import org.eclipse.lsp4j.services.TextDocumentService;
import org.eclipse.lsp4j.services.WorkspaceService;
import org.jspecify.annotations.Nullable;

/** The life of one session: initialize, shutdown, exit; and which workspaces it is about. */
final class SignalboxLanguageServer implements LanguageServer, WorkspaceService, AutoCloseable {
    private final CompletableFuture<Integer> end;
    private final OpenFiles open = new OpenFiles();
    private final Projects projects = new Projects(open);
    private final Publisher publisher = new Publisher(open);
    private final TextRequests texts = new TextRequests(open, projects, publisher);
    private volatile boolean shutDown;
    private volatile @Nullable LanguageClient client;

    /** @param end completed with the exit code when the session is over */
    SignalboxLanguageServer(CompletableFuture<Integer> end) {
        this.end = end;
    }

    void connect(LanguageClient connected) {
        client = connected;
    }

    @Override
    @SuppressWarnings("deprecation") // An older client names its one folder by `rootUri`.
    public CompletableFuture<InitializeResult> initialize(InitializeParams params) {
        watch(params.getProcessId());
        List<WorkspaceFolder> folders = params.getWorkspaceFolders();
        if (folders != null && !folders.isEmpty()) {
            folders.forEach(folder -> projects.add(OpenFiles.path(folder.getUri())));
        } else if (params.getRootUri() != null) {
            projects.add(OpenFiles.path(params.getRootUri()));
        }
        Optional<ClientCapabilities> client = Optional.ofNullable(params.getCapabilities());
        List<String> offered = client.map(ClientCapabilities::getGeneral)
                .map(general -> general.getPositionEncodings())
                .orElse(List.of());
        Positions.Encoding encoding = Positions.Encoding.chosen(offered);
        boolean snippets = client.map(ClientCapabilities::getTextDocument)
                .map(document -> document.getCompletion())
                .map(completion -> completion.getCompletionItem())
                .map(item -> item.getSnippetSupport())
                .orElse(false);
        texts.agree(encoding, snippets);
        LanguageClient connected = this.client;
        if (connected != null) {
            publisher.use(connected, encoding);
        }
        String version = SignalboxLanguageServer.class.getPackage().getImplementationVersion();
        return CompletableFuture.completedFuture(
                new InitializeResult(capabilities(encoding), new ServerInfo("signalbox", version)));
    }

    private static ServerCapabilities capabilities(Positions.Encoding encoding) {
        ServerCapabilities can = new ServerCapabilities();
        can.setPositionEncoding(encoding.protocolName());
        TextDocumentSyncOptions sync = new TextDocumentSyncOptions();
        sync.setOpenClose(true);
        sync.setChange(TextDocumentSyncKind.Incremental);
        sync.setSave(new SaveOptions(false));
        can.setTextDocumentSync(sync);
        can.setCompletionProvider(new CompletionOptions(false, List.of(".", "{", " ", "'", "\"", "/", "#")));
        can.setHoverProvider(true);
        can.setDefinitionProvider(true);
        can.setReferencesProvider(true);
        can.setDocumentHighlightProvider(true);
        can.setDocumentSymbolProvider(true);
        can.setDocumentFormattingProvider(true);
        can.setRenameProvider(new RenameOptions(true));
        can.setCodeActionProvider(new CodeActionOptions(List.of(CodeActionKind.QuickFix)));
        WorkspaceFoldersOptions folders = new WorkspaceFoldersOptions();
        folders.setSupported(true);
        folders.setChangeNotifications(true);
        can.setWorkspace(new WorkspaceServerCapabilities(folders));
        return can;
    }

    /** A client that dies without a word takes its server along. */
    private void watch(@Nullable Integer parent) {
        if (parent != null) {
            ProcessHandle.of(parent)
                    .ifPresent(process -> Thread.ofVirtual().start(() -> {
                        process.onExit().join();
                        end.complete(1);
                    }));
        }
    }

    @Override
    public void initialized(InitializedParams params) {
        projects.all().forEach(publisher::opened);
    }

    @Override
    public CompletableFuture<Object> shutdown() {
        shutDown = true;
        texts.refuse();
        return CompletableFuture.completedFuture(new JsonObject());
    }

    @Override
    public void exit() {
        end.complete(shutDown ? 0 : 1);
    }

    @Override
    public void setTrace(SetTraceParams params) {
        // Nothing is traced.
    }

    @Override
    public TextDocumentService getTextDocumentService() {
        return texts;
    }

    @Override
    public WorkspaceService getWorkspaceService() {
        return this;
    }

    @Override
    public void didChangeConfiguration(DidChangeConfigurationParams params) {
        // There is nothing to configure.
    }

    @Override
    public void didChangeWatchedFiles(DidChangeWatchedFilesParams params) {
        projects.all().forEach(publisher::changed);
    }

    @Override
    public void didChangeWorkspaceFolders(DidChangeWorkspaceFoldersParams params) {
        params.getEvent().getAdded().forEach(folder -> projects.add(OpenFiles.path(folder.getUri())));
        projects.all().forEach(publisher::opened);
    }

    @Override
    public void close() {
        publisher.close();
        texts.close();
    }
}
