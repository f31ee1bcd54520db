package dev.signalbox.testkit.sim;

import dev.signalbox.core.event.Event;
import dev.signalbox.core.run.Run;
import dev.signalbox.dsl.value.CanonicalJson;
import dev.signalbox.runtime.codec.Codec;
import dev.signalbox.runtime.codec.LogText;
import dev.signalbox.runtime.dispatch.Handled;
import java.util.List;
import java.util.Locale;

/** Counts what a history was made of, and gives it a fingerprint. */
final class Census {
    private Census() {}

    static void count(Journal journal, Tally tally) {
        for (Journal.Story story : journal.stories().values()) {
            tally.count("runs");
            tally.count("commits", story.commits.size());
            Run now = story.now();
            if (now != null) {
                tally.count("ended as " + now.status().text());
            }
            for (Event event : story.log) {
                tally.count("event " + event.getClass().getSimpleName());
                if (event instanceof Event.LimitReached met && met.limit().startsWith("day.")) {
                    tally.count("a day had no room");
                }
            }
        }
        for (Journal.Op op : journal.ops()) {
            Handled answer = op.answer;
            String what = answer == null
                    ? op.failure == null ? "no answer" : "answered with a store that failed"
                    : answer instanceof Handled.Refused refused
                            ? "refused as " + refused.why().reason().name().toLowerCase(Locale.ROOT)
                            : "answered " + answer.getClass().getSimpleName();
            tally.count(what);
        }
    }

    /** SHA-256 over all logs: two histories with the same fingerprint are the same. */
    static String digest(Journal journal) {
        StringBuilder text = new StringBuilder();
        journal.stories().values().forEach(story -> {
            for (Event event : story.log) {
                text.append(LogText.write(Codec.event(event))).append('\n');
            }
        });
        return CanonicalJson.sha256(List.of(text.toString()));
    }

    /** Every commit and every answered command, run by run, in the order in which they happened. */
    static String tell(Journal journal) {
        StringBuilder text = new StringBuilder();
        journal.stories().forEach((run, story) -> {
            text.append("== ").append(run).append('\n');
            java.util.TreeMap<Long, StringBuilder> lines = new java.util.TreeMap<>();
            for (Journal.Kept kept : story.commits) {
                StringBuilder line = lines.computeIfAbsent(kept.at(), at -> new StringBuilder());
                Journal.Asked asked = kept.asked();
                line.append("  commit after ").append(kept.commit().after());
                line.append(" by ")
                        .append(asked == null ? "nobody" : asked.command())
                        .append('\n');
                kept.commit()
                        .events()
                        .forEach(event -> line.append("      ").append(event).append('\n'));
                kept.commit()
                        .effects()
                        .forEach(effect ->
                                line.append("      -> ").append(effect).append('\n'));
                line.append("      settled ").append(kept.commit().settled());
                line.append(" dropped ").append(kept.commit().dropped()).append('\n');
            }
            for (Journal.Op op : journal.ops()) {
                if (op.run.equals(run)) {
                    lines.computeIfAbsent(op.invoked, at -> new StringBuilder())
                            .append("  ? ")
                            .append(op.command)
                            .append(" until ")
                            .append(op.returned)
                            .append(": ")
                            .append(
                                    op.answer instanceof Handled.Done done
                                            ? "done, event " + done.run().seq()
                                            : op.answer)
                            .append(op.failure == null ? "" : op.failure.toString())
                            .append('\n');
                }
            }
            lines.forEach((at, line) -> text.append(at).append('\n').append(line));
        });
        return text.toString();
    }
}
