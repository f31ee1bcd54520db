package dev.signalbox.runtime.review;

import dev.signalbox.core.decide.Live;
import dev.signalbox.core.run.RunStatus;
import dev.signalbox.dsl.check.CheckedFlow;
import dev.signalbox.dsl.diagnostic.JsonReport;
import dev.signalbox.dsl.diagnostic.Place;
import dev.signalbox.dsl.diagnostic.Span;
import dev.signalbox.dsl.diff.Change;
import dev.signalbox.dsl.diff.FlowDiff;
import dev.signalbox.dsl.diff.Kind;
import dev.signalbox.dsl.diff.Subject;
import dev.signalbox.dsl.model.Mapping;
import dev.signalbox.runtime.api.ReviewViews;
import dev.signalbox.runtime.port.RunStore;
import dev.signalbox.runtime.view.ReasonViews;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Two versions of a flow for whoever reviews the change: what it means, where it stands, and which open runs it concerns. */
final class FlowReview {
    /** Each is loaded and decided on trial. */
    private static final int MOST_RUNS = 50;

    private static final List<RunStatus> WAITING = List.of(RunStatus.PAUSED, RunStatus.STUCK);

    private FlowReview() {}

    static ReviewViews.ReviewView of(FlowVersion from, FlowVersion to, RunStore store, Live live) {
        List<Change> changes = FlowDiff.of(from.compared(), to.compared(), true);
        List<ReviewViews.ChangeView> told =
                changes.stream().map(FlowReview::change).toList();
        String before = from.read().text();
        String after = to.read().text();
        List<Judged> runs = runs(to, store, live);
        return new ReviewViews.ReviewView(
                from.id(),
                to.id(),
                from.flow().version(),
                to.flow().version(),
                before.equals(after) && changes.isEmpty(),
                told.stream().filter(change -> change.approval() != null).count(),
                told,
                PicturedChange.of(from.flow(), to.flow(), changes),
                LineDiff.of(before, after),
                runs.stream().limit(MOST_RUNS).map(FlowReview::affected).toList(),
                runs.size() > MOST_RUNS,
                to.errors().stream().map(JsonReport::entry).toList());
    }

    private static List<Judged> runs(FlowVersion to, RunStore store, Live live) {
        CheckedFlow checked = to.checked();
        if (checked == null) {
            return List.of();
        }
        OpenRuns open = new OpenRuns(
                store,
                checked,
                to.bundle(),
                pinned -> Mapping.none(new Place(Span.point("the mapping", 1, 1), "")),
                live);
        return open.judge(to.flow().name(), WAITING, null, MOST_RUNS + 1);
    }

    private static ReviewViews.AffectedView affected(Judged one) {
        return new ReviewViews.AffectedView(
                String.valueOf(one.run()),
                one.state(),
                one.standing(),
                one.verdict().text(),
                ReasonViews.of(one.reasons()));
    }

    private static ReviewViews.ChangeView change(Change change) {
        Change.Texts texts = change.texts();
        return new ReviewViews.ChangeView(
                change.kind().id(),
                change.weight().id(),
                approval(change.kind()),
                change.subject().words(),
                change.subject().sort() == Subject.Sort.STATE ? change.subject().name() : null,
                change.sentence(),
                line(change.before()),
                line(change.after()),
                texts == null ? List.of() : LineDiff.of(texts.before(), texts.after()));
    }

    private static @Nullable Integer line(@Nullable Place place) {
        return place == null ? null : (Integer) place.span().line();
    }

    /** Whether less of a person stands before a call than did; a condition that cannot be compared counts as weaker. */
    private static @Nullable String approval(Kind kind) {
        return kind == Kind.APPROVAL_REMOVED
                ? "removed"
                : kind == Kind.APPROVAL_WEAKENED || kind == Kind.APPROVAL_CHANGED || kind == Kind.REFUSAL_GOES_ON
                        ? "weakened"
                        : null;
    }
}
