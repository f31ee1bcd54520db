package dev.signalbox.runtime.action;

import dev.signalbox.dsl.model.Workspace;
import java.net.InetAddress;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where actions may go and what they may carry: the workspace's {@code http.allow}, the hosts of its secrets, and the
 * stand-ins that this process runs. An entry is a host or {@code host:port}; a host alone stands for every port. An
 * address outside the public internet is reached only when the list names that address itself ({@code localhost} names
 * the loopback addresses), whatever name leads to it.
 */
public final class HttpRules {
    /** Where {@code http.per_host} says nothing. */
    static final int PER_HOST = 16;

    private final List<Destination.HostPort> allow;
    private final Map<String, Workspace.Secret> secrets;
    private final Map<String, Integer> standIns;
    private final int perHost;

    private HttpRules(
            List<Destination.HostPort> allow,
            Map<String, Workspace.Secret> secrets,
            Map<String, Integer> standIns,
            int perHost) {
        this.allow = allow;
        this.secrets = secrets;
        this.standIns = standIns;
        this.perHost = perHost;
    }

    /**
     * The rules of a workspace as it is now.
     *
     * @param standIns the loopback port behind each stand-in's host
     */
    public static HttpRules of(Workspace workspace, Map<String, Integer> standIns) {
        Integer perHost = workspace.httpPerHost();
        return of(workspace.httpAllow(), workspace.secrets(), standIns, perHost == null ? PER_HOST : perHost);
    }

    static HttpRules of(List<String> allow, Map<String, Workspace.Secret> secrets, Map<String, Integer> standIns) {
        return of(allow, secrets, standIns, PER_HOST);
    }

    static HttpRules of(
            List<String> allow, Map<String, Workspace.Secret> secrets, Map<String, Integer> standIns, int perHost) {
        return new HttpRules(entries(allow), java.util.Map.copyOf(secrets), Map.copyOf(standIns), perHost);
    }

    /** How many calls one engine has under way at one host. */
    int perHost() {
        return perHost;
    }

    /** What is wrong with an entry of a list of hosts, in a sentence; null when nothing is. */
    public static @Nullable String problem(String entry) {
        try {
            Destination.hostPort(entry, 0);
            return null;
        } catch (Refusal refusal) {
            return refusal.sentence();
        }
    }

    /** An entry that cannot be read allows nothing: {@link #problem} is how a checker says so. */
    private static List<Destination.HostPort> entries(Collection<String> texts) {
        return texts.stream().flatMap(text -> entry(text).stream()).toList();
    }

    private static Optional<Destination.HostPort> entry(String text) {
        try {
            return Optional.of(Destination.hostPort(text, 0));
        } catch (Refusal refusal) {
            return Optional.empty();
        }
    }

    boolean isStandIn(Destination to) {
        return standInPort(to) != null;
    }

    /** The loopback port that serves a stand-in's host; null when the URL is of something else. */
    @Nullable
    Integer standInPort(Destination to) {
        return to.https() || to.port() != 80 ? null : standIns.get(to.host());
    }

    void check(Destination to) throws Refusal {
        if (!isStandIn(to) && !names(allow, to.host(), to.port())) {
            throw new Refusal("The host " + to.authority()
                    + " is not on the workspace's list. Add it to http.allow in signalbox.yaml"
                    + " if the flow may reach it.");
        }
    }

    /** Whether a connection to {@code host:port} may go to this address. */
    boolean mayConnect(String host, int port, InetAddress address) {
        boolean loopbackName = host.equals("localhost") || host.endsWith(".localhost");
        if (loopbackName) {
            return address.isLoopbackAddress() && names(allow, host, port);
        }
        return Addresses.isPublic(address) || names(allow, address.getHostAddress(), port);
    }

    /** Whether the secret may be sent there over this connection; it may not be when this throws. */
    void checkSecret(String name, Destination to) throws Refusal {
        Workspace.Secret secret = secrets.get(name);
        if (secret == null) {
            throw new Refusal("The secret " + name + " is not declared. Add it to secrets in signalbox.yaml.");
        }
        if (!secret.hosts().isEmpty() && !names(entries(secret.hosts()), to.host(), to.port())) {
            throw new Refusal("The secret " + name + " may not be sent to " + to.authority()
                    + ". Its hosts in signalbox.yaml are " + String.join(", ", secret.hosts()) + ".");
        }
        if (!to.https() && !isLoopback(to)) {
            throw new Refusal(
                    "The secret " + name + " would go to " + to.authority() + " over plain http. Use https there.");
        }
    }

    private static boolean isLoopback(Destination to) {
        return to.host().equals("localhost")
                || (to.literal() && (to.host().startsWith("127.") || to.host().equals("0:0:0:0:0:0:0:1")));
    }

    private static boolean names(List<Destination.HostPort> list, String host, int port) {
        return list.stream()
                .anyMatch(entry -> entry.host().equals(host) && (entry.port() == 0 || entry.port() == port));
    }
}
