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
}
