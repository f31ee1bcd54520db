package dev.signalbox.dsl.read;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.signalbox.dsl.model.Action;
import dev.signalbox.dsl.model.ActionName;
import dev.signalbox.dsl.model.DayLimits;
import dev.signalbox.dsl.model.Expr;
import dev.signalbox.dsl.model.Flow;
import dev.signalbox.dsl.model.Risk;
import dev.signalbox.dsl.model.State;
import dev.signalbox.dsl.model.StateName;
import dev.signalbox.dsl.model.Template;
import dev.signalbox.dsl.model.verb.AskVerb;
import dev.signalbox.dsl.model.verb.LlmVerb;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FlowReaderTest {
    private static final String REFUND = Texts.resource("refund-desk.flow.yaml");

    private static ReadFlow refund() {
        ReadWorkspace workspace = WorkspaceReader.read(Texts.resource("signalbox.yaml"), Texts.sources(Map.of()));
        assertEquals(List.of(), workspace.diagnostics());
        return FlowReader.read("refund-desk.flow.yaml", REFUND, workspace.workspace(), Texts.sources(Map.of()));
    }

    private static Flow flow() {
        ReadFlow read = refund();
        assertEquals(List.of(), read.diagnostics());
        Flow flow = read.flow();
        assertNotNull(flow);
        return flow;
    }

    @Test
    void readsTheReferenceFlowWhole() {
        Flow flow = flow();
        assertEquals(9, flow.states().size());
        assertEquals(
                List.of("order", "intent", "refund", "reply"),
                flow.data().keySet().stream().map(Object::toString).toList());
        Action refund = flow.actions().get(new ActionName("refund_payment"));
        assertNotNull(refund);
        assertInstanceOf(Risk.When.class, refund.risk());
        assertEquals(3, refund.perRun());
        assertEquals(Duration.ofDays(7), flow.limits().duration());
        State pay = flow.state(new StateName("pay_refund"));
        assertNotNull(pay.approve());
        assertEquals(Duration.ofHours(48), pay.approve().within());
        assertEquals(List.of("support-lead"), pay.approve().by());
        AskVerb ask = assertInstanceOf(
                AskVerb.class, flow.state(new StateName("hand_over")).verb());
        assertNotNull(ask.form());
        LlmVerb llm = assertInstanceOf(
                LlmVerb.class, flow.state(new StateName("classify")).verb());
        assertNotNull(llm.output());
        assertEquals(2, llm.repair());
    }

    @Test
    void numbersExpressionsDenselyAndPlacesEachAtItsOwnCharacters() {
        Flow flow = flow();
        String[] lines = REFUND.split("\n", -1);
        for (int i = 0; i < flow.expressions().size(); i++) {
            Expr expr = flow.expressions().get(i);
            assertEquals(i, expr.id());
            var span = expr.place().span();
            assertEquals(expr.source(), lines[span.line() - 1].substring(span.column() - 1, span.endColumn() - 1));
        }
        assertTrue(flow.expressions().size() > 25);
    }

    @Test
    void keepsWholeExpressionsAndInterpolatesLongerTexts() {
        ReadFlow read = one("set: { a: \"${1}\", b: \"x ${1} $${y} ${'}'}\", c: 3, d: [\"${1}\"] }");
        Flow flow = read.flow();
        assertNotNull(flow);
        var values = ((dev.signalbox.dsl.model.verb.SetVerb)
                        flow.state(new StateName("s")).verb())
                .values();
        List<Template> all = List.copyOf(values.values());
        assertInstanceOf(Template.Only.class, all.get(0));
        Template.Interpolated text = assertInstanceOf(Template.Interpolated.class, all.get(1));
        assertEquals(new Template.Piece.Text(" ${y} "), text.pieces().get(2));
        assertEquals(3L, assertInstanceOf(Template.Literal.class, all.get(2)).value());
        assertInstanceOf(Template.Items.class, all.get(3));
    }

    private static ReadFlow one(String state) {
        return FlowReader.read(
                "a/one.flow.yaml",
                "signalbox: 1\nflow: one\nstart: s\nstates:\n  s:\n    " + state.replace("\n", "\n    ")
                        + "\n    next: d\n  d: { end: succeeded }\n",
                WorkspaceReader.empty(),
                Texts.sources(Map.of("a/p.md", "Say ${x} now", "up.json", "{\"type\": \"string\"}")));
    }

    @Test
    void readsFilesBesideTheFlowAndPinsThem() {
        ReadFlow read = one(
                "llm:\n  model: m\n  prompt: { file: p.md }\n  output: { file: ../up.json }\n  context: { load: [{ name: x, file: p.md }] }");
        assertEquals(List.of(), read.diagnostics());
        assertEquals("[a/p.md, up.json]", read.files().keySet().toString());
        assertEquals(
                "Y006@8:23",
                Texts.brief(
                        one("llm:\n  model: m\n  prompt: { file: ../../p.md }").diagnostics()));
        assertEquals(
                "Y006@8:23",
                Texts.brief(one("llm:\n  model: m\n  prompt: { file: none.md }").diagnostics()));
    }

    @Test
    void aChoiceBecomesAUnionToldApartByItsChoice() {
        ReadFlow read = one("llm:\n  model: m\n  choose: [ { stop: {} }, { add: { a: { type: number } } } ]");
        assertEquals(List.of(), read.diagnostics());
        Flow flow = read.flow();
        assertNotNull(flow);
        LlmVerb llm = (LlmVerb) flow.state(new StateName("s")).verb();
        assertNotNull(llm.output());
        assertTrue(
                llm.output().json().toString().contains("choice={const=add}"),
                llm.output().json()::toString);
    }

    @Test
    void readsTheLimitsOfADayWithTheirPlace() {
        Sources none = Texts.sources(Map.of());
        DayLimits flow = FlowReader.read(
                        "e.flow.yaml", Texts.resource("everything.flow.yaml"), WorkspaceReader.empty(), none)
                .flow()
                .day();
        assertEquals(new DayLimits(500L, 1_000_000L, 5.0, flow.place()), flow);
        assertEquals(36, flow.place().span().line());
        DayLimits workspace = WorkspaceReader.read(Texts.resource("everything.signalbox.yaml"), none)
                .workspace()
                .day();
        assertEquals(new DayLimits(5000L, null, 20.5, workspace.place()), workspace);
        assertEquals(WorkspaceReader.FILE, workspace.place().span().file());
        assertNull(flow().day());
    }
}
