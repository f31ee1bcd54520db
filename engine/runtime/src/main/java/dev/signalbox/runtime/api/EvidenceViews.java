package dev.signalbox.runtime.api;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What somebody sees beside a hold to decide it by, as the API shows it; fields are snake_case there. */
public final class EvidenceViews {
    private EvidenceViews() {}

    /**
     * @param settled how it ended; null while it is open
     * @param hindrance why the caller may not decide it; null when they may, and when it is settled
     * @param ways where each decision leads, by the flow as the run pinned it
     * @param sources where each value that is shown, sent or may be edited came from
     * @param shortened the questions behind what models wrote of it, where not all of the context was sent
     * @param earlier the last hold of the same state that was rejected; null when there is none
     * @param delegated who has it; null while it is everybody's whom the flow names
     * @param recipients whom the caller may give it to
     */
    public record HoldEvidence(
            String hold,
            String run,
            @Nullable SettledView settled,
            @Nullable String hindrance,
            List<WayView> ways,
            List<SourceView> sources,
            List<ShortenedView> shortened,
            @Nullable EarlierView earlier,
            List<SaidView> thread,
            @Nullable DelegationView delegated,
            List<RecipientView> recipients) {}

    /** @param how {@code approved, rejected, answered, expired, withdrawn} */
    public record SettledView(
            String how,
            @Nullable String by,
            @Nullable String via,
            String at,
            @Nullable String note,
            boolean edited) {}

    /**
     * @param decision {@code approve, reject, answer, expire}
     * @param calls what is called before the run goes on; null for nothing
     * @param to the states that may follow; empty when the run stops, stuck, or when the step is one of several side by side
     * @param stuck nobody handles it: the run stops until an operator acts
     * @param rest one sentence where the states alone do not say it
     */
    public record WayView(
            String decision,
            @Nullable String calls,
            List<TargetView> to,
            boolean stuck,
            @Nullable String rest) {}

    /**
     * @param when under which condition; null when always
     * @param ends {@code succeeded, failed, cancelled} where the state ends the run; null else
     */
    public record TargetView(
            String state,
            @Nullable String title,
            String verb,
            String detail,
            @Nullable String when,
            @Nullable String ends) {}

    /**
     * @param place {@code show}, {@code args} or {@code edit}
     * @param name the label, the argument or the path
     * @param model some of it is a model's words
     */
    public record SourceView(String place, String name, boolean model, List<FromView> from) {}

    /**
     * @param kind {@code input, person, action, model, event, flow}
     * @param who the person, the action, the model or the event; null where the kind says all
     * @param state where it was written; null before the first
     * @param visit of that state, 0 without one
     * @param seq the event of the run's log that wrote it
     */
    public record FromView(
            String kind,
            @Nullable String who,
            @Nullable String name,
            @Nullable String state,
            int visit,
            long seq,
            String at) {}

    /** One question to a model that was sent with less than all of its context. {@code more} items are left out of this list. */
    public record ShortenedView(String state, int visit, String model, long seq, List<LessView> items, int more) {}

    /** @param rule the line of the file that decided; null where none had to */
    public record LessView(
            String item,
            String source,
            String verdict,
            String reason,
            int tokensBefore,
            int tokensAfter,
            @Nullable RuleView rule) {}

    public record RuleView(String file, int line, String text) {}

    /** As it was when it was rejected, with every edit until then. */
    public record EarlierView(
            String hold,
            int visit,
            String title,
            Map<String, Object> args,
            List<Views.ShownView> show,
            String by,
            String at,
            @Nullable String note) {}

    public record SaidView(String by, String text, String at) {}

    public record DelegationView(
            String to, String by, String at, @Nullable String note) {}

    /** @param kind {@code person} or {@code group} */
    public record RecipientView(String id, String name, String kind) {}
}
