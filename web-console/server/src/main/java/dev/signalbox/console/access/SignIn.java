package dev.signalbox.console.access;

import io.javalin.http.TooManyRequestsResponse;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Turns a token, a one-time code or what a provider says into a caller, and a caller into a session. A code serves once and
 * within {@link #CODE_LASTS}; 100 are kept. At most 10 tries a minute for an address, and 300 for all together: a token
 * names no account, so whoever guesses guesses at all of them. Programs' tokens have {@link Guesses} of their own.
 */
public final class SignIn {
    /** A token shorter than this could be guessed. */
    public static final int SHORTEST_TOKEN = 16;

    public static final Duration CODE_LASTS = Duration.ofHours(1);
    private static final int CODES = 100;
    private static final String EVERYBODY = "";

    private final String operatorToken;
    private final Supplier<Admission> admission;
    private final Clock clock;
    private final RateLimit perAddress;
    private final RateLimit overall;
    private final Guesses guesses;
    private final Map<String, Instant> codes = new LinkedHashMap<>();
    private final Sessions sessions;

    public SignIn(String operatorToken, Supplier<Admission> admission, Clock clock) {
        this.operatorToken = operatorToken;
        this.admission = admission;
        this.clock = clock;
        this.perAddress = new RateLimit(10, Duration.ofMinutes(1), clock);
        this.overall = new RateLimit(300, Duration.ofMinutes(1), clock);
        this.guesses = new Guesses(clock);
        this.sessions = new Sessions(admission, clock);
    }

    /** A token that nobody can guess. */
    public static String newToken() {
        return Secrets.make();
    }

    /** As it is now. */
    public Admission admission() {
        return admission.get();
    }

    public Sessions sessions() {
        return sessions;
    }

    /**
     * Whose token a program at this address sends. Looks whether the address may try before and after: what others try there
     * at the same time counts too. So more than {@link Guesses#MOST} are compared only where they were under way at once.
     *
     * @throws TooManyRequestsResponse where too many wrong ones came from there
     */
    Optional<Caller> byTokenFrom(String address, String token) {
        boolean before = guesses.mayTry(address);
        Optional<Caller> found = before ? byToken(token) : Optional.empty();
        if (before && found.isEmpty()) {
            guesses.wrong(address, token);
        } else if (!before || !guesses.mayTry(address)) {
            throw new TooManyRequestsResponse(
                    "Too many wrong tokens came from your address. Wait a minute, then try again.");
        }
        return found;
    }

    /** Whose token this is. */
    Optional<Caller> byToken(String token) {
        Optional<Caller> found =
                Secrets.same(token, operatorToken) ? Optional.of(Caller.operator(false)) : Optional.empty();
        // Every token is compared, so that the time taken tells nothing.
        for (Person person : admission.get().people()) {
            if (person.token() != null && Secrets.same(token, person.token())) {
                found = Optional.of(Caller.of(person, false));
            }
        }
        return found;
    }

    /** A new one-time code for the operator. */
    public synchronized String newCode() {
        String code = Secrets.make();
        codes.put(code, clock.instant().plus(CODE_LASTS));
        while (codes.size() > CODES) {
            codes.remove(codes.keySet().iterator().next());
        }
        return code;
    }

    /** A session for who has this code, which is used up; empty when it is none, or too old. */
    public synchronized Optional<String> enterByCode(String code) {
        Instant until = codes.remove(code);
        return until == null || until.isBefore(clock.instant())
                ? Optional.empty()
                : Optional.of(sessions.open(Caller.operator(true), Sessions.Way.OPERATOR));
    }

    /** A session for who has this token; empty when it is nobody's, or where the page takes no tokens. */
    public Optional<String> enterByToken(String token) {
        return admission.get().tokens()
                ? byToken(token).map(caller -> sessions.open(caller, wayOf(token)))
                : Optional.empty();
    }

    private Sessions.Way wayOf(String token) {
        return Secrets.same(token, operatorToken) ? Sessions.Way.OPERATOR : Sessions.Way.TOKEN;
    }

    /**
     * A session for a person that a provider vouches for, with the groups it told.
     *
     * @param farewell where the person can sign out there; null where that is nowhere
     */
    public String enter(Person person, Set<String> groups, @Nullable URI farewell) {
        return sessions.open(Caller.of(person, true), Sessions.Way.PROVIDER, groups, farewell);
    }

    /** Counts a try from this address; false when it has to wait a minute. */
    public boolean mayTry(String address) {
        // Both are counted, whatever the first says.
        boolean here = perAddress.allow(address);
        boolean everywhere = overall.allow(EVERYBODY);
        return here && everywhere;
    }

    /** That try was none. Those before it count on: who may come in may not guess at others' tokens either. */
    public void succeeded(String address) {
        perAddress.takeBack(address);
    }
}
