package dev.signalbox.console.access;

import dev.signalbox.dsl.model.Workspace;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Who may sign in and how, as the workspace says it at one moment. It is asked for anew with every request, so that a person
 * taken out of {@code signalbox.yaml} is out.
 *
 * @param groups the workspace's, the only ones that a provider can give somebody
 * @param tokens whether the sign-in page takes tokens
 * @param provider null without one
 * @param proxy null where none is trusted
 */
public record Admission(
        List<Person> people,
        Set<String> groups,
        boolean tokens,
        @Nullable Provider provider,
        @Nullable TrustedProxy proxy) {

    /** An OpenID provider, with the value of this client's secret; null for a public client. */
    public record Provider(
            Workspace.Oidc settings, @Nullable String secret) {
        @Override
        public String toString() {
            return "Provider[" + settings.issuer() + "]";
        }
    }

    public Admission {
        people = List.copyOf(people);
        groups = Set.copyOf(groups);
    }

    /** These people, by their tokens. */
    public static Admission of(List<Person> people) {
        return new Admission(people, Set.of(), true, null, null);
    }

    /**
     * A workspace's. A provider or a proxy whose secret has no value is none: its door stays shut.
     *
     * @param environment gives each person the token {@link #tokenVariable}; one that could be guessed is none
     * @param secrets the value of a declared secret, or null
     */
    public static Admission of(
            Workspace workspace, Map<String, String> environment, UnaryOperator<@Nullable String> secrets) {
        Workspace.Auth auth = workspace.auth();
        return new Admission(
                people(workspace, environment),
                Set.copyOf(workspace.groups()),
                auth.tokens(),
                provider(auth.oidc(), secrets),
                proxy(auth.proxy(), secrets));
    }

    private static List<Person> people(Workspace workspace, Map<String, String> environment) {
        List<Person> people = new ArrayList<>();
        for (Workspace.Person person : workspace.people().values()) {
            Set<Role> roles = EnumSet.of(Role.OPEN, Role.VIEW);
            person.roles().forEach(role -> roles.addAll(Role.of(role)));
            String token = environment.get(tokenVariable(person.id()));
            people.add(new Person(
                    person.id(),
                    person.name(),
                    Set.copyOf(person.groups()),
                    roles,
                    Set.copyOf(person.knownAs()),
                    token == null || token.strip().length() < SignIn.SHORTEST_TOKEN ? null : token.strip()));
        }
        return people;
    }

    /** Where the environment has a person's token: {@code SIGNALBOX_TOKEN_ID}, the id in capitals. */
    public static String tokenVariable(String person) {
        return "SIGNALBOX_TOKEN_"
                + person.toUpperCase(Locale.ROOT).replace('-', '_').replace('.', '_');
    }

    private static @Nullable Provider provider(
            Workspace.@Nullable Oidc settings, UnaryOperator<@Nullable String> secrets) {
        if (settings == null) {
            return null;
        }
        String secret = settings.secret() == null ? null : secrets.apply(settings.secret());
        return secret == null && settings.secret() != null ? null : new Provider(settings, secret);
    }

    private static @Nullable TrustedProxy proxy(
            Workspace.@Nullable Proxy settings, UnaryOperator<@Nullable String> secrets) {
        if (settings == null) {
            return null;
        }
        String secret = settings.secret() == null ? null : secrets.apply(settings.secret());
        return secret == null && settings.secret() != null
                ? null
                : new TrustedProxy(Networks.of(settings.from()), settings.header(), secret);
    }

    /** Whether anybody but the operator could sign in. */
    public boolean admitsAnybody() {
        boolean byName = provider != null || (proxy != null && proxy.header() != null);
        return people.stream().anyMatch(person -> byName || person.token() != null);
    }

    public Optional<Person> person(String id) {
        return people.stream().filter(person -> person.id().equals(id)).findFirst();
    }

    /** Who a provider or a proxy means. */
    public Optional<Person> knownAs(String name) {
        return people.stream().filter(person -> person.isKnownAs(name)).findFirst();
    }
}
