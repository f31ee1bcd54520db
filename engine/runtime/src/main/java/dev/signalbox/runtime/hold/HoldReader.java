package dev.signalbox.runtime.hold;

import dev.signalbox.core.command.Actor;
import dev.signalbox.core.id.HoldId;
import dev.signalbox.core.id.RunId;
import dev.signalbox.dsl.model.StateName;
import dev.signalbox.dsl.model.Urgency;
import dev.signalbox.runtime.api.InboxViews;
import dev.signalbox.runtime.api.Problem;
import dev.signalbox.runtime.api.Views;
import dev.signalbox.runtime.port.Clock;
import dev.signalbox.runtime.port.HoldLedger;
import dev.signalbox.runtime.port.RunStore;
import dev.signalbox.runtime.run.Cursors;
import dev.signalbox.runtime.run.Refusals;
import dev.signalbox.runtime.run.RunReader;
import dev.signalbox.runtime.view.HoldViews;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Lists holds for whoever asks: theirs, their groups', everybody's; open ones and closed ones. */
final class HoldReader {
    /** Holds are counted so far; beyond that a list says that there are more. */
    static final int COUNTED = 1_000;

    private static final int MOST_WORDS = 10;

    private final RunStore store;
    private final RunReader reader;
    private final Clock clock;

    HoldReader(RunStore store, RunReader reader, Clock clock) {
        this.store = store;
        this.reader = reader;
        this.clock = clock;
    }

    InboxViews.HoldPage holds(Views.HoldFilter filter, Actor asker) {
        int limit = RunReader.limit(filter.limit());
        String who = oneOf("who", filter.who(), "all", "mine", "groups", "all");
        HoldLedger.Order order = order(filter.sort());
        return filter.done() ? past(filter, who, asker, limit) : open(filter, who, order, asker, limit);
    }

    private InboxViews.HoldPage open(
            Views.HoldFilter filter, String who, HoldLedger.Order order, Actor asker, int limit) {
        Instant now = clock.now();
        Set<String> by = reader.names(filter.group());
        if (by == null && who.equals("groups") && !asker.operator()) {
            by = new LinkedHashSet<>(asker.groups());
            by.add(asker.id());
        }
        HoldLedger.HoldQuery query = new HoldLedger.HoldQuery(
                reader.family(filter.run()),
                RunReader.flowName(filter.flow()),
                place(filter.place()),
                by,
                who.equals("mine") ? new HoldLedger.Asker(asker.id(), now) : null,
                who.equals("all") ? null : asker.id(),
                urgency(filter.urgency()),
                claims(filter.claimed(), asker, now),
                words(filter.q()),
                order,
                Cursors.hold(filter.cursor()),
                limit + 1);
        List<HoldLedger.OpenHold> found = store.holds(query);
        List<HoldLedger.OpenHold> page = found.size() > limit ? found.subList(0, limit) : found;
        int count = store.countHolds(query, COUNTED + 1);
        return new InboxViews.HoldPage(
                page.stream().map(reader::view).toList(),
                found.size() > limit ? Cursors.of(order.at(page.getLast())) : null,
                Math.min(count, COUNTED),
                count > COUNTED);
    }

    private InboxViews.HoldPage past(Views.HoldFilter filter, String who, Actor asker, int limit) {
        HoldLedger.DecidedQuery query = new HoldLedger.DecidedQuery(
                reader.family(filter.run()),
                RunReader.flowName(filter.flow()),
                place(filter.place()),
                who.equals("mine") ? asker.id() : null,
                null,
                null,
                null,
                false,
                words(filter.q()),
                Cursors.decided(filter.cursor()),
                limit + 1);
        List<HoldLedger.Past> found = store.decided(query);
        List<HoldLedger.Past> page = found.size() > limit ? found.subList(0, limit) : found;
        int count = store.countDecided(query, COUNTED + 1);
        return new InboxViews.HoldPage(
                page.stream().map(HoldViews::past).toList(),
                found.size() > limit ? Cursors.of(page.getLast().hold()) : null,
                Math.min(count, COUNTED),
                count > COUNTED);
    }

    /** For somebody to look at: the first time is kept. */
    Views.HoldView look(String id, Actor person) {
        Views.HoldView shown = reader.hold(id);
        store.looked(new HoldId(id), person.id(), clock.now());
        return shown;
    }

    private static HoldLedger.@Nullable Claims claims(@Nullable String claimed, Actor asker, Instant now) {
        return switch (oneOf("claimed", claimed, "", "yes", "no", "mine", "")) {
            case "yes" -> new HoldLedger.Claims.Some(now);
            case "no" -> new HoldLedger.Claims.None(now);
            case "mine" -> new HoldLedger.Claims.Of(asker.id(), now);
            default -> null;
        };
    }

    private static HoldLedger.Order order(@Nullable String sort) {
        String name = oneOf("sort", sort, "due", "due", "opened", "urgency", "cost");
        return HoldLedger.Order.valueOf(name.toUpperCase(Locale.ROOT));
    }

    private static @Nullable Urgency urgency(@Nullable String text) {
        String name = oneOf("urgency", text, "", "low", "medium", "high", "");
        return name.isEmpty() ? null : Urgency.valueOf(name.toUpperCase(Locale.ROOT));
    }

    private static @Nullable StateName place(@Nullable String name) {
        return name == null || name.isEmpty() ? null : new StateName(name);
    }

    /** @param known the empty text among them is not told of */
    static String oneOf(String parameter, @Nullable String value, String otherwise, String... known) {
        if (value == null || value.isEmpty()) {
            return otherwise;
        }
        if (!List.of(known).contains(value)) {
            List<String> told =
                    List.of(known).stream().filter(name -> !name.isEmpty()).toList();
            throw new Problem(
                    Problem.Kind.BAD_REQUEST,
                    "`" + parameter + "` is one of " + String.join(", ", told) + ", not `" + value + "`.");
        }
        return value;
    }

    /** What is searched for, in lower case as what is searched. */
    static List<String> words(@Nullable String text) {
        if (text == null || text.isBlank()) {
            return List.of();
        }
        List<String> words = List.of(text.strip().toLowerCase(Locale.ROOT).split("\\s+", -1));
        if (words.size() > MOST_WORDS) {
            throw new Problem(Problem.Kind.BAD_REQUEST, "A search has at most " + MOST_WORDS + " words.");
        }
        return words;
    }

    /** A hold's id begins with its run's. */
    static RunId runOf(String hold) {
        int dot = hold.indexOf('.');
        if (dot <= 0) {
            throw Refusals.noHold(hold);
        }
        return new RunId(hold.substring(0, dot));
    }
}
