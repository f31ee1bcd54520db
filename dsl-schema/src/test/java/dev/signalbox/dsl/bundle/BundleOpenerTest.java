package dev.signalbox.dsl.bundle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.signalbox.dsl.check.CheckedFlow;
import dev.signalbox.dsl.expr.Scope;
import dev.signalbox.dsl.model.Action;
import dev.signalbox.dsl.model.ActionName;
import dev.signalbox.dsl.model.ModelName;
import dev.signalbox.dsl.model.Risk;
import dev.signalbox.dsl.model.StateName;
import dev.signalbox.dsl.model.Transport;
import dev.signalbox.dsl.model.verb.CallVerb;
import dev.signalbox.dsl.model.verb.SetVerb;
import dev.signalbox.dsl.read.FlowReader;
import dev.signalbox.dsl.read.ReadFlow;
import dev.signalbox.dsl.read.ReadWorkspace;
import dev.signalbox.dsl.read.Sources;
import dev.signalbox.dsl.read.WorkspaceReader;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class BundleOpenerTest {
    private static final String WORKSPACE = """
            signalbox: 1
            models:
              fast: { provider: recorded, window: 16000, fallback: [slow] }
              slow: { provider: recorded }
              other: { provider: recorded }
            env: [SHOP_URL]
            actions:
              pay:
                http: { method: POST, url: "${env.SHOP_URL}/pay/${args.order}" }
                args: { type: object, required: [order, amount], properties: { order: { type: string }, amount: { type: number } } }
                effect: write
                delivery: idempotent
                risk: args.amount > 500
            """;
    private static final String FLOW = """
            signalbox: 1
            flow: shop
            version: 1.0.0
            input: { type: object, required: [amount], properties: { amount: { type: number } } }
            data: { text: { type: string } }
            start: say
            states:
              say: { set: { text: "It costs ${input.amount * 2}." }, next: pay }
              pay:
                call: pay
                with: { order: a, amount: "${input.amount}" }
                approve: { title: Pay?, by: [], within: 1h }
                otherwise: { rejected: done, expired: done, failed: done }
                next: judge
              judge:
                llm: { model: fast, prompt: Well?, context: { load: [] }, output: { type: boolean } }
                otherwise: { failed: done, invalid: done }
                next: done
              done: { end: succeeded }
            """;

    private static Bundle bundle(String flow) {
        Sources none = new Sources() {
            @Override
            public @Nullable String read(String path) {
                return null;
            }

            @Override
            public List<String> paths() {
                return List.of();
            }
        };
        ReadWorkspace workspace = WorkspaceReader.read(WORKSPACE, none);
        assertEquals(List.of(), workspace.diagnostics());
        ReadFlow read = FlowReader.read("shop.flow.yaml", flow, workspace.workspace(), none);
        assertEquals(List.of(), read.diagnostics());
        return Bundle.of(read, workspace.workspace(), Objects.requireNonNull(read.flow()));
    }

    @Test
    void anOpenedFlowEvaluatesWhereItStands() throws Exception {
        CheckedFlow flow = BundleOpener.open(bundle(FLOW));
        Scope scope = root -> root.equals("input") ? Map.of("amount", 425.0) : null;
        SetVerb say = (SetVerb) flow.flow().state(new StateName("say")).verb();
        assertEquals(
                "It costs 850.", flow.render(say.values().values().iterator().next(), scope));
        CallVerb pay = (CallVerb) flow.flow().state(new StateName("pay")).verb();
        assertEquals(Map.of("order", "a", "amount", 425.0), flow.render(pay.with(), scope));
    }

    @Test
    void aSharedActionIsPinnedWithItsExpressions() throws Exception {
        CheckedFlow flow = BundleOpener.open(bundle(FLOW));
        Action pay = Objects.requireNonNull(flow.flow().actions().get(new ActionName("pay")));
        assertTrue(pay.shared());
        Scope scope = root -> switch (root) {
            case "args" -> Map.of("order", "a/b", "amount", 501.0);
            case "env" -> Map.of("SHOP_URL", "http://shop.example");
            default -> null;
        };
        assertTrue(flow.test(((Risk.When) pay.risk()).condition(), scope));
        assertEquals(Set.of("args"), flow.roots(((Risk.When) pay.risk()).condition()));
        assertEquals("http://shop.example/pay/a%2Fb", flow.url(((Transport.Http) pay.transport()).url(), scope));
    }

    @Test
    void theModelsAreThoseOfTheFlowAndTheirFallbacks() {
        assertEquals(
                Set.of(new ModelName("fast"), new ModelName("slow")),
                BundleOpener.open(bundle(FLOW)).models().keySet());
    }

    @Test
    void openingCompilesNothing() {
        // Nonsense that the reader takes for an expression: only evaluating it can find out.
        CheckedFlow flow = BundleOpener.open(bundle(FLOW.replace("input.amount * 2", "input.amount * no_such_name")));
        SetVerb say = (SetVerb) flow.flow().state(new StateName("say")).verb();
        assertThrows(
                Exception.class,
                () -> flow.render(say.values().values().iterator().next(), root -> null));
    }

    @Test
    void aDamagedBundleIsRefusedWithItsPlace() {
        Bundle good = bundle(FLOW);
        BundleException refused = assertThrows(
                BundleException.class,
                () -> BundleOpener.open(new Bundle(
                        good.path(),
                        good.flow().replace("signalbox: 1", "signalbox: 9"),
                        Map.of(),
                        Map.of(),
                        good.workspace())));
        assertTrue(String.valueOf(refused.getMessage()).contains("shop.flow.yaml:1"), refused::getMessage);
        assertThrows(
                BundleException.class,
                () -> BundleOpener.open(new Bundle(good.path(), "[", Map.of(), Map.of(), good.workspace())));
    }
}
