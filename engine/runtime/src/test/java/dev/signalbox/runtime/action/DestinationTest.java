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
                // The same addresses once more, as other programs read them.
                "http://127.0.0.1:80/",
                "http://127.1.1.1/",
                "http://127.0.0.1.:443/",
                "http://0x7f000001.:80/",
                "http://0x7F.0x0.0x0.0x1/",
                "http://0177.0.0.0x1/",
                "http://127.0x1/",
                "http://00000000177.0.0.1/",
                "http://4294967295/",
                "http://256.256.256.256/",
                "http://1.2.3/",
                "http://1.2.3.4.5/",
                "http://-1/",
                "http://0x/",
                "http://[::ffff:0:7f00:1]/",
                "http://[::ffff:0x7f.0.0.1]/",
                "http://[::7f00:1]/",
                "http://[0000:0000:0000:0000:0000:0000:0000:0001]/",
                "http://[::1%25lo]/",
                "http://[::1%lo]/",
                "http://[fe80::1%25]/",
                "http://[2002:7f00:1::]/",
                "http://[2001:0:7f00:1::]/",
                "http://[64:ff9b:1::7f00:1]/",
                "http://[fc00::1]/",
                "http://[::1/",
                "http://::1/",
                "http://[::1]]/",
                "http://[127.0.0.1]/",
                "http://[shop.example]/",
                "http://[::1]shop.example/",
                "http://100.64.0.1/",
                "http://100.100.100.200/latest/meta-data/",
                "http://192.0.0.192/opc/v1/instance/",
                "http://198.18.0.1/",
                "http://224.0.0.1/",
                "http://255.255.255.255/",
                "http://240.0.0.1/",
                "http://localhost.localdomain/",
                "http://localhost:8080/",
                "http://foo.localhost./",
                "http://ip6-localhost/",
                "http://LocalHost%2f@shop.example/",
                "http://127.0.0.1.nip.io/",
                "http://shop.example.nip.io/",
                "http://notshop.example/",
                "http://shop.example-evil.com/",
                "http://evil.com/shop.example",
                "http://evil.com#shop.example",
                "http://evil.com\\.shop.example/",
                "http://shop.example:80:80/",
                "http://shop.example:+80/",
                "http://shop.example:80a/",
                "http://shop.example:65536/",
                "http://shop.example:0x50/",
                "http://shop.example:８０/",
                "http://ｓｈｏｐ.example/",
                "http://shop．example/",
                "http://shop.exam\u00adple/",
                "http://shop\u200b.example/",
                "http://sh\u043ep.example/",
                "http://%73hop.example/",
                "http://%31%32%37.0.0.1/",
                "http://%2531%2532%2537.0.0.1/",
                "http://shop.example%252e/",
                "http://user:pass@shop.example/",
                "http://shop.example%40evil.com/",
                "http://@shop.example/",
                "http://shop.example@@evil.com/",
                "http://\tshop.example/",
                "http://shop.example\t/",
                "http://shop.exa\nmple/",
                "http://shop.example\r/",
                "ht\ntp://shop.example/",
                "\u0000http://shop.example/",
                " http://shop.example/",
                "http:/shop.example/",
                "http:\\\\shop.example/",
                "https:shop.example",
                "http//shop.example/",
                "http://",
                "http:///",
                "http://?shop.example",
                "http://#shop.example",
                "HTTP+UNIX://shop.example/",
                "unix:///var/run/docker.sock",
                "jar:http://shop.example/!/x",
                "data:text/plain,x",
                "dict://shop.example:11211/",
                "ldap://shop.example/",
                "view-source:http://shop.example/",
                "http://..shop.example/",
                "http://shop..example/",
                "http://.shop.example/",
                "http://shop.example../",
                "http://*/",
                "http://shop.example,evil.com/",
                "http://shop.example;evil.com/",
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
                "::ffff:0:10.0.0.1",
                "64:ff9b:1::a00:1",
                "2001:10::1",
                "2001:20::1",
                "2001:2::1",
                "5f00::1",
                "4000::1",
                "fe80::5efe:7f00:1",
                "ff0e::1",
                "100.127.255.254",
                "192.0.0.192",
                "198.19.255.255",
                "239.255.255.255",
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
