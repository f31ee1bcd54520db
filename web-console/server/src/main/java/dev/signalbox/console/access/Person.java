package dev.signalbox.console.access;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A configured person who may sign in.
 *
 * @param knownAs what a provider or a proxy calls them; their id alone when empty
 * @param token what they sign in with; null for somebody who has none
 */
public record Person(
        String id,
        String name,
        Set<String> groups,
        Set<Role> roles,
        Set<String> knownAs,
        @Nullable String token) {
    public Person {
        groups = Set.copyOf(groups);
        roles = Set.copyOf(roles);
        knownAs = Set.copyOf(knownAs);
    }

    /** Somebody who is known elsewhere by their id. */
    public Person(String id, String name, Set<String> groups, Set<Role> roles, @Nullable String token) {
        this(id, name, groups, roles, Set.of(), token);
    }

    /** A person with names elsewhere is not known there by the id: it may be somebody else's name. */
    boolean isKnownAs(String name) {
        return knownAs.isEmpty() ? id.equals(name) : knownAs.contains(name);
    }

    @Override
    public String toString() {
        return "Person[" + id + "]";
    }
}
