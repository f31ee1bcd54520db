package dev.signalbox.console;

import dev.signalbox.console.access.Gate;
import dev.signalbox.console.access.SignIn;
import dev.signalbox.console.api.Api;
import dev.signalbox.console.api.HookRoutes;
import dev.signalbox.console.api.LiveStream;
import dev.signalbox.console.api.SettingsRoutes;
import dev.signalbox.console.api.TriggerRoutes;
import dev.signalbox.console.api.Vitals;
import dev.signalbox.console.author.AuthorRoutes;
import dev.signalbox.console.oidc.OpenIdSignIn;
import dev.signalbox.console.page.Headers;
import dev.signalbox.console.page.OpenIdRoutes;
import dev.signalbox.console.page.PageRoutes;
import dev.signalbox.console.page.SignInRoutes;
import dev.signalbox.console.trial.FlowTests;
import dev.signalbox.console.wire.Problems;
import dev.signalbox.runtime.api.Operations;
import dev.signalbox.runtime.api.Problem;
import dev.signalbox.runtime.view.ViewJson;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.config.RoutesConfig;
import io.javalin.json.JavalinJackson3;
import io.javalin.util.JavalinBindException;
import io.javalin.util.JavalinLogger;
import java.time.Clock;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * The console's server over one {@link Operations}, which it does not close. Requests run on virtual threads; a body is read
 * up to 8 MiB. Refuses a port in use with a {@link Problem}.
 */
public final class ConsoleServer implements AutoCloseable {
    /** A picture of 5 MiB in base64 is 7, and an input has more than one name. */
    private static final long LARGEST_BODY = 8L << 20;

    /** Names, cookies and one long query fit; what is larger is refused with 431. */
    private static final int LARGEST_HEADER = 16 << 10;

    /** A line that says nothing for so long is dropped; a stream says something every ten seconds. */
    private static final long SILENCE = 30_000;

    private static final int CONNECTIONS = 2_000;

    private final Javalin javalin;
    private final LiveStream stream;
    private final SignIn signIn;
    private final ServerFiles files;
    private final String token;
    private final String url;
    private final String reached;
    private final String announced;

    private ConsoleServer(
            Javalin javalin,
            LiveStream stream,
            SignIn signIn,
            ServerFiles files,
            String token,
            String url,
            String reached) {
        this.javalin = javalin;
        this.stream = stream;
        this.signIn = signIn;
        this.files = files;
        this.token = token;
        this.url = url;
        this.reached = reached;
        this.announced = files.announce(url);
    }

    public static ConsoleServer start(Operations operations, ConsoleConfig config) {
        return start(operations, config, Vitals.unknown());
    }

    /** With what the engine says of itself, for {@code /health} and {@code /metrics}. */
    public static ConsoleServer start(Operations operations, ConsoleConfig config, Vitals vitals) {
        return start(operations, config, vitals, Clock.systemUTC());
    }

    /** With a clock of its own, for sessions, codes and limits. */
    static ConsoleServer start(Operations operations, ConsoleConfig config, Vitals vitals, Clock clock) {
        ServerFiles files = new ServerFiles(config.workspace());
        String token = config.token() == null ? files.token() : config.token();
        SignIn signIn = new SignIn(token, config.admission(), clock);
        Gate gate = new Gate(signIn, hosts(config), config.overTls());
        LiveStream stream = new LiveStream(operations, gate);
        Api api = new Api(operations, new FlowTests(config.workspace()), stream, vitals, clock);
        AtomicReference<String> reached = new AtomicReference<>("");
        Javalin javalin = Javalin.create(javalinConfig -> {
            configure(javalinConfig, config);
            RoutesConfig routes = javalinConfig.routes;
            routes.before(Headers::set);
            routes.before(gate::checkSource);
            routes.beforeMatched(gate::checkRole);
            Problems.install(routes);
            javalinConfig.requestLogger.http(api.observer());
            api.install(routes);
            new AuthorRoutes(config.workspace(), config.saves()).install(routes);
            SettingsRoutes settings =
                    new SettingsRoutes(signIn, config.setup(), reached::get, !config.onThisMachine(), config.saves());
            settings.install(routes);
            new TriggerRoutes(operations, reached::get).install(routes);
            new HookRoutes(operations, gate, clock).install(routes);
            SignInRoutes page = new SignInRoutes(signIn, gate, config.overTls());
            page.install(routes);
            new OpenIdRoutes(signIn, gate, page, new OpenIdSignIn(clock), reached::get, config.overTls())
                    .install(routes);
            new PageRoutes(gate, config.arrivals()).install(routes);
        });
        JavalinLogger.enabled = false; // what it says of a port that is taken is said better below
        try {
            javalin.start();
        } catch (JavalinBindException e) {
            stream.close();
            throw new Problem(
                    Problem.Kind.UNAVAILABLE,
                    "Port " + config.port() + " on " + config.address()
                            + " is in use or not to be had; name another with --port.");
        } finally {
            JavalinLogger.enabled = true;
        }
        String url = url(config, javalin.port());
        String outside = config.publicUrl() == null ? url : config.publicUrl().toString();
        reached.set(outside);
        return new ConsoleServer(javalin, stream, signIn, files, token, url, outside);
    }

    private static void configure(JavalinConfig javalin, ConsoleConfig config) {
        javalin.startup.showJavalinBanner = false;
        javalin.startup.showOldJavalinVersionWarning = false;
        javalin.startup.startupWatcherEnabled = false;
        javalin.concurrency.useVirtualThreads = true;
        javalin.jetty.host = config.address();
        javalin.jetty.port = config.port();
        javalin.jetty.modifyHttpConfiguration(http -> {
            http.setSendServerVersion(false);
            http.setRequestHeaderSize(LARGEST_HEADER);
            http.setIdleTimeout(SILENCE);
        });
        javalin.jetty.modifyServer(server -> {
            server.addBean(new NetworkConnectionLimit(CONNECTIONS, server));
            server.setErrorHandler(ConsoleServer::refuseBare);
        });
        javalin.http.maxRequestSize = LARGEST_BODY;
        javalin.http.prefer405over404 = true;
        javalin.http.generateEtags = false;
        javalin.jsonMapper(new JavalinJackson3(ViewJson.MAPPER, true));
        javalin.router.javaLangErrorHandler((response, error) -> {
            throw error;
        });
    }

    /** What is no request, or has a path that nobody could agree about, reaches no route: its status is all the answer. */
    private static boolean refuseBare(Request request, Response response, Callback callback) {
        Headers.POLICIES.forEach((name, value) -> response.getHeaders().put(name, value));
        callback.succeeded();
        return true;
    }

    private static Set<String> hosts(ConsoleConfig config) {
        Set<String> hosts = new TreeSet<>(Set.of("localhost", "127.0.0.1", "[::1]"));
        String address = config.address().toLowerCase(Locale.ROOT);
        hosts.add(address.contains(":") ? "[" + address + "]" : address);
        config.hosts().forEach(host -> hosts.add(host.toLowerCase(Locale.ROOT)));
        if (config.publicUrl() != null) {
            hosts.add(config.publicUrl().getHost().toLowerCase(Locale.ROOT));
        }
        return hosts;
    }

    private static String url(ConsoleConfig config, int port) {
        String address = config.address();
        boolean any = address.equals("0.0.0.0") || address.equals("::");
        String name = any ? "127.0.0.1" : address.contains(":") ? "[" + address + "]" : address;
        return "http://" + name + ":" + port;
    }

    /** Where it is reached, without a slash at the end. */
    public String url() {
        return url;
    }

    public int port() {
        return javalin.port();
    }

    /** {@code METHOD /path} of each route, of the API's and the page's. */
    Set<String> everyRoute() {
        Set<String> routes = new TreeSet<>();
        javalin.unsafe.internalRouter.allHttpHandlers().forEach(handler -> {
            if (handler.endpoint.method.isHttpMethod()) {
                routes.add(handler.endpoint.method.name() + " " + handler.endpoint.path);
            }
        });
        return routes;
    }

    /** Those of the API, which are described. */
    Set<String> routes() {
        Set<String> routes = new TreeSet<>(everyRoute());
        routes.removeIf(route -> !route.matches("[A-Z]+ /(api/.*|health.*|metrics)"));
        return routes;
    }

    /** Where browsers reach it, without a slash at the end. */
    public String reachedAt() {
        return reached;
    }

    /** The operator's token. */
    public String token() {
        return token;
    }

    /** An address that signs the operator in, once, within an hour. Each call makes another. */
    public String signInUrl() {
        return reached + "/signin?code=" + signIn.newCode();
    }

    /** Ends the streams and stops. Requests under way may finish. */
    @Override
    public void close() {
        stream.close();
        javalin.stop();
        files.forget(announced);
    }
}
