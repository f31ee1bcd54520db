package dev.signalbox.testkit.sim;

import dev.signalbox.core.decide.RunScope;
import dev.signalbox.core.effect.Effect;
import dev.signalbox.core.effect.Target;
import dev.signalbox.core.event.Event;
import dev.signalbox.core.id.RunId;
import dev.signalbox.core.id.StepId;
import dev.signalbox.core.run.Run;
import dev.signalbox.dsl.check.CheckedFlow;
import dev.signalbox.dsl.expr.EvalException;
import dev.signalbox.dsl.expr.Scope;
import dev.signalbox.dsl.model.Action;
import dev.signalbox.dsl.model.ActionName;
import dev.signalbox.dsl.model.DataDecl;
import dev.signalbox.dsl.model.DataName;
import dev.signalbox.dsl.model.State;
import dev.signalbox.dsl.model.Template;
import dev.signalbox.dsl.model.Transport;
import dev.signalbox.dsl.model.verb.CallVerb;
import dev.signalbox.dsl.model.verb.EachVerb;
import dev.signalbox.dsl.model.verb.ParallelVerb;
import dev.signalbox.dsl.model.verb.Verb;
import dev.signalbox.dsl.type.Schema;
import java.net.URI;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Every call that left is one that the file declares where it was made: that action, with the arguments that the file
 * renders from the data, fit for its schema, to the declared host and path, and no more often than it may be.
 */
final class DeclaredCalls {
    private static final Set<String> HOSTS = HostileOutside.ENV.values().stream()
            .map(url -> URI.create(url).getAuthority())
            .collect(Collectors.toUnmodifiableSet());

    private final RunId run;
    private final Journal.Story story;
    private final CheckedFlow flow;
    private final Ledger ledger;
    private final List<Violation> found;

    DeclaredCalls(RunId run, Journal.Story story, CheckedFlow flow, Ledger ledger, List<Violation> found) {
        this.run = run;
        this.story = story;
        this.flow = flow;
        this.ledger = ledger;
        this.found = found;
    }

    private void broken(int guarantee, String what) {
        found.add(new Violation(guarantee, run + " of " + flow.flow().name() + ": " + what));
    }

    void check() {
        Map<ActionName, Set<StepId>> made = new HashMap<>();
        for (Ledger.Arrival arrival : ledger.arrivals()) {
            Effect.ActionCall call = arrival.call;
            if (call.step().run().equals(run)) {
                arrived(call);
                made.computeIfAbsent(call.action(), name -> new HashSet<>()).add(call.step());
            }
        }
        made.forEach((name, steps) -> {
            Action action = flow.flow().actions().get(name);
            if (action != null && action.perRun() != null && steps.size() > action.perRun()) {
                broken(7, "over a limit: " + steps.size() + " calls of " + name + " of " + action.perRun());
            }
        });
    }

    private void arrived(Effect.ActionCall call) {
        Action action = flow.flow().actions().get(call.action());
        CallVerb declared = declared(call.step());
        if (action == null || declared == null || !declared.action().equals(call.action())) {
            broken(7, "an action outside of the file: " + call.action() + " in " + call.step());
            return;
        }
        if (!(action.args().fit(call.args()) instanceof Schema.Fit.Fits fits)
                || !fits.value().equals(call.args())) {
            broken(7, "arguments that do not fit: " + HostileWorld.shortened(call.args()) + " for " + call.action());
        }
        if (call.effect() != action.effect() || call.delivery() != action.delivery()) {
            broken(7, call.action() + " was made as another kind of call than it is declared to be");
        }
        Object rendered = rendered(call, declared, action);
        if (!call.args().equals(rendered)) {
            broken(7, "arguments that the file does not render: " + HostileWorld.shortened(call.args()));
        }
        if (call.target() instanceof Target.Http http && action.transport() instanceof Transport.Http declaredAs) {
            target(call, http, declaredAs);
        }
    }

    /** The call that stands in the file at that place. */
    private @Nullable CallVerb declared(StepId step) {
        State state = flow.flow().states().get(step.state());
        Verb verb = state == null ? null : state.verb();
        String slot = step.slot();
        if (slot.isEmpty()) {
            return verb instanceof CallVerb call ? call : null;
        }
        if (verb instanceof ParallelVerb parallel
                && parallel.branches().get(slot) != null
                && parallel.branches().get(slot).step().verb() instanceof CallVerb call) {
            return call;
        }
        if (verb instanceof EachVerb each
                && Character.isDigit(slot.charAt(0))
                && each.step().verb() instanceof CallVerb call) {
            return call;
        }
        DataDecl data = flow.flow().data().get(new DataName(slot));
        return data == null || data.fetch() == null
                ? null
                : new CallVerb(
                        data.fetch().call(), data.fetch().place(), data.fetch().with());
    }

    /** The arguments as the file has them of the data as it stood when the call was first asked for; null when it gives none. */
    private @Nullable Object rendered(Effect.ActionCall call, CallVerb declared, Action action) {
        for (int i = 0; i < story.log.size(); i++) {
            Run before = story.states.get(i);
            if (before != null
                    && story.log.get(i) instanceof Event.CallRequested requested
                    && requested.step().equals(call.step())) {
                try {
                    Object args = flow.render(declared.with(), scope(before, call.step()));
                    return action.args().fit(args) instanceof Schema.Fit.Fits fits ? fits.value() : null;
                } catch (EvalException e) {
                    return null;
                }
            }
        }
        return null;
    }

    private Scope scope(Run before, StepId step) {
        Scope scope = new RunScope(flow.flow(), before);
        List<Object> items =
                before.activation() == null ? null : before.activation().items();
        State state = flow.flow().state(step.state());
        if (items == null || !(state.verb() instanceof EachVerb each)) {
            return scope;
        }
        int index = Integer.parseInt(step.slot());
        return scope.with(each.item(), items.get(index)).with("index", (long) index);
    }

    /** No text of a model chooses a host, a path's shape or a method. */
    private void target(Effect.ActionCall call, Target.Http http, Transport.Http declared) {
        URI url;
        try {
            // The runner refuses a call whose arguments spell a secret's name; the shape of its URL is the file's all
            // the same.
            url = URI.create(http.url().replaceAll("\\$\\{secret\\.\\w+}", "x"));
        } catch (IllegalArgumentException e) {
            broken(7, "the URL of " + call.action() + " is none: " + HostileWorld.shortened(http.url()));
            return;
        }
        boolean plain = "http".equals(url.getScheme())
                && HOSTS.contains(String.valueOf(url.getRawAuthority()))
                && url.getRawFragment() == null;
        long segments = shape(declared.url()).chars().filter(c -> c == '/').count();
        long has = url.getRawPath().chars().filter(c -> c == '/').count();
        long parameters = url.getRawQuery() == null ? 0 : url.getRawQuery().split("[&;]", -1).length;
        if (!plain
                || !http.method().equals(declared.method())
                || has != segments
                || parameters != declared.query().size()
                || url.normalize().getRawPath().chars().filter(c -> c == '/').count() != segments) {
            broken(7, "another target than the file's: " + http.method() + " " + HostileWorld.shortened(http.url()));
        }
    }

    /** The path as written, each expression one segment at most. */
    private static String shape(Template url) {
        return switch (url) {
            case Template.Literal literal ->
                URI.create(String.valueOf(literal.value())).getRawPath();
            case Template.Interpolated interpolated -> {
                StringBuilder path = new StringBuilder();
                boolean first = true;
                for (Template.Piece piece : interpolated.pieces()) {
                    path.append(piece instanceof Template.Piece.Text text ? text.text() : first ? "" : "x");
                    first = false;
                }
                yield path.toString();
            }
            default -> "";
        };
    }
}
