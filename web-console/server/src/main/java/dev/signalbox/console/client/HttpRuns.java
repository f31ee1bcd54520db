package dev.signalbox.console.client;

import dev.signalbox.core.command.Actor;
import dev.signalbox.runtime.api.BulkRuns;
import dev.signalbox.runtime.api.ForkViews;
import dev.signalbox.runtime.api.RunOperations;
import dev.signalbox.runtime.api.StepViews;
import dev.signalbox.runtime.api.Views;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;

/** Runs, asked of a server. */
final class HttpRuns implements RunOperations {
    private static final TypeReference<Views.Page<Views.RunSummary>> RUNS = new TypeReference<>() {};
    private static final TypeReference<Views.Page<Map<String, Object>>> EVENTS = new TypeReference<>() {};
    private static final Set<String> MOVING = Set.of("running");
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(25);

    private final Line line;

    HttpRuns(Line line) {
        this.line = line;
    }

    @Override
    public Views.RunView start(String flow, Object input, @Nullable String idempotencyKey, Actor actor) {
        return asRun(line.post("/api/flows/" + Line.part(flow) + "/runs", input, idempotencyKey));
    }

    @Override
    public Views.Page<Views.RunSummary> runs(Views.RunFilter filter) {
        return line.get(
                "/api/runs"
                        + Line.query(
                                "flow", filter.flow(),
                                "status", filter.status(),
                                "key", filter.key(),
                                "waits_on", filter.waitsOn(),
                                "started_by", filter.startedBy(),
                                "q", filter.text(),
                                "since", filter.since(),
                                "cursor", filter.cursor(),
                                "limit", String.valueOf(filter.limit())),
                RUNS);
    }

    @Override
    public Views.RunView run(String id) {
        return line.get("/api/runs/" + Line.part(id), new TypeReference<>() {});
    }

    @Override
    public List<Map<String, Object>> events(String run, long after) {
        return line.get("/api/runs/" + Line.part(run) + "/events" + Line.query("after", String.valueOf(after)), EVENTS)
                .items();
    }

    @Override
    public Views.RunView cancel(String run, @Nullable String reason, Actor actor) {
        return asRun(line.post(
                "/api/runs/" + Line.part(run) + "/cancel", reason == null ? Map.of() : Map.of("reason", reason), null));
    }

    @Override
    public Views.RunView retry(String run, Actor actor) {
        return asRun(line.post("/api/runs/" + Line.part(run) + "/retry", Map.of(), null));
    }

    @Override
    public Views.MoveView move(String run, Views.MoveRequest request, Actor actor) {
        Map<String, Object> body = Line.body(
                "bundle", request.bundle(),
                "mapping", request.mapping(),
                "note", request.note(),
                "dry_run", request.dryRun());
        return line.read(line.post("/api/runs/" + Line.part(run) + "/move", body, null), new TypeReference<>() {});
    }

    @Override
    public Views.RunView fork(String run, ForkViews.ForkRequest request, Actor actor) {
        return asRun(fork(run, forkBody(request)));
    }

    private String fork(String run, Map<String, Object> body) {
        return line.post("/api/runs/" + Line.part(run) + "/fork", body, null);
    }

    @Override
    public ForkViews.ForkPlan forkPlan(String run, ForkViews.ForkRequest request, Actor actor) {
        Map<String, Object> body = forkBody(request);
        body.put("dry_run", true);
        return line.read(fork(run, body), new TypeReference<>() {});
    }

    private static Map<String, Object> forkBody(ForkViews.ForkRequest request) {
        return Line.body("seq", request.seq(), "effects", request.again() ? "again" : "recorded");
    }

    @Override
    public StepViews.RunAt at(String run, long seq, @Nullable Long from) {
        String query = Line.query("from", from == null ? null : String.valueOf(from));
        return line.get("/api/runs/" + Line.part(run) + "/at/" + seq + query, new TypeReference<>() {});
    }

    private record BulkResults(List<BulkRuns.Result> results) {}

    @Override
    public List<BulkRuns.Result> bulk(BulkRuns.Request request, Actor actor) {
        Map<String, Object> body = Line.body(
                "action", request.action().name().toLowerCase(Locale.ROOT),
                "ids", request.ids(),
                "reason", request.reason());
        return line.read(line.post("/api/runs/bulk", body, null), new TypeReference<BulkResults>() {})
                .results();
    }

    @Override
    public Views.EventReceipt send(Views.EventRequest event, Actor actor) {
        Map<String, Object> body = Line.body(
                "event", event.event(),
                "key", event.key(),
                "id", event.id(),
                "payload", event.payload());
        return line.read(line.post("/api/events", body, null), new TypeReference<>() {});
    }

    @Override
    public Views.RunView await(String run, Duration atMost) {
        Instant end = Instant.now().plus(atMost);
        while (true) {
            Duration left = Duration.between(Instant.now(), end);
            long seconds = Math.clamp(left.toSeconds(), 0, LONGEST_WAIT.toSeconds());
            Views.RunView found = line.get(
                    "/api/runs/" + Line.part(run) + Line.query("wait", String.valueOf(seconds)),
                    new TypeReference<>() {});
            if (seconds == 0 || !MOVING.contains(found.status())) {
                return found;
            }
        }
    }

    private Views.RunView asRun(String text) {
        return line.read(text, new TypeReference<>() {});
    }
}
