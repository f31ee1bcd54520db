package dev.signalbox.cli.triggers;

import dev.signalbox.cli.Complaint;
import dev.signalbox.cli.Terminal;
import dev.signalbox.cli.place.Argument;
import dev.signalbox.runtime.api.TriggerViews.TrialRequest;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What a trigger is to map, as the command line gives it. */
final class Given {
    @Option(names = "--body", paramLabel = "JSON|@FILE", description = "The body of a request.")
    private @Nullable String body;

    @Option(names = "--header", paramLabel = "NAME=VALUE", description = "A header of a request; may be repeated.")
    private Map<String, String> headers = new LinkedHashMap<>();

    @Option(names = "--time", paramLabel = "TIME", description = "The time of a schedule. Default: now.")
    private @Nullable String time;

    @Option(names = "--payload", paramLabel = "JSON|@FILE", description = "What an event carries.")
    private @Nullable String payload;

    TrialRequest request(Terminal terminal) {
        return new TrialRequest(
                body == null ? null : Argument.json(terminal, body, "--body"),
                headers.isEmpty() ? null : Map.copyOf(headers),
                time == null ? null : time(time),
                payload == null ? null : Argument.json(terminal, payload, "--payload"));
    }

    private static Instant time(String written) {
        try {
            return OffsetDateTime.parse(written).toInstant();
        } catch (DateTimeException e) {
            throw new Complaint("--time takes a time such as 2026-03-02T09:00:00Z, not '" + written + "'");
        }
    }
}
