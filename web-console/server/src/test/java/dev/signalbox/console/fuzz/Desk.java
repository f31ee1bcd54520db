package dev.signalbox.console.fuzz;

import dev.signalbox.console.ConsoleConfig;
import dev.signalbox.console.ConsoleServer;
import dev.signalbox.core.command.Actor;
import dev.signalbox.runtime.Engine;
import dev.signalbox.runtime.Signalbox;
import dev.signalbox.runtime.api.Views;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

/** A console over an engine in memory, with one run that waits for an approval and one that asks. */
final class Desk implements AutoCloseable {
    static final String TOKEN = "the-operators-own-token";
    private static final String FLOW = """
            signalbox: 1
            flow: desk
            input:
              type: object
              required: [n]
              properties: { n: { type: integer, minimum: 0, maximum: 100 }, note: { type: string, maxLength: 20 } }
            data: { answer: { type: object, required: [ok], properties: { ok: { type: boolean }, why: { type: string } } } }
            events: { paid: { payload: { type: object, properties: { sum: { type: number } } } } }
            actions:
              pay: { echo: {}, args: { type: object, required: [n], properties: { n: { type: integer } } }, effect: write, risk: high }
            limits: { steps: 20, duration: 30d }
            otherwise: { failed: refused, rejected: refused, expired: refused }
            start: choose
            states:
              choose: { next: [{ when: input.n > 50, to: ask }, { when: input.n > 20, to: hear }, { to: pay }] }
              pay:
                call: pay
                with: { n: "${input.n}" }
                approve: { by: [lead], title: "Pay ${input.n}?", show: [input.n], within: 1d }
                next: done
              ask:
                ask: { by: [lead], title: "Is it so?", within: 1d }
                save: answer
                next: done
              hear: { wait: { event: paid, key: input.n, within: 1d }, next: done }
              done: { end: succeeded }
              refused: { end: failed, error: Refused. }
            """;

    private final Engine engine;
    private final ConsoleServer server;
    private final Map<String, String> names;

    Desk(Path folder) throws IOException {
        Files.writeString(folder.resolve("signalbox.yaml"), "signalbox: 1\ngroups: [lead]\n");
        Files.writeString(folder.resolve("desk.flow.yaml"), FLOW);
        engine = Signalbox.builder()
                .workspace(folder)
                .database("memory")
                .environment(Map.of())
                .build();
        server = ConsoleServer.start(
                engine,
                ConsoleConfig.of(folder, Map.of("SIGNALBOX_TOKEN", TOKEN)).withPort(0));
        Views.RunView pays = begun(7);
        Views.RunView asks = begun(70);
        Views.RunView hears = begun(30);
        Views.HoldView hold = pays.holds().getFirst();
        names = Map.of(
                "{run}",
                pays.id(),
                "{hold}",
                hold.id(),
                "{hash}",
                hold.hash(),
                "{ask}",
                asks.holds().getFirst().id(),
                "{waits}",
                hears.id());
    }

    private Views.RunView begun(long n) {
        Actor sam = new Actor("sam", Set.of("lead"), "java", true, true);
        return engine.await(engine.start("desk", Map.of("n", n), null, sam).id(), Duration.ofSeconds(20));
    }

    int port() {
        return server.port();
    }

    /** The text with the names of what is there for their marks. */
    String named(String text) {
        String named = text;
        for (Map.Entry<String, String> name : names.entrySet()) {
            named = named.replace(name.getKey(), name.getValue());
        }
        return named;
    }

    @Override
    public void close() {
        server.close();
        engine.close();
    }
}
