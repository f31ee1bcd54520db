package dev.signalbox.dsl.check;

import org.junit.jupiter.api.Test;

/** Where words of models and of the outside lead, what is loaded at most, what grows, and what the limits leave. */
class FlowOfWordsTest {
    private static final String LOADS = "          - { name: message, from: input.message, max: 100 }\n";

    private static final String FLOW = """
            signalbox: 1
            flow: desk
            version: 1.0.0
            input:
              type: object
              required: [message, note]
              properties:
                message: { type: string, maxLength: 400 }
                note: { type: string }
            data:
              plan:
                type: object
                required: [amount, kind, host, text]
                properties:
                  amount: { type: number, maximum: 900 }
                  kind: { enum: [small, large] }
                  host: { type: string, maxLength: 80 }
                  text: { type: string, maxLength: 200 }
              lines: { type: array, maxItems: 20, items: { type: string, maxLength: 80 }, default: [] }
            actions:
              look:
                http: { method: GET, url: "https://shop.example/things/${args.id}" }
                args: { type: object, required: [id], properties: { id: { type: string } } }
                effect: read
              pay:
                http:
                  method: POST
                  url: https://shop.example/pay
                  headers: { Authorization: "Bearer ${secret.SHOP_TOKEN}" }
                  body: { amount: "${args.amount}" }
                args: { type: object, required: [amount], properties: { amount: { type: number } } }
                effect: write
                delivery: idempotent
            limits: { steps: 20, llm_calls: 4 }
            otherwise: { failed: bad, limit: bad }
            start: think
            states:
              think:
                llm:
                  model: fast
                  system: You plan.
                  prompt: "What to do? ${message}"
                  context:
                    budget: 2000
                    load:
            """ + LOADS.indent(2) + """
                save: plan
                set: { lines: "${lines + [input.message]}" }
                visits: 2
                otherwise: { invalid: bad, exhausted: bad }
                next: look
              look:
                call: look
                with: { id: "${plan.host}" }
                next: [ { when: plan.kind == "small" && size(lines) < 3, to: pay }, { to: think } ]
              pay:
                call: pay
                with: { amount: "${plan.amount}" }
                approve: { show: [plan, input.message], by: [support-lead], within: 2d }
                otherwise: { rejected: bad, expired: bad }
                next: done
              done: { end: succeeded }
              bad: { end: failed, error: It did not work. }
            """;

    private static Desk edited(String... fromTo) {
        String text = FLOW;
        for (int i = 0; i < fromTo.length; i += 2) {
            text = Desk.edit(text, fromTo[i], fromTo[i + 1]);
        }
        return Desk.of(text);
    }

    @Test
    void theFlowItselfIsClean() {
        edited().gives();
    }

    // What is loaded.

    @Test
    void anItemThatNothingBoundsNeedsAMax() {
        edited("from: input.message, max: 100", "from: «input.note").gives("C401");
        edited("from: input.message, max: 100", "from: «input").gives("C401");
        edited("from: input.message, max: 100", "from: input.message").gives();
        edited("from: input.message, max: 100", "from: input, only: [message]").gives();
        edited("from: input.message, max: 100", "from: size(input.message)").gives();
        edited("from: input.message, max: 100", "from: lines").gives();
    }

    @Test
    void whatHasToBeLoadedHasToFitUnlessARouteSaysWhatThen() {
        edited("context:", "«context:", "budget: 2000", "budget: 90", "max: 100 }", "max: 100, required: true }")
                .gives("C402");
        edited("budget: 2000", "budget: 90").gives();
        edited(
                        "context:",
                        "«context:",
                        "budget: 2000",
                        "budget: 90",
                        "max: 100 }",
                        "max: 100, required: true }",
                        "exhausted: bad }",
                        "exhausted: bad, overflow: bad }")
                .gives("C402");
    }

    @Test
    void thePromptAndWhatHasToBeLoadedHaveToFitTheWindow() {
        String long16k = "word ".repeat(16_000);
        Desk.of(Desk.edit(Desk.edit(FLOW, "What to do?", "What to do? " + long16k), "context:", "«context:"))
                .without("F703", "F705")
                .gives("C402");
    }

    @Test
    void aRepairNeedsRoomInTheWindow() {
        edited("budget: 2000", "budget: 13900", "      system: You", "      «repair: 1\n      system: You")
                .gives("F705");
        edited("budget: 2000", "budget: 13900", "      system: You", "      repair: 0\n      system: You")
                .gives();
    }

    @Test
    void eventsOfAStateThatNeverComesBeforeAreAlwaysEmpty() {
        edited(LOADS.indent(2), LOADS.indent(2) + "            - { name: past, events: «[pay], max: 50 }\n")
                .gives("C407");
        edited(LOADS.indent(2), LOADS.indent(2) + "            - { name: past, events: [look], max: 50 }\n")
                .gives();
    }

    // Data.

    @Test
    void dataThatNobodyReadsIsFound() {
        edited("  lines: {", "  «spare: { type: string }\n  lines: {", "set: { lines:", "set: { spare: x, lines:")
                .gives("C408");
    }

    @Test
    void aListThatGrowsInALoopNeedsACap() {
        edited(
                        "lines: { type: array, maxItems: 20,",
                        "lines: { type: array,",
                        "with: { id: \"${plan.host}\" }",
                        "with: { id: \"${plan.host}\" }\n    set: { lines: \"${«lines + [plan.text]}\" }")
                .gives("C409");
        edited(
                        "with: { id: \"${plan.host}\" }",
                        "with: { id: \"${plan.host}\" }\n    set: { lines: \"${lines + [plan.text]}\" }")
                .gives();
    }

    // Safety.

    @Test
    void aModelsTextChoosesNoHost() {
        edited(
                        "https://shop.example/things/${args.id}",
                        "https://${args.id}/things",
                        "with: { id: \"${plan.host}\" }",
                        "with: { id: \"${«plan.host}\" }")
                .gives("S503");
        edited(
                        "https://shop.example/things/${args.id}",
                        "https://${args.id}/things",
                        "with: { id: \"${plan.host}\" }",
                        "with: { id: \"${«input.note}\" }")
                .gives("S503");
        edited(
                        "https://shop.example/things/${args.id}",
                        "https://${args.id}/things",
                        "with: { id: \"${plan.host}\" }",
                        "with: { id: \"${plan.kind}\" }")
                .gives();
        edited(
                        "with: { id: \"${plan.host}\" }",
                        "with: { id: shop }",
                        "https://shop.example/things/${args.id}",
                        "https://${args.id}.example/x")
                .gives();
    }

    @Test
    void aKeyInTheFileIsFound() {
        edited("\"Bearer ${secret.SHOP_TOKEN}\"", "«Bearer abcdef").gives("S504");
        edited("system: You plan.", "system: «You plan with sk-proj-abcdefghijklmnopqrstuvwx.")
                .gives("S504");
        edited("url: https://shop.example/pay", "url: «https://me:word@shop.example/pay")
                .gives("S504");
    }

    @Test
    void aSecretTravelsEncrypted() {
        edited("url: https://shop.example/pay", "url: «http://shop.example/pay").gives("S506");
        edited("url: https://shop.example/pay", "url: http://localhost:99/pay").gives();
        edited("https://shop.example/things", "http://shop.example/things").gives();
    }

    @Test
    void wordsFromOutsideDoNotBelongIntoSystem() {
        edited("You plan.", "You plan. ${«message}").gives("S507");
        edited("You plan.", "You plan. ${message}", "from: input.message", "from: plan.kind")
                .without("C403")
                .gives();
    }

    @Test
    void anApproverSeesMoreThanAModelWrote() {
        edited("show: [plan, input.message]", "show: «[plan]").gives("S508");
        edited("approve: { show: [plan, input.message], by:", "approve: «{ by:").gives("S508");
    }

    @Test
    void aNumberOfAModelInARiskyCallHasAMaximum() {
        edited(
                        "{ type: number, maximum: 900 }",
                        "{ type: number }",
                        "amount: \"${plan.amount}\" }",
                        "amount: \"${«plan.amount}\" }")
                .gives("S510");
        edited(
                        "{ type: number, maximum: 900 }",
                        "{ type: number }",
                        "properties: { amount: { type: number } }",
                        "properties: { amount: { type: number, maximum: 5 } }")
                .without("E208")
                .gives();
    }

    @Test
    void aWayDoesNotHangOnTheWordingOfAModel() {
        edited("plan.kind == \"small\"", "«plan.text == \"small\"").gives("F704");
        edited("plan.kind == \"small\"", "size(plan.text) < 9").gives();
        edited("plan.kind == \"small\"", "input.note == \"small\"").gives();
    }

    // Limits.

    @Test
    void aLimitHoldsWhatARunMayTake() {
        edited("llm_calls: 4", "llm_calls: «3").gives("B304");
        edited("steps: 20", "steps: «2").gives("B304");
        edited("steps: 20", "steps: «3").gives("B304");
    }
}
