package dev.signalbox.core.move;

import dev.signalbox.dsl.check.CheckedFlow;
import dev.signalbox.dsl.diagnostic.Code;
import dev.signalbox.dsl.diagnostic.Diagnostic;
import dev.signalbox.dsl.diagnostic.Place;
import dev.signalbox.dsl.diagnostic.Related;
import dev.signalbox.dsl.diagnostic.Severity;
import dev.signalbox.dsl.model.Flow;
import dev.signalbox.dsl.model.Mapping;
import dev.signalbox.dsl.model.State;
import dev.signalbox.dsl.model.StateName;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Two files, a mapping between them, and what was found so far. Lives no longer than one question. */
final class Comparison {
    final CheckedFlow from;
    final CheckedFlow to;
    final Mapping mapping;
    private final List<Diagnostic> findings = new ArrayList<>();

    Comparison(CheckedFlow from, CheckedFlow to, Mapping mapping) {
        this.from = from;
        this.to = to;
        this.mapping = mapping;
    }

    Flow old() {
        return from.flow();
    }

    Flow now() {
        return to.flow();
    }

    State oldState(StateName name) {
        return old().state(name);
    }

    /** What stands in the state's place; null when nothing does. */
    @Nullable
    State newState(StateName old) {
        return now().states().get(mapping.state(old));
    }

    void add(Diagnostic finding) {
        findings.add(finding);
    }

    void add(Code code, Place place, String message) {
        add(Diagnostic.of(code, place, message));
    }

    /** As {@link #add(Code, Place, String)}, with where the old file says otherwise. */
    void add(Code code, Place place, String message, Place old, String there) {
        add(Diagnostic.of(code, place, message).withRelated(List.of(new Related(old.span(), there))));
    }

    /** Something that only a run's own values can tell. */
    void perhaps(Code code, Place place, String message) {
        add(new Diagnostic(code, Severity.WARNING, message, place, null, null, List.of()));
    }

    /** Nothing so far stands in the way. */
    boolean sound() {
        return findings.stream().noneMatch(Diagnostic::isError);
    }

    List<Diagnostic> findings() {
        return List.copyOf(findings);
    }
}
