package dev.signalbox.dsl.model;

import dev.signalbox.dsl.diagnostic.Place;
import dev.signalbox.dsl.media.MediaKind;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * {@code signalbox.yaml}: what differs between deployments.
 *
 * @param day the limits of a day of all runs of all flows together; null where the file has none
 * @param contextBudget the default budget of a context without one; null for none
 * @param standIns for each environment name, the file that describes a small loopback HTTP service which the engine
 *     starts when the environment does not set that name
 * @param httpPerHost how many HTTP actions one engine has under way at one host; null for the engine's own bound
 * @param source the file as JSON values: what a bundle takes its parts from
 * @param expressions every expression of the file, the n-th having id n
 */
public record Workspace(
        Map<ModelName, Model> models,
        Set<String> env,
        Map<String, Secret> secrets,
        List<String> groups,
        Map<String, Person> people,
        List<String> httpAllow,
        @Nullable Integer httpPerHost,
        List<String> execAllow,
        Map<String, McpServer> mcpServers,
        Map<ActionName, Action> actions,
        boolean workspaceActionsOnly,
        Map<String, Channel> channels,
        Auth auth,
        Limits defaultLimits,
        @Nullable DayLimits day,
        @Nullable Integer contextBudget,
        @Nullable String replies,
        Map<String, String> standIns,
        @Nullable Duration keepPayloads,
        Map<String, Object> source,
        List<Expr> expressions,
        Place place) {

    /**
     * A model by the name that flows use. {@code baseUrl} and {@code apiKey} may read {@code env} and {@code secret}.
     *
     * @param takes what it takes beside text
     * @param concurrency how many calls one engine has under way at once; null for no bound of its own
     * @param rate how many calls and tokens one engine sends it in a minute; null for no bound of its own
     * @param structured how the reply's schema is said to it
     * @param promptCacheKey whether an OpenAI-compatible server is told which questions begin alike
     */
    public record Model(
            ModelName name,
            Provider provider,
            @Nullable String model,
            @Nullable Template baseUrl,
            @Nullable Template apiKey,
            @Nullable Integer window,
            @Nullable Price price,
            List<ModelName> fallback,
            @Nullable Integer concurrency,
            @Nullable Rate rate,
            Structured structured,
            boolean promptCacheKey,
            Set<MediaKind> takes,
            Place place) {}

    public enum Provider {
        OPENAI,
        ANTHROPIC,
        RECORDED,
        PERSON
    }

    /**
     * How a model is told what its reply must be: by a schema that its server enforces, by asking for any JSON object and
     * putting the schema into the prompt, or by the prompt alone.
     */
    public enum Structured {
        SCHEMA,
        JSON,
        PROMPT
    }

    /** What may be sent in any minute; null for no bound. {@code tokens} count input and output. */
    public record Rate(@Nullable Integer requests, @Nullable Integer tokens) {}

    /**
     * USD for a million tokens.
     *
     * @param cached of input that the provider read from its cache
     * @param cacheWrite of input that it wrote into its cache
     */
    public record Price(double input, double output, double cached, double cacheWrite) {}

    /** Where a secret may be sent; empty hosts leave it to the allow-list. */
    public record Secret(String name, List<String> hosts) {}

    /**
     * A configured person. {@code roles} of viewer, starter, approver, author, operator.
     *
     * @param knownAs what an OpenID provider or a proxy calls them; their id alone when empty
     * @param channel how they are told of what waits for them; null for nobody who is
     * @param email where a channel of e-mail finds them
     */
    public record Person(
            String id,
            String name,
            List<String> groups,
            List<String> roles,
            List<String> knownAs,
            @Nullable String channel,
            @Nullable String email,
            Place place) {}

    /**
     * How people sign in.
     *
     * @param tokens with tokens typed into the page
     * @param oidc null without an OpenID provider
     * @param proxy null where no proxy stands before the server
     */
    public record Auth(
            boolean tokens, @Nullable Oidc oidc, @Nullable Proxy proxy) {
        public static final Auth TOKENS = new Auth(true, null, null);
    }

    /**
     * An OpenID provider.
     *
     * @param secret the name of the secret that this client shows; null for a public one, which PKCE alone protects
     * @param scopes asked for beside {@code openid}
     * @param person the claim that names a person
     * @param groups the claim whose values, where they are groups of the workspace, are the person's too; null for none
     */
    public record Oidc(
            URI issuer,
            String clientId,
            @Nullable String secret,
            List<String> scopes,
            String person,
            @Nullable String groups,
            Place place) {
        public Oidc {
            scopes = List.copyOf(scopes);
        }
    }

    /**
     * A proxy before the server.
     *
     * @param from the addresses and networks ({@code 10.0.0.0/8}) it may call from
     * @param header where it says who calls; null when it only forwards
     * @param secret the name of the secret that it shows; null when its address alone is trusted
     */
    public record Proxy(
            List<String> from,
            @Nullable String header,
            @Nullable String secret,
            Place place) {
        public Proxy {
            from = List.copyOf(from);
        }
    }
}
