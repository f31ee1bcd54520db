package dev.signalbox.testkit.run;

import dev.signalbox.core.effect.Effect;
import dev.signalbox.dsl.model.test.TestCase;
import dev.signalbox.dsl.value.Json;
import dev.signalbox.dsl.value.JsonText;
import dev.signalbox.runtime.model.ExactRequest;
import dev.signalbox.runtime.model.RecordedReply;
import dev.signalbox.runtime.model.ReplyBook;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Why a recorded reply is not the one that is asked for now: what of the request is another. */
final class StaleReply {
    private final RecordedReply reply;
    private final ExactRequest now;
    private final Effect.ModelCall call;
    private final UnaryOperator<String> mask;
    private final List<String> other = new ArrayList<>();
    private final List<Failure.Change> changes = new ArrayList<>();

    private StaleReply(RecordedReply reply, ExactRequest now, Effect.ModelCall call, UnaryOperator<String> mask) {
        this.reply = reply;
        this.now = now;
        this.call = call;
        this.mask = mask;
        compare();
    }

    /**
     * The recorded reply that was meant for this place, as far as can be told: this test's, this visit's, the one whose words are
     * nearest. Null when there is none: one that was recorded for another test of the file is no stale one.
     */
    static @Nullable StaleReply of(
            ExactRequest now,
            Effect.ModelCall call,
            TestCase test,
            List<TestCase> tests,
            ReplyBook book,
            UnaryOperator<String> mask) {
        Set<String> others = tests.stream()
                .map(TestCase::name)
                .filter(name -> !name.equals(test.name()))
                .collect(Collectors.toSet());
        List<String> words = Messages.lines(call.messages());
        return book.replies().stream()
                .filter(reply ->
                        reply.flow().equals(now.flow()) && reply.state().equals(now.state()))
                .filter(reply ->
                        reply.asked() == null || !others.contains(reply.asked().test()))
                .min(Comparator.comparing((RecordedReply reply) -> elsewhere(reply, test.name()))
                        .thenComparing(reply -> elsewhere(reply, now))
                        .thenComparingInt(reply -> Differences.lines(Messages.spelled(reply.messages()), words)
                                .size()))
                .map(reply -> new StaleReply(reply, now, call, mask))
                .orElse(null);
    }

    private static boolean elsewhere(RecordedReply reply, String test) {
        return reply.asked() == null || !reply.asked().test().equals(test);
    }

    private static boolean elsewhere(RecordedReply reply, ExactRequest now) {
        RecordedReply.Asked asked = reply.asked();
        return asked == null || asked.visit() != now.visit() || !asked.slot().equals(now.slot());
    }

    private void compare() {
        boolean question = !reply.question().equals(now.question());
        String before = text(Messages.spelled(reply.messages()));
        String after = mask.apply(text(Messages.lines(call.messages())));
        boolean kept = !reply.messages().isEmpty();
        if (question && kept && !before.equals(after)) {
            other.add("the prompt");
            changes.add(new Failure.Change("prompt", before, after));
        }
        RecordedReply.Asked asked = reply.asked();
        if (asked != null) {
            compare(asked);
        }
        if (question && other.isEmpty()) {
            other.add(kept ? "the reply's schema, or what is not shown of the prompt" : "the question");
        }
    }

    private void compare(RecordedReply.Asked asked) {
        boolean kept = !asked.schema().equals(Map.of());
        if (kept && !Json.equal(asked.schema(), call.schema())) {
            other.add("the reply's schema");
            changes.add(new Failure.Change(
                    "schema", lined(JsonText.pretty(asked.schema())), lined(JsonText.pretty(call.schema()))));
        }
        if (now.model() != null && !now.model().equals(asked.model())) {
            other.add("the model (" + asked.model() + " then, " + now.model() + " now)");
        }
        if (now.model() != null && !Objects.equals(now.temperature(), asked.temperature())) {
            other.add("the temperature");
        }
        if (now.model() != null && !Objects.equals(now.maxOutput(), asked.maxOutput())) {
            other.add("what it may write at most");
        }
        if (elsewhere(reply, now) && other.isEmpty()) {
            other.add("the visit (" + place(asked.visit(), asked.slot()) + " then, " + place(now.visit(), now.slot())
                    + " now)");
        }
    }

    private static String place(int visit, String slot) {
        return slot.isEmpty() ? String.valueOf(visit) : visit + ", " + slot;
    }

    private static String text(List<String> lines) {
        return lines.isEmpty() ? "" : String.join("\n", lines) + "\n";
    }

    private static String lined(String text) {
        return text.endsWith("\n") ? text : text + "\n";
    }

    /** What is another now, as the end of a sentence. */
    String why() {
        String all = other.size() == 1
                ? other.getFirst()
                : String.join(", ", other.subList(0, other.size() - 1)) + " and " + other.getLast();
        return all + (other.size() == 1 ? " is another" : " are others") + " than when it was recorded";
    }

    List<Failure.Change> changes() {
        return changes;
    }
}
