package dev.signalbox.console.client;

import dev.signalbox.console.wire.Wire;
import dev.signalbox.core.command.Actor;
import dev.signalbox.runtime.api.AuditViews;
import dev.signalbox.runtime.api.BulkRuns;
import dev.signalbox.runtime.api.DraftViews;
import dev.signalbox.runtime.api.EvidenceViews;
import dev.signalbox.runtime.api.ForkViews;
import dev.signalbox.runtime.api.InboxViews;
import dev.signalbox.runtime.api.NoticeViews;
import dev.signalbox.runtime.api.Operations;
import dev.signalbox.runtime.api.ReviewViews;
import dev.signalbox.runtime.api.StepViews;
import dev.signalbox.runtime.api.TriggerViews;
import dev.signalbox.runtime.api.Views;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;

/**
 * The operations of a running server. The server knows the caller by the token: the {@link Actor} that a method is given is
 * not sent. Problems come back as the {@link dev.signalbox.runtime.api.Problem} that the server wrote; a server that does
 * not answer is one of kind {@code UNAVAILABLE}.
 */
public final class HttpOperations implements Operations {
    private static final TypeReference<Views.Page<Views.RunSummary>> RUNS = new TypeReference<>() {};
    private static final TypeReference<Views.Page<AuditViews.ReviewerView>> REVIEWERS = new TypeReference<>() {};
    private static final TypeReference<Views.Page<NoticeViews.ChannelView>> CHANNELS = new TypeReference<>() {};
    private static final TypeReference<Views.Page<NoticeViews.NoticeView>> NOTICES = new TypeReference<>() {};
    private static final TypeReference<Views.Page<Views.FlowSummary>> FLOWS = new TypeReference<>() {};
    private static final TypeReference<Views.Page<Map<String, Object>>> EVENTS = new TypeReference<>() {};
    private static final Set<String> MOVING = Set.of("running");
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(25);

    private final Line line;
    private final HttpTriggers triggers;

    /** @param server the address without a path, {@code http://127.0.0.1:7420} */
    public HttpOperations(URI server, String token) {
        this.line = new Line(server, token);
        this.triggers = new HttpTriggers(line);
    }

    @Override
    public List<Views.FlowSummary> flows() {
        return line.get("/api/flows", FLOWS).items();
    }

    @Override
    public Views.FlowView flow(String name) {
        return line.get("/api/flows/" + Line.part(name), new TypeReference<>() {});
    }

    @Override
    public DraftViews.ContextView context(String flow, DraftViews.ContextRequest request) {
        return line.read(
                line.post(
                        "/api/flows/" + Line.part(flow) + "/context",
                        given(request.source(), request.state(), request.given()),
                        null),
                new TypeReference<>() {});
    }

    @Override
    public DraftViews.StepView tryStep(String flow, DraftViews.StepRequest request) {
        Map<String, Object> body = given(request.source(), request.state(), request.given());
        put(body, "reply", request.reply());
        return line.read(line.post("/api/flows/" + Line.part(flow) + "/try", body, null), new TypeReference<>() {});
    }

    private static Map<String, Object> given(String source, String state, DraftViews.Given given) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("source", source);
        body.put("state", state);
        put(body, "data", given.data());
        put(body, "sample", given.sample());
        put(body, "run", given.run());
        return body;
    }

    @Override
    public ReviewViews.TrafficView traffic(String flow, int runs) {
        return line.get(
                "/api/flows/" + Line.part(flow) + "/traffic" + Line.query("runs", String.valueOf(runs)),
                new TypeReference<>() {});
    }

    @Override
    public ReviewViews.VersionsView versions(String flow) {
        return line.get("/api/flows/" + Line.part(flow) + "/versions", new TypeReference<>() {});
    }

    @Override
    public ReviewViews.ReviewView review(String flow, ReviewViews.ReviewRequest request) {
        Map<String, Object> body = new LinkedHashMap<>();
        put(body, "from", request.from());
        put(body, "to", request.to());
        put(body, "source", request.source());
        return line.read(line.post("/api/flows/" + Line.part(flow) + "/review", body, null), new TypeReference<>() {});
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
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("decision", request.decision());
        put(body, "note", request.note());
        body.put(
                "items",
                request.items().stream()
                        .map(item -> Map.of("id", item.id(), "hash", item.hash()))
                        .toList());
        return line.read(line.post("/api/holds/bulk", body, null), new TypeReference<>() {});
    }

    @Override
    public List<NoticeViews.ChannelView> channels() {
        return line.get("/api/channels", CHANNELS).items();
    }

    @Override
    public NoticeViews.TestView testChannel(String channel, Actor actor) {
        return line.read(
                line.post("/api/channels/" + Line.part(channel) + "/test", Map.of(), null), new TypeReference<>() {});
    }

    @Override
    public List<NoticeViews.NoticeView> notices(String hold) {
        return line.get("/api/holds/" + Line.part(hold) + "/notices", NOTICES).items();
    }

    @Override
    public AuditViews.AuditPage audit(AuditViews.AuditFilter filter) {
        return line.get("/api/audit" + audited(filter, String.valueOf(filter.limit())), new TypeReference<>() {});
    }

    @Override
    public List<AuditViews.ReviewerView> reviewers(AuditViews.AuditFilter filter) {
        return line.get("/api/audit/people" + audited(filter.at(null), null), REVIEWERS)
                .items();
    }

    private static String audited(AuditViews.AuditFilter filter, @Nullable String limit) {
        return Line.query(
                "flow", filter.flow(),
                "by", filter.by(),
                "verdict", filter.verdict(),
                "from", filter.from(),
                "to", filter.to(),
                "q", filter.q(),
                "cursor", filter.cursor(),
                "limit", limit);
    }

    @Override
    public Views.HoldView preview(String hold, Map<String, Object> edit) {
        return line.read(
                line.post("/api/holds/" + Line.part(hold) + "/preview", Map.of("edit", edit), null),
                new TypeReference<>() {});
    }

    @Override
    public Views.DecisionView decide(String hold, Views.DecisionRequest request, Actor actor) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("decision", request.decision());
        put(body, "hash", request.hash());
        put(body, "edited_hash", request.editedHash());
        put(body, "edit", request.edit());
        put(body, "answer", request.answer());
        put(body, "note", request.note());
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
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("to", to);
        put(body, "note", note);
        return line.read(
                line.post("/api/holds/" + Line.part(hold) + "/delegate", body, null), new TypeReference<>() {});
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
        Map<String, Object> body = new LinkedHashMap<>();
        put(body, "bundle", request.bundle());
        put(body, "mapping", request.mapping());
        put(body, "note", request.note());
        body.put("dry_run", request.dryRun());
        return line.read(line.post("/api/runs/" + Line.part(run) + "/move", body, null), new TypeReference<>() {});
    }

    @Override
    public Views.RunView fork(String run, ForkViews.ForkRequest request, Actor actor) {
        return asRun(fork(run, forkBody(request)));
    }

    @Override
    public ForkViews.ForkPlan forkPlan(String run, ForkViews.ForkRequest request, Actor actor) {
        Map<String, Object> body = forkBody(request);
        body.put("dry_run", true);
        return line.read(fork(run, body), new TypeReference<>() {});
    }

    private String fork(String run, Map<String, Object> body) {
        return line.post("/api/runs/" + Line.part(run) + "/fork", body, null);
    }

    private static Map<String, Object> forkBody(ForkViews.ForkRequest request) {
        Map<String, Object> body = new LinkedHashMap<>();
        put(body, "seq", request.seq());
        body.put("effects", request.again() ? "again" : "recorded");
        return body;
    }

    @Override
    public StepViews.RunAt at(String run, long seq, @Nullable Long from) {
        String query = Line.query("from", from == null ? null : String.valueOf(from));
        return line.get("/api/runs/" + Line.part(run) + "/at/" + seq + query, new TypeReference<>() {});
    }

    private record BulkResults(List<BulkRuns.Result> results) {}

    @Override
    public List<BulkRuns.Result> bulk(BulkRuns.Request request, Actor actor) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("action", request.action().name().toLowerCase(Locale.ROOT));
        body.put("ids", request.ids());
        put(body, "reason", request.reason());
        return line.read(line.post("/api/runs/bulk", body, null), new TypeReference<BulkResults>() {})
                .results();
    }

    @Override
    public Views.EventReceipt send(Views.EventRequest event, Actor actor) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("event", event.event());
        put(body, "key", event.key());
        put(body, "id", event.id());
        put(body, "payload", event.payload());
        return line.read(line.post("/api/events", body, null), new TypeReference<>() {});
    }

    @Override
    public List<TriggerViews.TriggerView> triggers() {
        return triggers.all();
    }

    @Override
    public TriggerViews.TriggerView pause(String flow, String trigger, Actor actor) {
        return triggers.turned(flow, trigger, "pause");
    }

    @Override
    public TriggerViews.TriggerView resume(String flow, String trigger, Actor actor) {
        return triggers.turned(flow, trigger, "resume");
    }

    @Override
    public TriggerViews.TrialView tryOut(String flow, String trigger, TriggerViews.TrialRequest request) {
        return triggers.tried(flow, trigger, request);
    }

    @Override
    public Views.RunView fire(String flow, String trigger, TriggerViews.TrialRequest request, Actor actor) {
        return triggers.fired(flow, trigger, request);
    }

    @Override
    public TriggerViews.HookReceipt deliver(TriggerViews.HookRequest request) {
        return line.read(line.forward(request), new TypeReference<>() {});
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

    @Override
    public AutoCloseable watch(Consumer<Views.Change> listener) {
        return new Ear(line, text -> listener.accept(Wire.MAPPER.readValue(text, Views.Change.class)));
    }

    @Override
    public void close() {
        line.close();
    }

    private Views.RunView asRun(String text) {
        return line.read(text, new TypeReference<>() {});
    }

    private static void put(Map<String, Object> body, String name, @Nullable Object value) {
        if (value != null) {
            body.put(name, value);
        }
    }
}
