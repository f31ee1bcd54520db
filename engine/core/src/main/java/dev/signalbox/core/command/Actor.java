package dev.signalbox.core.command;

import java.util.Set;

/**
 * Who asks, with the groups they are in at this moment: people are live, never pinned.
 *
 * @param via the channel: {@code console}, {@code cli}, {@code api}, {@code java}
 * @param authenticated false for a name that was only claimed ({@code --by} without a server)
 * @param operator may decide whatever {@code by} says
 */
public record Actor(String id, Set<String> groups, String via, boolean authenticated, boolean operator) {
    public Actor {
        groups = Set.copyOf(groups);
    }

    /** A person whom the program that embeds the engine has signed in itself. */
    public static Actor person(String id, Set<String> groups) {
        return new Actor(id, groups, "java", true, false);
    }

    /** The program itself, which may do everything: it starts runs, and decides what no person has to. */
    public static Actor program(String id) {
        return new Actor(id, Set.of(), "java", true, true);
    }
}
