package dev.signalbox.runtime.notice;

import dev.signalbox.core.run.Hold;
import dev.signalbox.core.run.RunStatus;
import dev.signalbox.dsl.model.StateName;
import dev.signalbox.dsl.model.Workspace;
import dev.signalbox.runtime.port.DecidedHold;
import dev.signalbox.runtime.port.HoldLedger;
import dev.signalbox.runtime.port.Notice;
import dev.signalbox.runtime.port.RunRow;
import dev.signalbox.runtime.port.RunStore;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Writes letters, each from the store as it is sent. It shows a hold's title, its flow and state, who started the run, whom it
 * asks, how urgent it is and until when; never arguments, evidence or any other data, and no title that reads redacted data.
 */
final class Letters {
    /** How long a link is good where the hold has no end, or is over. */
    static final Duration LINKS_LAST = Duration.ofDays(14);

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final RunStore store;
    private final Supplier<Workspace> workspace;
    private final ShownTitles titles;
    private final NoticeLinks links;
    private final String publicUrl;

    /** @param publicUrl where browsers reach the console, without a slash at the end */
    Letters(RunStore store, Supplier<Workspace> workspace, ShownTitles titles, NoticeLinks links, String publicUrl) {
        this.store = store;
        this.workspace = workspace;
        this.titles = titles;
        this.links = links;
        this.publicUrl = publicUrl;
    }

    /** Null when nobody needs to be told any more. */
    @Nullable
    Letter of(Notice notice) {
        return switch (notice.kind()) {
            case OPENED, REMINDER, ESCALATED, DELEGATED -> waiting(notice);
            case EXPIRED -> expired(notice);
            case STUCK -> stuck(notice);
        };
    }

    /** That a channel works. */
    static Letter test(String channel) {
        return new Letter(
                Letter.TEST,
                "Signalbox can reach this channel",
                null,
                List.of(
                        new Letter.Line("Channel", channel),
                        new Letter.Line("What for", "A test that somebody asked for. Nothing waits for you.")),
                null,
                "",
                Map.of("channel", channel));
    }

    private @Nullable Letter waiting(Notice notice) {
        HoldLedger.OpenHold open = notice.hold() == null ? null : store.hold(notice.hold());
        if (open == null || (notice.kind() == Notice.Kind.DELEGATED && !isTheirs(open.hold(), notice))) {
            return null;
        }
        Hold hold = open.hold();
        String title = titles.shown(open.run().bundle(), hold.step().state(), hold.title());
        Instant due = hold.due();
        Facts facts = new Facts()
                .add("title", "", title)
                .add("kind", "", hold.purpose().name().toLowerCase(Locale.ROOT));
        place(facts, open.run(), hold.step().state());
        facts.add("for", "For", names(hold.asked()))
                .add("urgency", "Urgency", hold.urgency().name().toLowerCase(Locale.ROOT));
        if (due != null) {
            facts.add("due", "Until", due.toString(), TIME.format(due));
        }
        Instant longest = notice.at().plus(LINKS_LAST);
        String link = link(notice, "holds/" + hold.id(), due == null || due.isAfter(longest) ? longest : due);
        return letter(notice, heading(notice.kind(), hold.purpose()), title, facts, link, "Look at it and decide");
    }

    private static boolean isTheirs(Hold hold, Notice notice) {
        Hold.Delegation delegated = hold.delegated();
        return delegated != null && !delegated.at().isAfter(notice.at());
    }

    private static String heading(Notice.Kind kind, Hold.Purpose purpose) {
        String wanted = switch (purpose) {
            case APPROVE -> "Approval wanted";
            case ASK -> "Answer wanted";
            case UNKNOWN -> "Did this call happen?";
            case MODEL -> "Answer for a model wanted";
        };
        return switch (kind) {
            case REMINDER -> "Still waiting";
            case ESCALATED -> wanted + " (passed on to you)";
            case DELEGATED -> wanted + " (given to you)";
            case OPENED, EXPIRED, STUCK -> wanted;
        };
    }

    private Letter expired(Notice notice) {
        RunRow run = store.row(notice.run());
        DecidedHold decided = store
                .decided(new HoldLedger.DecidedQuery(
                        Set.of(notice.run()),
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        false,
                        List.of(),
                        null,
                        RunStore.MOST))
                .stream()
                .map(HoldLedger.Past::hold)
                .filter(past -> past.id().equals(notice.hold()))
                .findFirst()
                .orElse(null);
        String title =
                run == null || decided == null ? null : titles.shown(run.bundle(), decided.state(), decided.title());
        Facts facts = new Facts().add("title", "", title);
        if (run != null) {
            place(facts, run, decided == null ? run.state() : decided.state());
        }
        String link = link(notice, "holds/" + notice.hold(), notice.at().plus(LINKS_LAST));
        return letter(notice, "Nobody decided in time", title, facts, link, "See what became of it");
    }

    private @Nullable Letter stuck(Notice notice) {
        RunRow run = store.row(notice.run());
        if (run == null || run.status() != RunStatus.STUCK) {
            return null;
        }
        Facts facts = new Facts();
        place(facts, run, run.state());
        String link = link(notice, "runs/" + run.id(), notice.at().plus(LINKS_LAST));
        return letter(notice, "A run is stuck", run.flow().value(), facts, link, "Look at the run");
    }

    private static void place(Facts facts, RunRow run, @Nullable StateName state) {
        facts.add("flow", "Flow", run.flow().value())
                .add("state", "State", state == null ? null : state.value())
                .add("run", "Run", run.id().value())
                .add("started_by", "Started by", OutsideText.line(run.startedBy()));
    }

    private Letter letter(
            Notice notice, String heading, @Nullable String title, Facts facts, String link, String invitation) {
        if (notice.hold() != null) {
            facts.add("hold", "", notice.hold().value());
        }
        facts.add("url", "", link);
        String about = notice.hold() == null ? "run." : "hold.";
        return new Letter(about + notice.kind().text(), heading, title, facts.lines, link, invitation, facts.data);
    }

    private String link(Notice notice, String place, Instant until) {
        return publicUrl + "/" + place + "?for=" + links.token(place, notice.audience(), until);
    }

    /** As people know each other. */
    private @Nullable String names(List<String> asked) {
        Map<String, Workspace.Person> people = workspace.get().people();
        return asked.isEmpty()
                ? null
                : OutsideText.line(String.join(
                        ", ",
                        asked.stream()
                                .map(id ->
                                        people.containsKey(id) ? people.get(id).name() : id)
                                .toList()));
    }

    /** What a letter says, for people and for programs. */
    private static final class Facts {
        private final List<Letter.Line> lines = new ArrayList<>();
        private final Map<String, Object> data = new LinkedHashMap<>();

        /** @param name for people; empty where they are told otherwise */
        Facts add(String key, String name, @Nullable String value) {
            return add(key, name, value, value);
        }

        Facts add(String key, String name, @Nullable String value, @Nullable String shown) {
            if (value != null && shown != null) {
                data.put(key, value);
                if (!name.isEmpty()) {
                    lines.add(new Letter.Line(name, shown));
                }
            }
            return this;
        }
    }
}
