package dev.signalbox.cli.replay;

import dev.signalbox.cli.print.Printer;
import dev.signalbox.core.event.Event;
import dev.signalbox.dsl.lines.Patch;
import dev.signalbox.runtime.codec.Codec;
import dev.signalbox.runtime.replay.Divergence;
import dev.signalbox.runtime.replay.Replayed;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Verdicts for people. */
final class ReplayText {
    private static final int WIDTH = 140;
    private static final int MOST_FIELDS = 12;

    /** What is long, says only which run it is, or follows from the rest. */
    private static final Set<String> UNSHOWN = Set.of(
            "type",
            "at",
            "step",
            "key",
            "target",
            "messages",
            "schema",
            "manifest",
            "question",
            "reserved_tokens",
            "reserved_usd",
            "calibration");

    private ReplayText() {}

    static String write(Told told) {
        StringBuilder text = new StringBuilder();
        for (Verdict verdict : told.verdicts()) {
            text.append(verdict.run().id()).append("  ");
            switch (verdict.came()) {
                case Replayed.Same same -> text.append(same(told, same)).append('\n');
                case Replayed.Unfit unfit ->
                    text.append("not replayed: ").append(unfit.why()).append('\n');
                case Replayed.Diverged diverged -> diverged(diverged, text);
            }
        }
        return text.append('\n').append(summary(told)).append('\n').toString();
    }

    private static String same(Told told, Replayed.Same same) {
        String how = told.flow() == null ? "the same bytes" : "the same";
        return how + " through event " + same.events() + " of " + same.events()
                + (same.unlike() == 0
                        ? ""
                        : "; " + same.unlike() + (same.unlike() == 1 ? " question was" : " questions were")
                                + " compiled by an earlier program and not compared word by word");
    }

    private static void diverged(Replayed.Diverged diverged, StringBuilder text) {
        Divergence at = diverged.at();
        text.append("another from event ")
                .append(at.seq())
                .append(" of ")
                .append(diverged.events())
                .append(at.state() == null ? "" : ", in state " + at.state())
                .append('\n');
        text.append("    recorded: ")
                .append(event(at.recorded(), "nothing more"))
                .append('\n');
        text.append("    now:      ")
                .append(event(at.now(), at.why() == null ? "nothing" : "nothing, for " + at.why()))
                .append('\n');
        Divergence.Prompts prompts = at.prompts();
        if (prompts != null) {
            Patch.of("recorded", "now", prompts.recorded(), prompts.now())
                    .lines()
                    .forEach(line -> text.append("      ").append(line).append('\n'));
            return;
        }
        if (at.recorded() == null
                || at.now() == null
                || at.recorded().getClass() != at.now().getClass()) {
            return;
        }
        at.fields().stream()
                .limit(MOST_FIELDS)
                .forEach(field -> text.append("      ")
                        .append(field.name())
                        .append(": ")
                        .append(field.recorded() == null ? "not there" : Printer.brief(field.recorded(), WIDTH))
                        .append(" → ")
                        .append(field.now() == null ? "not there" : Printer.brief(field.now(), WIDTH))
                        .append('\n'));
    }

    private static String event(@Nullable Event event, String without) {
        if (event == null) {
            return without;
        }
        Map<String, Object> rest = new LinkedHashMap<>(Codec.event(event));
        rest.keySet().removeAll(UNSHOWN);
        if (event instanceof Event.HoldOpened opened) {
            rest.clear();
            rest.put("title", opened.hold().title());
            rest.put("args", opened.hold().args());
            rest.put("by", opened.hold().by());
        }
        return event.getClass().getSimpleName() + " " + Printer.brief(rest, WIDTH);
    }

    private static String summary(Told told) {
        long runs = told.verdicts().size();
        return (runs == 1 ? "1 run" : runs + " runs") + ": " + told.same() + " the same, "
                + told.verdicts().stream().filter(one -> one.came().diverged()).count() + " another"
                + (told.unfit() == 0 ? "" : ", " + told.unfit() + " not replayed");
    }
}
