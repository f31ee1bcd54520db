package dev.signalbox.core.run;

import dev.signalbox.core.context.Sent;
import dev.signalbox.dsl.model.DataName;
import dev.signalbox.dsl.model.ModelName;
import dev.signalbox.dsl.model.StateName;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a run remembers.
 *
 * @param origins whose words each name of data is: {@code action, model, person, event, flow}
 * @param fetchedAt when each fetched name was last fetched
 * @param error what {@code error} reads; null before any
 * @param decision what {@code decision} reads; null before any
 * @param summaries what stands for older events, by context item
 * @param sent the last question of each state to each model, by {@link #asked}
 */
public record Memory(
        Map<DataName, Object> data,
        Map<DataName, String> origins,
        Map<DataName, Instant> fetchedAt,
        @Nullable Map<String, Object> error,
        @Nullable Map<String, Object> decision,
        History history,
        Map<String, Summary> summaries,
        Map<String, Sent> sent) {
    public static final Memory EMPTY =
            new Memory(Map.of(), Map.of(), Map.of(), null, null, History.EMPTY, Map.of(), Map.of());

    /** @param covers a hash of what it stands for, {@code upTo} the number of the last recorded event in it */
    public record Summary(String covers, int upTo, String text) {}

    public Memory wrote(Map<DataName, Object> values, String origin) {
        if (values.isEmpty()) {
            return this;
        }
        Map<DataName, String> whose = origins;
        for (DataName name : values.keySet()) {
            if (!origin.equals(whose.get(name))) {
                whose = Ordered.with(whose, name, origin);
            }
        }
        return new Memory(Ordered.withAll(data, values), whose, fetchedAt, error, decision, history, summaries, sent);
    }

    public Memory fetched(DataName name, Object value, Instant at) {
        Memory wrote = wrote(Map.of(name, value), "action");
        return new Memory(
                wrote.data,
                wrote.origins,
                Ordered.with(fetchedAt, name, at),
                error,
                decision,
                history,
                summaries,
                sent);
    }

    /** The same values under other names, without some. */
    public Memory renamed(Map<DataName, DataName> names, Collection<DataName> gone) {
        Map<DataName, Object> values = Map.of();
        Map<DataName, String> whose = Map.of();
        Map<DataName, Instant> when = Map.of();
        for (Map.Entry<DataName, Object> value : data.entrySet()) {
            DataName was = value.getKey();
            if (gone.contains(was)) {
                continue;
            }
            DataName is = names.getOrDefault(was, was);
            String origin = origins.get(was);
            Instant at = fetchedAt.get(was);
            values = Ordered.with(values, is, value.getValue());
            whose = origin == null ? whose : Ordered.with(whose, is, origin);
            when = at == null ? when : Ordered.with(when, is, at);
        }
        return new Memory(values, whose, when, error, decision, history, summaries, sent);
    }

    /** Values as another schema has them: whose words they are stays. */
    public Memory coerced(Map<DataName, Object> values) {
        return values.isEmpty()
                ? this
                : new Memory(
                        Ordered.withAll(data, values), origins, fetchedAt, error, decision, history, summaries, sent);
    }

    public Memory failed(Map<String, Object> with) {
        return new Memory(data, origins, fetchedAt, with, decision, history, summaries, sent);
    }

    public Memory decided(Map<String, Object> by) {
        return new Memory(data, origins, fetchedAt, error, by, history, summaries, sent);
    }

    public Memory recorded(Recorded event) {
        return new Memory(data, origins, fetchedAt, error, decision, history.plus(event), summaries, sent);
    }

    public Memory with(History its) {
        return new Memory(data, origins, fetchedAt, error, decision, its, summaries, sent);
    }

    public Memory summarised(String item, Summary summary) {
        return new Memory(
                data, origins, fetchedAt, error, decision, history, Ordered.with(summaries, item, summary), sent);
    }

    /** Which questions are compared with each other. */
    public static String asked(StateName state, ModelName model) {
        return state + "/" + model;
    }

    public Memory sent(String asked, Sent question) {
        return new Memory(
                data, origins, fetchedAt, error, decision, history, summaries, Ordered.with(sent, asked, question));
    }
}
