package dev.signalbox.dsl.diff;

import dev.signalbox.dsl.diagnostic.Place;
import dev.signalbox.dsl.model.DayLimits;
import dev.signalbox.dsl.model.Flow;
import dev.signalbox.dsl.model.Limits;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a flow says of itself as a whole: its name and words, where it starts, how it is found, what a run may use. */
final class HeadChanges {
    private static final Pattern EXPRESSION = Pattern.compile("\\$\\{[^}]*}");

    private HeadChanges() {}

    static void compare(Sides sides) {
        Flow before = sides.before();
        Flow after = sides.after();
        Subject flow = new Subject(Subject.Sort.FLOW, after.name().value());
        if (!before.name().equals(after.name())) {
            sides.tell(
                    Kind.FLOW_RENAMED,
                    flow,
                    before.place(),
                    after.place(),
                    "The flow was called `" + before.name() + "`.");
        }
        words(sides, flow, "version", before.version(), after.version());
        words(sides, flow, "title", before.title(), after.title());
        words(sides, flow, "description", before.description(), after.description());
        words(sides, flow, "owner", before.owner(), after.owner());
        if (!sides.renames().of(before.start()).equals(after.start())) {
            sides.tell(
                    Kind.START_MOVED,
                    flow,
                    before.startPlace(),
                    after.startPlace(),
                    "A run starts in `" + after.start() + "`, not in `" + before.start() + "`.");
        }
        Object oldKey = sides.was().values().maybe(before.key());
        Object newKey = sides.is().values().maybe(after.key());
        if (!Objects.equals(oldKey, newKey)) {
            sides.tell(
                    Kind.KEY_CHANGED,
                    flow,
                    top(sides, true, "key"),
                    top(sides, false, "key"),
                    "The key of a run " + Words.change(oldKey, newKey) + ".");
        }
        limits(sides, before.limits(), after.limits());
        day(sides, before.day(), after.day());
    }

    private static void words(Sides sides, Subject flow, String key, @Nullable String before, @Nullable String after) {
        if (!Objects.equals(before, after)) {
            sides.tell(
                    Kind.WORDING_CHANGED,
                    flow,
                    top(sides, true, key),
                    top(sides, false, key),
                    "The flow's `" + key + "` " + Words.change(before, after) + ".");
        }
    }

    private static void limits(Sides sides, Limits before, Limits after) {
        limit(sides, "steps", before.steps(), after.steps());
        limit(sides, "llm_calls", before.llmCalls(), after.llmCalls());
        limit(sides, "tokens", before.tokens(), after.tokens());
        limit(sides, "cost_usd", before.costUsd(), after.costUsd());
        limit(sides, "duration", before.duration(), after.duration());
    }

    private static <T extends Comparable<T>> void limit(
            Sides sides, String key, @Nullable T before, @Nullable T after) {
        sides.bound(
                new Subject(Subject.Sort.LIMITS, "limits"),
                top(sides, true, "limits", key),
                top(sides, false, "limits", key),
                "A run's `" + key + "`",
                before,
                after);
    }

    private static void day(Sides sides, @Nullable DayLimits before, @Nullable DayLimits after) {
        DayLimits none = new DayLimits(null, null, null, sides.after().place());
        DayLimits was = before == null ? none : before;
        DayLimits is = after == null ? none : after;
        daily(sides, "llm_calls", was.llmCalls(), is.llmCalls());
        daily(sides, "tokens", was.tokens(), is.tokens());
        daily(sides, "cost_usd", was.costUsd(), is.costUsd());
    }

    private static <T extends Comparable<T>> void daily(
            Sides sides, String key, @Nullable T before, @Nullable T after) {
        sides.bound(
                new Subject(Subject.Sort.LIMITS, "limits"),
                top(sides, true, "limits", "day", key),
                top(sides, false, "limits", "day", key),
                "A day's `" + key + "`",
                before,
                after);
    }

    /** A key of the file's top; the flow's name where it has none. */
    static Place top(Sides sides, boolean old, String... keys) {
        Place flow = (old ? sides.before() : sides.after()).place();
        Place root = new Place(flow.span(), "");
        Place found = old ? sides.old(root, keys) : sides.now(root, keys);
        return found.equals(root) ? flow : found;
    }

    /** Whether two texts say the same values in other words. */
    static boolean sameExpressions(@Nullable Object before, @Nullable Object after) {
        return expressions(before).equals(expressions(after));
    }

    private static List<String> expressions(@Nullable Object text) {
        List<String> found = new ArrayList<>();
        Matcher matcher = EXPRESSION.matcher(String.valueOf(text));
        while (matcher.find()) {
            found.add(matcher.group());
        }
        return found;
    }
}
