package dev.signalbox.runtime.retention;

import dev.signalbox.core.effect.Message;
import dev.signalbox.core.effect.Target;
import dev.signalbox.core.event.Event;
import dev.signalbox.core.run.Hold;
import dev.signalbox.dsl.value.CanonicalJson;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * An event without its payload. What people, models, actions and other systems said goes, and the hash of its canonical JSON
 * stands in its place: {@code {"$purged": SHA-256}}, or {@code $purged:SHA-256} where only a text can stand. What happened
 * stays: type, time, state and step, kinds of outcomes, counts, hashes, and who decided what with which note. The events
 * still fold into a run. Purging twice is purging once.
 */
public final class Purging {
    private static final String MARK = "$purged";
    private static final Pattern TEXT = Pattern.compile("\\$purged:[0-9a-f]{64}");
    private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");

    private Purging() {}

    public static List<Event> log(List<Event> events) {
        return events.stream().map(Purging::event).toList();
    }

    /** What stands in the place of a value. */
    public static boolean isMark(Object value) {
        return value instanceof Map<?, ?> object
                && object.keySet().equals(Set.of(MARK))
                && object.get(MARK) instanceof String hash
                && HASH.matcher(hash).matches();
    }

    public static Event event(Event event) {
        return switch (event) {
            case Event.RunStarted it ->
                new Event.RunStarted(
                        it.at(),
                        it.run(),
                        it.bundle(),
                        it.flow(),
                        it.version(),
                        it.key(),
                        whole(it.input()),
                        each(it.data()),
                        it.startedBy(),
                        it.parent(),
                        it.limits());
            case Event.StateEntered it -> it;
            case Event.ValuesSet it -> new Event.ValuesSet(it.at(), it.state(), it.visit(), each(it.values()));
            case Event.StateCompleted it ->
                new Event.StateCompleted(
                        it.at(), it.state(), it.visit(), each(it.saved()), each(it.set()), it.origin());
            case Event.RouteTaken it ->
                new Event.RouteTaken(
                        it.at(),
                        it.state(),
                        it.visit(),
                        it.outcome(),
                        it.kind(),
                        text(it.message()),
                        it.attempt(),
                        it.inARow(),
                        it.to(),
                        each(it.values()));
            case Event.RunStuck it ->
                new Event.RunStuck(it.at(), it.state(), it.outcome(), it.kind(), text(it.message()), it.attempt());
            case Event.RunRetried it -> it;
            case Event.RunMoved it ->
                new Event.RunMoved(
                        it.at(),
                        it.from(),
                        it.bundle(),
                        it.version(),
                        it.state(),
                        it.visit(),
                        it.anew(),
                        it.again(),
                        it.states(),
                        it.renamed(),
                        it.gone(),
                        each(it.data()),
                        each(it.values()),
                        it.input() == null ? null : whole(it.input()),
                        it.limits(),
                        it.by(),
                        it.authenticated(),
                        textOrNull(it.note()));
            // Nothing goes on from an ended run, so nothing is recalled any more.
            case Event.RunForked it ->
                new Event.RunForked(it.at(), it.run(), it.from(), it.after(), List.of(), it.by(), it.authenticated());
            case Event.AnswerRecalled it -> it;
            case Event.CancelRequested it -> it;
            case Event.LimitReached it -> it;
            case Event.RunEnded it ->
                new Event.RunEnded(it.at(), it.status(), orNull(it.output()), textOrNull(it.error()));
            case Event.EachStarted it -> new Event.EachStarted(it.at(), it.state(), it.visit(), all(it.items()));
            case Event.StepFailed it ->
                new Event.StepFailed(it.at(), it.step(), it.outcome(), it.kind(), text(it.message()));
            case Event.StepDropped it -> it;
            case Event.CallRequested it ->
                new Event.CallRequested(
                        it.at(),
                        it.step(),
                        it.attempt(),
                        it.fetch(),
                        it.action(),
                        it.delivery(),
                        it.effect(),
                        whole(it.args()),
                        target(it.target()),
                        it.key());
            case Event.CallSent it -> it;
            case Event.CallSucceeded it ->
                new Event.CallSucceeded(it.at(), it.step(), it.attempt(), value(it.result()));
            case Event.CallFailed it ->
                new Event.CallFailed(it.at(), it.step(), it.attempt(), it.kind(), text(it.message()), it.retryAt());
            case Event.CallUnknown it ->
                new Event.CallUnknown(it.at(), it.step(), it.attempt(), it.kind(), text(it.message()));
            case Event.DataFetched it -> new Event.DataFetched(it.at(), it.step(), it.name(), value(it.value()));
            case Event.LateResultNoted it ->
                new Event.LateResultNoted(it.at(), it.step(), it.attempt(), text(it.what()));
            case Event.ModelRequested it ->
                new Event.ModelRequested(
                        it.at(),
                        it.step(),
                        it.attempt(),
                        it.purpose(),
                        it.covering(),
                        it.model(),
                        messages(it.messages()),
                        value(it.schema()),
                        it.question(),
                        it.manifest(),
                        it.reservedTokens(),
                        it.reservedUsd(),
                        it.calibration(),
                        it.asker());
            case Event.ModelReplied it ->
                new Event.ModelReplied(
                        it.at(),
                        it.step(),
                        it.attempt(),
                        text(it.text()),
                        it.model(),
                        it.inputTokens(),
                        it.outputTokens(),
                        it.cachedTokens(),
                        it.costUsd(),
                        it.writtenTokens());
            case Event.ReplyAccepted it -> new Event.ReplyAccepted(it.at(), it.step(), value(it.value()));
            case Event.ReplyRefused it ->
                new Event.ReplyRefused(it.at(), it.step(), it.attempt(), texts(it.problems()));
            case Event.ModelFailed it ->
                new Event.ModelFailed(
                        it.at(),
                        it.step(),
                        it.attempt(),
                        it.kind(),
                        text(it.message()),
                        it.retryAt(),
                        it.fallback(),
                        it.charged());
            case Event.SummaryMade it ->
                new Event.SummaryMade(it.at(), it.step(), it.item(), it.covers(), it.upTo(), text(it.text()));
            case Event.HoldOpened it -> new Event.HoldOpened(it.at(), hold(it.hold()));
            case Event.HoldEdited it -> edited(it);
            case Event.HoldVoted it -> it;
            case Event.HoldApproved it -> it;
            case Event.HoldRejected it -> it;
            case Event.HoldAnswered it ->
                new Event.HoldAnswered(
                        it.at(), it.hold(), value(it.answer()), it.by(), it.via(), it.authenticated(), it.note());
            case Event.ApprovalLapsed it -> it;
            case Event.HoldExpired it -> it;
            case Event.HoldWithdrawn it -> it;
            case Event.HoldReminded it -> it;
            case Event.HoldEscalated it -> it;
            case Event.HoldDiscussed it ->
                new Event.HoldDiscussed(it.at(), it.hold(), text(it.text()), it.by(), it.via(), it.authenticated());
            case Event.HoldDelegated it -> it;
            case Event.WaitStarted it -> it;
            case Event.EventReceived it ->
                new Event.EventReceived(it.at(), it.name(), it.key(), it.id(), value(it.payload()), it.expires());
            case Event.WaitEnded it -> new Event.WaitEnded(it.at(), it.step(), it.id(), value(it.payload()));
            case Event.ChildRequested it ->
                new Event.ChildRequested(it.at(), it.step(), it.child(), it.flow(), whole(it.input()), it.share());
            case Event.ChildEnded it ->
                new Event.ChildEnded(
                        it.at(),
                        it.step(),
                        it.status(),
                        orNull(it.output()),
                        textOrNull(it.error()),
                        it.usage(),
                        it.child());
        };
    }

    private static Event edited(Event.HoldEdited it) {
        List<Hold.Shown> show = it.show();
        Target target = it.target();
        return new Event.HoldEdited(
                it.at(),
                it.hold(),
                each(it.edit()),
                each(it.values()),
                whole(it.args()),
                target == null ? null : target(target),
                it.hash(),
                it.by(),
                textOrNull(it.title()),
                show == null ? null : shown(show));
    }

    private static Hold hold(Hold hold) {
        Target target = hold.target();
        Hold.Question question = hold.question();
        return new Hold(
                hold.id(),
                hold.step(),
                hold.purpose(),
                text(hold.title()),
                hold.action(),
                whole(hold.args()),
                target == null ? null : target(target),
                hold.hash(),
                shown(hold.show()),
                hold.edit().stream()
                        .map(it -> new Hold.Editable(it.path(), value(it.schema()), orNull(it.value())))
                        .toList(),
                orNull(hold.form()),
                all(hold.choices()),
                hold.by(),
                hold.count(),
                hold.notRequester(),
                hold.noteRequired(),
                hold.urgency(),
                hold.openedAt(),
                hold.due(),
                hold.remindAt(),
                hold.escalateAt(),
                hold.escalateBy(),
                hold.votes(),
                question == null
                        ? null
                        : new Hold.Question(question.model(), messages(question.messages()), text(question.why())));
    }

    private static List<Hold.Shown> shown(List<Hold.Shown> show) {
        return show.stream()
                .map(it -> new Hold.Shown(text(it.label()), orNull(it.value()), it.origin()))
                .toList();
    }

    /** Of a picture or document there is no more than its hash and extent, and those stay. */
    private static List<Message> messages(List<Message> messages) {
        return messages.stream()
                .map(message -> new Message(
                        message.role(),
                        message.parts().stream()
                                .map(part ->
                                        new Message.Part(part.item(), text(part.text()), part.stable(), part.media()))
                                .toList()))
                .toList();
    }

    /** How and where to stays, with whom and what goes. */
    private static Target target(Target target) {
        return switch (target) {
            case Target.Http it ->
                new Target.Http(it.method(), text(it.url()), entries(it.headers(), Purging::text), orNull(it.body()));
            case Target.Java it -> it;
            // The tool's pin is a hash of what its server said of it before any run.
            case Target.Mcp it -> it;
            case Target.Exec it -> new Target.Exec(it.program(), texts(it.arguments()), textOrNull(it.stdin()));
            case Target.Echo it -> it;
        };
    }

    private static Object value(Object value) {
        return isMark(value) ? value : mark(value);
    }

    private static Map<String, Object> mark(Object value) {
        return Map.of(MARK, CanonicalJson.sha256(value));
    }

    private static @Nullable Object orNull(@Nullable Object value) {
        return value == null ? null : value(value);
    }

    /** One mark for all of it: an empty object says nothing, and stays. */
    private static Map<String, Object> whole(Map<String, Object> object) {
        return object.isEmpty() || isMark(object) ? object : mark(object);
    }

    /** A mark for each value: the names are the flow's own. */
    private static <K> Map<K, Object> each(Map<K, Object> values) {
        return entries(values, Purging::value);
    }

    private static <K, V> Map<K, V> entries(Map<K, V> from, UnaryOperator<V> with) {
        Map<K, V> to = new LinkedHashMap<>();
        from.forEach((name, value) -> to.put(name, with.apply(value)));
        return to;
    }

    private static List<Object> all(List<Object> values) {
        return values.stream().map(Purging::value).toList();
    }

    private static List<String> texts(List<String> texts) {
        return texts.stream().map(Purging::text).collect(Collectors.toUnmodifiableList());
    }

    private static String text(String text) {
        return text.isEmpty() || TEXT.matcher(text).matches() ? text : MARK + ":" + CanonicalJson.sha256(text);
    }

    private static @Nullable String textOrNull(@Nullable String text) {
        return text == null ? null : text(text);
    }
}
