package dev.signalbox.core.context;

import dev.signalbox.core.context.Manifest.Reason;
import dev.signalbox.core.context.Manifest.Verdict;
import dev.signalbox.dsl.model.ContextItem;
import dev.signalbox.dsl.model.ContextItem.Rung;
import dev.signalbox.dsl.tokens.TokenCounter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An item whose source is the run's events: {@code last} and {@code max_age}, then the ladder rung by rung until it fits.
 * What {@code keep} pins stays through all of them.
 */
final class EventsItem {
    /** So many left-out events are counted one by one; what is older is one entry and its size an estimate. */
    private static final int LISTED = 50;

    private final ContextItem item;
    private final ContextItem.Source.Events source;
    private final ContextRequest request;
    private final Redaction redaction;
    private final TokenCounter counter;
    private final Cutter cutter;
    private final Frame frame;
    private final List<EventLine> lines;
    private @Nullable String summary;
    private int summaryTokens;
    private int summarisedUpTo;

    EventsItem(
            ContextItem item,
            ContextItem.Source.Events source,
            Frame frame,
            ContextRequest request,
            Redaction redaction) {
        this.item = item;
        this.source = source;
        this.request = request;
        this.redaction = redaction;
        this.counter = request.counter();
        this.cutter = new Cutter(counter);
        this.frame = frame;
        this.lines = EventSelection.lines(item, source, request, redaction);
        leaveOld();
        useSummary();
        leaveBeyondLast();
        lines.stream().filter(line -> !line.gone()).forEach(line -> {
            line.before = counter.count(line.text);
            line.tokens = line.before;
        });
    }

    /** What became of the item when it was to fit. */
    sealed interface Outcome {
        record Fits(Fitted fitted) implements Outcome {}

        record Summarise(Rung.Summarise rung, SummaryText text) implements Outcome {}

        record TooLong(int tokens) implements Outcome {}
    }

    boolean isEmpty() {
        return lines.isEmpty();
    }

    private void leaveOld() {
        if (source.maxAge() == null) {
            return;
        }
        var oldest = request.now().minus(source.maxAge());
        Manifest.Rule rule = Rules.at(item.place(), "max_age");
        for (int i = lines.size() - 1, fresh = -1; i >= 0; i--) {
            EventLine line = lines.get(i);
            if (line.recorded.at().isBefore(oldest) && line.unit != fresh && !line.pinned) {
                line.leave(Verdict.DROPPED, Reason.MAX_AGE, rule);
            } else {
                fresh = line.unit;
            }
        }
    }

    private void useSummary() {
        Rung.Summarise rung = null;
        for (Rung each : source.evict()) {
            rung = each instanceof Rung.Summarise summarise ? summarise : rung;
        }
        if (rung == null) {
            return;
        }
        for (int i = request.summaries().size() - 1; i >= 0; i--) {
            ContextRequest.Summary made = request.summaries().get(i);
            List<EventLine> covered = upTo(made.upTo());
            if (made.item().equals(item.name())
                    && covered.stream().anyMatch(line -> !line.gone())
                    && made.covers().equals(SummaryText.covers(item, covered))) {
                Manifest.Rule rule = Rules.of(rung);
                covered.stream()
                        .filter(line -> !line.gone())
                        .forEach(line -> line.leave(Verdict.SUMMARISED, Reason.SUMMARY, rule));
                summarisedUpTo = made.upTo();
                String text = redaction.strikeText(made.text());
                String cut = cutter.cut(text, ContextItem.Cut.END, rung.into());
                summary = summaryLine(cut == null ? "" : cut);
                summaryTokens = counter.count(summary);
                return;
            }
        }
    }

    private List<EventLine> upTo(int number) {
        return lines.stream()
                .filter(line -> !line.pinned && line.recorded.number() <= number)
                .toList();
    }

    private String summaryLine(String text) {
        return switch (item.format()) {
            case TEXT -> "earlier: " + text + "\n";
            case JSON -> PlainText.json(java.util.Map.of("earlier", text)) + "\n";
            case YAML -> PlainText.yaml(List.of(java.util.Map.of("earlier", text))) + "\n";
            case XML -> "<earlier>\n" + text.replace("</earlier", "<\\/earlier") + "\n</earlier>\n";
        };
    }

    private void leaveBeyondLast() {
        if (source.last() == null) {
            return;
        }
        Manifest.Rule rule = Rules.at(item.place(), "last: " + source.last());
        int left = source.last();
        int newest = lines.isEmpty() ? -1 : lines.getLast().unit;
        for (int unit = newest; unit >= 0; unit--) {
            int u = unit;
            List<EventLine> together = lines.stream()
                    .filter(line -> line.unit == u && !line.gone())
                    .toList();
            // What goes together stays together: the newest goes in whole, an older one only if all of it does.
            if (together.size() <= left || (unit == newest && left > 0)) {
                left -= Math.min(left, together.size());
            } else {
                left = 0;
                together.stream()
                        .filter(line -> !line.pinned)
                        .forEach(line -> line.leave(Verdict.DROPPED, Reason.LAST, rule));
            }
        }
    }

    /** Runs the ladder until the item takes at most {@code room} tokens. */
    Outcome fit(int room) {
        for (Rung rung : ladder()) {
            if (total() <= room) {
                break;
            }
            switch (rung) {
                case Rung.ClearResults clear -> clearResults(clear, room);
                case Rung.Clamp clamp -> clamp(clamp, room);
                case Rung.Summarise summarise -> {
                    SummaryText text = toSummarise(summarise);
                    if (text != null) {
                        return new Outcome.Summarise(summarise, text);
                    }
                }
                case Rung.DropOldest drop -> dropOldest(drop, room);
            }
        }
        int total = total();
        return total <= room ? new Outcome.Fits(fitted()) : new Outcome.TooLong(total);
    }

    /** Without a ladder the oldest go first, unless nothing may be lost. */
    private List<Rung> ladder() {
        return source.evict().isEmpty() && !item.required()
                ? List.of(new Rung.DropOldest(item.place()))
                : source.evict();
    }

    private int total() {
        int tokens = summaryTokens;
        boolean any = summary != null;
        for (EventLine line : lines) {
            tokens += line.tokens;
            any |= !line.gone();
        }
        return any ? tokens + counter.count(frame.before()) + counter.count(frame.after()) : 0;
    }

    private void clearResults(Rung.ClearResults rung, int room) {
        Manifest.Rule rule = Rules.of(rung);
        for (EventLine line : lines) {
            if (total() <= room) {
                return;
            }
            boolean result = line.recorded.kind() == dev.signalbox.core.run.Recorded.Kind.RESULT;
            if (result && !line.gone() && !line.pinned) {
                int tokens = counter.count(line.withValue(EventLine.CLEARED));
                if (tokens < line.tokens) {
                    line.shorten(EventLine.CLEARED, tokens, Verdict.CLEARED, Reason.CLEAR_RESULTS, rule);
                }
            }
        }
    }

    private void clamp(Rung.Clamp rung, int room) {
        Manifest.Rule rule = Rules.of(rung);
        for (EventLine line : lines) {
            if (total() <= room) {
                return;
            }
            if (line.gone() || line.pinned) {
                continue;
            }
            String cut = cutter.cut(line.valueText(), ContextItem.Cut.END, rung.tokens());
            if (cut != null && !cut.equals(line.valueText())) {
                int tokens = counter.count(line.withValue(cut));
                if (tokens < line.tokens) {
                    line.shorten(cut, tokens, Verdict.TRIMMED, Reason.CLAMP, rule);
                }
            }
        }
    }

    /** What is to be summarised, or null when a summary would not help. */
    private @Nullable SummaryText toSummarise(Rung.Summarise rung) {
        List<EventLine> open =
                lines.stream().filter(line -> !line.gone() && !line.pinned).toList();
        int tokens = open.stream().mapToInt(line -> line.tokens).sum();
        if (open.isEmpty() || tokens + summaryTokens <= rung.into()) {
            return null;
        }
        int last = Math.max(open.getLast().recorded.number(), summarisedUpTo);
        return SummaryText.of(item, rung, upTo(last), open, summary, last, request);
    }

    private void dropOldest(Rung.DropOldest rung, int room) {
        Manifest.Rule rule = Rules.of(rung);
        for (EventLine line : lines) {
            if (line.gone() || line.pinned) {
                continue;
            }
            if (total() <= room) {
                return;
            }
            lines.stream()
                    .filter(other -> other.unit == line.unit && !other.gone())
                    .forEach(other -> other.leave(Verdict.DROPPED, Reason.DROP_OLDEST, rule));
        }
        if (total() > room && summary != null) {
            summary = null;
            summaryTokens = 0;
        }
    }

    private Fitted fitted() {
        List<String> texts = new ArrayList<>();
        if (summary != null) {
            texts.add(summary);
        }
        lines.stream().filter(line -> !line.gone()).forEach(line -> texts.add(line.text));
        if (!texts.isEmpty()) {
            if (!frame.before().isEmpty()) {
                texts.addFirst(frame.before());
            }
            if (!frame.after().isEmpty()) {
                texts.add(frame.after());
            }
        }
        return new Fitted(texts, total(), entries());
    }

    /** The entries when the whole item goes. */
    List<Manifest.Entry> dropped(Reason reason, Manifest.Rule rule) {
        lines.stream().filter(line -> !line.gone()).forEach(line -> line.leave(Verdict.DROPPED, reason, rule));
        summary = null;
        summaryTokens = 0;
        return entries();
    }

    private List<Manifest.Entry> entries() {
        List<Manifest.Entry> entries = new ArrayList<>();
        int frameTokens = total() == 0 ? 0 : counter.count(frame.before()) + counter.count(frame.after());
        if (frameTokens > 0) {
            entries.add(new Manifest.Entry(
                    item.name(), "frame", frameTokens, frameTokens, Verdict.KEPT, Reason.FITS, null));
        }
        summaryEntry(entries);
        List<EventLine> left = lines.stream().filter(this::leftOut).toList();
        int unlisted = Math.max(0, left.size() - LISTED);
        together(left.subList(0, unlisted), entries);
        List<EventLine> listed = new ArrayList<>(lines);
        listed.removeAll(left.subList(0, unlisted));
        for (EventLine line : listed) {
            if (line.verdict != Verdict.SUMMARISED) {
                entries.add(new Manifest.Entry(
                        item.name(), source(line), before(line), line.tokens, line.verdict, line.reason, line.rule));
            }
        }
        return entries;
    }

    /** Those that never were in question: too old, or beyond {@code last}. */
    private boolean leftOut(EventLine line) {
        return line.verdict == Verdict.DROPPED && (line.reason == Reason.MAX_AGE || line.reason == Reason.LAST);
    }

    private void summaryEntry(List<Manifest.Entry> entries) {
        List<EventLine> covered = lines.stream()
                .filter(line -> line.verdict == Verdict.SUMMARISED)
                .toList();
        if (covered.isEmpty()) {
            return;
        }
        EventLine first = covered.getFirst();
        String what = "summary of events " + first.recorded.number() + " to " + summarisedUpTo;
        entries.add(new Manifest.Entry(
                item.name(),
                what,
                measure(covered),
                summaryTokens,
                summary == null ? Verdict.DROPPED : Verdict.SUMMARISED,
                summary == null ? Reason.DROP_OLDEST : Reason.SUMMARY,
                first.rule));
    }

    /** One entry for each reason: those that are too old come before those beyond {@code last}. */
    private void together(List<EventLine> many, List<Manifest.Entry> into) {
        int from = 0;
        while (from < many.size()) {
            EventLine first = many.get(from);
            int to = from;
            while (to < many.size() && many.get(to).reason == first.reason) {
                to++;
            }
            List<EventLine> alike = many.subList(from, to);
            String what = "events " + first.recorded.number() + " to "
                    + alike.getLast().recorded.number();
            into.add(new Manifest.Entry(item.name(), what, measure(alike), 0, first.verdict, first.reason, first.rule));
            from = to;
        }
    }

    private int measure(List<EventLine> many) {
        int tokens = 0;
        for (int i = 0; i < many.size(); i++) {
            EventLine line = many.get(i);
            tokens += i < many.size() - LISTED ? line.text.length() / 4 : before(line);
        }
        return tokens;
    }

    private int before(EventLine line) {
        if (line.before == 0) {
            line.before = counter.count(line.text);
        }
        return line.before;
    }

    private static String source(EventLine line) {
        return "event " + line.recorded.number() + " of " + line.recorded.state();
    }
}
