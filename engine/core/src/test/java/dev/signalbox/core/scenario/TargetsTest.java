package dev.signalbox.core.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.signalbox.core.decide.Targets;
import dev.signalbox.core.effect.Target;
import dev.signalbox.core.run.RunStatus;
import dev.signalbox.dsl.value.Json;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a call does, for each way to reach an action; and what of it a person and the hash see. */
class TargetsTest {
    static World calls(String action, String text) {
        return World.of("""
                input: { type: object, required: [text], properties: { text: { type: string, maxLength: 90 } } }
                limits: { steps: 9, duration: 1d }
                actions:
                  act:
                    ACTION
                    args: { type: object, required: [text], properties: { text: { type: string } } }
                    effect: write
                otherwise: { rejected: failed, expired: failed }
                start: act
                states:
                  act:
                    call: act
                    with: { text: "${input.text}" }
                    approve: { by: [lead], within: 1h }
                    otherwise: { failed: failed }
                    next: done
                  done: { end: succeeded }
                  failed: { end: failed, error: "${error.kind}: ${error.message}" }
                """.replace("ACTION", action)).start("{\"text\": \"" + text + "\"}");
    }

    private static Map<String, Object> shown(World world) {
        return Targets.json(world.hold().target());
    }

    @Test
    void aProgramGetsAnArgumentListAndItsInputAndNoShell() {
        World world = calls(
                "exec: { program: report, args: [\"--\", \"${args.text}\"], stdin: \"<${args.text}>\" }", "a; rm b");
        Target.Exec exec = assertInstanceOf(Target.Exec.class, world.hold().target());
        assertEquals(List.of("--", "a; rm b"), exec.arguments());
        assertEquals("<a; rm b>", exec.stdin());
        assertEquals(List.of("--", "a; rm b"), shown(world).get("arguments"));
        assertEquals("<a; rm b>", shown(world).get("stdin"));
        world.approve();
        assertEquals(exec, world.call("").target());
        assertEquals(Json.NULL, shown(calls("exec: { program: report }", "x")).get("stdin"));
    }

    @Test
    void aToolAClassAndAnEchoAreNamed() {
        assertEquals(Map.of("server", "crm", "tool", "note"), shown(calls("mcp: { server: crm, tool: note }", "x")));
        String pin = "sha256:" + "0".repeat(64);
        assertEquals(
                Map.of("server", "crm", "tool", "note", "schema", pin),
                shown(calls("mcp: { server: crm, tool: note, schema: \"" + pin + "\" }", "x")));
        assertEquals(Map.of("java", "notes"), shown(calls("java: notes", "x")));
        assertEquals(Map.of("echo", true), shown(calls("echo: {}", "x")));
    }

    @Test
    void aQueryIsEncodedAndGoesAfterWhatTheUrlHas() {
        World world = calls(
                "http: { method: POST, url: \"${env.HOST}/a?b=1\", query: { q: \"${args.text}\", c: \"d\" } }",
                "x y&z=1");
        assertEquals(
                "https://api.example/a?b=1&q=x%20y%26z%3D1&c=d", shown(world).get("url"));
        assertEquals(Json.NULL, shown(world).get("body"));
    }

    @Test
    void whatIsNullIsLeftOutAndAListIsSaidEntryByEntry() {
        World world = calls(
                "http: { method: POST, url: \"${env.HOST}/a\", query: { n: \"${args.text == 'x' ? null : args.text}\", l: \"${[args.text, 'b&c']}\","
                        + " e: \"${[args.text].filter(t, t != 'x')}\" }, headers: { X-No: \"${args.text == 'x' ? null : args.text}\", X-Yes: \"${args.text}\" } }",
                "x");
        assertEquals("https://api.example/a?l=x&l=b%26c", shown(world).get("url"));
        assertEquals(Map.of("X-Yes", "x"), shown(world).get("headers"));
    }

    @Test
    void anObjectInAQueryIsSaidFieldByFieldAndABodyThatIsNullIsNone() {
        World world = calls(
                "http: { method: POST, url: \"${env.HOST}/a\", query: { f: \"${ {'gte': 1, 'x&y': [args.text]} }\","
                        + " l: \"${[{'id': args.text}]}\" }, body: \"${args.text == 'x' ? null : args.text}\" }",
                "x");
        assertEquals(
                "https://api.example/a?f%5Bgte%5D=1&f%5Bx%26y%5D%5B0%5D=x&l%5B0%5D%5Bid%5D=x",
                shown(world).get("url"));
        assertEquals(Json.NULL, shown(world).get("body"));
    }

    @Test
    void aSecretInAUrlOrAQueryStaysAName() {
        World world = calls(
                "http: { method: POST, url: \"${env.HOST}/${secret.TOKEN}/a\", query: { k: \"${secret.TOKEN}\" } }",
                "x");
        assertEquals(
                "https://api.example/${secret.TOKEN}/a?k=${secret.TOKEN}",
                shown(world).get("url"));
    }

    @Test
    void aBodyIsShownAsItIsSent() {
        World world = calls("http: { method: POST, url: \"${env.HOST}/a\", body: { t: [\"${args.text}\"] } }", "x");
        assertEquals(Map.of("t", List.of("x")), shown(world).get("body"));
    }

    @Test
    void aHeaderWithALineBreakIsRefusedAndNothingIsSent() {
        for (String line : List.of("x\\ny", "x\\ry")) {
            World world = calls(
                    "http: { method: POST, url: \"${env.HOST}/a\", headers: { X-About: \"${args.text}\" } }", line);
            world.is(RunStatus.FAILED);
            assertTrue(
                    world.run().error().contains("the header X-About has a line break"),
                    world.run().error());
            assertTrue(world.effects().isEmpty());
        }
    }

    @Test
    void aUrlThatCannotBeMadeFailsTheCall() {
        World world = World.of(CallsTest.CALLS.replace(
                        "${env.HOST}/orders/${args.id}", "${env.HOST}/orders/${args.id + string(1 / 0)}"))
                .start("{\"id\": \"1\"}");
        world.is(RunStatus.FAILED);
        assertEquals("value", world.run().error());
        assertTrue(world.effects().isEmpty());
    }
}
