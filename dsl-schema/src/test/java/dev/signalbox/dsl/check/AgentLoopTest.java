package dev.signalbox.dsl.check;

import org.junit.jupiter.api.Test;

/** A model picks one member of a union, the file dispatches it, and each member's fields are there only where it leads. */
class AgentLoopTest {
    private static final String LOOP = """
            signalbox: 1
            flow: loop
            version: 1.0.0
            input: { type: object, required: [goal], properties: { goal: { type: string, maxLength: 100 } } }
            output: { type: object, required: [answer], properties: { answer: { type: string } } }
            data:
              step: {}
              last: { type: string }
            actions:
              search:
                echo: true
                args: { type: object, required: [query], additionalProperties: false, properties: { query: { type: string } } }
                effect: read
              open:
                echo: true
                args: { type: object, required: [page], additionalProperties: false, properties: { page: { type: integer } } }
                effect: read
            limits: { steps: 40, llm_calls: 16 }
            otherwise: { failed: gave_up }
            start: choose
            states:
              choose:
                llm:
                  model: fast
                  prompt: "What next for ${goal}?"
                  context:
                    load:
                      - { name: goal, from: input.goal, max: 100 }
                      - { name: history, events: [search, open], last: 5, max: 500 }
                  choose: [search, open, { finish: { answer: { type: string } } }]
                save: step
                visits: 8
                otherwise: { invalid: gave_up, exhausted: gave_up }
                next:
                  match: step.choice
                  cases: { search: search, open: open, finish: done }
              search: { call: search, with: "${step}", next: choose }
              open: { call: open, with: { page: "${step.page}" }, next: choose }
              done: { end: succeeded, output: { answer: "${step.answer}" } }
              gave_up: { end: failed, error: No answer. }
            """;

    @Test
    void theLoopIsCleanThoughItsUnionIsSpelledOnce() {
        // `last` is a leftover that the other cases do without.
        Desk.of(Desk.edit(LOOP, "  last: { type: string }\n", "")).gives();
    }

    @Test
    void aLeftoverNameIsFound() {
        Desk.of(Desk.edit(LOOP, "  last:", "  «last:")).gives("C404");
    }

    @Test
    void aMembersFieldIsNotThereForAnother() {
        String text = Desk.edit(LOOP, "  last: { type: string }\n", "");
        Desk.of(Desk.edit(text, "page: \"${step.page}\"", "page: \"${step.«query}\""))
                .gives("E202");
    }

    @Test
    void aMemberThatNoCaseTakesIsFound() {
        String text = Desk.edit(LOOP, "  last: { type: string }\n", "");
        text = Desk.edit(text, "match: step.choice", "match: «step.choice");
        text = Desk.edit(text, "search: search, open: open, finish: done", "search: search, open: open");
        text = Desk.edit(text, "  done: { end", "  unused: { end: cancelled }\n  done: { end");
        text = Desk.edit(text, "  unused: { end: cancelled }\n", "");
        text = Desk.edit(text, "exhausted: gave_up }", "exhausted: done }");
        text = Desk.edit(text, "\"${step.answer}\"", "none");
        Desk.of(text).gives("E204");
    }

    @Test
    void theWholeUnionMayBeMatched() {
        String text = Desk.edit(LOOP, "  last: { type: string }\n", "");
        Desk.of(Desk.edit(text, "match: step.choice", "match: step")).gives();
    }

    @Test
    void aMemberPassedToTheWrongActionIsFound() {
        String text = Desk.edit(LOOP, "  last: { type: string }\n", "");
        Desk.of(Desk.edit(text, "open, with: { page: \"${step.page}\" }", "search, with: \"${«step}\""))
                .gives("E208");
    }

    @Test
    void anUnknownToolIsFound() {
        String text = Desk.edit(LOOP, "  last: { type: string }\n", "");
        Desk.of(Desk.edit(text, "choose: [search, open,", "choose: [search, open, «serch,"))
                .gives("R605");
    }
}
