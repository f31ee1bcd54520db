package dev.signalbox.testkit.run;

/** Flows that the runner's own tests are about. */
final class Desk {
    private Desk() {}

    private static final String HEAD = """
            signalbox: 1
            flow: %s
            version: 1.0.0
            limits: { steps: 60, duration: 30d }
            """;

    /** Looks something up, asks a model, pays after an approval, and asks a person where that fails. */
    static final String PAY = HEAD.formatted("pay") + """
            input:
              type: object
              required: [id, text]
              properties: { id: { type: string, maxLength: 20 }, text: { type: string, maxLength: 200 } }
            output: { type: object, required: [reply], properties: { reply: { type: string } } }
            data:
              account: { type: object, required: [owner], properties: { owner: { type: string } } }
              wish: { enum: [pay, ask] }
              amount: { type: integer, minimum: 1, maximum: 900, default: 700 }
              reply: { type: string, maxLength: 200 }
            actions:
              look_up:
                http: { method: GET, url: "${env.SHOP_URL}/accounts/${args.id}" }
                args: { type: object, required: [id], properties: { id: { type: string } } }
                returns: { type: object, required: [owner], properties: { owner: { type: string } } }
                effect: read
                fails: [ { when: response.body.owner == 'nobody', code: unowned } ]
              transfer:
                java: transfer
                args: { type: object, required: [to, amount], properties: { to: { type: string }, amount: { type: integer } } }
                effect: write
                DELIVERY
            key: ${input.id}
            otherwise: { failed: ask }
            start: look_up
            states:
              look_up:
                call: look_up
                with: { id: "${input.id}" }
                save: account
                retry: { max: 2, backoff: 1m..1m }
                next: sort
              sort:
                llm:
                  model: fast
                  prompt: "Pay or ask? ${text}"
                  context: { budget: 500, load: [ { name: text, from: input.text, max: 100, cut: end } ] }
                  repair: 1
                save: wish
                otherwise: { invalid: ask }
                next: { match: wish, cases: { pay: transfer, ask: ask } }
              transfer:
                call: transfer
                with: { to: "${account.owner}", amount: "${amount}" }
                approve:
                  title: "Transfer ${amount} to ${account.owner}?"
                  show: [account]
                  edit: [amount]
                  by: [lead]
                  within: 2d
                  COUNT
                otherwise: { rejected: ask, expired: ask }
                next: done
              ask:
                ask: { title: "${input.id} needs an answer", by: [lead], within: 3d }
                save: reply
                otherwise: { expired: dropped }
                next: answered
              done: { end: succeeded, output: { reply: "${amount} went to ${account.owner}." } }
              answered: { end: succeeded, output: { reply: "${reply}" } }
              dropped: { end: failed, error: Nobody answered. }
            """;

    static String pay() {
        return PAY.replace("DELIVERY", "delivery: idempotent").replace("COUNT", "");
    }

    /** Two people have to approve. */
    static String payByTwo() {
        return PAY.replace("DELIVERY", "delivery: idempotent").replace("COUNT", "count: 2");
    }

    /** Never twice: what has left may have happened. */
    static String payOnce() {
        return PAY.replace("DELIVERY", "delivery: at_most_once").replace("COUNT", "");
    }

    /** Waits for a payment, or a week. */
    static final String WAIT = HEAD.formatted("wait") + """
            input: { type: object, required: [id], properties: { id: { type: string, maxLength: 20 } } }
            data:
              paid: { type: object, required: [sum], properties: { sum: { type: integer } } }
            events: { paid: { payload: { type: object, required: [sum], properties: { sum: { type: integer } } } } }
            key: ${input.id}
            start: rest
            states:
              rest: { wait: { for: 1d }, next: paid }
              paid:
                wait: { event: paid, within: 7d }
                save: paid
                otherwise: { expired: late }
                next: done
              done: { end: succeeded }
              late: { end: failed, error: "Nothing came for ${run.key}." }
            """;

    /** Sorts each of a list side by side, then two ways at once of which one is enough. */
    static final String MANY = HEAD.formatted("many") + """
            input:
              type: object
              required: [texts]
              properties: { texts: { type: array, maxItems: 5, items: { type: string, maxLength: 40 } } }
            data:
              kinds:
                type: array
                maxItems: 5
                items: { enum: [a, b, c] }
              first: { type: integer }
              second: { type: integer, default: 0 }
            actions:
              near: { java: near, args: { type: object }, returns: { type: integer }, effect: read }
              far: { java: far, args: { type: object }, returns: { type: integer }, effect: read }
            start: sort
            states:
              sort:
                each:
                  item: text
                  in: input.texts
                  max: 5
                  concurrency: 3
                  step:
                    llm:
                      model: fast
                      prompt: "Which is it? ${what}"
                      context: { budget: 300, load: [ { name: what, from: text, max: 40, cut: end } ] }
                      output: { enum: [a, b, c] }
                save: kinds
                otherwise: { failed: broken, invalid: broken }
                next: race
              race:
                parallel:
                  near: { call: near, with: {}, save: first }
                  far: { call: far, with: {}, save: second }
                join: any
                otherwise: { failed: broken }
                next: done
              done: { end: succeeded }
              broken: { end: failed, error: It broke. }
            """;

    /** Runs {@link #PAY} as a child. */
    static final String PARENT = HEAD.formatted("parent") + """
            input: { type: object, required: [id], properties: { id: { type: string, maxLength: 20 } } }
            data:
              said: { type: object, required: [reply], properties: { reply: { type: string } } }
            start: child
            states:
              child:
                flow: pay
                with: { id: "${input.id}", text: Pay. }
                save: said
                otherwise: { failed: broken }
                next: done
              done: { end: succeeded }
              broken: { end: failed, error: The child failed. }
            """;
}
