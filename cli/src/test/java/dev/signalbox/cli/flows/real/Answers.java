package dev.signalbox.cli.flows.real;

import dev.signalbox.core.event.Event;
import dev.signalbox.core.id.StepId;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What became of the questions of one state. */
final class Answers {
    /** Questions that the file sends back at most so often are in a table of so many columns. */
    static final int MOST_REPAIRS = 2;

    private final boolean judged;
    private int questions;
    private final int[] fitting = new int[MOST_REPAIRS + 1];
    private int bySpare;
    private int unfit;
    private final Map<String, Integer> unanswered = new TreeMap<>();
    private int right;

    Answers(boolean judged) {
        this.judged = judged;
    }

    /** @param story the events of one question, in order */
    void count(Sample sample, StepId step, List<Event> story) {
        questions++;
        int refused = 0;
        String by = "";
        String last = "unfit";
        for (Event event : story) {
            switch (event) {
                case Event.ModelReplied replied -> by = replied.model();
                case Event.ModelFailed failed -> last = failed.kind();
                case Event.StepFailed failed -> last = failed.outcome().equals("invalid") ? "unfit" : failed.kind();
                case Event.ReplyRefused unfitting -> {
                    refused++;
                    last = "unfit";
                }
                case Event.ReplyAccepted accepted -> {
                    fitting[Math.min(refused, MOST_REPAIRS)]++;
                    bySpare += by.equals("spare") ? 1 : 0;
                    right += sample.isRight(step.state().value(), accepted.value()) ? 1 : 0;
                    return;
                }
                default -> {
                    // A question that is sent.
                }
            }
        }
        if (last.equals("unfit")) {
            unfit++;
        } else {
            unanswered.merge(last, 1, Integer::sum);
        }
    }

    static String head() {
        return "| asked | question | asked so often | fits at once | after 1 repair | after 2 | never | no reply | of those that fit, right |\n"
                + "|---|---|---|---|---|---|---|---|---|\n";
    }

    String row(Asked asked, String name) {
        int fit = fitting[0] + fitting[1] + fitting[2];
        return "| %s | `%s` | %d | %s | %s | %s | %s | %s | %s |%n"
                .formatted(
                        asked,
                        name,
                        questions,
                        Figures.share(fitting[0], questions),
                        Figures.share(fitting[1], questions),
                        Figures.share(fitting[2], questions),
                        Figures.share(unfit, questions),
                        unanswered.isEmpty() ? "–" : Figures.counts(unanswered),
                        judged ? Figures.share(right, fit) : "–");
    }

    int bySpare() {
        return bySpare;
    }
}
