package dev.signalbox.dsl.check;

import dev.signalbox.dsl.diagnostic.Code;
import dev.signalbox.dsl.diagnostic.Diagnostic;
import dev.signalbox.dsl.diagnostic.Place;
import dev.signalbox.dsl.diagnostic.Related;
import dev.signalbox.dsl.model.Flow;
import dev.signalbox.dsl.model.Trigger;
import dev.signalbox.dsl.read.ReadFlow;
import dev.signalbox.dsl.value.CronTimes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Y006 of triggers: what one listens to can come. The reader takes any path and any five fields, so that a run's bundle from
 * before these rules still opens.
 */
final class TriggerRules {
    /** Where the server listens. */
    private static final Pattern PATH = Pattern.compile("/hooks(/[A-Za-z0-9._~-]+)+");

    private static final int LONGEST_PATH = 200;
    private static final Duration LEAST_TOLERANCE = Duration.ofSeconds(1);
    private static final Duration MOST_TOLERANCE = Duration.ofHours(1);

    private TriggerRules() {}

    static void check(Setting setting, Findings findings) {
        for (Trigger trigger : setting.flow().triggers()) {
            switch (trigger) {
                case Trigger.Http http -> http(setting, http, findings);
                case Trigger.Schedule schedule -> schedule(setting, schedule, findings);
                case Trigger.Event event -> {} // its name is ReferenceRules'
            }
        }
    }

    private static void http(Setting setting, Trigger.Http http, Findings findings) {
        String path = http.path();
        boolean dots = path.contains("/./") || path.contains("/../") || path.endsWith("/.") || path.endsWith("/..");
        if (!PATH.matcher(path).matches() || path.length() > LONGEST_PATH || dots) {
            findings.add(
                    Code.Y006,
                    at(setting, http, "/path"),
                    "A request reaches a trigger under `/hooks/`, by parts of letters, digits, `.`, `_`, `~` and `-`.",
                    "Write a path such as `/hooks/tickets`.");
        }
        Duration tolerance = http.signature().tolerance();
        if (tolerance.compareTo(LEAST_TOLERANCE) < 0 || tolerance.compareTo(MOST_TOLERANCE) > 0) {
            findings.add(
                    Code.Y006,
                    at(setting, http, "/hmac/tolerance"),
                    "A signature's time may be off by 1s to 1h.",
                    "Leave `tolerance` out for 5m.");
        }
    }

    private static void schedule(Setting setting, Trigger.Schedule schedule, Findings findings) {
        try {
            CronTimes.of(schedule.cron(), schedule.zone());
        } catch (IllegalArgumentException e) {
            String why = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
            findings.add(
                    Code.Y006,
                    at(setting, schedule, "/cron"),
                    "`" + schedule.cron() + "` never comes round: " + why + (why.endsWith(".") ? "" : "."),
                    "Write minute, hour, day, month and weekday, such as `0 9 * * MON`.");
        }
    }

    private static Place at(Setting setting, Trigger trigger, String key) {
        return setting.value(trigger.place().path() + key, trigger.place());
    }

    /** Paths that two triggers listen to, by the file of the later one: whose run a request starts must not depend on luck. */
    static Map<String, List<Diagnostic>> claimedTwice(Iterable<ReadFlow> flows) {
        record Claim(Flow flow, Place place) {}
        Map<String, Claim> claims = new HashMap<>();
        Map<String, List<Diagnostic>> found = new HashMap<>();
        for (ReadFlow read : flows) {
            Flow flow = read.flow();
            if (flow == null) {
                continue;
            }
            for (Trigger trigger : flow.triggers()) {
                if (trigger instanceof Trigger.Http http) {
                    Place place = place(read, http);
                    Claim first = claims.putIfAbsent(http.path(), new Claim(flow, place));
                    if (first != null) {
                        found.computeIfAbsent(read.path(), none -> new ArrayList<>())
                                .add(Diagnostic.of(
                                                Code.Y006,
                                                place,
                                                "`" + http.path() + "` is taken by a trigger of `"
                                                        + first.flow().name() + "`.")
                                        .withHelp("Give each trigger a path of its own.")
                                        .withRelated(List.of(
                                                new Related(first.place().span(), "the path is claimed here first"))));
                    }
                }
            }
        }
        return found;
    }

    private static Place place(ReadFlow read, Trigger.Http http) {
        @Nullable Place place = read.places().value(http.place().path() + "/path");
        return place == null ? http.place() : place;
    }
}
