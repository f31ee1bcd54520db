package dev.signalbox.cli.print;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A run's log as a person reads it: one line an event, with the clock and the state in front. Reads the events' JSON, so
 * that it tells a running server's as it tells its own; what says nothing to a person has no line.
 */
public final class Timeline {
    private static final int MOST = 140;
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss");

    private final ZoneId zone;
    private final Map<String, String> titles = new LinkedHashMap<>();

    public Timeline(ZoneId zone) {
        this.zone = zone;
    }

    /** The line of an event. */
    public Optional<String> line(Map<String, Object> event) {
        String words = words(event);
        if (words == null) {
            return Optional.empty();
        }
        String at = Instant.parse(text(event, "at")).atZone(zone).format(CLOCK);
        return Optional.of("%s  %-16s  %s"
                .formatted(at, Printer.clip(place(event), 24), Printer.line(words))
                .stripTrailing());
    }

    /** Null for what a person need not see. */
    private @Nullable String words(Map<String, Object> event) {
        String type = text(event, "type");
        return switch (type) {
            case "RunStarted" ->
                "started by " + text(event, "started_by")
                        + (values(event, "input").isEmpty() ? "" : " with " + values(event, "input"));
            case "StateEntered" -> number(event, "visit") > 1 ? "visit " + number(event, "visit") : null;
            case "ValuesSet", "StateCompleted" -> event.containsKey("values") ? "set " + values(event, "values") : null;
            case "RouteTaken" ->
                text(event, "outcome") + " (" + brief(event, "message") + "), on to " + text(event, "to");
            case "RunStuck" -> "stuck: " + text(event, "outcome") + " (" + brief(event, "message") + ")";
            case "RunMoved" ->
                "moved to version " + text(event, "version") + " by " + text(event, "by") + reason(event, "note");
            case "RunForked" ->
                "a run of its own from here on, forked by " + text(event, "by") + " from " + text(event, "from")
                        + " after event " + number(event, "after");
            case "AnswerRecalled" -> "nobody is asked: as event " + number(event, "recorded") + " of the old run says";
            case "RunRetried" -> "tried again by " + text(event, "by");
            case "CancelRequested" -> "cancelled by " + text(event, "by") + reason(event, "reason");
            case "LimitReached" -> "limit reached: " + brief(event, "message");
            case "RunEnded" -> "run " + text(event, "status") + reason(event, "error");
            case "EachStarted" -> "over " + list(event, "items").size() + " items";
            case "StepFailed" -> text(event, "outcome") + ": " + brief(event, "message");
            case "StepDropped" -> "no longer needed";
            default -> stepWords(type, event);
        };
    }

    private @Nullable String stepWords(String type, Map<String, Object> event) {
        return switch (type) {
            case "CallRequested" ->
                (isTrue(event, "fetch") ? "fetches " : "calls ") + text(event, "action") + " " + values(event, "args")
                        + tryNumber(event);
            case "CallSent" -> null;
            case "CallSucceeded" -> "answered " + brief(event, "result");
            case "CallFailed" -> text(event, "kind") + ": " + brief(event, "message") + again(event);
            case "ModelFailed" ->
                text(event, "kind") + ": " + brief(event, "message") + again(event)
                        + (event.containsKey("fallback") ? ", so " + text(event, "fallback") + " is asked" : "");
            case "CallUnknown" -> "may have happened: " + brief(event, "message");
            case "DataFetched" -> "fetched " + text(event, "name") + " " + brief(event, "value");
            case "LateResultNoted" -> "came too late: " + brief(event, "what");
            case "ModelRequested" ->
                ("repair".equals(text(event, "purpose")) ? "asks again " : "asks ")
                        + text(event, "model")
                        + tryNumber(event);
            case "ModelReplied" ->
                text(event, "model") + " replied: " + brief(event, "text") + " (" + number(event, "input_tokens")
                        + " + " + number(event, "output_tokens") + " tokens)";
            case "ReplyAccepted" -> null;
            case "ReplyRefused" -> "the reply does not fit: " + brief(event, "problems");
            case "SummaryMade" -> "summarised " + text(event, "item");
            default -> holdWords(type, event);
        };
    }

    private @Nullable String holdWords(String type, Map<String, Object> event) {
        return switch (type) {
            case "HoldOpened" -> {
                Map<String, Object> hold = object(event, "hold");
                titles.put(text(hold, "id"), text(hold, "title"));
                yield "waits for a person: " + text(hold, "title");
            }
            case "HoldEdited" -> "changed by " + text(event, "by") + ": " + values(event, "edit");
            case "HoldVoted" -> "one approval, by " + who(event);
            case "HoldApproved" -> "approved by " + who(event);
            case "HoldRejected" -> "rejected by " + who(event);
            case "HoldAnswered" -> "answered by " + who(event) + ": " + brief(event, "answer");
            case "ApprovalLapsed" -> "the approval no longer counts" + reason(event, "why");
            case "HoldExpired" -> "nobody decided in time: " + titles.getOrDefault(text(event, "hold"), "");
            case "HoldWithdrawn" -> "withdrawn: " + brief(event, "why");
            case "HoldReminded" -> "reminded";
            case "HoldEscalated" -> "escalated to " + brief(event, "by");
            case "HoldDiscussed" -> text(event, "by") + ": " + brief(event, "text");
            case "HoldDelegated" -> "given to " + text(event, "to") + " by " + who(event);
            case "WaitStarted" ->
                "waits for "
                        + (event.containsKey("event")
                                ? text(event, "event") + " " + text(event, "key")
                                : "the time " + text(event, "until"));
            case "EventReceived" -> "event " + text(event, "name") + " " + brief(event, "payload");
            case "WaitEnded" -> "the wait is over";
            case "ChildRequested" -> "starts " + text(event, "flow") + " as " + text(event, "child");
            case "ChildEnded" -> "the child run " + text(event, "status") + reason(event, "error");
            default -> type;
        };
    }

    /** The state an event belongs to, with its slot. */
    private static String place(Map<String, Object> event) {
        if (event.get("state") instanceof String state) {
            return state;
        }
        Map<String, Object> holder = event.containsKey("hold") ? object(event, "hold") : event;
        if ((holder.isEmpty() ? event : holder).get("step") instanceof String step) {
            String[] parts = step.split("/", 4);
            return parts.length < 4 || parts[3].isEmpty()
                    ? parts[Math.min(1, parts.length - 1)]
                    : parts[1] + "/" + parts[3];
        }
        if (event.get("hold") instanceof String hold) {
            String[] parts = hold.split("\\.", -1);
            return parts.length > 1 ? parts[1] : hold;
        }
        return "";
    }

    private static String who(Map<String, Object> event) {
        return text(event, "by")
                + ("false".equals(text(event, "authenticated")) ? " (not signed in)" : "")
                + reason(event, "note");
    }

    private static String again(Map<String, Object> event) {
        return event.containsKey("retry_at") ? "; tried again" : "";
    }

    private static String tryNumber(Map<String, Object> event) {
        return number(event, "attempt") > 1 ? ", try " + number(event, "attempt") : "";
    }

    private static String reason(Map<String, Object> event, String field) {
        String reason = brief(event, field);
        return reason.isEmpty() ? "" : ": " + reason;
    }

    private static String values(Map<String, Object> event, String field) {
        return Printer.brief(object(event, field), MOST);
    }

    private static String brief(Map<String, Object> event, String field) {
        return Printer.brief(event.get(field), MOST);
    }

    private static String text(Map<String, Object> event, String field) {
        Object value = event.get(field);
        return value == null ? "" : String.valueOf(value);
    }

    private static boolean isTrue(Map<String, Object> event, String field) {
        return Boolean.TRUE.equals(event.get(field));
    }

    private static long number(Map<String, Object> event, String field) {
        return event.get(field) instanceof Number number ? number.longValue() : 0;
    }

    private static List<?> list(Map<String, Object> event, String field) {
        return event.get(field) instanceof List<?> list ? list : new ArrayList<>();
    }

    private static Map<String, Object> object(Map<String, Object> event, String field) {
        return asObject(event.get(field));
    }

    private static Map<String, Object> asObject(@Nullable Object value) {
        return value instanceof Map<?, ?> ? dev.signalbox.dsl.value.Json.object(value) : Map.of();
    }
}
