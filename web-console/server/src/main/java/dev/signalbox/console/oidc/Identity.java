package dev.signalbox.console.oidc;

import java.util.Set;

/**
 * Who somebody is at their provider.
 *
 * @param name what the configured claim says
 * @param groups what the configured claim of groups says; empty without one
 */
public record Identity(String name, Set<String> groups) {
    public Identity {
        groups = Set.copyOf(groups);
    }
}
