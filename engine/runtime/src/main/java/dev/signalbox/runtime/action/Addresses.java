package dev.signalbox.runtime.action;

import java.net.Inet4Address;
import java.net.InetAddress;

/**
 * Which addresses belong to the public internet. Everything else (loopback, private, link-local with the clouds'
 * metadata services, shared, reserved, documentation, multicast, and the IPv6 ranges that carry an IPv4 address inside)
 * is reached only when the workspace names it. Ranges from the IANA special-purpose address registries.
 */
final class Addresses {
    private Addresses() {}

    static boolean isPublic(InetAddress address) {
        if (address.isAnyLocalAddress()
                || address.isLoopbackAddress()
                || address.isLinkLocalAddress()
                || address.isSiteLocalAddress()
                || address.isMulticastAddress()) {
            return false;
        }
        byte[] b = address.getAddress();
        return address instanceof Inet4Address ? publicV4(b[0] & 0xff, b[1] & 0xff, b[2] & 0xff) : publicV6(b);
    }

    private static boolean publicV4(int a, int b, int c) {
        return a != 0
                && a < 240
                && !(a == 100 && b >= 64 && b < 128)
                && !(a == 192 && b == 0 && (c == 0 || c == 2))
                && !(a == 192 && b == 88 && c == 99)
                && !(a == 198 && (b == 18 || b == 19))
                && !(a == 198 && b == 51 && c == 100)
                && !(a == 203 && b == 0 && c == 113);
    }

    /** Only 2000::/3 is given out; of it, Teredo, 6to4 and the documentation ranges lead elsewhere. */
    private static boolean publicV6(byte[] b) {
        int first = (b[0] & 0xff) << 8 | (b[1] & 0xff);
        int second = (b[2] & 0xff) << 8 | (b[3] & 0xff);
        return (first & 0xe000) == 0x2000
                && !(first == 0x2001 && (second < 0x0200 || second == 0x0db8))
                && first != 0x2002
                && !(first == 0x3fff && second < 0x1000);
    }
}
