package dev.signalbox.testkit;

/** Small flows for the engine's tests. */
final class Flows {
    private Flows() {}

    private static final String HEAD = """
            signalbox: 1
            flow: %s
            version: 1.0.0
            limits: { steps: 30, duration: 30d }
            input:
              type: object
              required: [id]
              properties: { id: { type: string, maxLength: 20 }, amount: { type: number, maximum: 5000 } }
            """;

    /** One call of an action with that effect, delivery and risk. */
    static String call(String effect) {
        return HEAD.formatted("call") + """
                output: { type: object, required: [n], properties: { n: { type: integer } } }
                data:
                  receipt: { type: object, required: [n], properties: { n: { type: integer } } }
                actions:
                  act:
                    java: act
                    args: { type: object, required: [id], properties: { id: { type: string } } }
                    returns: { type: object, required: [n], properties: { n: { type: integer } } }
                    EFFECT
                start: act
                states:
                  act:
                    call: act
                    with: { id: "${input.id}" }
                    save: receipt
                    otherwise: { failed: broken }
                    next: done
                  done: { end: succeeded, output: { n: "${receipt.n}" } }
                  broken: { end: failed, error: It broke. }
                """.replace("EFFECT", effect);
    }

    /** A call that a person approves, found by its key. */
    static final String PAY = HEAD.formatted("pay") + """
            key: ${input.id}
            data:
              receipt: { type: object, required: [n], properties: { n: { type: integer } } }
            actions:
              pay:
                java: pay
                args: { type: object, required: [id], properties: { id: { type: string } } }
                returns: { type: object, required: [n], properties: { n: { type: integer } } }
                effect: write
                delivery: idempotent
            start: pay
            states:
              pay:
                call: pay
                with: { id: "${input.id}" }
                approve: { title: "Pay ${input.id}?", show: [input.id], by: [lead], within: 48h }
                save: receipt
                otherwise: { failed: broken, rejected: no, expired: late }
                next: done
              done: { end: succeeded }
              no: { end: cancelled }
              late: { end: failed, error: Nobody decided. }
              broken: { end: failed, error: It broke. }
            """;

    static final String ASK_MODEL = HEAD.formatted("ask-model") + """
            data:
              answer: { enum: [yes, no] }
            start: ask
            states:
              ask:
                llm: { model: fast, prompt: "Is it so?" }
                save: answer
                otherwise: { invalid: broken, failed: broken }
                next: done
              done: { end: succeeded }
              broken: { end: failed, error: It broke. }
            """;

    static final String PARENT = HEAD.formatted("parent") + """
            start: child
            states:
              child:
                flow: pay
                with: { id: "${input.id}" }
                otherwise: { failed: broken }
                next: done
              done: { end: succeeded }
              broken: { end: failed, error: The child failed. }
            """;

    static final String TIMER = HEAD.formatted("timer") + """
            start: rest
            states:
              rest: { wait: { for: 2h }, next: done }
              done: { end: succeeded }
            """;

    static final String EVENT = HEAD.formatted("event") + """
            key: ${input.id}
            events:
              paid:
                payload: { type: object, required: [amount], properties: { amount: { type: number } } }
            data:
              payment: { type: object, required: [amount], properties: { amount: { type: number } } }
            start: wait
            states:
              wait:
                wait: { event: paid, within: 7d }
                save: payment
                otherwise: { expired: late }
                next: done
              done: { end: succeeded }
              late: { end: failed, error: Nothing came. }
            """;
}
