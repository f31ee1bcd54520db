package dev.signalbox.dsl.diff;

import dev.signalbox.dsl.diagnostic.Place;
import dev.signalbox.dsl.model.Retry;
import dev.signalbox.dsl.model.Save;
import dev.signalbox.dsl.model.verb.CallVerb;
import dev.signalbox.dsl.model.verb.FlowVerb;
import dev.signalbox.dsl.model.verb.LlmVerb;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One step in both versions: what it calls with what, what it keeps, how often it tries. */
final class StepChanges {
    private final Sides sides;
    private final Subject subject;
    private final Step was;
    private final Step is;

    private StepChanges(Sides sides, Subject subject, Step was, Step is) {
        this.sides = sides;
        this.subject = subject;
        this.was = was;
        this.is = is;
    }

    static void compare(Sides sides, Subject subject, Step was, Step is) {
        new StepChanges(sides, subject, was, is).all();
    }

    private void all() {
        if (was.verb() instanceof CallVerb old && is.verb() instanceof CallVerb now) {
            call(old, now);
        } else if (was.verb() instanceof FlowVerb old && is.verb() instanceof FlowVerb now) {
            flow(old, now);
        } else if (was.verb() instanceof LlmVerb old && is.verb() instanceof LlmVerb now) {
            QuestionChanges.compare(sides, subject, is.words(), was.place(), old, is.place(), now);
        } else {
            otherVerb();
        }
        save(sides, subject, is.words(), was.save(), is.save(), was.place(), is.place());
        ApprovalChanges.compare(sides, subject, was, is);
        sides.bound(
                subject,
                sides.old(was.place(), "timeout"),
                sides.now(is.place(), "timeout"),
                is.words() + "The time of a try (`timeout`)",
                was.timeout(),
                is.timeout());
        retry(was.retry(), is.retry());
    }

    private void otherVerb() {
        if (!is.slot().isEmpty()) {
            sides.tell(
                    Kind.VERB_CHANGED,
                    subject,
                    was.place(),
                    is.place(),
                    is.words() + "The step does something else now.");
        }
        StateChanges.write(sides, subject, was, is);
    }

    private void call(CallVerb old, CallVerb now) {
        if (!sides.renames().of(old.action()).equals(now.action())) {
            sides.tell(
                    Kind.CALL_CHANGED,
                    subject,
                    old.actionPlace(),
                    now.actionPlace(),
                    is.words() + "It called `" + old.action() + "`, and calls `" + now.action() + "`.");
            StateChanges.write(sides, subject, was, is);
        }
        arguments(sides.was().values().template(old.with()), sides.is().values().template(now.with()));
    }

    private void flow(FlowVerb old, FlowVerb now) {
        if (!old.flow().equals(now.flow())) {
            sides.tell(
                    Kind.CALL_CHANGED,
                    subject,
                    old.flowPlace(),
                    now.flowPlace(),
                    is.words() + "It ran the flow `" + old.flow() + "`, and runs `" + now.flow() + "`.");
        }
        arguments(sides.was().values().template(old.with()), sides.is().values().template(now.with()));
    }

    private void arguments(Object before, Object after) {
        if (!before.equals(after)) {
            List<String> clauses = before instanceof Map<?, ?> a && after instanceof Map<?, ?> b
                    ? Sides.clauses(dev.signalbox.dsl.value.Json.object(a), dev.signalbox.dsl.value.Json.object(b))
                    : List.of("`with` " + Words.change(before, after));
            sides.tell(
                    Kind.ARGUMENTS_CHANGED,
                    subject,
                    sides.old(was.place(), "with"),
                    sides.now(is.place(), "with"),
                    is.words() + "What it is called with changed: " + String.join("; ", clauses) + ".");
        }
    }

    static void save(
            Sides sides,
            Subject subject,
            String words,
            @Nullable Save old,
            @Nullable Save now,
            Place oldStep,
            Place newStep) {
        Object before = sides.was().save(old);
        Object after = sides.is().save(now);
        if (!Objects.equals(before, after)) {
            sides.tell(
                    Kind.SAVE_CHANGED,
                    subject,
                    sides.old(oldStep, "save"),
                    sides.now(newStep, "save"),
                    words + "Where the result goes (`save`) " + Words.change(before, after) + ".");
        }
    }

    private void retry(@Nullable Retry old, @Nullable Retry now) {
        Place before = sides.old(was.place(), "retry");
        Place after = sides.now(is.place(), "retry");
        Integer oldMax = old == null ? 0 : old.max();
        Integer newMax = now == null ? 0 : now.max();
        sides.bound(subject, before, after, is.words() + "How often it is tried again (`retry.max`)", oldMax, newMax);
        if (old != null && now != null) {
            Object a = Meaning.retry(old);
            Object b = Meaning.retry(now);
            if (oldMax.equals(newMax) && !Objects.equals(a, b)) {
                sides.tell(
                        Kind.RETRY_CHANGED,
                        subject,
                        before,
                        after,
                        is.words() + "How it is tried again " + Words.change(a, b) + ".");
            }
        }
    }
}
