package dev.signalbox.dsl.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.signalbox.dsl.diagnostic.Code;
import dev.signalbox.dsl.diagnostic.Diagnostic;
import dev.signalbox.dsl.read.Sources;
import dev.signalbox.dsl.read.WorkspaceFolder;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What an action may say of its request, its program and its answers. */
class ActionRulesTest {
    private static List<Diagnostic> found(String action) {
        String text = """
                signalbox: 1
                env: [HOST]
                secrets: { KEY: {} }
                actions:
                  act:
                    ACTION
                    args: { type: object, required: [id], properties: { id: { type: string }, more: { type: integer }, list: { type: array, items: { type: string } } } }
                    effect: read
                """.replace("ACTION", action);
        return WorkspaceChecker.check(WorkspaceFolder.load(new OneFile(text))).diagnostics();
    }

    private record OneFile(String text) implements Sources {
        @Override
        public @Nullable String read(String path) {
            return path.equals("signalbox.yaml") ? text : null;
        }

        @Override
        public List<String> paths() {
            return List.of("signalbox.yaml");
        }
    }

    private static List<Code> codes(String action) {
        return found(action).stream().map(Diagnostic::code).toList();
    }

    @Test
    void aValueOfAQueryOrAHeaderMayBeNothing() {
        assertEquals(
                List.of(),
                codes(
                        "http: { url: \"${env.HOST}/a\", query: { m: \"${has(args.more) ? args.more : null}\", l:"
                                + " \"${has(args.list) ? args.list : null}\" }, headers: { X-M: \"${has(args.more) ? args.more : null}\" } }"));
    }

    @Test
    void aHeaderIsNoListAndAnAddressIsNeverNothing() {
        assertEquals(List.of(Code.E203), codes("http: { url: \"${env.HOST}/a\", headers: { X-L: \"${[args.id]}\" } }"));
        assertEquals(List.of(Code.E203), codes("http: { url: \"${has(args.more) ? args.id : null}\" }"));
    }

    @Test
    void aProgramGetsNoSecretByAnyWay() {
        for (String way :
                List.of("args: [\"${secret.KEY}\"]", "args: [\"--key=${secret.KEY}\"]", "stdin: \"${secret.KEY}\"")) {
            List<Diagnostic> found = found("exec: { program: x, WAY }".replace("WAY", way));
            assertEquals(
                    List.of(Code.C405), found.stream().map(Diagnostic::code).toList());
            assertTrue(found.getFirst().message().contains("A program gets no secrets"));
        }
        assertEquals(List.of(), codes("exec: { program: x, args: [\"--\", \"${env.HOST}\"], stdin: \"${args.id}\" }"));
    }

    @Test
    void whatFailsReadsIsWhatThatKindOfActionLeaves() {
        assertEquals(
                List.of(),
                codes(
                        "exec: { program: x }\n    fails: [{ when: response.exit == 2 && response.stderr != '', code: gone }]"));
        assertEquals(
                List.of(Code.E202),
                codes("exec: { program: x }\n    fails: [{ when: response.status == 2, code: gone }]"));
        assertEquals(
                List.of(Code.E202),
                codes("http: { url: \"${env.HOST}/a\" }\n    fails: [{ when: response.exit == 2, code: gone }]"));
    }

    @Test
    void callsAtOneHostAreAtLeastOne() {
        for (String wrong : List.of("0", "-1", "many", "1.5")) {
            String text = "signalbox: 1\nhttp: { per_host: " + wrong + " }\n";
            List<Diagnostic> found = WorkspaceChecker.check(WorkspaceFolder.load(new OneFile(text)))
                    .diagnostics();
            assertEquals(
                    List.of(Code.Y006), found.stream().map(Diagnostic::code).toList(), wrong);
        }
    }
}
