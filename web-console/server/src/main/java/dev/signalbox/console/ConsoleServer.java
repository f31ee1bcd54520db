package dev.signalbox.console;

import dev.signalbox.console.access.Gate;
import dev.signalbox.console.access.SignIn;
import dev.signalbox.console.api.Api;
import dev.signalbox.console.api.LiveStream;
import dev.signalbox.console.api.Vitals;
import dev.signalbox.console.page.Headers;
import dev.signalbox.console.page.PageRoutes;
import dev.signalbox.console.page.SignInRoutes;
import dev.signalbox.console.trial.FlowTests;
import dev.signalbox.console.wire.Problems;
import dev.signalbox.runtime.api.Operations;
import dev.signalbox.runtime.api.Problem;
import dev.signalbox.runtime.view.ViewJson;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.json.JavalinJackson3;
import io.javalin.util.JavalinBindException;
import java.time.Clock;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * The console's server over one {@link Operations}, which it does not close. Requests run on virtual threads; a body is read
 * up to 8 MiB. Refuses a port in use with a {@link Problem}.
 */
public final class ConsoleServer implements AutoCloseable {
    /** A picture of 5 MiB in base64 is 7, and an input has more than one name. */
    private static final long LARGEST_BODY = 8L << 20;

    private final Javalin javalin;
    private final LiveStream stream;
    private final SignIn signIn;
    private final ServerFiles files;
    private final String token;
    private final String url;
    private final String announced;

    private ConsoleServer(
            Javalin javalin, LiveStream stream, SignIn signIn, ServerFiles files, String token, String url) {
        this.javalin = javalin;
        this.stream = stream;
        this.signIn = signIn;
        this.files = files;
        this.token = token;
        this.url = url;
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
        SignIn signIn = new SignIn(token, config.people(), clock);
        Gate gate = new Gate(signIn, hosts(config));
        LiveStream stream = new LiveStream(operations, gate);
        Api api = new Api(operations, new FlowTests(config.workspace()), stream, vitals, clock);
        Javalin javalin = Javalin.create(javalinConfig -> configure(javalinConfig, config, gate, signIn, api));
        try {
            javalin.start();
        } catch (JavalinBindException e) {
            stream.close();
            throw new Problem(
                    Problem.Kind.UNAVAILABLE,
                    "Port " + config.port() + " on " + config.address()
                            + " is in use or not to be had; name another with --port.");
        }
        return new ConsoleServer(javalin, stream, signIn, files, token, url(config, javalin.port()));
    }

    private static void configure(JavalinConfig javalin, ConsoleConfig config, Gate gate, SignIn signIn, Api api) {
        javalin.startup.showJavalinBanner = false;
        javalin.startup.showOldJavalinVersionWarning = false;
        javalin.startup.startupWatcherEnabled = false;
        javalin.concurrency.useVirtualThreads = true;
        javalin.jetty.host = config.address();
        javalin.jetty.port = config.port();
        javalin.jetty.modifyHttpConfiguration(http -> http.setSendServerVersion(false));
        javalin.http.maxRequestSize = LARGEST_BODY;
        javalin.http.prefer405over404 = true;
        javalin.http.generateEtags = false;
        javalin.jsonMapper(new JavalinJackson3(ViewJson.MAPPER, true));
        javalin.router.javaLangErrorHandler((response, error) -> {
            throw error;
        });
        javalin.requestLogger.http(api.observer());
        javalin.routes.before(Headers::set);
        javalin.routes.before(gate::checkSource);
        javalin.routes.beforeMatched(gate::checkRole);
        Problems.install(javalin.routes);
        api.install(javalin.routes);
        new SignInRoutes(signIn, false).install(javalin.routes);
        new PageRoutes(gate).install(javalin.routes);
    }

    private static Set<String> hosts(ConsoleConfig config) {
        Set<String> hosts = new TreeSet<>(Set.of("localhost", "127.0.0.1", "[::1]"));
        String address = config.address().toLowerCase(Locale.ROOT);
        hosts.add(address.contains(":") ? "[" + address + "]" : address);
        config.hosts().forEach(host -> hosts.add(host.toLowerCase(Locale.ROOT)));
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

    /** {@code METHOD /path} of each route of the API. */
    Set<String> routes() {
        Set<String> routes = new TreeSet<>();
        javalin.unsafe.internalRouter.allHttpHandlers().forEach(handler -> {
            String path = handler.endpoint.path;
            if (path.startsWith("/api/") || path.startsWith("/health") || path.equals("/metrics")) {
                routes.add(handler.endpoint.method.name() + " " + path);
            }
        });
        return routes;
    }

    /** The operator's token. */
    public String token() {
        return token;
    }

    /** An address that signs the operator in, once, within an hour. Each call makes another. */
    public String signInUrl() {
        return url + "/signin?code=" + signIn.newCode();
    }

    /** Ends the streams and stops. Requests under way may finish. */
    @Override
    public void close() {
        stream.close();
        javalin.stop();
        files.forget(announced);
    }
}
