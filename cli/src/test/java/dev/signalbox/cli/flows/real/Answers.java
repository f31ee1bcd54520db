package dev.signalbox.cli.flows.real;

import dev.signalbox.core.event.Event;
import dev.signalbox.core.id.StepId;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What became of the questions of one state: what the file's model made of them, then what its fallback did. */
final class Answers {
    /** The samples send a reply back at most so often. */
    private static final int MOST_REPAIRS = 2;

    private final boolean judged;
    private int questions;
    private int lost;
    private final int[] fitting = new int[MOST_REPAIRS + 1];
    private int unfit;
    private int fellBack;
    private int mended;
    private final Map<String, Integer> without = new TreeMap<>();
    private int right;

    Answers(boolean judged) {
        this.judged = judged;
    }

    /** @param story the events of one question, in order */
    void count(Sample sample, StepId step, List<Event> story) {
        boolean fallback = false;
        boolean replied = false;
        int refused = 0;
        Object value = null;
        String why = "invalid";
        for (Event event : story) {
            switch (event) {
                case Event.ModelRequested requested -> {
                    boolean now = !requested.model().value().equals(Gate.FIRST);
                    refused = now == fallback ? refused : 0;
                    fallback = now;
                }
                case Event.ModelReplied reply -> replied |= !fallback;
                case Event.ReplyRefused unfitting -> {
                    refused++;
                    why = "invalid";
                }
                case Event.ModelFailed failed -> why = failed.kind();
                case Event.StepFailed failed -> why = failed.kind();
                case Event.ReplyAccepted accepted -> value = accepted.value();
                default -> {
                    // No part of a question.
                }
            }
        }
        questions++;
        lost += replied ? 0 : 1;
        unfit += replied && (fallback || value == null) ? 1 : 0;
        fellBack += fallback ? 1 : 0;
        if (value == null) {
            without.merge(why, 1, Integer::sum);
            return;
        }
        right += sample.isRight(step.state().value(), value) ? 1 : 0;
        if (fallback) {
            mended++;
        } else {
            fitting[Math.min(refused, MOST_REPAIRS)]++;
        }
    }

    static String head() {
        return "| asked | question | times | lost | fits at once | after 1 repair | after 2 | never | the fallback's reply fits"
                + " | no value in the end | of the values, right |\n"
                + "|---|---|---|---|---|---|---|---|---|---|---|\n";
    }

    String row(Asked asked, String name) {
        int replied = questions - lost;
        return "| %s | `%s` | %d | %d | %s | %s | %s | %s | %s | %s | %s |%n"
                .formatted(
                        asked,
                        name,
                        questions,
                        lost,
                        Figures.share(fitting[0], replied),
                        Figures.share(fitting[1], replied),
                        Figures.share(fitting[2], replied),
                        Figures.share(unfit, replied),
                        fellBack == 0 ? "–" : mended + " of " + fellBack,
                        without.isEmpty() ? "–" : Figures.counts(without),
                        judged ? right + " of " + (fitting[0] + fitting[1] + fitting[2] + mended) : "–");
    }
}
