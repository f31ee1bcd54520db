package dev.signalbox.console;

import dev.signalbox.console.access.Person;
import dev.signalbox.runtime.api.Problem;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How a server is reached and by whom. An address that other machines can reach is refused without configured people.
 *
 * @param workspace the folder whose {@code .signalbox} keeps the token and says where the server is
 * @param address what to bind to
 * @param port 0 for any free one
 * @param token the operator's; null to use the one kept in the workspace, or make one
 * @param people who else may sign in
 * @param hosts further names by which browsers reach this server, behind a proxy
 * @param edit flow files may be saved from the page, though other machines reach this server
 */
public record ConsoleConfig(
        Path workspace,
        String address,
        int port,
        @Nullable String token,
        List<Person> people,
        Set<String> hosts,
        boolean edit) {
    /** A token shorter than this could be guessed. */
    public static final int SHORTEST_TOKEN = 16;

    public static final int DEFAULT_PORT = 7420;

    public ConsoleConfig {
        people = List.copyOf(people);
        hosts = Set.copyOf(hosts);
        if (port < 0 || port > 65_535) {
            throw new Problem(Problem.Kind.BAD_REQUEST, "The port must be from 0 to 65535, not " + port + ".");
        }
        if (token != null && token.strip().length() < SHORTEST_TOKEN) {
            throw new Problem(
                    Problem.Kind.BAD_REQUEST,
                    "The operator's token (SIGNALBOX_TOKEN) must have at least " + SHORTEST_TOKEN + " characters.");
        }
        if (!loopback(address) && people.stream().noneMatch(person -> person.token() != null)) {
            throw new Problem(
                    Problem.Kind.BAD_REQUEST,
                    "Binding to " + address + " would let other machines in, and nobody is configured who may sign in. "
                            + "Name people in signalbox.yaml and give them tokens (SIGNALBOX_TOKEN_NAME), or bind to 127.0.0.1.");
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
                List.of(),
                Set.of(),
                false);
    }

    public ConsoleConfig withPort(int other) {
        return new ConsoleConfig(workspace, address, other, token, people, hosts, edit);
    }

    public ConsoleConfig withPeople(List<Person> others) {
        return new ConsoleConfig(workspace, address, port, token, others, hosts, edit);
    }

    /** Set people first: an address beyond this machine is refused without them. */
    public ConsoleConfig withAddress(String other) {
        return new ConsoleConfig(workspace, other, port, token, people, hosts, edit);
    }

    public ConsoleConfig withHosts(Set<String> others) {
        return new ConsoleConfig(workspace, address, port, token, people, others, edit);
    }

    public ConsoleConfig withEdit(boolean other) {
        return new ConsoleConfig(workspace, address, port, token, people, hosts, other);
    }

    /** Whether flow files may be saved from the page: where it was allowed, or where only this machine's own people come. */
    public boolean saves() {
        return edit || (hosts.isEmpty() && loopback(address));
    }

    private static boolean loopback(String address) {
        try {
            return InetAddress.getByName(address).isLoopbackAddress();
        } catch (UnknownHostException e) {
            throw new Problem(Problem.Kind.BAD_REQUEST, "There is no address `" + address + "` to bind to.");
        }
    }
}
