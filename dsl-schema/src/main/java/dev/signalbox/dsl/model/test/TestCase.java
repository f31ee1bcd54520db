package dev.signalbox.dsl.model.test;

import dev.signalbox.dsl.diagnostic.Place;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One test: a run in a world without network, on a virtual clock.
 *
 * @param input what the run is started with, JSON values
 * @param now the virtual clock at the start; null leaves it to the runner
 * @param startedBy who starts the run; null leaves it to the runner
 * @param actions what each action answers, by action name, one entry a call (a retry is a call of its own)
 * @param models what each model call gives, by state name, one entry a visit, attempt or repair
 * @param people what people do about the holds of a state, by state name, one entry a hold
 * @param cancelAfter cancels the run then; null never
 * @param replies recorded replies of this test alone, a path in the workspace; null for the file's
 */
public record TestCase(
        String name,
        Map<String, Object> input,
        @Nullable Instant now,
        @Nullable String startedBy,
        Map<String, Script<Reply>> actions,
        Map<String, Script<Reply>> models,
        Map<String, Script<List<PersonMove>>> people,
        List<OutsideEvent> events,
        @Nullable Duration cancelAfter,
        @Nullable String replies,
        Expect expect,
        Place place) {
    public TestCase {
        events = List.copyOf(events);
    }

    /** An outside event that comes {@code after} the start. {@code key} null means the run's own. */
    public record OutsideEvent(
            Duration after, String event, @Nullable String key, Object payload, Place place) {}
}
