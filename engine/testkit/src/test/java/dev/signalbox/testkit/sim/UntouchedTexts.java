package dev.signalbox.testkit.sim;

import dev.signalbox.core.decide.Targets;
import dev.signalbox.core.effect.Target;
import dev.signalbox.dsl.value.JsonText;
import dev.signalbox.runtime.codec.Codec;
import dev.signalbox.runtime.codec.LogText;
import dev.signalbox.testkit.hostile.HostileTexts;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A text of a model is a text: what stands behind its mark is still {@code ${…}}, in the log and in whatever left. */
final class UntouchedTexts {
    /** What may stand behind a mark besides: the end of the text, or of what was left of it when it was cut. */
    private static final List<String> ENDS =
            List.of("${", "\"", "\\", " ", "$\"", "$ ", "[…", "…", "$…", "'", "$\\", "$[…");

    private final Journal journal;
    private final Ledger ledger;
    private final List<Violation> found;

    UntouchedTexts(Journal journal, Ledger ledger, List<Violation> found) {
        this.journal = journal;
        this.ledger = ledger;
        this.found = found;
    }

    void check() {
        journal.stories()
                .forEach((run, story) ->
                        story.log.forEach(event -> held(run + ": ", LogText.write(Codec.event(event)))));
        for (Ledger.Arrival arrival : ledger.arrivals()) {
            String where = arrival.call.step() + " called ";
            held(where, JsonText.write(arrival.call.args()));
            held(where, JsonText.write(Targets.json(arrival.call.target())));
            if (arrival.call.target() instanceof Target.Http http) {
                held(where, URLDecoder.decode(http.url(), StandardCharsets.UTF_8) + "\"");
            }
        }
    }

    private void held(String where, String text) {
        if (text.contains(Simulation.SECRET)) {
            found.add(new Violation(8, where + "a secret stands in " + HostileWorld.shortened(text)));
        }
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
            found.add(new Violation(6, where + "a text that no store keeps: " + HostileWorld.shortened(text)));
        }
        int at = text.indexOf(HostileTexts.MARK);
        while (at >= 0) {
            int behind = at + HostileTexts.MARK.length();
            if (ENDS.stream().noneMatch(end -> text.startsWith(end, behind))) {
                found.add(new Violation(
                        7,
                        where + "a template of a model was evaluated: " + HostileWorld.shortened(text.substring(at))));
                return;
            }
            at = text.indexOf(HostileTexts.MARK, at + 1);
        }
    }
}
