package dev.signalbox.cli.lsp;

import dev.signalbox.dsl.assist.Outline;
import dev.signalbox.dsl.assist.Proposal;
import dev.signalbox.dsl.diagnostic.Code;
import dev.signalbox.dsl.diagnostic.Diagnostic;
import dev.signalbox.dsl.diagnostic.Severity;
import dev.signalbox.dsl.diagnostic.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.eclipse.lsp4j.CompletionItem;
import org.eclipse.lsp4j.CompletionItemKind;
import org.eclipse.lsp4j.DiagnosticRelatedInformation;
import org.eclipse.lsp4j.DiagnosticSeverity;
import org.eclipse.lsp4j.DiagnosticTag;
import org.eclipse.lsp4j.DocumentSymbol;
import org.eclipse.lsp4j.InsertTextFormat;
import org.eclipse.lsp4j.InsertTextMode;
import org.eclipse.lsp4j.Location;
import org.eclipse.lsp4j.MarkupContent;
import org.eclipse.lsp4j.MarkupKind;
import org.eclipse.lsp4j.SymbolKind;
import org.eclipse.lsp4j.TextEdit;
import org.eclipse.lsp4j.jsonrpc.messages.Either;

/** What the language says, in the protocol's terms. */
final class Answers {
    private Answers() {}

    static org.eclipse.lsp4j.Diagnostic diagnostic(
            Diagnostic found, Positions positions, Function<Span, Location> elsewhere) {
        org.eclipse.lsp4j.Diagnostic diagnostic = new org.eclipse.lsp4j.Diagnostic();
        diagnostic.setRange(positions.range(found.place().span()));
        diagnostic.setSeverity(severity(found.severity()));
        diagnostic.setCode(found.code().name());
        diagnostic.setSource("signalbox");
        diagnostic.setMessage(found.help() == null ? found.message() : found.message() + "\n" + found.help());
        if (!found.related().isEmpty()) {
            diagnostic.setRelatedInformation(found.related().stream()
                    .map(related ->
                            new DiagnosticRelatedInformation(elsewhere.apply(related.span()), related.message()))
                    .toList());
        }
        if (found.code() == Code.C407 || found.code() == Code.C408) {
            diagnostic.setTags(List.of(DiagnosticTag.Unnecessary));
        }
        return diagnostic;
    }

    private static DiagnosticSeverity severity(Severity severity) {
        return switch (severity) {
            case ERROR -> DiagnosticSeverity.Error;
            case WARNING -> DiagnosticSeverity.Warning;
            case INFO -> DiagnosticSeverity.Information;
        };
    }

    /** @param snippets the client fills in places of a text; else it gets a key alone */
    static List<CompletionItem> items(List<Proposal> proposals, Positions positions, boolean snippets) {
        List<CompletionItem> items = new ArrayList<>();
        for (Proposal proposal : proposals) {
            CompletionItem item = new CompletionItem(proposal.label());
            item.setKind(kind(proposal.kind()));
            item.setDetail(proposal.detail().isEmpty() ? null : proposal.detail());
            if (!proposal.text().isEmpty()) {
                item.setDocumentation(new MarkupContent(MarkupKind.MARKDOWN, proposal.text()));
            }
            String insert = proposal.insert();
            if (proposal.snippet() && snippets) {
                item.setInsertTextFormat(InsertTextFormat.Snippet);
                item.setInsertTextMode(InsertTextMode.AdjustIndentation);
            } else if (proposal.snippet()) {
                insert = plain(proposal);
            }
            item.setTextEdit(Either.forLeft(new TextEdit(positions.range(proposal.from(), proposal.to()), insert)));
            item.setFilterText(proposal.label());
            item.setSortText(String.format(Locale.ROOT, "%s%04d", proposal.doubtful() ? "b" : "a", items.size()));
            items.add(item);
        }
        return items;
    }

    private static String plain(Proposal proposal) {
        return proposal.kind() == Proposal.Kind.FUNCTION ? proposal.label() + "(" : proposal.label() + ": ";
    }

    private static CompletionItemKind kind(Proposal.Kind kind) {
        return switch (kind) {
            case KEY -> CompletionItemKind.Property;
            case NAME -> CompletionItemKind.Reference;
            case FIELD -> CompletionItemKind.Field;
            case VARIABLE -> CompletionItemKind.Variable;
            case FUNCTION -> CompletionItemKind.Function;
            case WORD -> CompletionItemKind.EnumMember;
            case FILE -> CompletionItemKind.File;
        };
    }

    static List<DocumentSymbol> symbols(List<Outline> parts, Positions positions, boolean top) {
        return parts.stream()
                .map(part -> new DocumentSymbol(
                        part.name(),
                        top ? SymbolKind.Namespace : SymbolKind.Object,
                        positions.range(part.whole()),
                        positions.range(part.span()),
                        part.detail().isEmpty() ? null : part.detail(),
                        symbols(part.parts(), positions, false)))
                .toList();
    }
}
