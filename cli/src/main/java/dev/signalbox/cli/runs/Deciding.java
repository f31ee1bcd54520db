package dev.signalbox.cli.runs;

import dev.signalbox.cli.Terminal;
import dev.signalbox.cli.place.Opened;
import dev.signalbox.cli.print.Printer;
import dev.signalbox.runtime.api.Operations;
import dev.signalbox.runtime.api.Problem;
import dev.signalbox.runtime.api.Views;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What approve, reject and answer share: the hold, who decides, and following the run afterwards. */
final class Deciding {
    private static final String NO_HASH = "0".repeat(64);

    @Mixin
    private final WhichHold which = new WhichHold();

    @Option(names = "--note", paramLabel = "TEXT", description = "Why.")
    private @Nullable String note;

    @Option(
            names = "--hash",
            paramLabel = "HASH",
            description = "What was seen: refused when the hold asks something else by now.")
    private @Nullable String hash;

    @Option(names = "--json", description = "One line of JSON: how the run stands then.")
    private boolean json;

    @Nullable
    String note() {
        return note;
    }

    /** Decides and follows; {@code request} is made from the hold and the hash to decide on. */
    int decide(Terminal terminal, Function<Asked, Views.DecisionRequest> request) {
        try (Opened opened = which.open(terminal)) {
            Operations operations = opened.operations();
            Views.HoldView hold = find(opened);
            Following following =
                    new Following(terminal, opened, json, which.engine().again());
            long seen = json ? 0 : following.seen(hold.run());
            Asked asked = new Asked(operations, hold, hash == null ? hold.hash() : hash);
            Views.DecisionView made = operations.decide(hold.id(), request.apply(asked), opened.actor());
            if (!json) {
                terminal.out().println(made.status() + " by " + made.by() + ": " + Printer.line(hold.title()));
            }
            return following.follow(hold.run(), seen);
        }
    }

    /** The hold; one that is decided already is refused with who decided it. */
    private Views.HoldView find(Opened opened) {
        try {
            return which.find(opened);
        } catch (Problem none) {
            if (none.kind() == Problem.Kind.NOT_FOUND && which.id().indexOf('.') >= 0) {
                // No hold has this hash, so all that this can do is to be refused, with the reason.
                opened.operations()
                        .decide(
                                which.id(),
                                new Views.DecisionRequest("reject", NO_HASH, null, null, null, note),
                                opened.actor());
            }
            throw none;
        }
    }

    /** @param hash what the decision is bound to */
    record Asked(Operations operations, Views.HoldView hold, String hash) {
        /** The hash that the hold would have after the edit; refuses an edit that does not fit. */
        String edited(Map<String, Object> edit) {
            return operations.preview(hold.id(), edit).hash();
        }
    }
}
