package dev.signalbox.console.access;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Turns a token or a one-time code into a caller, and a caller into a session. A code serves once and within
 * {@link #CODE_LASTS}; a session lasts {@link #SESSION_LASTS} and dies with the server. At most 10 tries a minute for an
 * address, 1,000 sessions and 100 codes, the oldest given up first.
 */
public final class SignIn {
    public static final Duration CODE_LASTS = Duration.ofHours(1);
    public static final Duration SESSION_LASTS = Duration.ofHours(12);
    private static final int CODES = 100;
    private static final int SESSIONS = 1_000;

    private record Until<T>(T value, Instant at) {}

    private final String operatorToken;
    private final List<Person> people;
    private final Clock clock;
    private final RateLimit limit;
    private final Map<String, Until<Caller>> codes = new LinkedHashMap<>();
    private final Map<String, Until<Caller>> sessions = new LinkedHashMap<>();

    public SignIn(String operatorToken, List<Person> people, Clock clock) {
        this.operatorToken = operatorToken;
        this.people = List.copyOf(people);
        this.clock = clock;
        this.limit = new RateLimit(10, Duration.ofMinutes(1), clock);
    }

    /** A token that nobody can guess. */
    public static String newToken() {
        return Secrets.make();
    }

    /** Whose token this is. */
    public Optional<Caller> byToken(String token) {
        Optional<Caller> found =
                Secrets.same(token, operatorToken) ? Optional.of(Caller.operator(false)) : Optional.empty();
        // Every token is compared, so that the time taken tells nothing.
        for (Person person : people) {
            if (person.token() != null && Secrets.same(token, person.token())) {
                found = Optional.of(Caller.of(person, false));
            }
        }
        return found;
    }

    /** A new one-time code for the operator. */
    public synchronized String newCode() {
        String code = Secrets.make();
        codes.put(code, new Until<>(Caller.operator(true), clock.instant().plus(CODE_LASTS)));
        trim(codes, CODES);
        return code;
    }

    /** Whose code this is; it is used up. */
    public synchronized Optional<Caller> byCode(String code) {
        return alive(codes.remove(code));
    }

    /** A new session's secret, for the cookie. */
    public synchronized String open(Caller caller) {
        String session = Secrets.make();
        sessions.put(session, new Until<>(caller.inSession(), clock.instant().plus(SESSION_LASTS)));
        trim(sessions, SESSIONS);
        return session;
    }

    public synchronized Optional<Caller> bySession(String session) {
        return alive(sessions.get(session));
    }

    public synchronized void end(String session) {
        sessions.remove(session);
    }

    /** Counts a try of this address; false when it has to wait a minute. */
    public boolean mayTry(String address) {
        return limit.allow(address);
    }

    public void succeeded(String address) {
        limit.forget(address);
    }

    private Optional<Caller> alive(@Nullable Until<Caller> held) {
        return held == null || held.at().isBefore(clock.instant()) ? Optional.empty() : Optional.of(held.value());
    }

    private static <T> void trim(Map<String, T> map, int most) {
        while (map.size() > most) {
            map.remove(map.keySet().iterator().next());
        }
    }
}
