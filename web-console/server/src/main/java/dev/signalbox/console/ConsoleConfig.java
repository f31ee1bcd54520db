package dev.signalbox.console;

import dev.signalbox.console.access.Admission;
import dev.signalbox.console.access.Person;
import dev.signalbox.console.access.SignIn;
import dev.signalbox.console.api.Setup;
import dev.signalbox.console.page.Arrivals;
import dev.signalbox.runtime.api.Problem;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * How a server is reached and by whom. An address that other machines can reach is refused where nobody could sign in.
 *
 * @param workspace the folder whose {@code .signalbox} keeps the token and says where the server is
 * @param address what to bind to
 * @param port 0 for any free one
 * @param token the operator's; null to use the one kept in the workspace, or make one
 * @param admission who else may sign in and how, asked for with every request
 * @param publicUrl where browsers reach it, behind a proxy; null for the address it binds to
 * @param hosts further names by which browsers reach this server
 * @param edit flow files may be saved from the page, though other machines reach this server
 * @param setup what the settings page tells
 * @param arrivals what becomes of who comes by a notice's link
 */
public record ConsoleConfig(
        Path workspace,
        String address,
        int port,
        @Nullable String token,
        Supplier<Admission> admission,
        @Nullable URI publicUrl,
        Set<String> hosts,
        boolean edit,
        Setup setup,
        Arrivals arrivals) {
    public static final int DEFAULT_PORT = 7420;

    public ConsoleConfig {
        hosts = Set.copyOf(hosts);
        if (port < 0 || port > 65_535) {
            throw new Problem(Problem.Kind.BAD_REQUEST, "The port must be from 0 to 65535, not " + port + ".");
        }
        if (token != null && token.strip().length() < SignIn.SHORTEST_TOKEN) {
            throw new Problem(
                    Problem.Kind.BAD_REQUEST,
                    "The operator's token (SIGNALBOX_TOKEN) must have at least " + SignIn.SHORTEST_TOKEN
                            + " characters.");
        }
        if (!loopback(address) && !admission.get().admitsAnybody()) {
            throw new Problem(
                    Problem.Kind.BAD_REQUEST,
                    "Binding to " + address + " would let other machines in, and nobody is configured who may sign in. "
                            + "Name people in signalbox.yaml and give them tokens (SIGNALBOX_TOKEN_NAME) or a provider, or"
                            + " bind to 127.0.0.1.");
        }
    }

    /** On 127.0.0.1, for the operator alone, with the token that the environment may name. */
    public static ConsoleConfig of(Path workspace, Map<String, String> environment) {
        String token = environment.get("SIGNALBOX_TOKEN");
        return new ConsoleConfig(
                workspace,
                "127.0.0.1",
                DEFAULT_PORT,
                token == null || token.isBlank() ? null : token.strip(),
                () -> Admission.of(List.of()),
                null,
                Set.of(),
                false,
                Setup.unknown(),
                Arrivals.NONE);
    }

    public ConsoleConfig withPort(int other) {
        return new ConsoleConfig(workspace, address, other, token, admission, publicUrl, hosts, edit, setup, arrivals);
    }

    /** These people, by their tokens. */
    public ConsoleConfig withPeople(List<Person> people) {
        Admission fixed = Admission.of(people);
        return withAdmission(() -> fixed);
    }

    public ConsoleConfig withAdmission(Supplier<Admission> other) {
        return new ConsoleConfig(workspace, address, port, token, other, publicUrl, hosts, edit, setup, arrivals);
    }

    /** Set who may sign in first: an address beyond this machine is refused without. */
    public ConsoleConfig withAddress(String other) {
        return new ConsoleConfig(workspace, other, port, token, admission, publicUrl, hosts, edit, setup, arrivals);
    }

    /** {@code https://name} or {@code http://name:port}, with no path: the page's addresses begin at the root. */
    public ConsoleConfig withPublicUrl(String written) {
        return new ConsoleConfig(
                workspace, address, port, token, admission, publicUrl(written), hosts, edit, setup, arrivals);
    }

    /** Refuses an address of another form. */
    public static URI publicUrl(String written) {
        try {
            URI url = new URI(written.endsWith("/") ? written.substring(0, written.length() - 1) : written);
            boolean whole = ("https".equals(url.getScheme()) || "http".equals(url.getScheme()))
                    && url.getHost() != null
                    && url.getRawPath().isEmpty()
                    && url.getRawQuery() == null
                    && url.getRawFragment() == null
                    && url.getRawUserInfo() == null;
            if (whole) {
                return url;
            }
        } catch (URISyntaxException e) {
            // Said below.
        }
        throw new Problem(
                Problem.Kind.BAD_REQUEST,
                "The public URL must look like https://signalbox.example, without a path, not `" + written + "`.");
    }

    public ConsoleConfig withArrivals(Arrivals others) {
        return new ConsoleConfig(workspace, address, port, token, admission, publicUrl, hosts, edit, setup, others);
    }

    public ConsoleConfig withHosts(Set<String> others) {
        return new ConsoleConfig(workspace, address, port, token, admission, publicUrl, others, edit, setup, arrivals);
    }

    public ConsoleConfig withEdit(boolean other) {
        return new ConsoleConfig(workspace, address, port, token, admission, publicUrl, hosts, other, setup, arrivals);
    }

    public ConsoleConfig withSetup(Setup other) {
        return new ConsoleConfig(workspace, address, port, token, admission, publicUrl, hosts, edit, other, arrivals);
    }

    /** Whether browsers reach it by https. */
    public boolean overTls() {
        return publicUrl != null && "https".equals(publicUrl.getScheme());
    }

    /** Whether other machines cannot reach it by themselves. */
    public boolean onThisMachine() {
        return loopback(address);
    }

    /** Whether flow files may be saved from the page: where it was allowed, or where only this machine's own people come. */
    public boolean saves() {
        return edit || (hosts.isEmpty() && publicUrl == null && loopback(address));
    }

    private static boolean loopback(String address) {
        try {
            return InetAddress.getByName(address).isLoopbackAddress();
        } catch (UnknownHostException e) {
            throw new Problem(Problem.Kind.BAD_REQUEST, "There is no address `" + address + "` to bind to.");
        }
    }
}
