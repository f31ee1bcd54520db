package dev.signalbox.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.signalbox.console.access.Person;
import dev.signalbox.console.access.Role;
import dev.signalbox.console.api.Vitals;
import dev.signalbox.console.fixture.FixtureOperations;
import dev.signalbox.runtime.api.Operations;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every route, asked for by everybody, in every way to write it. Whoever lacks the route's role reaches no operation and gets
 * no answer of it, however the path, the method or a header is dressed up.
 */
class RouteMatrixTest {
    /** What anybody may ask for: nothing of a run is in it. */
    private static final Set<String> OPEN = Set.of(
            "GET /health",
            "GET /health/live",
            "GET /health/ready",
            "GET /signin",
            "POST /signin",
            "GET /signin.css",
            "GET /signin.js",
            "POST /signout",
            "GET /signin/oidc",
            "POST /signin/oidc",
            "POST /hooks/*",
            "GET /assets/{file}",
            "GET /icon.svg",
            "GET /favicon.ico",
            "GET /",
            "GET /holds",
            "GET /holds/{id}",
            "GET /runs",
            "GET /runs/{id}",
            "GET /flows",
            "GET /flows/{flow}",
            "GET /flows/{flow}/edit",
            "GET /flows/{flow}/review",
            "GET /triggers",
            "GET /audit",
            "GET /settings");

    private static final List<String> EVERYBODY =
            List.of("nobody", "viewer", "starter", "approver", "author", "operator");

    @TempDir
    Path workspace;

    private final AtomicInteger reached = new AtomicInteger();
    private ConsoleServer server;

    @BeforeEach
    void start() {
        FixtureOperations fixture = new FixtureOperations();
        Operations counted = (Operations) Proxy.newProxyInstance(
                Operations.class.getClassLoader(), new Class<?>[] {Operations.class}, (proxy, method, arguments) -> {
                    if (!method.getName().equals("watch")) {
                        reached.incrementAndGet();
                    }
                    try {
                        return method.invoke(fixture, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
        List<Person> people = EVERYBODY.stream()
                .filter(role -> !role.equals("nobody"))
                .map(role -> new Person(role, role, Set.of(), Role.of(role), token(role)))
                .toList();
        server = ConsoleServer.start(
                counted,
                ConsoleConfig.of(workspace, Map.of("SIGNALBOX_TOKEN", Console.TOKEN))
                        .withPort(0)
                        .withPeople(people),
                Vitals.unknown(),
                Clock.systemUTC());
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private static String token(String role) {
        return role + "-has-a-long-token";
    }

    private static boolean may(String somebody, Role role) {
        return !somebody.equals("nobody") && Role.of(somebody).contains(role);
    }

    @Test
    void every_route_there_is_stands_in_the_matrix() {
        Set<String> known = new TreeSet<>(OPEN);
        known.addAll(AccessTest.ROUTES.keySet());
        assertEquals(known, server.everyRoute());
    }

    @TestFactory
    Stream<DynamicTest> who_lacks_the_role_gets_nothing_however_the_path_is_written() {
        return AccessTest.ROUTES.entrySet().stream()
                .map(route -> DynamicTest.dynamicTest(route.getKey(), () -> {
                    String method = route.getKey().substring(0, route.getKey().indexOf(' '));
                    String path = path(route.getKey());
                    for (String somebody : EVERYBODY) {
                        if (may(somebody, route.getValue())) {
                            continue;
                        }
                        assertShut(somebody, method, path, "");
                        for (Map.Entry<String, String> dressed :
                                dressedUp(path, server.url()).entrySet()) {
                            assertShut(somebody, method, dressed.getValue(), dressed.getKey());
                        }
                    }
                }));
    }

    @TestFactory
    Stream<DynamicTest> another_method_opens_nothing_either() {
        return AccessTest.ROUTES.entrySet().stream()
                .map(route -> DynamicTest.dynamicTest(route.getKey(), () -> {
                    for (String method : List.of("HEAD", "OPTIONS", "PUT", "PATCH", "DELETE", "get", "post", "BREW")) {
                        String asked = method + " "
                                + route.getKey().substring(route.getKey().indexOf(' ') + 1);
                        for (String somebody : EVERYBODY) {
                            if (!AccessTest.ROUTES.containsKey(asked)) {
                                assertShut(somebody, method, path(route.getKey()), "");
                            }
                        }
                    }
                    String path = path(route.getKey());
                    for (String header : List.of("X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override")) {
                        for (String method : List.of("POST", "DELETE", "GET")) {
                            assertShut("nobody", "GET", path, "", header + ": " + method);
                        }
                    }
                    for (String header : List.of("X-Original-URL", "X-Rewrite-URL", "X-Forwarded-Prefix")) {
                        assertOpensNothing("nobody", "GET", "/health", header + ": " + path);
                    }
                }));
    }

    @TestFactory
    Stream<DynamicTest> who_has_the_role_reaches_the_route() {
        return AccessTest.ROUTES.entrySet().stream()
                .map(route -> DynamicTest.dynamicTest(route.getKey(), () -> {
                    String method = route.getKey().substring(0, route.getKey().indexOf(' '));
                    for (String somebody : EVERYBODY) {
                        int status = ask(somebody, method, path(route.getKey()));
                        assertTrue(status < 500, "answered " + status);
                        if (may(somebody, route.getValue())) {
                            assertFalse(status == 401 || status == 403, somebody + " was answered " + status);
                        }
                    }
                }));
    }

    @TestFactory
    Stream<DynamicTest> an_open_route_reaches_no_operation_by_whatever_follows_it() {
        return OPEN.stream()
                .map(route -> DynamicTest.dynamicTest(route, () -> {
                    String path = path(route);
                    for (String behind : List.of("/../api/runs", "/..;/api/runs", "/%2e%2e/api/runs", "//api/runs")) {
                        assertOpensNothing("nobody", "GET", path + behind);
                        assertOpensNothing("nobody", "POST", path + behind);
                    }
                }));
    }

    private static String path(String route) {
        return route.substring(route.indexOf(' ') + 1).replaceAll("\\{[a-z]+}", "none");
    }

    /** The same path as others might read it. */
    private static Map<String, String> dressedUp(String path, String origin) {
        int last = path.lastIndexOf('/');
        String head = path.substring(0, last);
        String tail = path.substring(last + 1);
        Map<String, String> ways = new LinkedHashMap<>();
        ways.put("two slashes first", "/" + path);
        ways.put("two slashes inside", head + "//" + tail);
        ways.put("a slash at the end", path + "/");
        ways.put("two slashes at the end", path + "//");
        ways.put("a dot at the end", path + "/.");
        ways.put("there and back", path + "/../" + tail);
        ways.put("from elsewhere", "/health/.." + path);
        ways.put("from the sign-in page", "/signin/.." + path);
        ways.put("from the assets", "/assets/.." + path);
        ways.put("from the assets, encoded", "/assets/..%2f" + path.substring(1));
        ways.put("from the assets, encoded twice", "/assets/..%252f" + path.substring(1));
        ways.put("a dot inside", head + "/./" + tail);
        ways.put("encoded dots", "/x/%2e%2e" + path);
        ways.put("dots, half encoded", "/x/.%2e" + path);
        ways.put("an encoded slash", head + "%2F" + tail);
        ways.put("all slashes encoded", path.replace("/", "%2f"));
        ways.put("a slash encoded twice", head + "%252F" + tail);
        ways.put("an overlong slash", head + "%c0%af" + tail);
        ways.put("a wide slash", head + "%ef%bc%8f" + tail);
        ways.put("a backslash", head + "\\" + tail);
        ways.put("an encoded backslash", head + "%5c" + tail);
        ways.put("a parameter", path + ";x");
        ways.put("a parameter with a value", path + ";jsessionid=1");
        ways.put("a parameter inside", head + ";x=1/" + tail);
        ways.put("an empty parameter", head + "/;/" + tail);
        ways.put("dots with a parameter", "/x/..;" + path);
        ways.put("in capitals", path.toUpperCase(Locale.ROOT));
        ways.put("one capital", "/" + Character.toUpperCase(path.charAt(1)) + path.substring(2));
        ways.put("a letter encoded", "/%" + Integer.toHexString(path.charAt(1)) + path.substring(2));
        ways.put("a letter encoded twice", "/%25" + Integer.toHexString(path.charAt(1)) + path.substring(2));
        ways.put("a NUL", path + "%00");
        ways.put("a NUL and a file's ending", path + "%00.css");
        ways.put("a file's ending", path + ".css");
        ways.put("another ending", path + ".json");
        ways.put("an encoded space", path + "%20");
        ways.put("an encoded tab", path + "%09");
        ways.put("an encoded line", path + "%0d%0aX-Signalbox:%201");
        ways.put("an encoded question mark", path + "%3f");
        ways.put("a query", path + "?access_token=" + Console.TOKEN);
        ways.put("a method in the query", path + "?_method=POST");
        ways.put("a fragment", path + "#x");
        ways.put("broken encoding", path + "%");
        ways.put("broken encoding with letters", path + "%zz");
        ways.put("the whole address", origin + path);
        ways.put("another's whole address", "http://evil.example" + path);
        ways.put("very long", path + "/" + "a".repeat(20_000));
        ways.put("very long, climbing back", "/" + "a/../".repeat(1_500) + path.substring(1));
        return ways;
    }

    private void assertShut(String somebody, String method, String path, String how, String... headers) {
        int before = reached.get();
        int status = ask(somebody, method, path, headers);
        String told = somebody + " " + method + " " + (how.isEmpty() ? path : how) + " was answered " + status;
        assertEquals(before, reached.get(), told + " and reached an operation");
        assertTrue(status >= 400 && status < 500 || status == 501 || status == 505, told);
    }

    private void assertOpensNothing(String somebody, String method, String path, String... headers) {
        int before = reached.get();
        int status = ask(somebody, method, path, headers);
        assertEquals(before, reached.get(), method + " " + path + " was answered " + status + " and reached one");
        assertTrue(status < 500, method + " " + path + " was answered " + status);
    }

    /** As written: a client's library would tidy the path up. The status; 400 where the line is closed without one. */
    private int ask(String somebody, String method, String path, String... headers) {
        List<String> lines = new ArrayList<>(List.of(
                method + " " + path + " HTTP/1.1",
                "Host: 127.0.0.1:" + server.port(),
                "Connection: close",
                "Content-Type: application/json",
                "Content-Length: 2"));
        lines.addAll(List.of(headers));
        if (somebody.equals("nobody")) {
            lines.add("Origin: " + server.url());
        } else {
            lines.add("Authorization: Bearer " + token(somebody));
        }
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream()
                    .write((String.join("\r\n", lines) + "\r\n\r\n{}").getBytes(StandardCharsets.ISO_8859_1));
            byte[] status = socket.getInputStream().readNBytes(12);
            return status.length < 12 ? 400 : Integer.parseInt(new String(status, 9, 3, StandardCharsets.US_ASCII));
        } catch (java.net.SocketException closed) {
            return 400;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
