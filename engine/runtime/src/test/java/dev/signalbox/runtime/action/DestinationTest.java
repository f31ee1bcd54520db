package dev.signalbox.runtime.action;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every spelling of a forbidden address is refused, before or at the look-up. */
class DestinationTest {
    private static final HttpRules SHOP = HttpRules.of(List.of("shop.example"), Map.of(), Map.of());

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1/",
                "http://127.1/",
                "http://127.0.1/",
                "http://2130706433/",
                "http://0x7f000001/",
                "http://0x7f.0.0.1/",
                "http://0X7F.1/",
                "http://0177.0.0.1/",
                "http://017700000001/",
                "http://127.0.0.01/",
                "http://127.0.0.1./",
                "http://0.0.0.0/",
                "http://0/",
                "http://10.0.0.1/",
                "http://192.168.1.1/",
                "http://172.16.0.1:8080/",
                "http://169.254.169.254/latest/meta-data/",
                "http://169.254.169.254./",
                "http://2852039166/",
                "http://0xa9fea9fe/",
                "http://0251.0376.0251.0376/",
                "http://[::]/",
                "http://[::1]/",
                "http://[0:0:0:0:0:0:0:1]/",
                "http://[::ffff:127.0.0.1]/",
                "http://[::ffff:7f00:1]/",
                "http://[::ffff:169.254.169.254]/",
                "http://[::127.0.0.1]/",
                "http://[fe80::1]/",
                "http://[fe80::1%25eth0]/",
                "http://[fd00:ec2::254]/",
                "http://[64:ff9b::7f00:1]/",
                "http://localhost/",
                "http://LOCALHOST/",
                "http://localhost./",
                "http://a.localhost/",
                "http://metadata.google.internal/",
                "http://shop.example@127.0.0.1/",
                "http://shop.example:80@127.0.0.1/",
                "http://127.0.0.1#@shop.example/",
                "http://127.0.0.1\\@shop.example/",
                "http://shop.example\\.evil.example/",
                "http://shop.example%2eevil.example/",
                "http://shop.example%00.evil.example/",
                "http://shop.example.evil.example/",
                "http://evil.example/?shop.example",
                "http://shop.example:99999/",
                "http://shop.example:0/",
                "http://shop.example:/x:y@z",
                "http://①②⑦.⓪.⓪.①/",
                "http://shop。example/",
                "http:///shop.example/",
                "http:shop.example/",
                "//shop.example/",
                "ftp://shop.example/",
                "file:///etc/passwd",
                "gopher://shop.example/",
                "http://shop.example /",
                "http://shop.example/a\r\nHost: evil",
            })
    void refusesWhatIsNotNamed(String url) {
        if (url.equals("http://shop.example:/x:y@z")) {
            assertThrows(Refusal.class, () -> Destination.parse(url));
            return;
        }
        assertThrows(Refusal.class, () -> SHOP.check(Destination.parse(url)));
    }

    @ParameterizedTest
    @CsvSource({
        "https://shop.example/orders/1, shop.example, 443",
        "https://SHOP.Example./orders/1, shop.example, 443",
        "http://shop.example:8080, shop.example, 8080",
        "http://[::FFFF:10.0.0.1]:81/, 10.0.0.1, 81",
        "http://[2001:DB8::1]/, 2001:db8:0:0:0:0:0:1, 80",
        "http://10.0.0.1./, 10.0.0.1, 80",
        "http://127.0.0.1#@shop.example/, 127.0.0.1, 80",
    })
    void readsAHostInOneSpelling(String url, String host, int port) throws Refusal {
        Destination to = Destination.parse(url);
        assertEquals(host, to.host());
        assertEquals(port, to.port());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0.0.0",
                "0.1.2.3",
                "10.255.255.255",
                "100.64.0.1",
                "127.8.8.8",
                "169.254.169.254",
                "172.31.255.255",
                "192.0.0.1",
                "192.0.2.1",
                "192.88.99.1",
                "192.168.0.1",
                "198.18.0.1",
                "198.51.100.7",
                "203.0.113.9",
                "224.0.0.1",
                "240.0.0.1",
                "255.255.255.255",
                "::",
                "::1",
                "::ffff:10.0.0.1",
                "::10.0.0.1",
                "64:ff9b::a00:1",
                "100::1",
                "2001::1",
                "2001:db8::1",
                "2002:a00:1::1",
                "3fff:fff::1",
                "fc00::1",
                "fd00:ec2::254",
                "fe80::1",
                "fec0::1",
                "ff02::1",
            })
    void knowsWhatIsNotPublic(String address) throws UnknownHostException {
        assertFalse(Addresses.isPublic(InetAddress.getByName(address)), address);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"1.1.1.1", "8.8.8.8", "100.63.0.1", "172.32.0.1", "192.0.1.1", "2606:4700::1111", "2a00::1"})
    void knowsWhatIsPublic(String address) throws UnknownHostException {
        assertTrue(Addresses.isPublic(InetAddress.getByName(address)), address);
    }

    @Test
    void aPrivateAddressIsReachedWhenItIsNamed() throws Exception {
        HttpRules rules = HttpRules.of(List.of("10.0.0.1:8080", "::1", "localhost:9000"), Map.of(), Map.of());
        rules.check(Destination.parse("http://10.0.0.1:8080/"));
        rules.check(Destination.parse("http://[::1]:77/"));
        rules.check(Destination.parse("http://LocalHost:9000/"));
        assertThrows(Refusal.class, () -> rules.check(Destination.parse("http://10.0.0.1/")));
        assertThrows(Refusal.class, () -> rules.check(Destination.parse("http://localhost:9001/")));
        assertTrue(rules.mayConnect("localhost", 9000, InetAddress.getLoopbackAddress()));
        assertFalse(rules.mayConnect("localhost", 9000, InetAddress.getByName("8.8.8.8")));
    }

    @Test
    void aPublicNameThatLeadsInsideIsRefused() throws UnknownHostException {
        assertFalse(SHOP.mayConnect("shop.example", 443, InetAddress.getByName("10.0.0.1")));
        assertFalse(SHOP.mayConnect("shop.example", 443, InetAddress.getByName("[0:0:0:0:0:0:0:1]")));
        assertTrue(SHOP.mayConnect("shop.example", 443, InetAddress.getByName("8.8.8.8")));
        HttpRules named = HttpRules.of(List.of("shop.internal", "10.0.0.1"), Map.of(), Map.of());
        assertTrue(named.mayConnect("shop.internal", 443, InetAddress.getByName("10.0.0.1")));
    }

    @Test
    void anEntryThatCannotBeReadIsSaidAndAllowsNothing() {
        assertTrue(String.valueOf(HttpRules.problem("http://shop.example")).contains("no host"));
        assertEquals(null, HttpRules.problem("shop.example:8080"));
        HttpRules rules = HttpRules.of(List.of("http://shop.example"), Map.of(), Map.of());
        assertThrows(Refusal.class, () -> rules.check(Destination.parse("http://shop.example/")));
    }
}
