package dev.signalbox.runtime.notice;

import dev.signalbox.core.id.BundleHash;
import dev.signalbox.dsl.expr.Mentions;
import dev.signalbox.dsl.expr.TemplateCompiler;
import dev.signalbox.dsl.model.Approve;
import dev.signalbox.dsl.model.DataDecl;
import dev.signalbox.dsl.model.Expr;
import dev.signalbox.dsl.model.Flow;
import dev.signalbox.dsl.model.State;
import dev.signalbox.dsl.model.StateName;
import dev.signalbox.dsl.model.Template;
import dev.signalbox.dsl.model.verb.AskVerb;
import dev.signalbox.dsl.model.verb.EachVerb;
import dev.signalbox.dsl.model.verb.ParallelVerb;
import dev.signalbox.runtime.api.Problem;
import dev.signalbox.runtime.dispatch.FlowSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which titles may leave the house. One whose template reads data that is declared {@code redact} may not, nor any of a flow
 * that cannot be read any more: nobody could tell.
 */
final class ShownTitles {
    private final FlowSource flows;

    ShownTitles(FlowSource flows) {
        this.flows = flows;
    }

    /** The title as one line; null when it is not to be shown. */
    @Nullable
    String shown(BundleHash bundle, StateName state, String title) {
        try {
            return hides(flows.pinned(bundle).flow().flow(), state) || title.startsWith("$purged:")
                    ? null
                    : OutsideText.line(title);
        } catch (Problem e) {
            return null;
        }
    }

    private static boolean hides(Flow flow, StateName name) {
        Set<String> redacted = flow.data().values().stream()
                .filter(DataDecl::redact)
                .map(declared -> declared.name().value())
                .collect(Collectors.toUnmodifiableSet());
        State state = flow.states().get(name);
        return !redacted.isEmpty()
                && (state == null
                        || titles(state).stream()
                                .flatMap(title -> TemplateCompiler.expressions(title).stream())
                                .anyMatch(expr -> reads(expr, redacted)));
    }

    private static boolean reads(Expr expr, Set<String> names) {
        Mentions mentions = Mentions.of(expr);
        return !mentions.parsed()
                || mentions.chains().stream()
                        .anyMatch(chain -> chain.names().stream().anyMatch(names::contains));
    }

    private static List<Template> titles(State state) {
        List<Template> titles = new ArrayList<>();
        add(titles, state.approve());
        if (state.verb() instanceof AskVerb ask && ask.title() != null) {
            titles.add(ask.title());
        }
        if (state.verb() instanceof ParallelVerb parallel) {
            parallel.branches()
                    .values()
                    .forEach(branch -> add(titles, branch.step().approve()));
        }
        if (state.verb() instanceof EachVerb each) {
            add(titles, each.step().approve());
        }
        return titles;
    }

    private static void add(List<Template> titles, @Nullable Approve approve) {
        if (approve != null && approve.title() != null) {
            titles.add(approve.title());
        }
    }
}
