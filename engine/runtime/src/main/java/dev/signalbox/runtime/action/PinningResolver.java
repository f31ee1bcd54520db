package dev.signalbox.runtime.action;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.apache.hc.client5.http.DnsResolver;

/**
 * Looks a host up once and hands the client the very addresses that were checked: a name that answers differently the
 * second time gains nothing. One forbidden address among them refuses the whole answer.
 */
final class PinningResolver implements DnsResolver {
    private final Supplier<HttpRules> rules;
    private final Lookup lookup;

    /** How names become addresses. */
    @FunctionalInterface
    interface Lookup {
        InetAddress[] resolve(String host) throws UnknownHostException;
    }

    /** The host leads to an address that the workspace does not name. */
    static final class Forbidden extends UnknownHostException {
        private static final long serialVersionUID = 1L;

        Forbidden(String host, InetAddress address) {
            super(
                    "The host " + host + " leads to " + address.getHostAddress()
                            + ", which is no public address. Name that address in http.allow in signalbox.yaml if it is meant.");
        }
    }

    PinningResolver(Supplier<HttpRules> rules, Lookup lookup) {
        this.rules = rules;
        this.lookup = lookup;
    }

    @Override
    public List<InetSocketAddress> resolve(String host, int port) throws UnknownHostException {
        HttpRules now = rules.get();
        List<InetSocketAddress> checked = new ArrayList<>();
        for (InetAddress address : lookup.resolve(host)) {
            if (!now.mayConnect(host, port, address)) {
                throw new Forbidden(host, address);
            }
            checked.add(new InetSocketAddress(address, port));
        }
        if (checked.isEmpty()) {
            throw new UnknownHostException(host);
        }
        return checked;
    }

    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        throw new UnknownHostException("an address is only given for a host and a port");
    }

    @Override
    public String resolveCanonicalHostname(String host) {
        return host;
    }
}
