package dev.signalbox.dsl.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.signalbox.dsl.diagnostic.Code;
import dev.signalbox.dsl.diagnostic.Diagnostic;
import dev.signalbox.dsl.format.Formatter.Kind;
import dev.signalbox.dsl.format.Formatter.Result.Formatted;
import dev.signalbox.dsl.format.Formatter.Result.Refused;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FormatterTest {
    private static String flow(String text) {
        return assertInstanceOf(Formatted.class, Formatter.format(text, Kind.FLOW))
                .text();
    }

    @Test
    void keysStandInTheLanguagesOrderAndTakeTheirCommentsAlong() {
        assertEquals("""
                # What this is for.
                signalbox: 1
                flow: f     # its name
                title: T
                start: a
                states:
                  # the first
                  a:
                    title: A
                    call: get
                    # where it goes
                    save: x
                    # how often
                    retry: { max: 3, backoff: 1s }
                    otherwise: { failed: b }
                    next: b   # and on
                    # nothing more

                  b: { end: failed, error: "no" }
                """, flow("""
                # What this is for.
                title: T
                flow:   f   # its name

                signalbox: 1
                states:
                    # the first
                    a:
                        next: b   # and on
                        # how often
                        retry: {backoff: 1s,max: 3}
                        # where it goes
                        save:   x
                        otherwise: {failed: b}
                        call: get
                        title: A
                        # nothing more
                    b: {end: failed,error: "no"}
                start: a
                """));
    }

    @Test
    void namesThatTheAuthorChoseKeepTheAuthorsOrder() {
        String text = """
                types:
                  Z: { properties: { b: {}, a: {} }, type: object }
                  A: { type: string }
                states:
                  z: { next: [ { when: x, to: a }, { to: z } ] }
                  a: { set: { b: 1, a: 2 } }
                """;
        assertEquals(text, flow(text));
    }

    @Test
    void aKeyThatTheLanguageDoesNotKnowStaysBehindTheOneItStandsBehind() {
        assertEquals("flow: f\nx: 1\ny: 2\ntitle: T\n", flow("title: T\nflow: f\nx: 1\ny: 2\n"));
    }

    @Test
    void whatDoesNotFitIntoALineIsABlock() {
        String long1 = "a".repeat(60);
        String long2 = "b".repeat(60);
        assertEquals(
                "data:\n  x:\n    type: string\n    enum:\n      - " + long1 + "\n      - " + long2
                        + "\n    note: [short]\n",
                flow("data: { x: { type: string, enum: [" + long1 + ", " + long2 + "], note: [short] } }\n"));
    }

    @Test
    void commentsInsideBracketsMakeABlockOfThem() {
        assertEquals("""
                data:     # open
                  # first
                  x: { type: string }  # beside x
                  # second
                  y: { type: [integer, "null"] }
                  # last
                """, flow("""
                data: {   # open
                  # first
                  x: {type: string},   # beside x
                  # second
                  y: {type: [integer,
                     "null"]}
                  # last
                }
                """));
    }

    @Test
    void commentsBetweenTheItemsOfAListStayThere() {
        assertEquals("""
                triggers:
                  # one
                  - event: { name: a }  # beside
                  # two
                  - event:
                      # inside
                      name: b
                  # end of the list
                # end of the file
                """, flow("""
                triggers:
                # one
                - event: {name: a}   # beside
                # two
                -   event:
                      # inside
                      name: b
                  # end of the list
                # end of the file
                """));
    }

    @Test
    void aCommentedOutBlockStaysInTheBlockWhoseColumnItKeeps() {
        String text = """
                data:
                  a:
                    type: string
                    # default: x
                  # b:
                  #   type: integer

                # The end.
                start: a
                """;
        assertEquals(text, flow(text));
    }

    @Test
    void blockScalarsKeepEveryByteBehindOtherBlanks() {
        assertEquals("""
                states:
                  a:
                    llm:
                      system: |2
                           three blanks begin this
                         and one this\s\s

                        end
                      prompt: >-   # folded
                        one
                        two

                          more

                    next: a
                """, flow("""
                states:
                    a:
                        llm:
                            prompt: >-   # folded
                                one
                                two

                                  more
                            system: |4
                                   three blanks begin this
                                 and one this\s\s

                                end


                        next: a
                """));
    }

    @Test
    void blankLinesThatABlockKeepsAreItsOwn() {
        String text = "states:\n  a:\n    note: |+\n      x\n\n\n  b:\n    note: |+\n      y\n\n";
        assertEquals(text, flow(text));
        assertEquals("title: |\n  no line break\n", flow("title: |\n    no line break"));
    }

    @Test
    void textsOfSeveralLinesAreNotWrappedAnew() {
        assertEquals("""
                title: "a
                  b

                  c"
                description: one
                  two
                owner:
                  by itself
                  and on
                """, flow("""
                title: "a
                       b

                 c"
                description: one
                         two
                owner:
                       by itself
                       and on
                """));
    }

    @Test
    void quotesStayAsTheyAre() {
        String text = "flow: 'a'\ntitle: \"b\"\nowner: \"\\u0061\"\n";
        assertEquals(text, flow(text));
    }

    @Test
    void aBlankLineStandsBetweenStatesThatTakeSeveralLinesAndNowhereTwice() {
        assertEquals("""
                states:
                  a:
                    next: b

                  # b's
                  b:
                    next: c

                  c: { end: succeeded }
                  d: { end: failed }
                """, flow("""


                states:

                  a:
                    next: b
                  # b's
                  b:

                    next: c



                  c: { end: succeeded }
                  d: { end: failed }

                """));
    }

    @Test
    void aSuppressionStaysAboveTheLineItSpeaksOf() {
        String wide = "x: { description: " + "w".repeat(120) + ", type: string }";
        String text = "data:\n  # signalbox: ignore C401 known\n  " + wide + "\n";
        assertEquals(text, flow(text));
        assertEquals("triggers:\n  - call: b\n", flow("triggers:\n- call: b\n"), "an item without one");
        assertEquals("""
                states:
                  a:
                    llm:
                      context:
                        load:
                          - name: x
                            # signalbox: ignore C401 known
                            max: 3
                """, flow("""
                states:
                  a:
                    llm:
                      context:
                        load:
                          # signalbox: ignore C401 known
                          - max: 3
                            name: x
                """));
    }

    @Test
    void windowsLineBreaksStay() {
        assertEquals("flow: f\r\ntitle: T\r\n", flow("title: T\r\nflow: f\r\n\r\n"));
        assertEquals("flow: f\ntitle: T\n", flow("title: T\nflow: f\r\n"));
    }

    @Test
    void theOrderOfTestsAndOfWorkspacesIsTheirOwn() {
        assertEquals(
                "flow: f.flow.yaml\ntests:\n  - name: n\n    input: {}\n\n  - name: m\n    expect: { path: [a], end: failed }\n",
                assertInstanceOf(
                                Formatted.class,
                                Formatter.format(
                                        "tests:\n- input: {}\n  name: n\n- name: m\n  expect: {end: failed, path: [a]}\nflow: f.flow.yaml\n",
                                        Kind.TEST))
                        .text());
        assertEquals(
                "signalbox: 1\nmodels:\n  m: { provider: person, window: 1 }\n",
                assertInstanceOf(
                                Formatted.class,
                                Formatter.format(
                                        "models: {m: {window: 1, provider: person}}\nsignalbox: 1\n"
                                                .replace("{m: {", "\n  m: {")
                                                .replace("}}", "}"),
                                        Kind.WORKSPACE))
                        .text());
    }

    @Test
    void aFileThatDoesNotReadIsRefusedWithThePlace() {
        Refused refused = assertInstanceOf(
                Refused.class, Formatter.format("x.flow.yaml", "flow: f\nstates: {a: \"b\n", Kind.FLOW));
        Diagnostic found = refused.diagnostics().getFirst();
        assertEquals(Code.Y001, found.code());
        assertEquals("x.flow.yaml", found.place().span().file());
        assertEquals(
                Code.Y002,
                assertInstanceOf(Refused.class, Formatter.format("flow: f\nflow: g\n", Kind.FLOW))
                        .diagnostics()
                        .getFirst()
                        .code());
    }

    @Test
    void aKindIsKnownByTheFilesName() {
        assertEquals(Optional.of(Kind.FLOW), Kind.of("a/b.flow.yaml"));
        assertEquals(Optional.of(Kind.TEST), Kind.of("b.test.yaml"));
        assertEquals(Optional.of(Kind.REPLIES), Kind.of("C:\\x\\b.replies.yaml"));
        assertEquals(Optional.of(Kind.WORKSPACE), Kind.of("a/signalbox.yaml"));
        assertEquals(Optional.empty(), Kind.of("mysignalbox.yaml"));
    }
}
