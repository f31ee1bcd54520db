package dev.signalbox.console.access;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Who is signed in with a cookie. A session ends after {@link #LONGEST}, after {@link #IDLE} without a request, when its
 * person is taken out of the workspace or given other roles, when the way they came in is closed, and with the server. At
 * most 1,000, the oldest given up first.
 */
public final class Sessions {
    public static final Duration LONGEST = Duration.ofHours(12);
    public static final Duration IDLE = Duration.ofHours(2);
    private static final int MOST = 1_000;

    /** How somebody came in. */
    public enum Way {
        /** By the operator's token or the printed link. */
        OPERATOR,
        TOKEN,
        PROVIDER
    }

    /**
     * @param groups what a provider said of the person beside the workspace
     * @param farewell where the person can sign out at their provider; null where that is nowhere
     */
    private record Session(
            Caller caller,
            Way way,
            Set<String> groups,
            @Nullable URI farewell,
            Instant opened,
            Instant used) {}

    private final Supplier<Admission> admission;
    private final Clock clock;
    private final Map<String, Session> sessions = new LinkedHashMap<>();

    Sessions(Supplier<Admission> admission, Clock clock) {
        this.admission = admission;
        this.clock = clock;
    }

    /** A new session's secret, for the cookie. */
    String open(Caller caller, Way way) {
        return open(caller, way, Set.of(), null);
    }

    synchronized String open(Caller caller, Way way, Set<String> groups, @Nullable URI farewell) {
        Instant now = clock.instant();
        String secret = Secrets.make();
        sessions.put(secret, new Session(caller.inSession(), way, Set.copyOf(groups), farewell, now, now));
        while (sessions.size() > MOST) {
            sessions.remove(sessions.keySet().iterator().next());
        }
        return secret;
    }

    /** Whose session this is now. Looking does not keep it from growing idle; {@link #use} does. */
    Optional<Caller> find(String secret) {
        return find(secret, admission.get(), false);
    }

    Optional<Caller> use(String secret) {
        return find(secret, admission.get(), true);
    }

    private synchronized Optional<Caller> find(String secret, Admission now, boolean use) {
        Session session = sessions.get(secret);
        if (session == null) {
            return Optional.empty();
        }
        Optional<Caller> caller = caller(session, now);
        if (caller.isEmpty()) {
            sessions.remove(secret);
        } else if (use) {
            sessions.put(
                    secret,
                    new Session(
                            session.caller(),
                            session.way(),
                            session.groups(),
                            session.farewell(),
                            session.opened(),
                            clock.instant()));
        }
        return caller;
    }

    private Optional<Caller> caller(Session session, Admission now) {
        Instant instant = clock.instant();
        if (session.opened().plus(LONGEST).isBefore(instant)
                || session.used().plus(IDLE).isBefore(instant)) {
            return Optional.empty();
        }
        boolean open = switch (session.way()) {
            case OPERATOR -> true;
            case TOKEN -> now.tokens();
            case PROVIDER -> now.provider() != null;
        };
        if (session.way() == Way.OPERATOR) {
            return Optional.of(session.caller());
        }
        return open
                ? now.person(session.caller().id())
                        .filter(person -> person.roles().equals(session.caller().roles()))
                        .map(person -> Caller.of(person, true).with(both(person.groups(), session.groups(), now)))
                : Optional.empty();
    }

    private static Set<String> both(Set<String> own, Set<String> given, Admission now) {
        Set<String> groups = new HashSet<>(given);
        groups.retainAll(now.groups());
        groups.addAll(own);
        return groups;
    }

    /** Ends one, and says where its person can sign out at their provider too; empty where that is nowhere. */
    public synchronized Optional<URI> end(@Nullable String secret) {
        Session ended = secret == null ? null : sessions.remove(secret);
        return ended == null ? Optional.empty() : Optional.ofNullable(ended.farewell());
    }

    /** Signs everybody out, and says how many that were. */
    public int endAll() {
        int count = count();
        synchronized (this) {
            sessions.clear();
        }
        return count;
    }

    /** How many stand at this moment. */
    public int count() {
        Admission now = admission.get();
        synchronized (this) {
            sessions.values().removeIf(session -> caller(session, now).isEmpty());
            return sessions.size();
        }
    }
}
