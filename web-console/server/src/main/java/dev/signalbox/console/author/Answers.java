package dev.signalbox.console.author;

import dev.signalbox.dsl.assist.Hover;
import dev.signalbox.dsl.assist.Outline;
import dev.signalbox.dsl.assist.Proposal;
import dev.signalbox.dsl.assist.Remedy;
import dev.signalbox.dsl.assist.Renaming;
import dev.signalbox.dsl.check.CheckedWorkspace;
import dev.signalbox.dsl.diagnostic.Diagnostic;
import dev.signalbox.dsl.diagnostic.JsonReport;
import dev.signalbox.dsl.diagnostic.Severity;
import dev.signalbox.dsl.diagnostic.Span;
import dev.signalbox.dsl.graph.GraphBuilder;
import dev.signalbox.dsl.lines.LineEdits;
import dev.signalbox.dsl.model.Flow;
import dev.signalbox.dsl.read.ReadFlow;
import dev.signalbox.dsl.rules.RuleEntry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the language says, as the page's JSON. */
final class Answers {
    private Answers() {}

    /**
     * Everything the page shows of a text: whether it could be served, its findings with what can be done about each, the
     * findings that other files have with it, its diagram as far as it can be read, and where its states stand.
     */
    static Map<String, Object> check(Manuscript written, CheckedWorkspace checked) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("valid", errors(written, checked).isEmpty());
        List<Map<String, Object>> own = new ArrayList<>();
        List<Map<String, Object>> elsewhere = new ArrayList<>();
        for (Diagnostic found : checked.told()) {
            if (found.place().span().file().equals(written.path())) {
                own.add(finding(written, found));
            } else if (found.severity() == Severity.ERROR) {
                elsewhere.add(JsonReport.entry(found));
            }
        }
        answer.put("diagnostics", own);
        answer.put("elsewhere", elsewhere);
        ReadFlow read = checked.loaded().flows().get(written.path());
        Flow flow = read == null ? null : read.flow();
        if (flow != null && !flow.states().isEmpty()) {
            answer.put("graph", GraphBuilder.of(flow));
        }
        answer.put("states", states(written));
        return answer;
    }

    /** What keeps the text from being served, as its rules weigh it and not as the workspace shows it. */
    static List<Diagnostic> errors(Manuscript written, CheckedWorkspace checked) {
        return checked.diagnostics().stream()
                .filter(found -> found.isError() && found.place().span().file().equals(written.path()))
                .toList();
    }

    private static Map<String, Object> finding(Manuscript written, Diagnostic found) {
        Map<String, Object> entry = new LinkedHashMap<>(JsonReport.entry(found));
        entry.put(
                "fixes",
                Remedy.of(found, written.text()).stream()
                        .map(remedy -> Map.of(
                                "title",
                                remedy.title(),
                                "preferred",
                                remedy.preferred(),
                                "edits",
                                remedy.edits().stream()
                                        .map(edit -> written.edit(edit.span(), edit.text()))
                                        .toList()))
                        .toList());
        return entry;
    }

    /** Of a text that need not parse: each state's lines, from its name to the end of what it says. */
    private static List<Map<String, Object>> states(Manuscript written) {
        return Outline.of(written.path(), written.text()).stream()
                .filter(part -> part.name().equals("states"))
                .flatMap(part -> part.parts().stream())
                .map(state -> Map.<String, Object>of(
                        "name",
                        state.name(),
                        "from",
                        (long) state.whole().line(),
                        "to",
                        (long) lastLine(state.whole()),
                        "verb",
                        verb(state)))
                .toList();
    }

    /** The detail is {@code call: charge}. */
    private static String verb(Outline state) {
        int end = state.detail().indexOf(':');
        return end < 0 ? state.detail() : state.detail().substring(0, end);
    }

    /** A block's end is where the next one begins: the line before is its last. */
    private static int lastLine(Span whole) {
        return whole.endColumn() == 1 && whole.endLine() > whole.line() ? whole.endLine() - 1 : whole.endLine();
    }

    static Map<String, Object> proposals(List<Proposal> proposals) {
        return Map.of(
                "items",
                proposals.stream()
                        .map(proposal -> {
                            Map<String, Object> item = new LinkedHashMap<>();
                            item.put("label", proposal.label());
                            item.put("kind", proposal.kind().name().toLowerCase(Locale.ROOT));
                            item.put("detail", proposal.detail());
                            item.put("text", proposal.text());
                            item.put("insert", proposal.insert());
                            item.put("snippet", proposal.snippet());
                            item.put("from", (long) proposal.from());
                            item.put("to", (long) proposal.to());
                            item.put("doubtful", proposal.doubtful());
                            return item;
                        })
                        .toList());
    }

    /** Without anything to say it is empty. */
    static Map<String, Object> hover(Manuscript written, @Nullable Hover found) {
        if (found == null) {
            return Map.of();
        }
        Map<String, Object> place = new LinkedHashMap<>(written.edit(found.span(), ""));
        place.remove("insert");
        place.put("text", found.text());
        return place;
    }

    static Map<String, Object> places(Manuscript written, List<Span> spans) {
        return Map.of(
                "places",
                spans.stream()
                        .map(span -> {
                            Map<String, Object> place = new LinkedHashMap<>();
                            place.put("file", span.file());
                            place.put("line", (long) span.line());
                            place.put("column", (long) span.column());
                            if (span.file().equals(written.path())) {
                                place.put("from", (long) written.offset(span.line(), span.column()));
                            }
                            return place;
                        })
                        .toList());
    }

    /** The page changes its own text; of other files it can only say how often the name stands there. */
    static Map<String, Object> renaming(Manuscript written, Renaming.Result.Edits edits) {
        List<Map<String, Object>> own = new ArrayList<>();
        List<Map<String, Object>> elsewhere = new ArrayList<>();
        edits.places().forEach((file, spans) -> {
            if (file.equals(written.path())) {
                spans.forEach(span -> own.add(written.edit(span, edits.text())));
            } else {
                elsewhere.add(Map.of("file", file, "places", (long) spans.size()));
            }
        });
        return Map.of("edits", own, "elsewhere", elsewhere);
    }

    static Map<String, Object> edits(List<LineEdits.LineEdit> edits) {
        return Map.of(
                "edits",
                edits.stream()
                        .map(edit ->
                                Map.of("from", (long) edit.from(), "to", (long) edit.to(), "insert", edit.insert()))
                        .toList());
    }

    static Map<String, Object> rule(RuleEntry entry) {
        Map<String, Object> rule = new LinkedHashMap<>();
        rule.put("code", entry.code().name());
        rule.put("title", entry.code().title());
        rule.put("severity", entry.severity());
        rule.put("exactness", entry.exactness());
        rule.put("what", entry.what());
        rule.put("certainty", entry.certainty());
        rule.put("bad", entry.bad().text());
        rule.put("good", entry.good().text());
        rule.put("why", entry.why());
        return rule;
    }
}
