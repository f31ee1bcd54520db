package dev.signalbox.core.context;

import dev.signalbox.dsl.diagnostic.Place;
import dev.signalbox.dsl.expr.EvalException;
import dev.signalbox.dsl.model.verb.LlmVerb;
import dev.signalbox.dsl.type.Schema;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a reply must be: the output's schema (for {@code choose} the reader has made it the union), or the members of
 * {@code among}. A member that holds redacted data cannot be struck out, for the reply has to be it: the question fails.
 */
sealed interface ReplySchema {
    record Is(Object json) implements ReplySchema {}

    record Broken(String message, Place place) implements ReplySchema {}

    static ReplySchema of(ContextRequest request, Redaction redaction) {
        LlmVerb verb = request.verb();
        if (verb.among() != null) {
            return among(request, redaction);
        }
        Schema output = verb.output();
        return output == null
                ? new Broken("the question has no schema for its reply", verb.modelPlace())
                : new Is(output.json());
    }

    private static ReplySchema among(ContextRequest request, Redaction redaction) {
        var among = java.util.Objects.requireNonNull(request.verb().among());
        Object value;
        try {
            value = request.flow().eval(among, new WatchedScope(request.scope(), redaction));
        } catch (EvalException e) {
            return new Broken(ItemSource.says(e), e.place());
        }
        if (!(value instanceof List<?> list)) {
            return new Broken("`among` is not a list", among.place());
        }
        Schema output = request.verb().output();
        Set<Object> members = new LinkedHashSet<>();
        for (Object member : list) {
            if (output == null) {
                members.add(member);
            } else if (output.fit(member) instanceof Schema.Fit.Fits fits) {
                members.add(fits.value());
            }
        }
        for (Object member : members) {
            if (!redaction.strike(member).equals(member)) {
                return new Broken("a member of `among` holds redacted data", among.place());
            }
        }
        if (members.isEmpty()) {
            return new Broken(
                    list.isEmpty() ? "`among` is empty" : "no member of `among` fits the schema of the reply",
                    among.place());
        }
        return new Is(Map.of("enum", List.copyOf(members)));
    }
}
