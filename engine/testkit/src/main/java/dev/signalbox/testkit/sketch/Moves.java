package dev.signalbox.testkit.sketch;

import dev.signalbox.core.event.Event;
import dev.signalbox.core.id.HoldId;
import dev.signalbox.core.run.Hold;
import dev.signalbox.dsl.model.Workspace;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What people did at the holds of a run, by state, in the order in which the holds opened. Who plays a model is no person of a test. */
final class Moves {
    private final Workspace workspace;
    private final Times times;
    private final Map<HoldId, Desk> desks = new LinkedHashMap<>();

    private static final class Desk {
        final Hold hold;
        final List<Map<String, Object>> moves = new ArrayList<>();
        Map<String, Object> edit = Map.of();

        @Nullable
        String voter;

        @Nullable
        Instant votedAt;

        boolean over;

        Desk(Hold hold) {
            this.hold = hold;
        }
    }

    private Moves(Workspace workspace, Times times) {
        this.workspace = workspace;
        this.times = times;
    }

    static Moves of(List<LoggedRun> runs, Workspace workspace, Times times) {
        Moves moves = new Moves(workspace, times);
        runs.stream()
                .flatMap(run -> run.events().stream())
                .sorted(Comparator.comparing(Event::at))
                .forEach(moves::read);
        return moves;
    }

    /** The entries of each state's script. A hold that is still open has none. */
    Map<String, List<Object>> scripts() {
        Map<String, List<Object>> scripts = new TreeMap<>();
        for (Desk desk : desks.values()) {
            if (desk.moves.isEmpty() && !desk.over) {
                continue;
            }
            Object entry = desk.moves.isEmpty()
                    ? Map.of("nobody", true)
                    : desk.moves.size() == 1 ? desk.moves.getFirst() : List.copyOf(desk.moves);
            scripts.computeIfAbsent(state(desk), name -> new ArrayList<>()).add(entry);
        }
        return scripts;
    }

    /** How many holds each state had. */
    int opened(String state) {
        return (int) desks.values().stream()
                .filter(desk -> state(desk).equals(state))
                .count();
    }

    /** What each hold showed as it opened. */
    Map<String, List<Object>> held() {
        Map<String, List<Object>> held = new TreeMap<>();
        for (Desk desk : desks.values()) {
            Map<String, Object> shown = new LinkedHashMap<>();
            if (desk.hold.purpose() != Hold.Purpose.ASK) {
                shown.put("args", desk.hold.args());
            }
            shown.put("title", desk.hold.title());
            held.computeIfAbsent(state(desk), name -> new ArrayList<>()).add(shown);
        }
        return held;
    }

    private static String state(Desk desk) {
        return desk.hold.step().state().value();
    }

    private void read(Event event) {
        switch (event) {
            case Event.HoldOpened opened -> {
                if (opened.hold().purpose() != Hold.Purpose.MODEL) {
                    desks.put(opened.hold().id(), new Desk(opened.hold()));
                }
            }
            case Event.HoldEdited edited -> {
                Desk desk = desks.get(edited.hold());
                if (desk != null) {
                    desk.edit = edited.edit();
                }
            }
            case Event.HoldVoted voted -> approve(voted.hold(), voted.at(), voted.by(), voted.note());
            case Event.HoldApproved approved -> approve(approved.hold(), approved.at(), approved.by(), approved.note());
            case Event.HoldRejected rejected ->
                move(rejected.hold(), rejected.at(), rejected.by(), "reject", noted(Map.of(), rejected.note()));
            case Event.HoldAnswered answered ->
                move(answered.hold(), answered.at(), answered.by(), "answer", answered.answer());
            case Event.HoldExpired expired -> over(expired.hold());
            case Event.HoldWithdrawn withdrawn -> over(withdrawn.hold());
            default -> {
                // Nothing about a hold that a person has a part in.
            }
        }
    }

    private void over(HoldId hold) {
        Desk desk = desks.get(hold);
        if (desk != null) {
            desk.over = true;
        }
    }

    private void approve(HoldId hold, Instant at, String by, @Nullable String note) {
        Desk desk = desks.get(hold);
        // The last of several approvals is a vote too.
        if (desk == null || (by.equals(desk.voter) && at.equals(desk.votedAt))) {
            return;
        }
        desk.voter = by;
        desk.votedAt = at;
        Map<String, Object> edit = desk.edit;
        desk.edit = Map.of();
        move(hold, at, by, "approve", noted(edit.isEmpty() ? Map.of() : Map.of("edit", edit), note));
    }

    private static Map<String, Object> noted(Map<String, Object> fields, @Nullable String note) {
        Map<String, Object> all = new LinkedHashMap<>(fields);
        if (note != null) {
            all.put("note", note);
        }
        return all;
    }

    /** Whether the workspace as it is now has that person, in a group that may decide. */
    private boolean mayStill(Hold hold, String by) {
        Workspace.Person person = workspace.people().get(by);
        return person != null
                && (hold.by().isEmpty()
                        || hold.by().contains(by)
                        || person.groups().stream().anyMatch(hold.by()::contains));
    }

    private void move(HoldId hold, Instant at, String by, String what, Object value) {
        Desk desk = desks.get(hold);
        if (desk == null) {
            return;
        }
        Map<String, Object> move = new LinkedHashMap<>();
        String after = times.text(Duration.between(desk.hold.openedAt(), at));
        if (after != null) {
            move.put("after", after);
        }
        if (mayStill(desk.hold, by)) {
            move.put("by", by);
        }
        move.put(what, value);
        desk.moves.add(move);
    }
}
