package dev.signalbox.core.context;

import dev.signalbox.dsl.expr.Scope;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A scope that hides redacted names and remembers what an expression found missing. For one evaluation. */
final class WatchedScope implements Scope {
    private final Scope scope;
    private final Redaction redaction;
    private final Set<String> absent = new LinkedHashSet<>();
    private boolean hidden;

    WatchedScope(Scope scope, Redaction redaction) {
        this.scope = scope;
        this.redaction = redaction;
    }

    @Override
    public @Nullable Object root(String name) {
        if (redaction.hides(name)) {
            hidden = true;
            return null;
        }
        Object value = scope.root(name);
        if (value == null) {
            absent.add(name);
        }
        return value;
    }

    /** Whether the expression asked for redacted data. */
    boolean hidden() {
        return hidden;
    }

    /** Names that the expression asked for and that are not written. */
    Set<String> absent() {
        return absent;
    }
}
