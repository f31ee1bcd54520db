package dev.signalbox.runtime.hold;

import dev.signalbox.core.command.Actor;
import dev.signalbox.core.id.HoldId;
import dev.signalbox.runtime.api.InboxViews;
import dev.signalbox.runtime.api.Problem;
import dev.signalbox.runtime.api.Views;
import dev.signalbox.runtime.port.HoldLedger;
import dev.signalbox.runtime.port.RunStore;
import dev.signalbox.runtime.run.RunReader;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * One decision for many holds that ask the same: of one state of one file, none risky. Each is decided as if it were alone, by
 * the hash that was seen.
 */
final class BulkDecisions {
    private static final int MOST = 200;

    private final RunStore store;
    private final RunReader reader;
    private final Decisions decisions;

    BulkDecisions(RunStore store, RunReader reader, Decisions decisions) {
        this.store = store;
        this.reader = reader;
        this.decisions = decisions;
    }

    /** Of which file and state a hold is. */
    private record Kind(String flow, String bundle, String state) {}

    InboxViews.BulkView decide(InboxViews.BulkRequest request, Actor actor) {
        HoldReader.oneOf("decision", request.decision(), "", "approve", "reject");
        List<InboxViews.BulkItem> items = request.items();
        if (request.decision().isEmpty() || items.isEmpty() || items.size() > MOST) {
            throw new Problem(Problem.Kind.BAD_REQUEST, "Decide 1 to " + MOST + " holds at a time.");
        }
        check(items);
        List<InboxViews.BulkResult> results = new ArrayList<>();
        for (InboxViews.BulkItem item : items) {
            results.add(decide(item, request, actor));
        }
        return new InboxViews.BulkView(List.copyOf(results));
    }

    /** What is not open any more says so itself when it is decided. */
    private void check(List<InboxViews.BulkItem> items) {
        Set<String> ids = new HashSet<>();
        Kind first = null;
        for (InboxViews.BulkItem item : items) {
            if (!ids.add(item.id())) {
                throw new Problem(Problem.Kind.BAD_REQUEST, "The hold " + item.id() + " is named twice.");
            }
            HoldLedger.OpenHold open = store.hold(new HoldId(RunReader.nonEmpty(item.id())));
            if (open == null) {
                continue;
            }
            Views.HoldView hold = reader.view(open);
            if (!hold.bulk()) {
                throw new Problem(Problem.Kind.INVALID, whyNot(hold), Map.of("hold", hold.id()));
            }
            Kind kind = new Kind(hold.flow(), open.run().bundle().value(), hold.state());
            if (first != null && !first.equals(kind)) {
                throw new Problem(
                        Problem.Kind.INVALID,
                        "Only holds of one state of one version of a flow are decided together; " + hold.id()
                                + " is of another.",
                        Map.of("hold", hold.id()));
            }
            first = kind;
        }
    }

    private static String whyNot(Views.HoldView hold) {
        return "high".equals(hold.risk())
                ? "The hold " + hold.id() + " is of high risk and is decided on its own."
                : "The hold " + hold.id() + " wants an answer of its own.";
    }

    private InboxViews.BulkResult decide(InboxViews.BulkItem item, InboxViews.BulkRequest request, Actor actor) {
        try {
            Views.DecisionView decided = decisions.decide(
                    item.id(),
                    new Views.DecisionRequest(request.decision(), item.hash(), null, null, null, request.note()),
                    actor);
            return new InboxViews.BulkResult(item.id(), decided.status(), null);
        } catch (Problem problem) {
            return new InboxViews.BulkResult(item.id(), null, told(problem));
        }
    }

    private static Map<String, Object> told(Problem problem) {
        Map<String, Object> told = new LinkedHashMap<>(problem.details());
        told.put(
                "type",
                "urn:signalbox:problem:"
                        + problem.kind().name().toLowerCase(Locale.ROOT).replace('_', '-'));
        told.put("status", (long) problem.kind().status());
        told.put("detail", String.valueOf(problem.getMessage()));
        return told;
    }
}
