package dev.signalbox.core.context;

import dev.signalbox.core.context.Manifest.Reason;
import dev.signalbox.core.context.Manifest.Verdict;
import dev.signalbox.core.effect.Message;
import dev.signalbox.core.run.Recorded;
import dev.signalbox.dsl.model.ContextItem;
import dev.signalbox.dsl.model.ContextItem.Source;
import dev.signalbox.dsl.tokens.ReplyBound;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What holds of every context, told from the request and its result and not from how it was made. A property that is
 * broken is named with what breaks it.
 */
final class ContextProperties {
    private static final Words COUNTER = new Words();
    private static final Pattern EVENT = Pattern.compile("event (\\d+) of .*");
    private static final int MOST_SUMMARIES = 20;

    private final Compiler compiler;
    private final Sketch sketch;
    private final Consumer<Manifest.Entry> seen;
    private final List<String> broken = new ArrayList<>();

    /** What makes contexts: ours, or a broken one. */
    interface Compiler {
        ContextResult compile(ContextRequest request);
    }

    /** @param seen hears of every entry of every manifest */
    ContextProperties(Compiler compiler, Sketch sketch, Consumer<Manifest.Entry> seen) {
        this.compiler = compiler;
        this.sketch = sketch;
        this.seen = seen;
    }

    /** What is broken for this question and for the same one after more has happened; empty when all holds. */
    List<String> check(long seed) {
        holds(settled());
        List<ContextRequest.Summary> made = List.copyOf(sketch.summaries);
        RandomSketch.goOn(sketch, seed);
        ContextResult first = compiler.compile(sketch.request());
        made.forEach(summary -> staysGood(summary, made, first));
        holds(settled());
        return broken;
    }

    private void broken(String what) {
        broken.add(what);
    }

    private void demand(boolean so, String what) {
        if (!so) {
            broken(what);
        }
    }

    /** Asks until no summary is wanted any more. */
    private ContextResult settled() {
        ContextResult result = compiler.compile(sketch.request());
        Set<String> asked = new HashSet<>();
        for (int i = 0; i < MOST_SUMMARIES && result instanceof ContextResult.Needs needs; i++) {
            demand(
                    asked.add(needs.item() + " " + needs.upTo()),
                    "idempotent: asked twice for the summary of " + needs.item());
            appendOnly(needs);
            demand(hidden(text(needs.messages())), "redact: a summary is asked of redacted data");
            sketch.summaries.add(
                    new ContextRequest.Summary(needs.item(), needs.covers(), needs.upTo(), "so far so good " + i));
            result = compiler.compile(sketch.request());
        }
        return result;
    }

    /** A summary stands for a beginning of the record, and for more of it than the one before. */
    private void appendOnly(ContextResult.Needs needs) {
        ContextItem item = item(needs.item());
        List<Recorded> selected = item.source() instanceof Source.Events events ? selected(events) : List.of();
        Set<Integer> kept = item.source() instanceof Source.Events events ? pinned(events, selected) : Set.of();
        List<EventLine> covered = lines(item).stream()
                .filter(line -> line.recorded.number() <= needs.upTo() && !kept.contains(line.recorded.number()))
                .toList();
        demand(
                !covered.isEmpty() && needs.covers().equals(SummaryText.covers(item, covered)),
                "append-only: a summary of something else than the events up to " + needs.upTo());
        for (ContextRequest.Summary before : sketch.summaries) {
            demand(
                    !before.item().equals(needs.item()) || before.upTo() < needs.upTo(),
                    "append-only: a summary up to " + needs.upTo() + " after one up to " + before.upTo());
        }
    }

    private List<EventLine> lines(ContextItem item) {
        return item.source() instanceof Source.Events events
                ? EventSelection.lines(
                        item,
                        events,
                        sketch.request(),
                        new Redaction(sketch.flow.flow(), sketch.roots::get, sketch.history))
                : List.of();
    }

    /** What happens later does not make a summary worthless: it is used, or one that goes further is asked for. */
    private void staysGood(ContextRequest.Summary made, List<ContextRequest.Summary> all, ContextResult now) {
        boolean newest =
                all.stream().noneMatch(other -> other.item().equals(made.item()) && other.upTo() > made.upTo());
        if (!newest || !(now instanceof ContextResult.Ready ready)) {
            return;
        }
        List<Manifest.Entry> entries = entries(ready.manifest(), made.item());
        boolean used = entries.stream()
                .anyMatch(entry -> entry.source().startsWith("summary of events ")
                        && entry.source().endsWith(" to " + made.upTo()));
        boolean out = entries.stream().allMatch(entry -> entry.verdict() == Verdict.DROPPED);
        demand(used || out, "append-only: the summary of " + made.item() + " is not used any more");
    }

    private void holds(ContextResult result) {
        demand(result.equals(compiler.compile(sketch.request())), "deterministic: the same request, another result");
        switch (result) {
            case ContextResult.Ready ready -> {
                ready.manifest().items().forEach(seen);
                withinBudget(ready);
                required(ready);
                priorities(ready.manifest());
                together(ready.manifest());
                keep(ready.manifest());
                max(ready.manifest());
                demand(hidden(Sketch.said(ready)), "redact: redacted data enters");
                stableFirst(ready);
                pictures(ready);
                fitsAsItIs(ready);
            }
            case ContextResult.Overflow overflow -> {
                overflow.manifest().items().forEach(seen);
                boolean its = overflow.item().equals("prompt")
                        || sketch.items.stream()
                                .anyMatch(item -> item.name().equals(overflow.item()) && item.required());
                demand(its, "required: " + overflow.item() + " overflows, and is not required");
            }
            case ContextResult.Failed failed -> broken("failed: " + failed.message());
            case ContextResult.Needs needs -> broken("idempotent: summaries without end of " + needs.item());
        }
    }

    private void withinBudget(ContextResult.Ready ready) {
        Manifest manifest = ready.manifest();
        int written = ready.messages().stream()
                .flatMap(message -> message.parts().stream())
                .filter(part -> !part.item().isEmpty())
                .mapToInt(ContextProperties::tokens)
                .sum();
        int budget = Math.min(Objects.requireNonNull(sketch.budget), manifest.budget());
        demand(written == manifest.used(), "budget: " + written + " tokens written, " + manifest.used() + " told");
        demand(written <= budget, "budget: " + written + " tokens of " + budget);
        int entries =
                manifest.items().stream().mapToInt(Manifest.Entry::tokensAfter).sum();
        demand(entries == written, "budget: the entries account for " + entries + " tokens of " + written);
        long all = ready.messages().stream()
                        .flatMap(message -> message.parts().stream())
                        .mapToLong(ContextProperties::tokens)
                        .sum()
                + ReplyBound.of(sketch.request().verb(), sketch.window);
        demand(
                all <= Objects.requireNonNull(sketch.window),
                "budget: " + all + " tokens in a window of " + sketch.window);
        demand(
                manifest.used() + (long) manifest.envelope() == ready.predictedInputTokens(),
                "budget: the prediction is not what is written");
    }

    private void required(ContextResult.Ready ready) {
        for (ContextItem item : sketch.items) {
            boolean wanted = item.required()
                    && (item.when() == null || item.when().source().equals("yes"));
            if (!wanted) {
                continue;
            }
            boolean written = ready.messages().stream()
                    .flatMap(message -> message.parts().stream())
                    .anyMatch(part -> part.item().equals(item.name()));
            boolean mayBeEmpty = item.source() instanceof Source.Events
                    || entries(ready.manifest(), item.name()).stream().allMatch(entry -> entry.tokensBefore() == 0);
            demand(written || mayBeEmpty, "required: " + item.name() + " is lost");
            demand(
                    entries(ready.manifest(), item.name()).stream()
                            .noneMatch(entry -> entry.reason() == Reason.OVER_BUDGET
                                    || entry.reason() == Reason.ABSENT
                                    || (entry.verdict() == Verdict.DROPPED && entry.reason() == Reason.OVER_MAX)),
                    "required: " + item.name() + " is not whole");
        }
    }

    private void priorities(Manifest manifest) {
        int closed = Integer.MAX_VALUE;
        for (ContextItem item : sketch.items) {
            boolean forRoom = entries(manifest, item.name()).stream()
                    .anyMatch(entry -> entry.reason() == Reason.OVER_BUDGET || (item.max() == null && evicted(entry)));
            closed = forRoom ? Math.min(closed, item.priority()) : closed;
        }
        for (ContextItem item : sketch.items) {
            boolean in = entries(manifest, item.name()).stream().anyMatch(entry -> entry.verdict() != Verdict.DROPPED);
            demand(
                    item.required() || item.priority() <= closed || !in,
                    "priority: " + item.name() + " of " + item.priority() + " outlives one of " + closed);
        }
    }

    private static boolean evicted(Manifest.Entry entry) {
        return entry.reason() == Reason.CLEAR_RESULTS
                || entry.reason() == Reason.CLAMP
                || entry.reason() == Reason.DROP_OLDEST;
    }

    /** A decision and what came of it are both there, or neither. */
    private void together(Manifest manifest) {
        eventItems(manifest, (item, events) -> {
            Set<Integer> kept = kept(manifest, item);
            List<Recorded> selected = selected(events);
            for (int i = 1; i < selected.size(); i++) {
                int before = selected.get(i - 1).number();
                int after = selected.get(i).number();
                if (continues(selected.get(i - 1), selected.get(i)) && !summarisedBetween(item, before)) {
                    demand(
                            kept.contains(before) == kept.contains(after),
                            "together: of " + item.name() + " events " + before + " and " + after + " part");
                }
            }
        });
    }

    /** The decision was summarised before anything had come of it. */
    private boolean summarisedBetween(ContextItem item, int decision) {
        return sketch.summaries.stream().anyMatch(made -> made.item().equals(item.name()) && made.upTo() == decision);
    }

    private void keep(Manifest manifest) {
        eventItems(manifest, (item, events) -> {
            Set<Integer> pinned = pinned(events, selected(events));
            for (Manifest.Entry entry : entries(manifest, item.name())) {
                int number = number(entry);
                demand(
                        !pinned.contains(number) || entry.reason() == Reason.FITS || entry.reason() == Reason.REDACTED,
                        "keep: event " + number + " of " + item.name() + " is " + entry.verdict() + " by "
                                + entry.reason());
                pinned.remove(number);
            }
            demand(pinned.isEmpty(), "keep: " + item.name() + " has lost " + pinned);
        });
    }

    private interface OfEvents {
        void check(ContextItem item, Source.Events events);
    }

    /** The items of events that are in, whatever became of their parts. */
    private void eventItems(Manifest manifest, OfEvents check) {
        for (ContextItem item : sketch.items) {
            boolean out = entries(manifest, item.name()).stream()
                    .anyMatch(entry -> entry.reason() == Reason.OVER_BUDGET
                            || entry.reason() == Reason.OVER_MAX
                            || entry.reason() == Reason.WHEN_FALSE
                            || entry.reason() == Reason.ABSENT);
            if (!out && item.source() instanceof Source.Events events) {
                check.check(item, events);
            }
        }
    }

    private void max(Manifest manifest) {
        for (ContextItem item : sketch.items) {
            int tokens = entries(manifest, item.name()).stream()
                    .filter(entry -> !entry.source().startsWith("copy "))
                    .mapToInt(Manifest.Entry::tokensAfter)
                    .sum();
            Integer max = item.max();
            demand(max == null || tokens <= max, "max: " + item.name() + " takes " + tokens + " of " + max);
        }
    }

    private void stableFirst(ContextResult.Ready ready) {
        boolean over = false;
        for (Message message : ready.messages()) {
            for (Message.Part part : message.parts()) {
                demand(!(over && part.stable()), "stable: something stable stands behind something volatile");
                demand(
                        !part.stable()
                                || part.item().isEmpty()
                                || item(part.item()).stable(),
                        "stable: " + part.item() + " stands in the prefix and is not stable");
                over |= !part.stable();
            }
        }
        // What stands in no slot can be moved, so a stable block stands before the prompt.
        boolean slotted = sketch.items.stream()
                .anyMatch(item ->
                        !item.stable() && PromptLayout.slots(sketch.request().verb(), item.name()) > 0);
        boolean stable = ready.messages().stream()
                .flatMap(message -> message.parts().stream())
                .filter(part -> !part.item().isEmpty() && item(part.item()).stable())
                .allMatch(Message.Part::stable);
        demand(slotted || stable, "stable: a stable item stands behind a volatile one without need");
    }

    private static int tokens(Message.Part part) {
        return part.media() == null ? COUNTER.count(part.text()) : COUNTER.count(part.media());
    }

    /** Each is there or dropped, and exactly the bytes of those that came from values are given along. */
    private void pictures(ContextResult.Ready ready) {
        Set<String> shown = new HashSet<>();
        Set<String> pinned = new HashSet<>();
        for (Message message : ready.messages()) {
            message.media().forEach(media -> shown.add(media.sha256()));
            demand(message.role() == Message.Role.USER || message.media().isEmpty(), "pictures: system has one");
        }
        for (ContextItem item : sketch.items) {
            if (item.as() != null) {
                entries(ready.manifest(), item.name())
                        .forEach(entry -> demand(
                                entry.verdict() == Verdict.KEPT || entry.verdict() == Verdict.DROPPED,
                                "pictures: " + item.name() + " is " + entry.verdict()));
            }
            if (item.source() instanceof Source.MediaFile file) {
                pinned.add(file.media().sha256());
            }
        }
        demand(shown.containsAll(ready.media().keySet()), "pictures: bytes are given along that are not shown");
        shown.removeAll(pinned);
        demand(ready.media().keySet().containsAll(shown), "pictures: the bytes of a value are not given along");
        demand(!ready.media().containsValue(RandomSketch.SECRET_PICTURE), "redact: a redacted picture enters");
    }

    /** What was made to fit fits: with no more room than it takes it comes out the same. */
    private void fitsAsItIs(ContextResult.Ready ready) {
        // What its own max cut is cut for want of room where there is less than that, and closes the door behind it.
        boolean judgedAnew = ready.manifest().items().stream()
                .anyMatch(entry -> entry.verdict() == Verdict.TRIMMED
                        || entry.reason() == Reason.OVER_MAX
                        || (evicted(entry) && item(entry.item()).max() != null));
        if (judgedAnew) {
            return;
        }
        Integer budget = sketch.budget;
        sketch.budget = ready.manifest().used();
        ContextResult again = compiler.compile(sketch.request());
        sketch.budget = budget;
        demand(
                again instanceof ContextResult.Ready same && same.messages().equals(ready.messages()),
                "idempotent: what fits into " + ready.manifest().used() + " tokens comes out as something else");
    }

    private static boolean hidden(String text) {
        return RandomSketch.HIDDEN.stream().noneMatch(text::contains);
    }

    private static String text(List<Message> messages) {
        StringBuilder text = new StringBuilder();
        messages.forEach(message -> text.append(message.text()).append('\n'));
        return text.toString();
    }

    private ContextItem item(String name) {
        return sketch.items.stream()
                .filter(item -> item.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static List<Manifest.Entry> entries(Manifest manifest, String item) {
        return manifest.items().stream()
                .filter(entry -> entry.item().equals(item))
                .toList();
    }

    private static int number(Manifest.Entry entry) {
        Matcher event = EVENT.matcher(entry.source());
        return event.matches() ? Integer.parseInt(event.group(1)) : -1;
    }

    private static Set<Integer> kept(Manifest manifest, ContextItem item) {
        Set<Integer> kept = new HashSet<>();
        for (Manifest.Entry entry : entries(manifest, item.name())) {
            if (entry.verdict() != Verdict.DROPPED && entry.verdict() != Verdict.SUMMARISED) {
                kept.add(number(entry));
            }
        }
        return kept;
    }

    private List<Recorded> selected(Source.Events events) {
        return sketch.history.stream()
                .filter(one -> events.states().isEmpty() || events.states().contains(one.state()))
                .filter(one -> events.kinds().isEmpty()
                        || events.kinds().contains(one.kind().text()))
                .toList();
    }

    private static boolean continues(Recorded earlier, Recorded later) {
        return earlier.kind() == Recorded.Kind.DECISION
                && earlier.state().equals(later.state())
                && earlier.visit() == later.visit();
    }

    /** The numbers of the events that {@code keep} names, and of those that go with them. */
    private static Set<Integer> pinned(Source.Events events, List<Recorded> selected) {
        Set<Integer> pinned = new HashSet<>();
        int from = 0;
        while (from < selected.size()) {
            int to = from + 1;
            while (to < selected.size() && continues(selected.get(to - 1), selected.get(to))) {
                to++;
            }
            if (from < events.keepFirst() || to > selected.size() - events.keepLast()) {
                selected.subList(from, to).forEach(one -> pinned.add(one.number()));
            }
            from = to;
        }
        return pinned;
    }
}
