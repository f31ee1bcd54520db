package dev.signalbox.testkit.record;

import dev.signalbox.core.command.ModelOutcome;
import dev.signalbox.core.effect.Effect;
import dev.signalbox.core.id.StepId;
import dev.signalbox.dsl.model.ModelName;
import dev.signalbox.dsl.model.Workspace;
import dev.signalbox.dsl.value.Json;
import dev.signalbox.runtime.dispatch.FlowSource;
import dev.signalbox.runtime.model.ExactRequest;
import dev.signalbox.runtime.model.RecordedReply;
import dev.signalbox.runtime.model.ReplyBook;
import dev.signalbox.runtime.model.ReplyFile;
import dev.signalbox.runtime.port.DayLedger;
import dev.signalbox.runtime.port.ModelPort;
import dev.signalbox.runtime.view.Redaction;
import dev.signalbox.testkit.run.Recorder;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Asks models what no reply is recorded for, and writes each reply into its file before the run goes on: a failure later on loses
 * nothing. One request is asked once, of however many tests it is. A lost call is not recorded, unless a fallback replied in
 * its place: then the file has both, and the test goes the same way again.
 */
public final class Recording implements Recorder {
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    private final Parts parts;
    private final DayPurse purse;
    private final Map<String, Shelf> shelves = new TreeMap<>();
    private final Map<ExactRequest, ReentrantLock> underWay = new ConcurrentHashMap<>();
    private final Map<ExactRequest, Integer> lost = new ConcurrentHashMap<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final List<Asked> asked = new ArrayList<>();

    /** What was asked and got no reply, by its place in its test. */
    private final Map<Place, Map<String, RecordedReply>> failed = new HashMap<>();

    /** Waits in real time before a lost call is made again: the clock of a test does not wait. */
    @FunctionalInterface
    public interface Pause {
        void of(Duration time) throws InterruptedException;
    }

    /**
     * @param files the file of a path in the workspace
     * @param whole whether every test that may use that file is played, so that what none of them uses is stale
     * @param ledger where the limits of a day are kept
     * @param conceal what is struck out of all that is written
     */
    public record Parts(
            Function<String, ReplyFile> files,
            Predicate<String> whole,
            ModelPort models,
            Workspace workspace,
            DayLedger ledger,
            InstantSource clock,
            Concealment conceal,
            Pause pause) {}

    /**
     * One question that was asked of a model.
     *
     * @param lost why there is no reply; null when there is one
     */
    public record Asked(
            String file,
            String test,
            String state,
            String model,
            long inputTokens,
            long outputTokens,
            double costUsd,
            @Nullable String lost) {}

    private record Place(String file, String test, StepId step) {}

    /** A file, its replies as they are now, and those of them that a test was answered with. */
    private static final class Shelf {
        final ReplyFile file;
        final Set<RecordedReply> used = new LinkedHashSet<>();
        ReplyBook book;

        Shelf(ReplyFile file) {
            this.file = file;
            book = file.read();
        }
    }

    public Recording(Parts parts) {
        this.parts = parts;
        purse = new DayPurse(parts.ledger(), parts.workspace().day(), parts.clock());
    }

    @Override
    public Answer ask(Asking asking) throws InterruptedException {
        Map<ModelName, Workspace.Model> known = asking.flow().flow().models();
        ExactRequest request = ExactRequest.of(asking.call(), known);
        ReentrantLock one = underWay.computeIfAbsent(request, key -> new ReentrantLock());
        one.lockInterruptibly();
        try {
            RecordedReply there = use(asking.file(), request);
            if (there != null) {
                return new Answer.Came(Recorder.played(asking, there));
            }
            Workspace.Model model = known.get(asking.call().model());
            if (model == null) {
                return new Answer.Not(
                        "the workspace has no model `" + asking.call().model() + "`");
            }
            String refusal = refusal(asking, model);
            return refusal == null ? new Answer.Came(answer(asking, request, model)) : new Answer.Not(refusal);
        } finally {
            one.unlock();
        }
    }

    private @Nullable RecordedReply use(String file, ExactRequest request) {
        lock.lock();
        try {
            Shelf shelf = shelf(file);
            RecordedReply there = shelf.book.find(request);
            if (there != null) {
                shelf.used.add(there);
            }
            return there;
        } finally {
            lock.unlock();
        }
    }

    private Shelf shelf(String file) {
        return shelves.computeIfAbsent(file, path -> new Shelf(parts.files().apply(path)));
    }

    private @Nullable String refusal(Asking asking, Workspace.Model model) {
        Effect.ModelCall call = asking.call();
        if (parts.files().apply(asking.file()).isFull()) {
            return asking.file() + " is as large as it may be: give some of the tests `replies` of their own";
        }
        String state = call.step().state().value();
        if (new Redaction(asking.flow().flow().flow()).hides(call.step())) {
            return "what it replies is saved under a name with `redact: true`: such a reply is not recorded, and `models` "
                    + "has to say what " + state + " is told";
        }
        return switch (model.provider()) {
            case OPENAI, ANTHROPIC -> null;
            case RECORDED ->
                "there is nobody to record: the model `" + model.name() + "` plays recorded replies, and "
                        + asking.file() + " has none to this question";
            case PERSON -> "there is nobody to record: the model `" + model.name() + "` is played by a person";
        };
    }

    private ModelOutcome answer(Asking asking, ExactRequest request, Workspace.Model model)
            throws InterruptedException {
        int before = lost.getOrDefault(request, 0);
        if (before > 0) {
            Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(before - 1, 5));
            parts.pause().of(pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause);
        }
        FlowSource.Pinned flow = asking.flow();
        ModelOutcome outcome = purse.ask(
                asking.call(),
                flow.flow().flow(),
                model,
                () -> parts.models().ask(asking.call(), flow.flow().models()));
        lock.lock();
        try {
            return switch (outcome) {
                case ModelOutcome.Replied replied -> {
                    RecordedReply reply = recorded(
                            asking, request, replied.text(), replied.inputTokens(), replied.outputTokens(), null);
                    replaced(asking, request).forEach(failure -> put(asking, failure));
                    put(asking, reply);
                    asked(asking, request, replied, null);
                    // What is played again is what goes on now, struck out or not.
                    yield new ModelOutcome.Replied(
                            reply.text(),
                            replied.model(),
                            replied.inputTokens(),
                            replied.outputTokens(),
                            replied.cachedTokens(),
                            replied.costUsd(),
                            replied.writtenTokens());
                }
                case ModelOutcome.Failed failure -> {
                    lost.merge(request, 1, Integer::sum);
                    failed.computeIfAbsent(place(asking), key -> new LinkedHashMap<>())
                            .put(
                                    String.valueOf(request.model()),
                                    recorded(asking, request, failure.message(), 0, 0, failure.kind()));
                    asked(
                            asking,
                            request,
                            null,
                            failure.kind() + ": " + parts.conceal().apply(failure.message()));
                    yield failure;
                }
                case ModelOutcome.NoRoom full -> {
                    asked(asking, request, null, full.message());
                    yield full;
                }
                case ModelOutcome.NeedsPerson person -> {
                    asked(asking, request, null, person.why());
                    yield person;
                }
            };
        } finally {
            lock.unlock();
        }
    }

    private static Place place(Asking asking) {
        return new Place(asking.file(), asking.test().name(), asking.call().step());
    }

    /** The models in whose place this one was asked. Its own failures are forgotten: it has replied. */
    private List<RecordedReply> replaced(Asking asking, ExactRequest request) {
        Map<String, RecordedReply> failures = failed.remove(place(asking));
        if (failures == null) {
            return List.of();
        }
        failures.remove(String.valueOf(request.model()));
        return List.copyOf(failures.values());
    }

    private RecordedReply recorded(
            Asking asking, ExactRequest request, String text, long input, long output, @Nullable String kind) {
        Concealment conceal = parts.conceal();
        List<Map<String, Object>> messages = RecordedReply.spelled(asking.call().messages()).stream()
                .map(message -> Json.object(conceal.value(message)))
                .toList();
        return new RecordedReply(
                request.flow(),
                request.state(),
                request.question(),
                conceal.apply(text),
                input,
                output,
                messages,
                new RecordedReply.Asked(
                        request.visit(),
                        request.slot(),
                        String.valueOf(request.model()),
                        request.temperature(),
                        request.maxOutput(),
                        conceal.value(asking.call().schema()),
                        asking.test().name(),
                        asking.flow().bundle().value(),
                        kind));
    }

    /** In the place of the first of this test that was there before and that nobody uses any more. */
    private void put(Asking asking, RecordedReply reply) {
        Shelf shelf = shelf(asking.file());
        boolean whole = parts.whole().test(asking.file());
        shelf.file.put(reply, old -> whole && !shelf.used.contains(old) && isSamePlace(old, reply));
        shelf.book = shelf.file.read();
        shelf.book.replies().stream()
                .filter(now -> isSamePlace(now, reply) && isSameQuestion(now, reply))
                .forEach(shelf.used::add);
    }

    private static boolean isSameQuestion(RecordedReply one, RecordedReply other) {
        return one.question().equals(other.question())
                && one.asked() != null
                && other.asked() != null
                && one.asked().model().equals(other.asked().model());
    }

    private static boolean isSamePlace(RecordedReply old, RecordedReply reply) {
        RecordedReply.Asked was = old.asked();
        RecordedReply.Asked is = reply.asked();
        return was != null
                && is != null
                && old.flow().equals(reply.flow())
                && old.state().equals(reply.state())
                && was.test().equals(is.test())
                && was.visit() == is.visit()
                && was.slot().equals(is.slot());
    }

    private void asked(
            Asking asking, ExactRequest request, ModelOutcome.@Nullable Replied replied, @Nullable String why) {
        asked.add(new Asked(
                asking.file(),
                asking.test().name(),
                request.state(),
                String.valueOf(request.model()),
                replied == null ? 0 : replied.inputTokens(),
                replied == null ? 0 : replied.outputTokens(),
                replied == null ? 0 : replied.costUsd(),
                why));
    }

    /** Every question that a model was asked, in order. */
    public List<Asked> asked() {
        lock.lock();
        try {
            return List.copyOf(asked);
        } finally {
            lock.unlock();
        }
    }

    /** How many recorded replies of each file no test uses, of those that tests recorded. Only of files all of whose tests were played. */
    public Map<String, Integer> unused() {
        Map<String, Integer> unused = new TreeMap<>();
        shelves.forEach((file, shelf) -> {
            int count = unused(file, shelf).size();
            if (count > 0) {
                unused.put(file, count);
            }
        });
        return unused;
    }

    /** Removes those from their files. */
    public void prune() {
        shelves.forEach((file, shelf) -> {
            Set<Integer> unused = unused(file, shelf);
            if (!unused.isEmpty()) {
                shelf.file.remove(unused);
                shelf.book = shelf.file.read();
            }
        });
    }

    private Set<Integer> unused(String file, Shelf shelf) {
        Set<Integer> unused = new LinkedHashSet<>();
        List<RecordedReply> there = shelf.book.replies();
        for (int i = 0; parts.whole().test(file) && i < there.size(); i++) {
            if (there.get(i).asked() != null && !shelf.used.contains(there.get(i))) {
                unused.add(i);
            }
        }
        return unused;
    }
}
