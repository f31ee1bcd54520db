package dev.signalbox.runtime.action;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.signalbox.runtime.port.Environment;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The guards hold for other protocols over HTTP as for actions. */
class GuardedHttpTest {
    private static final Environment NOTHING = new Environment() {
        @Override
        public Map<String, String> env() {
            return Map.of();
        }

        @Override
        public @Nullable String secret(String name) {
            return null;
        }
    };

    private static void send(GuardedHttp http, String url) throws Exception {
        http.send("POST", url, Map.of(), "{}", Duration.ofSeconds(20), end -> {}, answer -> {});
    }

    @Test
    void aHostThatRebindsToAPrivateAddressIsRefusedEachTimeItIsLookedUp() throws Exception {
        RawServer server = RawServer.json("200 OK", "{}");
        AtomicInteger looked = new AtomicInteger();
        try (server;
                GuardedHttp http = new GuardedHttp(
                        () -> HttpRules.of(List.of("mcp.example"), Map.of(), Map.of()), NOTHING, host -> {
                            looked.incrementAndGet();
                            return new InetAddress[] {InetAddress.getByName("127.0.0.1")};
                        })) {
            String url = "http://mcp.example:" + server.port() + "/mcp";
            for (int i = 0; i < 2; i++) {
                GuardedHttp.NotAllowed refused = assertThrows(GuardedHttp.NotAllowed.class, () -> send(http, url));
                assertTrue(refused.sentence().contains("which is no public address"), refused.sentence());
            }
            assertTrue(looked.get() == 2 && server.requests.isEmpty(), () -> "looked up " + looked + " times");
        }
    }

    @Test
    void aRequestThatNobodyCouldHaveReadHasNotLeft() throws Exception {
        try (GuardedHttp http =
                new GuardedHttp(() -> HttpRules.of(List.of("127.0.0.1"), Map.of(), Map.of()), NOTHING)) {
            int closed;
            try (RawServer server = RawServer.json("200 OK", "{}")) {
                closed = server.port();
            }
            GuardedHttp.Lost lost =
                    assertThrows(GuardedHttp.Lost.class, () -> send(http, "http://127.0.0.1:" + closed + "/mcp"));
            assertTrue(!lost.left() && !lost.late(), String.valueOf(lost.getMessage()));
        }
    }
}
