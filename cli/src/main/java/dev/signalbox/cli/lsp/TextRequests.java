package dev.signalbox.cli.lsp;

import dev.signalbox.dsl.assist.Completion;
import dev.signalbox.dsl.assist.FileKind;
import dev.signalbox.dsl.assist.Navigation;
import dev.signalbox.dsl.assist.Occurrence;
import dev.signalbox.dsl.assist.Outline;
import dev.signalbox.dsl.assist.Remedy;
import dev.signalbox.dsl.assist.Renaming;
import dev.signalbox.dsl.diagnostic.Diagnostic;
import dev.signalbox.dsl.diagnostic.Span;
import dev.signalbox.dsl.format.Formatter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.eclipse.lsp4j.CodeAction;
import org.eclipse.lsp4j.CodeActionKind;
import org.eclipse.lsp4j.CodeActionParams;
import org.eclipse.lsp4j.Command;
import org.eclipse.lsp4j.CompletionItem;
import org.eclipse.lsp4j.CompletionList;
import org.eclipse.lsp4j.CompletionParams;
import org.eclipse.lsp4j.DefinitionParams;
import org.eclipse.lsp4j.DidChangeTextDocumentParams;
import org.eclipse.lsp4j.DidCloseTextDocumentParams;
import org.eclipse.lsp4j.DidOpenTextDocumentParams;
import org.eclipse.lsp4j.DidSaveTextDocumentParams;
import org.eclipse.lsp4j.DocumentFormattingParams;
import org.eclipse.lsp4j.DocumentHighlight;
import org.eclipse.lsp4j.DocumentHighlightKind;
import org.eclipse.lsp4j.DocumentHighlightParams;
import org.eclipse.lsp4j.DocumentSymbol;
import org.eclipse.lsp4j.DocumentSymbolParams;
import org.eclipse.lsp4j.Hover;
import org.eclipse.lsp4j.HoverParams;
import org.eclipse.lsp4j.Location;
import org.eclipse.lsp4j.LocationLink;
import org.eclipse.lsp4j.MarkupContent;
import org.eclipse.lsp4j.MarkupKind;
import org.eclipse.lsp4j.Position;
import org.eclipse.lsp4j.PrepareRenameDefaultBehavior;
import org.eclipse.lsp4j.PrepareRenameParams;
import org.eclipse.lsp4j.PrepareRenameResult;
import org.eclipse.lsp4j.Range;
import org.eclipse.lsp4j.ReferenceParams;
import org.eclipse.lsp4j.RenameParams;
import org.eclipse.lsp4j.SymbolInformation;
import org.eclipse.lsp4j.TextDocumentIdentifier;
import org.eclipse.lsp4j.TextEdit;
import org.eclipse.lsp4j.WorkspaceEdit;
import org.eclipse.lsp4j.jsonrpc.CompletableFutures;
import org.eclipse.lsp4j.jsonrpc.ResponseErrorException;
import org.eclipse.lsp4j.jsonrpc.messages.Either;
import org.eclipse.lsp4j.jsonrpc.messages.Either3;
import org.eclipse.lsp4j.jsonrpc.messages.ResponseError;
import org.eclipse.lsp4j.jsonrpc.messages.ResponseErrorCode;
import org.eclipse.lsp4j.services.TextDocumentService;
import org.jspecify.annotations.Nullable;

/**
 * What the client says and asks of single files. Changes are taken as they come; questions are answered one after the other
 * on a thread of their own, each of the file as it stood when it was asked. One that fails is an error for the client and
 * harms no other.
 */
final class TextRequests implements TextDocumentService, AutoCloseable {
    private static final Logger LOG = Logger.getLogger(TextRequests.class.getName());

    private final OpenFiles open;
    private final Projects projects;
    private final Publisher publisher;
    private final ExecutorService worker = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "lsp-answer");
        thread.setDaemon(true);
        return thread;
    });
    private volatile Positions.Encoding encoding = Positions.Encoding.UTF_16;
    private volatile boolean snippets;
    private volatile boolean refused;

    TextRequests(OpenFiles open, Projects projects, Publisher publisher) {
        this.open = open;
        this.projects = projects;
        this.publisher = publisher;
    }

    void agree(Positions.Encoding agreed, boolean withSnippets) {
        encoding = agreed;
        snippets = withSnippets;
    }

    /** From now on every question is refused: the session was shut down. */
    void refuse() {
        refused = true;
    }

    // ---- what the client says

    @Override
    public void didOpen(DidOpenTextDocumentParams params) {
        var document = params.getTextDocument();
        open.open(document.getUri(), document.getVersion(), document.getText());
        with(document.getUri(), publisher::opened);
    }

    @Override
    public void didChange(DidChangeTextDocumentParams params) {
        var document = params.getTextDocument();
        int version = document.getVersion() == null ? 0 : document.getVersion();
        open.change(document.getUri(), version, params.getContentChanges(), encoding);
        with(document.getUri(), publisher::changed);
    }

    @Override
    public void didSave(DidSaveTextDocumentParams params) {
        with(params.getTextDocument().getUri(), publisher::opened);
    }

    @Override
    public void didClose(DidCloseTextDocumentParams params) {
        open.close(params.getTextDocument().getUri());
        with(params.getTextDocument().getUri(), publisher::opened);
    }

    private void with(String uri, java.util.function.Consumer<Project> then) {
        Path path = OpenFiles.path(uri);
        if (path != null && path.getParent() != null) {
            then.accept(projects.of(path));
        }
    }

    // ---- what the client asks

    /** A file as it stands when something is asked of it. */
    private record Asked(Project project, String path, String text, Positions positions) {
        Span at(Position position) {
            return positions.at(position);
        }
    }

    @Override
    public CompletableFuture<Either<List<CompletionItem>, CompletionList>> completion(CompletionParams params) {
        return answer(params.getTextDocument(), Either.forLeft(List.of()), asked -> {
            int cursor = asked.positions().offset(params.getPosition());
            return Either.forRight(new CompletionList(
                    false,
                    Answers.items(
                            Completion.at(asked.project().recent(), asked.path(), asked.text(), cursor),
                            asked.positions(),
                            snippets)));
        });
    }

    @Override
    public CompletableFuture<Hover> hover(HoverParams params) {
        return answerOrNull(params.getTextDocument(), asked -> {
            Span at = asked.at(params.getPosition());
            var found = dev.signalbox.dsl.assist.Hover.at(asked.project().now(), asked.path(), at.line(), at.column());
            return found == null
                    ? null
                    : new Hover(
                            new MarkupContent(MarkupKind.MARKDOWN, found.text()),
                            asked.positions().range(found.span()));
        });
    }

    @Override
    public CompletableFuture<Either<List<? extends Location>, List<? extends LocationLink>>> definition(
            DefinitionParams params) {
        return answer(params.getTextDocument(), Either.forLeft(List.of()), asked -> {
            Span at = asked.at(params.getPosition());
            List<Location> found = new Navigation(asked.project().now())
                    .definitions(asked.path(), at.line(), at.column()).stream()
                            .map(span -> publisher.location(asked.project(), span))
                            .toList();
            return Either.forLeft(found);
        });
    }

    @Override
    public CompletableFuture<List<? extends Location>> references(ReferenceParams params) {
        return answer(params.getTextDocument(), List.of(), asked -> {
            Span at = asked.at(params.getPosition());
            boolean all = params.getContext() == null || params.getContext().isIncludeDeclaration();
            return new Navigation(asked.project().now())
                    .references(asked.path(), at.line(), at.column()).stream()
                            .filter(name -> all || !name.declares())
                            .map(name -> publisher.location(asked.project(), name.span()))
                            .toList();
        });
    }

    @Override
    public CompletableFuture<List<? extends DocumentHighlight>> documentHighlight(DocumentHighlightParams params) {
        return answer(params.getTextDocument(), List.of(), asked -> {
            Span at = asked.at(params.getPosition());
            return new Navigation(asked.project().now())
                    .references(asked.path(), at.line(), at.column()).stream()
                            .filter(name -> name.span().file().equals(asked.path()))
                            .map(name -> new DocumentHighlight(
                                    asked.positions().range(name.span()),
                                    name.declares() ? DocumentHighlightKind.Write : DocumentHighlightKind.Read))
                            .toList();
        });
    }

    @Override
    public CompletableFuture<List<Either<SymbolInformation, DocumentSymbol>>> documentSymbol(
            DocumentSymbolParams params) {
        return answer(params.getTextDocument(), List.of(), asked -> {
            List<Either<SymbolInformation, DocumentSymbol>> symbols = new ArrayList<>();
            Answers.symbols(Outline.of(asked.path(), asked.text()), asked.positions(), true)
                    .forEach(symbol -> symbols.add(Either.forRight(symbol)));
            return symbols;
        });
    }

    @Override
    public CompletableFuture<Either3<Range, PrepareRenameResult, PrepareRenameDefaultBehavior>> prepareRename(
            PrepareRenameParams params) {
        return answerOrNull(params.getTextDocument(), asked -> {
            Span at = asked.at(params.getPosition());
            Occurrence name = Renaming.prepare(asked.project().now(), asked.path(), at.line(), at.column());
            return name == null
                    ? null
                    : Either3.forSecond(
                            new PrepareRenameResult(asked.positions().range(name.span()), name.name()));
        });
    }

    @Override
    public CompletableFuture<WorkspaceEdit> rename(RenameParams params) {
        return answer(params.getTextDocument(), new WorkspaceEdit(), asked -> {
            Span at = asked.at(params.getPosition());
            return switch (Renaming.rename(
                    asked.project().now(), asked.path(), at.line(), at.column(), params.getNewName())) {
                case Renaming.Result.Refused refusal ->
                    throw new ResponseErrorException(
                            new ResponseError(ResponseErrorCode.RequestFailed, refusal.reason(), null));
                case Renaming.Result.Edits edits -> {
                    Map<String, List<TextEdit>> changes = new LinkedHashMap<>();
                    edits.places()
                            .forEach((path, spans) -> changes.put(
                                    asked.project().uri(path),
                                    spans.stream()
                                            .map(span -> new TextEdit(
                                                    publisher
                                                            .location(asked.project(), span)
                                                            .getRange(),
                                                    edits.text()))
                                            .toList()));
                    yield new WorkspaceEdit(changes);
                }
            };
        });
    }

    @Override
    public CompletableFuture<List<Either<Command, CodeAction>>> codeAction(CodeActionParams params) {
        return answer(params.getTextDocument(), List.of(), asked -> {
            List<Either<Command, CodeAction>> actions = new ArrayList<>();
            for (Diagnostic found : asked.project().findings(asked.path())) {
                Range range = asked.positions().range(found.place().span());
                if (touches(range, params.getRange())) {
                    for (Remedy remedy : Remedy.of(found, asked.text())) {
                        actions.add(Either.forRight(action(asked, found, remedy)));
                    }
                }
            }
            return actions;
        });
    }

    private CodeAction action(Asked asked, Diagnostic found, Remedy remedy) {
        CodeAction action = new CodeAction(remedy.title());
        action.setKind(CodeActionKind.QuickFix);
        action.setIsPreferred(remedy.preferred());
        action.setDiagnostics(List.of(
                Answers.diagnostic(found, asked.positions(), span -> publisher.location(asked.project(), span))));
        action.setEdit(new WorkspaceEdit(Map.of(
                asked.project().uri(asked.path()),
                remedy.edits().stream()
                        .map(edit -> new TextEdit(asked.positions().range(edit.span()), edit.text()))
                        .toList())));
        return action;
    }

    /** One edit of the whole text, none where it has its form; a text that does not read has findings, and is left as it is. */
    @Override
    public CompletableFuture<List<? extends TextEdit>> formatting(DocumentFormattingParams params) {
        return answer(
                params.getTextDocument(),
                List.of(),
                asked -> Formatter.Kind.of(asked.path())
                        .map(kind -> Formatter.format(asked.path(), asked.text(), kind))
                        .<List<? extends TextEdit>>map(result -> switch (result) {
                            case Formatter.Result.Refused refused -> List.of();
                            case Formatter.Result.Formatted formatted ->
                                formatted.text().equals(asked.text())
                                        ? List.of()
                                        : List.of(new TextEdit(
                                                asked.positions()
                                                        .range(0, asked.text().length()),
                                                formatted.text()));
                        })
                        .orElse(List.of()));
    }

    private static boolean touches(Range one, Range other) {
        return !before(one.getEnd(), other.getStart()) && !before(other.getEnd(), one.getStart());
    }

    private static boolean before(Position one, Position other) {
        return one.getLine() < other.getLine()
                || (one.getLine() == other.getLine() && one.getCharacter() < other.getCharacter());
    }

    // ---- how a question is answered

    private <T> CompletableFuture<T> answer(TextDocumentIdentifier document, T nothing, Function<Asked, T> question) {
        return answerOrNull(document, question).thenApply(answer -> answer == null ? nothing : answer);
    }

    private <T extends @Nullable Object> CompletableFuture<T> answerOrNull(
            TextDocumentIdentifier document, Function<Asked, T> question) {
        if (refused) {
            return CompletableFuture.failedFuture(new ResponseErrorException(
                    new ResponseError(ResponseErrorCode.InvalidRequest, "The session was shut down.", null)));
        }
        Asked asked = asked(document);
        return CompletableFutures.computeAsync(worker, cancelled -> {
            cancelled.checkCanceled();
            return asked == null ? null : guarded(asked, question);
        });
    }

    private @Nullable Asked asked(TextDocumentIdentifier document) {
        Path file = OpenFiles.path(document.getUri());
        OpenFiles.OpenFile opened = file == null ? null : open.get(file);
        if (file == null || opened == null || file.getParent() == null) {
            return null;
        }
        Project project = projects.of(file);
        String path = project.path(file);
        return FileKind.of(path) == null
                ? null
                : new Asked(project, path, opened.text(), new Positions(opened.text(), encoding));
    }

    private static <T extends @Nullable Object> T guarded(Asked asked, Function<Asked, T> question) {
        try {
            return question.apply(asked);
        } catch (ResponseErrorException refusal) {
            throw refusal;
        } catch (RuntimeException | StackOverflowError defect) {
            LOG.log(Level.WARNING, "a question about " + asked.path() + " could not be answered", defect);
            throw new ResponseErrorException(
                    new ResponseError(ResponseErrorCode.InternalError, "Signalbox could not answer this.", null));
        }
    }

    @Override
    public void close() {
        worker.shutdownNow();
    }
}
