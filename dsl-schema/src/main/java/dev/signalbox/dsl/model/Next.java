package dev.signalbox.dsl.model;

import dev.signalbox.dsl.diagnostic.Place;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which state follows. */
public sealed interface Next {
    Place place();

    /** Always that one. */
    record Always(Target to, Place place) implements Next {}

    /** The first branch whose condition holds; the last has none. */
    record Branches(List<Branch> branches, Place place) implements Next {
        public Branches {
            branches = List.copyOf(branches);
        }
    }

    /** By the value of an enum, or the {@code choice} of a union. */
    record Match(Expr match, List<Case> cases, @Nullable Target otherwise, Place place) implements Next {
        public Match {
            cases = List.copyOf(cases);
        }
    }

    /** A state's name where it stands. */
    record Target(StateName state, Place place) {}

    /** {@code when} is null for the final {@code {to}}. */
    record Branch(@Nullable Expr when, Target to, Place place) {}

    /** {@code value} is the enum member as normalised JSON: a string, or whatever the schema lists. */
    record Case(Object value, Target to, Place place) {}
}
