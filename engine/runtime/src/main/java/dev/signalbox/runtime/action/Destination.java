package dev.signalbox.runtime.action;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a URL leads, in one canonical spelling: a host that can be written in several ways (upper case, a trailing dot,
 * an IPv4 address inside an IPv6 one) has one text here, so that a list of hosts cannot be passed by spelling. Forms
 * that programs read differently (user names, octal, hexadecimal and one-number addresses, zones, escapes in the host)
 * are refused rather than read.
 *
 * @param host lower case, without a trailing dot; an address in the JDK's own text, IPv6 without brackets
 * @param pathAndQuery begins with {@code /}; may still hold {@code ${secret.NAME}}
 */
record Destination(boolean https, String host, int port, boolean literal, String pathAndQuery) {
    private static final Pattern URL = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*)://([^/?#]*)([^#]*)(#.*)?");
    private static final Pattern BRACKETS = Pattern.compile("\\[([0-9A-Fa-f:.]+)](?::([0-9]{1,5}))?");
    private static final Pattern NAMED = Pattern.compile("([^:\\[\\]]*)(?::([0-9]{1,5}))?");
    private static final Pattern NAME =
            Pattern.compile("[a-z0-9_](?:[a-z0-9_-]{0,62})(?:\\.[a-z0-9_](?:[a-z0-9_-]{0,62}))*");
    private static final Pattern NUMBER = Pattern.compile("[0-9]+|0x[0-9a-f]*");
    private static final Pattern QUAD =
            Pattern.compile("(?:(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])(?:\\.|$)){4}");

    /** A host and its port as a list of hosts names them; port 0 stands for every port. */
    record HostPort(String host, int port, boolean literal) {}

    static Destination parse(String url) throws Refusal {
        for (int i = 0; i < url.length(); i++) {
            char c = url.charAt(i);
            if (c <= 0x20 || c == 0x7f || c == '\\') {
                throw new Refusal("The URL holds a character that may not stand in one (position " + (i + 1) + ").");
            }
        }
        Matcher match = URL.matcher(url);
        if (!match.matches()) {
            throw new Refusal("The URL does not begin with http:// or https:// and a host.");
        }
        String scheme = match.group(1).toLowerCase(Locale.ROOT);
        if (!scheme.equals("http") && !scheme.equals("https")) {
            throw new Refusal("The URL's scheme is " + scheme + "; an action speaks http and https only.");
        }
        String authority = match.group(2);
        if (authority.indexOf('@') >= 0) {
            throw new Refusal("The URL has a user name before its host. Send credentials in a header instead.");
        }
        boolean https = scheme.equals("https");
        HostPort host = hostPort(authority, https ? 443 : 80);
        String rest = match.group(3);
        return new Destination(
                https, host.host(), host.port(), host.literal(), escaped(rest.startsWith("/") ? rest : "/" + rest));
    }

    /** Reads {@code host}, {@code host:port}, {@code [v6]}, {@code [v6]:port}; also a bare IPv6 address when port 0 is the default. */
    static HostPort hostPort(String text, int defaultPort) throws Refusal {
        String authority = text;
        if (defaultPort == 0 && authority.indexOf(':') != authority.lastIndexOf(':') && !authority.startsWith("[")) {
            authority = "[" + authority + "]";
        }
        Matcher brackets = BRACKETS.matcher(authority);
        if (brackets.matches()) {
            return new HostPort(v6(brackets.group(1)), port(brackets.group(2), defaultPort), true);
        }
        Matcher named = NAMED.matcher(authority);
        if (!named.matches()) {
            throw new Refusal("\"" + text + "\" is no host that can be read.");
        }
        String host = named.group(1).toLowerCase(Locale.ROOT);
        if (host.endsWith(".")) {
            host = host.substring(0, host.length() - 1);
        }
        if (host.isEmpty() || host.length() > 253 || !NAME.matcher(host).matches()) {
            throw new Refusal(
                    "\"" + text + "\" is no host that can be read. Write an international name in its xn-- form.");
        }
        boolean literal =
                NUMBER.matcher(host.substring(host.lastIndexOf('.') + 1)).matches();
        if (literal && !QUAD.matcher(host).matches()) {
            throw new Refusal(
                    "The host " + host + " is an address in an unusual form. Write it as four decimal numbers.");
        }
        return new HostPort(host, port(named.group(2), defaultPort), literal);
    }

    private static int port(@org.jspecify.annotations.Nullable String digits, int defaultPort) throws Refusal {
        if (digits == null) {
            return defaultPort;
        }
        int port = Integer.parseInt(digits);
        if (port < 1 || port > 65535) {
            throw new Refusal("The port " + digits + " is not between 1 and 65535.");
        }
        return port;
    }

    private static String v6(String text) throws Refusal {
        try {
            // A literal in brackets is never looked up; an IPv4 address mapped into IPv6 comes back as the IPv4 one.
            return InetAddress.getByName("[" + text + "]").getHostAddress();
        } catch (UnknownHostException e) {
            throw new Refusal("[" + text + "] is no IPv6 address.");
        }
    }

    /** What a file's own words may leave bare, a request line may not. Escapes already made stay as they are. */
    private static String escaped(String text) {
        StringBuilder out = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            if (c > 0x7e || "\"<>^`|".indexOf(c) >= 0) {
                for (byte b : Character.toString(c).getBytes(StandardCharsets.UTF_8)) {
                    out.append(String.format(Locale.ROOT, "%%%02X", b & 0xff));
                }
            } else {
                out.appendCodePoint(c);
            }
        });
        return out.toString();
    }

    /** {@code host:port} as a person writes it. */
    String authority() {
        String name = host.indexOf(':') >= 0 ? "[" + host + "]" : host;
        return port == (https ? 443 : 80) ? name : name + ":" + port;
    }
}
