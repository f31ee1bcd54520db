package dev.signalbox.core.decide;

import dev.signalbox.core.command.Command;
import dev.signalbox.core.decide.Decision.Rejected;
import dev.signalbox.core.move.Compatibility;
import dev.signalbox.core.run.Run;
import dev.signalbox.dsl.check.CheckedFlow;
import dev.signalbox.dsl.diagnostic.Code;
import dev.signalbox.dsl.diagnostic.Diagnostic;
import java.util.ArrayList;
import java.util.List;

/** What would come of a move, decided in full and then forgotten: who asks first gets the answer that the move gets. */
public final class MoveTrial {
    private MoveTrial() {}

    /** @param flow the file that the run uses */
    public static Compatibility of(CheckedFlow flow, Run run, Command.MoveRun move, Live live) {
        if (!(Decider.decide(flow, run, move, live) instanceof Rejected rejected)) {
            return Compatibility.of(flow, move.to(), run, move.mapping(), live.now());
        }
        if (!rejected.details().containsKey("problems")) {
            Diagnostic over = Diagnostic.of(Code.P905, move.to().flow().place(), sentence(rejected.message()));
            return new Compatibility(List.of(over), null);
        }
        Compatibility looked = Compatibility.of(flow, move.to(), run, move.mapping(), live.now());
        List<Diagnostic> findings = new ArrayList<>(looked.findings());
        if (findings.stream().noneMatch(Diagnostic::isError)) {
            // It stands, and fails as soon as it goes on.
            findings.add(Diagnostic.of(Code.P902, move.to().flow().place(), sentence(rejected.message())));
        }
        return new Compatibility(findings, null);
    }

    private static String sentence(String words) {
        return Character.toUpperCase(words.charAt(0)) + words.substring(1) + (words.endsWith(".") ? "" : ".");
    }
}
