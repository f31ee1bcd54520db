package dev.signalbox.core.run;

/** What a run has used, its child runs included. Money is USD. */
public record Usage(long steps, long llmCalls, long inputTokens, long outputTokens, long cachedTokens, double costUsd) {
    public static final Usage NONE = new Usage(0, 0, 0, 0, 0, 0);

    public Usage plus(Usage other) {
        return new Usage(
                steps + other.steps,
                llmCalls + other.llmCalls,
                inputTokens + other.inputTokens,
                outputTokens + other.outputTokens,
                cachedTokens + other.cachedTokens,
                costUsd + other.costUsd);
    }

    public long tokens() {
        return inputTokens + outputTokens;
    }
}
