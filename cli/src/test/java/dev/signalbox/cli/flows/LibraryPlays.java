package dev.signalbox.cli.flows;

import dev.signalbox.cli.flows.Play.Move;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The ways through the library's flows that the recorded replies know. */
final class LibraryPlays {
    /** What an editor says to the first version of the post. */
    static final String SATURDAYS = "Say that Saturdays stay as they are.";

    private LibraryPlays() {}

    static List<Play> all() {
        return List.of(
                feedback(),
                urgentTicket(),
                unsureTicket(),
                issue(
                        "a comment on an issue is approved",
                        List.of(new Move.Approve(null)),
                        "The export drops all rows when no filter is set; see 97 and src/export.py."),
                issue(
                        "a comment on an issue is refused",
                        List.of(new Move.Reject(null)),
                        "The comment was refused; the cause is in src/export.py, line 2."),
                invoice(),
                doubtfulInvoice(),
                digest(),
                restart(),
                refusedRestart(),
                healthyService(),
                post(
                        "a post is approved by two",
                        List.of(FIRST_POST),
                        List.of(approved("mira"), approved("jon")),
                        List.of("publish", "published")),
                post(
                        "a post is written anew after a refusal",
                        List.of(FIRST_POST, SECOND_POST),
                        List.of(
                                new Move.As("jon", "editor", new Move.Reject(SATURDAYS)),
                                approved("jon"),
                                approved("mira")),
                        List.of("publish", "write", "publish", "published")),
                payment(
                        "an invoice is paid",
                        List.of(new Move.Told("payment.received", "PP-2026-0311", Map.of("cents", 18445L))),
                        List.of("await_payment", "paid"),
                        "paid"),
                payment(
                        "an invoice is not paid and somebody decides",
                        List.of(fortnight(), fortnight(), fortnight(), new Move.Answer("written_off")),
                        List.of(
                                "await_payment",
                                "remind",
                                "await_payment",
                                "remind",
                                "await_payment",
                                "decide",
                                "closed"),
                        "written_off"));
    }

    private static Play feedback() {
        Map<String, Object> reading =
                Map.of("about", "defect", "urgent", true, "gist", "The kettle's lid came off over boiling water.");
        return new Play(
                "feedback is read",
                "one-question",
                "one-question.input.json",
                Map.of("read", List.of(reading)),
                List.of(),
                List.of("read", "answered"),
                reading);
    }

    private static Play urgentTicket() {
        return new Play(
                "an urgent ticket wakes somebody",
                "support-triage",
                "support-triage.input.json",
                Map.of("sort", List.of(sorting("security", true, true, "Somebody else may be using the account."))),
                List.of(),
                List.of("sort", "as_sorted", "put_into_queue", "wake_somebody", "sorted"),
                Map.of("queue", "security", "urgent", true));
    }

    private static Play unsureTicket() {
        return new Play(
                "a ticket that the model is unsure of is sorted by a person",
                "support-triage",
                "support-triage.unsure.input.json",
                Map.of("sort", List.of(sorting("delivery", false, false, "A late parcel, and a charge for it."))),
                List.of(new Move.Answer(Map.of("queue", "billing", "urgent", false))),
                List.of("sort", "sort_by_hand", "put_into_queue", "sorted"),
                Map.of("queue", "billing", "urgent", false));
    }

    private static Map<String, Object> sorting(String queue, boolean urgent, boolean sure, String why) {
        return Map.of("queue", queue, "urgent", urgent, "sure", sure, "why", why);
    }

    private static Play issue(String name, List<Move> moves, String summary) {
        return new Play(
                name,
                "issue-assistant",
                "issue-assistant.input.json",
                Map.of(
                        "choose",
                        List.of(
                                Map.of("choice", "search_issues", "words", "export no rows"),
                                Map.of("choice", "read_file", "path", "src/export.py"),
                                Map.of(
                                        "choice",
                                        "comment",
                                        "text",
                                        "Thank you. This looks like 97: line 2 of src/export.py keeps only the rows of"
                                                + " the chosen filter, and without one that is none of them."),
                                Map.of("choice", "done", "summary", summary))),
                moves,
                List.of("choose", "search_issues", "choose", "read_file", "choose", "comment", "choose", "done"),
                Map.of("summary", summary));
    }

    private static Play invoice() {
        return new Play(
                "an invoice whose figures agree is booked",
                "invoice-extraction",
                "invoice-extraction.input.json",
                Map.of("extract", List.of(read("PP-2026-0417", 15500, 2945, 18445))),
                List.of(),
                List.of("extract", "check", "book", "booked"),
                Map.of("entry", "E-1", "number", "PP-2026-0417"));
    }

    private static Play doubtfulInvoice() {
        return new Play(
                "a doubtful invoice is corrected by a person",
                "invoice-extraction",
                "invoice-extraction.doubtful.input.json",
                Map.of("extract", List.of(read("PP-2026-0418", 48000, 0, 57120))),
                List.of(new Move.Answer(read("PP-2026-0418", 48000, 9120, 57120))),
                List.of("extract", "check", "correct", "book", "booked"),
                Map.of("entry", "E-1", "number", "PP-2026-0418"));
    }

    private static Map<String, Object> read(String number, long net, long tax, long total) {
        return Map.of(
                "supplier", "Paper & Pens GmbH",
                "number", number,
                "net_cents", net,
                "tax_cents", tax,
                "total_cents", total);
    }

    private static Play digest() {
        Map<String, Object> digest = Map.of(
                "headline",
                "Heat pumps outsell gas boilers, and hold up in the cold",
                "points",
                List.of(
                        "More heat pumps than gas boilers were sold in a quarter for the first time.",
                        "In 64 houses the median pump still gave 1.9 times the energy it took at -20 °C.",
                        "Installers are booked out until autumn, and hear complaints about noise above all."));
        return new Play(
                "three sources become one digest",
                "research-digest",
                "research-digest.input.json",
                Map.of(
                        "sum_up",
                        List.of(
                                gist(
                                        true,
                                        "Heat pumps outsold gas boilers for the first time; installers are booked out."),
                                gist(false, "It is about stock prices, and names a maker in passing."),
                                gist(
                                        true,
                                        "In 64 houses pumps gave 1.9 times the energy at -20 °C, 2.9 over the winter."),
                                gist(true, "Most complaints are about noise, of pumps too close to a wall.")),
                        "write",
                        List.of(digest)),
                List.of(),
                List.of("search", "put_together", "sum_up", "write", "done"),
                digest);
    }

    private static Map<String, Object> gist(boolean relevant, String gist) {
        return Map.of("relevant", relevant, "gist", gist);
    }

    private static Play restart() {
        String summary = "Checkout was unhealthy with 83 per cent errors; a restart brought it back.";
        return new Play(
                "an approved restart helps",
                "incident-helper",
                "incident-helper.input.json",
                Map.of("assess", List.of(UNHEALTHY, Map.of("choice", "resolved", "summary", summary))),
                List.of(new Move.Approve(null), new Move.Later(Duration.ofMinutes(2))),
                List.of("assess", "restart", "settle", "assess", "resolved"),
                Map.of("summary", summary));
    }

    private static Play refusedRestart() {
        return new Play(
                "a restart is refused and a person takes over",
                "incident-helper",
                "incident-helper.input.json",
                Map.of("assess", List.of(UNHEALTHY)),
                List.of(new Move.Reject("A backup is running."), new Move.Answer("The backup is stopped.")),
                List.of("assess", "restart", "hand_over", "handed_over"),
                Map.of("summary", "The backup is stopped."));
    }

    private static Play healthyService() {
        String summary = "Search is healthy with 0.2 per cent errors.";
        return new Play(
                "a healthy service needs nothing",
                "incident-helper",
                "incident-helper.healthy.input.json",
                Map.of("assess", List.of(Map.of("choice", "resolved", "summary", summary))),
                List.of(),
                List.of("assess", "resolved"),
                Map.of("summary", summary));
    }

    private static final Map<String, Object> UNHEALTHY =
            Map.of("choice", "restart", "reason", "It is unhealthy; by rule 3 it is restarted once.");

    private static final Map<String, Object> FIRST_POST = Map.of(
            "title", "New opening hours from 1 April",
            "body", "From 1 April our shop opens at 8 instead of 9. Parcels can be picked up from 7:30.");

    private static final Map<String, Object> SECOND_POST = Map.of(
            "title",
            "New opening hours from 1 April",
            "body",
            "From 1 April our shop opens at 8 instead of 9; Saturdays stay as they are. Parcels can be picked up from"
                    + " 7:30.");

    private static Play post(String name, List<Object> versions, List<Move> moves, List<String> path) {
        return new Play(
                name,
                "content-review",
                "content-review.input.json",
                Map.of("write", versions),
                moves,
                Plays.joined(List.of("write"), path),
                Map.of("url", "/posts/1"));
    }

    private static Move approved(String editor) {
        return new Move.As(editor, "editor", new Move.Approve("Read and checked."));
    }

    private static Play payment(String name, List<Move> moves, List<String> path, String outcome) {
        return new Play(
                name,
                "payment-reminder",
                "payment-reminder.input.json",
                Map.of(),
                moves,
                path,
                Map.of("outcome", outcome));
    }

    private static Move fortnight() {
        return new Move.Later(Duration.ofDays(14));
    }
}
