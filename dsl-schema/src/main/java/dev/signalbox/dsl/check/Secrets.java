package dev.signalbox.dsl.check;

import dev.signalbox.dsl.diagnostic.Code;
import dev.signalbox.dsl.diagnostic.Diagnostic;
import dev.signalbox.dsl.diagnostic.Nearest;
import dev.signalbox.dsl.diagnostic.Place;
import dev.signalbox.dsl.expr.TypeEnv;
import dev.signalbox.dsl.model.Expr;
import dev.signalbox.dsl.model.Workspace;

/** C405 and S505, and the same for the environment: read only in transport fields, and only what is declared. */
final class Secrets {
    private static final String SECRET = "secret";
    private static final String ENV = "env";

    private static final String NOT_GIVEN = "The workspace gives no `";

    private Secrets() {}

    /** Whether it is a finding about a name of the environment that {@code signalbox.yaml} does not give. */
    static boolean isUngiven(Diagnostic found) {
        return found.code() == Code.E202 && found.message().startsWith(NOT_GIVEN);
    }

    private static void ungiven(String name, Place place, Workspace workspace, Findings findings) {
        String nearest = Nearest.to(name, workspace.env());
        findings.add(Diagnostic.of(Code.E202, place, NOT_GIVEN + name + "`.")
                .withHelp(
                        nearest != null
                                ? "Did you mean `" + nearest + "`?"
                                : "Name it under `env` in signalbox.yaml; its value is the environment's.")
                .withSuggestion(nearest));
    }

    /** Whether the expression reads neither where it may not; else there is a finding, and compiling it would only repeat that. */
    static boolean allow(Expr expr, TypeEnv types, Workspace workspace, Findings findings) {
        boolean fine = true;
        for (Identifiers.Mention mention : Identifiers.mentions(SECRET, expr.source())) {
            var place = expr.at(mention.offset(), mention.length());
            if (!types.roots().contains(SECRET) && types.roots().contains(ENV)) {
                findings.add(
                        Code.C405,
                        place,
                        "A program gets no secrets: other programs of the machine can read what it is started with.",
                        "Let the program read it from a file of its own.");
                fine = false;
            } else if (!types.roots().contains(SECRET)) {
                findings.add(
                        Code.C405,
                        place,
                        "A secret may stand only in the transport fields of an action or a model.",
                        "Let an action send it: it must not reach data, a prompt, a person or a log.");
                fine = false;
            } else if (!mention.field().isEmpty() && !workspace.secrets().containsKey(mention.field())) {
                int offset =
                        mention.offset() + mention.length() - mention.field().length();
                findings.unknown(
                        Code.S505,
                        expr.at(offset, mention.field().length()),
                        "secret",
                        mention.field(),
                        workspace.secrets().keySet());
                fine = false;
            }
        }
        for (Identifiers.Mention mention : Identifiers.mentions(ENV, expr.source())) {
            if (!types.roots().contains(ENV)) {
                findings.add(
                        Code.E202,
                        expr.at(mention.offset(), mention.length()),
                        "The environment may be read only in the transport fields of an action or a model.",
                        "Pass what differs between deployments through an action.");
                fine = false;
            } else if (!mention.field().isEmpty() && !workspace.env().contains(mention.field())) {
                int offset =
                        mention.offset() + mention.length() - mention.field().length();
                ungiven(mention.field(), expr.at(offset, mention.field().length()), workspace, findings);
                fine = false;
            }
        }
        return fine;
    }
}
