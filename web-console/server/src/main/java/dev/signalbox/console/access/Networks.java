package dev.signalbox.console.access;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Addresses and networks ({@code 10.0.0.0/8}), by number only: no name is looked up, and what is no address is in none. */
public final class Networks {
    /** @param length of its addresses, in bits */
    private record Network(BigInteger address, int length, int bits) {
        boolean has(byte[] other) {
            return other.length * 8 == length
                    && new BigInteger(1, other)
                                    .xor(address)
                                    .shiftRight(length - bits)
                                    .signum()
                            == 0;
        }
    }

    private final List<Network> networks;

    private Networks(List<Network> networks) {
        this.networks = networks;
    }

    public static Networks of(List<String> written) {
        List<Network> networks = new ArrayList<>();
        for (String each : written) {
            int slash = each.indexOf('/');
            byte[] address = bytes(slash < 0 ? each : each.substring(0, slash));
            if (address != null) {
                int most = address.length * 8;
                int bits = slash < 0 ? most : Integer.parseInt(each.substring(slash + 1));
                networks.add(new Network(new BigInteger(1, address), most, Math.min(bits, most)));
            }
        }
        return new Networks(networks);
    }

    public boolean has(String address) {
        byte[] bytes = bytes(address);
        return bytes != null && networks.stream().anyMatch(network -> network.has(bytes));
    }

    /**
     * What tries are counted for: an IPv4 address, or the /64 that an IPv6 address is in, for one machine has all of that to
     * choose from. What is no address stays as it is.
     */
    static String around(String address) {
        byte[] bytes = bytes(address);
        return bytes == null || bytes.length != 16
                ? address
                : HexFormat.ofDelimiter(":").formatHex(bytes, 0, 8) + "/64";
    }

    private static byte @Nullable [] bytes(String written) {
        int zone = written.indexOf('%');
        String address = zone < 0 ? written : written.substring(0, zone);
        if (!address.matches("\\d{1,3}(\\.\\d{1,3}){3}|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*")) {
            return null;
        }
        try {
            return InetAddress.getByName(address).getAddress();
        } catch (UnknownHostException e) {
            return null;
        }
    }
}
