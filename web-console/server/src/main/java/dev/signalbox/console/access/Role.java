package dev.signalbox.console.access;

import io.javalin.security.RouteRole;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** What a route asks of its caller. A route without one is refused to everybody. */
public enum Role implements RouteRole {
    /** Anyone, signed in or not: the sign-in page, the page's own files, {@code /health}. */
    OPEN,
    VIEW,
    START,
    DECIDE,
    AUTHOR,
    OPERATE;

    /**
     * What a role of {@code signalbox.yaml} allows. Every role may look; an operator may do everything. Refuses an unknown
     * name with an {@link IllegalArgumentException}.
     */
    public static Set<Role> of(String workspaceRole) {
        return switch (workspaceRole.toLowerCase(Locale.ROOT)) {
            case "viewer" -> EnumSet.of(OPEN, VIEW);
            case "starter" -> EnumSet.of(OPEN, VIEW, START);
            case "approver" -> EnumSet.of(OPEN, VIEW, DECIDE);
            case "author" -> EnumSet.of(OPEN, VIEW, AUTHOR);
            case "operator" -> EnumSet.allOf(Role.class);
            default ->
                throw new IllegalArgumentException(
                        "`" + workspaceRole + "` is not a role: viewer, starter, approver, author or operator");
        };
    }
}
