package dev.signalbox.core.decide.verb;

import dev.signalbox.core.decide.Plans;
import dev.signalbox.core.decide.Progress;
import dev.signalbox.core.decide.Turn;
import dev.signalbox.core.decide.ValueFailure;
import dev.signalbox.core.decide.Values;
import dev.signalbox.core.event.Event;
import dev.signalbox.core.run.Failure;
import dev.signalbox.core.run.Step;
import dev.signalbox.dsl.model.verb.EachVerb;
import dev.signalbox.dsl.value.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** {@code each}: one step for each item of a list, some side by side; the results in the order of the list. */
final class EachState {
    private EachState() {}

    static Progress advance(Turn turn, EachVerb each) {
        if (turn.activation().items() == null) {
            try {
                turn.emit(new Event.EachStarted(
                        turn.now(), turn.state().name(), turn.activation().visit(), items(turn, each)));
            } catch (ValueFailure e) {
                return new Progress.Failed(Failure.value(e.words()));
            }
        }
        List<Object> items = turn.activation().items();
        return go(turn, each, items == null ? 0 : items.size());
    }

    private static List<Object> items(Turn turn, EachVerb each) throws ValueFailure {
        Object value = Values.eval(turn.checked(), each.in(), Plans.scope(turn));
        if (!(value instanceof List<?>)) {
            throw new ValueFailure("each needs a list, and " + each.in().source() + " is none");
        }
        List<Object> items = Json.list(value);
        if (items.size() > each.max()) {
            throw new ValueFailure(each.in().source() + " has " + items.size() + " items, and max is " + each.max());
        }
        return List.copyOf(items);
    }

    private static Progress go(Turn turn, EachVerb each, int size) {
        List<Object> results = new ArrayList<>();
        Failure first = null;
        int busy = 0;
        boolean waiting = false;
        for (int index = 0; index < size; index++) {
            boolean mayBegin = busy < each.concurrency() && (first == null || each.collect());
            switch (progress(turn, each, index, mayBegin)) {
                case Progress.Waiting still -> {
                    waiting = true;
                    busy++;
                }
                case Progress.Succeeded done ->
                    results.add(each.collect() ? Map.of("value", done.result()) : done.result());
                case Progress.Failed failed -> {
                    first = first == null ? failed.failure() : first;
                    results.add(Map.of("error", error(failed.failure())));
                }
                case Progress.Dropped dropped -> {}
            }
        }
        if (first != null && !each.collect()) {
            List<String> slots =
                    IntStream.range(0, size).mapToObj(String::valueOf).toList();
            return Fanout.release(turn, slots) ? new Progress.Failed(first) : Progress.WAITING;
        }
        return waiting ? Progress.WAITING : new Progress.Succeeded(List.copyOf(results));
    }

    /** An item that has begun goes on; one that has not begins only while there is room. */
    private static Progress progress(Turn turn, EachVerb each, int index, boolean mayBegin) {
        @Nullable Step step = turn.activation().step(String.valueOf(index));
        if (step == null && !mayBegin) {
            return Progress.WAITING;
        }
        return Steps.advance(turn, Plans.item(turn, each, index));
    }

    private static Map<String, Object> error(Failure failure) {
        Map<String, Object> error = new LinkedHashMap<>();
        error.put("kind", failure.kind());
        error.put("message", failure.message());
        return error;
    }
}
