package dev.signalbox.console.client;

import dev.signalbox.core.command.Actor;
import dev.signalbox.runtime.api.EvidenceViews;
import dev.signalbox.runtime.api.HoldOperations;
import dev.signalbox.runtime.api.InboxViews;
import dev.signalbox.runtime.api.Views;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;

/** Holds, asked of a server. */
final class HttpHolds implements HoldOperations {
    private final Line line;

    HttpHolds(Line line) {
        this.line = line;
    }

    @Override
    public InboxViews.HoldPage holds(Views.HoldFilter filter, Actor asker) {
        return line.get(
                "/api/holds"
                        + Line.query(
                                "run", filter.run(),
                                "flow", filter.flow(),
                                "place", filter.place(),
                                "group", filter.group(),
                                "state", filter.done() ? "done" : null,
                                "who", filter.who(),
                                "urgency", filter.urgency(),
                                "claimed", filter.claimed(),
                                "q", filter.q(),
                                "sort", filter.sort(),
                                "cursor", filter.cursor(),
                                "limit", String.valueOf(filter.limit())),
                new TypeReference<>() {});
    }

    @Override
    public Views.HoldView hold(String id) {
        return line.get("/api/holds/" + Line.part(id), new TypeReference<>() {});
    }

    /** The server remembers only looks of people at its page. */
    @Override
    public Views.HoldView look(String id, Actor person) {
        return hold(id);
    }

    @Override
    public Views.HoldView claim(String hold, boolean take, Actor actor) {
        return line.read(
                line.post("/api/holds/" + Line.part(hold) + "/claim", Map.of("take", take), null),
                new TypeReference<>() {});
    }

    @Override
    public Views.HoldView release(String hold, Actor actor) {
        return line.read(
                line.post("/api/holds/" + Line.part(hold) + "/release", Map.of(), null), new TypeReference<>() {});
    }

    @Override
    public InboxViews.BulkView decideAll(InboxViews.BulkRequest request, Actor actor) {
        Map<String, Object> body = Line.body(
                "decision", request.decision(),
                "note", request.note(),
                "items",
                        request.items().stream()
                                .map(item -> Map.of("id", item.id(), "hash", item.hash()))
                                .toList());
        return line.read(line.post("/api/holds/bulk", body, null), new TypeReference<>() {});
    }

    @Override
    public Views.HoldView preview(String hold, Map<String, Object> edit) {
        return line.read(
                line.post("/api/holds/" + Line.part(hold) + "/preview", Map.of("edit", edit), null),
                new TypeReference<>() {});
    }

    @Override
    public Views.DecisionView decide(String hold, Views.DecisionRequest request, Actor actor) {
        Map<String, Object> body = Line.body(
                "decision", request.decision(),
                "hash", request.hash(),
                "edited_hash", request.editedHash(),
                "edit", request.edit(),
                "answer", request.answer(),
                "note", request.note());
        return line.read(
                line.post("/api/holds/" + Line.part(hold) + "/decision", body, null), new TypeReference<>() {});
    }

    @Override
    public EvidenceViews.HoldEvidence evidence(String hold, Actor actor) {
        return line.get("/api/holds/" + Line.part(hold) + "/evidence", new TypeReference<>() {});
    }

    @Override
    public EvidenceViews.HoldEvidence discuss(String hold, String text, Actor actor) {
        return line.read(
                line.post("/api/holds/" + Line.part(hold) + "/ask", Map.of("text", text), null),
                new TypeReference<>() {});
    }

    @Override
    public EvidenceViews.HoldEvidence delegate(String hold, String to, @Nullable String note, Actor actor) {
        Map<String, Object> body = Line.body(
                "to", to,
                "note", note);
        return line.read(
                line.post("/api/holds/" + Line.part(hold) + "/delegate", body, null), new TypeReference<>() {});
    }
}
