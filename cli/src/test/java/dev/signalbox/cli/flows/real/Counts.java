package dev.signalbox.cli.flows.real;

import dev.signalbox.core.event.Event;
import java.util.ArrayList;
import java.util.List;

/** How far a server's count of one state's questions is from what was predicted, before and after it was learned from. */
final class Counts {
    private final List<Double> plain = new ArrayList<>();
    private final List<Double> corrected = new ArrayList<>();
    private int least = Integer.MAX_VALUE;
    private int most;

    void count(Event.ModelRequested request, Event.ModelReplied replied) {
        long guess = (long) request.manifest().used() + request.manifest().envelope();
        if (replied.inputTokens() == 0 || guess == 0) {
            return;
        }
        double ratio = (double) replied.inputTokens() / guess;
        if (request.calibration() == null) {
            plain.add(ratio);
        } else {
            corrected.add(ratio);
            least = Math.min(least, request.calibration().percent());
            most = Math.max(most, request.calibration().percent());
        }
    }

    static String head() {
        return "\n| asked | question | input tokens, reported / predicted (median · p90 · most) | corrected to | then |\n"
                + "|---|---|---|---|---|\n";
    }

    String row(Asked asked, String name) {
        return "| %s | `%s` | %s | %s | %s |%n"
                .formatted(
                        asked,
                        name,
                        Figures.spread(plain, 2),
                        corrected.isEmpty() ? "–" : least == most ? least + "%" : least + "–" + most + "%",
                        Figures.spread(corrected, 2));
    }
}
