package dev.signalbox.console.access;

import dev.signalbox.core.command.Actor;
import java.util.EnumSet;
import java.util.Set;

/**
 * Somebody who has shown who they are.
 *
 * @param operator holds the operator's token and may decide whatever a hold's {@code by} says
 * @param session let in by what a browser sends by itself, a cookie or a proxy's word; false for a bearer token
 */
public record Caller(String id, String name, Set<String> groups, Set<Role> roles, boolean operator, boolean session) {
    public Caller {
        groups = Set.copyOf(groups);
        roles = Set.copyOf(roles);
    }

    static Caller operator(boolean session) {
        return new Caller("operator", "Operator", Set.of(), EnumSet.allOf(Role.class), true, session);
    }

    static Caller of(Person person, boolean session) {
        return new Caller(
                person.id(),
                person.name(),
                person.groups(),
                person.roles(),
                person.roles().contains(Role.OPERATE),
                session);
    }

    Caller inSession() {
        return new Caller(id, name, groups, roles, operator, true);
    }

    Caller with(Set<String> others) {
        return new Caller(id, name, others, roles, operator, session);
    }

    /** This caller as the core knows who asks. */
    public Actor actor() {
        return new Actor(id, groups, session ? "console" : "api", true, operator);
    }
}
