package dev.signalbox.cli.flows.real;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The figures as tables. */
final class Report {
    private static final Path FILE = Path.of("target", "real-model.md");

    private final List<String> answers = new ArrayList<>();
    private final List<String> outcomes = new ArrayList<>();
    private final List<String> tokens = new ArrayList<>();
    private final List<String> measures = new ArrayList<>();
    private final List<String> refusals = new ArrayList<>();
    private final String head;

    Report(RealModel model, int runs, long seed) {
        head = "# The samples on " + model.name() + "\n\n" + runs + " runs of each input, seed " + seed
                + ", a window of " + model.window() + " tokens.\n\n";
    }

    /** Adds one way of asking, and writes the file anew. */
    void add(Census census, Gate gate) throws IOException {
        answers.add(census.answers());
        outcomes.add(census.outcomes());
        tokens.add(census.tokens());
        measures.add(census.measures(gate));
        refusals.add(census.refusals());
        Files.createDirectories(FILE.toAbsolutePath().getParent());
        Files.writeString(FILE, text());
    }

    String text() {
        return head
                + Answers.head()
                + String.join("", answers)
                + "\n| asked | input | runs | model calls a run | approvals asked | handed to a person | ends in |\n"
                + "|---|---|---|---|---|---|---|\n"
                + String.join("", outcomes)
                + Counts.head()
                + String.join("", tokens)
                + "\n| asked | the server's answers | lost on the way | output tokens (median · p90 · most)"
                + " | over what was reserved | seconds a reply |\n"
                + "|---|---|---|---|---|---|\n"
                + String.join("", measures)
                + "\n| asked | replies | refused because | one of them |\n"
                + "|---|---|---|---|\n"
                + String.join("", refusals);
    }
}
