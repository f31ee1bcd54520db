package dev.signalbox.console.api;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How a server is set up, for people. Of secrets and tokens it says that they are there, never what they are. */
record SettingsView(
        Server server,
        SignInWays signIn,
        List<PersonView> people,
        List<String> groups,
        List<ModelView> models,
        List<SecretView> secrets,
        Allowed allowed,
        Map<String, Object> limits) {

    /**
     * @param reachable whether it is bound to an address that other machines reach
     * @param edit whether flow files may be saved from the page
     * @param retention how long a run's payloads stay after its end; null for ever
     */
    record Server(
            String version,
            String url,
            boolean https,
            boolean reachable,
            String store,
            boolean edit,
            @Nullable String retention) {}

    /** @param sessions how many people's browsers are signed in; told to operators alone */
    record SignInWays(
            boolean tokens,
            @Nullable Provider provider,
            @Nullable Proxy proxy,
            String idle,
            String longest,
            @Nullable Integer sessions) {}

    /** @param ready false while its secret has no value, so that nobody can sign in there */
    record Provider(
            String issuer,
            String clientId,
            String person,
            @Nullable String groups,
            boolean ready) {}

    record Proxy(List<String> from, @Nullable String header, boolean ready) {}

    /** @param token whether they have one */
    record PersonView(
            String id, String name, List<String> groups, List<String> roles, List<String> knownAs, boolean token) {}

    record ModelView(
            String name,
            String provider,
            @Nullable String model,
            @Nullable Integer window,
            List<String> fallback) {}

    record SecretView(String name, List<String> hosts, boolean set) {}

    record Allowed(List<String> http, List<String> exec, List<String> env) {}
}
