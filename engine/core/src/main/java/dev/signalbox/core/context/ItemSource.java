package dev.signalbox.core.context;

import dev.signalbox.core.context.Manifest.Reason;
import dev.signalbox.core.context.Manifest.Verdict;
import dev.signalbox.dsl.diagnostic.Place;
import dev.signalbox.dsl.expr.EvalException;
import dev.signalbox.dsl.media.Media;
import dev.signalbox.dsl.model.ContextItem;
import dev.signalbox.dsl.model.Expr;
import dev.signalbox.dsl.value.Json;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** From an item of the file to what it has to say just now. */
final class ItemSource {
    private static final Pattern PATH = Pattern.compile("[A-Za-z_]\\w*(\\.[A-Za-z_]\\w*)*");

    private final ContextRequest request;
    private final Redaction redaction;
    private final PictureValue pictures;

    ItemSource(ContextRequest request, Redaction redaction) {
        this.request = request;
        this.redaction = redaction;
        this.pictures = new PictureValue(request.flow().flow());
    }

    /** What an item has to say. */
    sealed interface Loaded {
        /** @param struck whether redacted values were taken out of it */
        record Text(String source, String body, boolean struck) implements Loaded {}

        record Events(EventsItem events) implements Loaded {}

        /**
         * A picture or document, whole.
         *
         * @param text the value it came from; null when it is pinned with the flow
         */
        record Picture(String source, Media media, @Nullable String text) implements Loaded {}

        /** Not in question. */
        record Out(String source, Reason reason, String why) implements Loaded {}

        record Broken(String message, Place place) implements Loaded {}
    }

    /** @param slot whether the prompt names the item */
    Loaded load(ContextItem item, boolean slot) {
        try {
            if (item.when() != null && !request.flow().test(item.when(), request.scope())) {
                return new Loaded.Out(source(item), Reason.WHEN_FALSE, "its condition is false");
            }
        } catch (EvalException e) {
            return new Loaded.Broken(says(e), e.place());
        }
        return switch (item.source()) {
            case ContextItem.Source.File file -> new Loaded.Text(source(item), Frame.inside(item, file.text()), false);
            case ContextItem.Source.MediaFile file -> new Loaded.Picture(source(item), file.media(), null);
            case ContextItem.Source.Events events -> {
                EventsItem lines = new EventsItem(item, events, Frame.of(item, slot), request, redaction);
                yield lines.isEmpty()
                        ? new Loaded.Out(source(item), Reason.ABSENT, "nothing is recorded yet")
                        : new Loaded.Events(lines);
            }
            case ContextItem.Source.From from -> value(item, from.expr());
        };
    }

    private Loaded value(ContextItem item, Expr expr) {
        if (request.flow().roots(expr).stream().anyMatch(redaction::hides)) {
            return new Loaded.Out(source(item), Reason.REDACTED, "it reads redacted data");
        }
        WatchedScope scope = new WatchedScope(request.scope(), redaction);
        Object value;
        try {
            value = request.flow().eval(expr, scope);
        } catch (EvalException e) {
            if (scope.hidden()) {
                return new Loaded.Out(source(item), Reason.REDACTED, "it reads redacted data");
            }
            if (!scope.absent().isEmpty()) {
                String names = String.join(", ", scope.absent());
                return new Loaded.Out(source(item), Reason.ABSENT, names + " is not written yet");
            }
            // A plain path ends nowhere: an optional field that this value does not have.
            return PATH.matcher(expr.source().strip()).matches()
                    ? new Loaded.Out(source(item), Reason.ABSENT, expr.source().strip() + " is not there")
                    : new Loaded.Broken(says(e), e.place());
        }
        if (Json.isNull(value)) {
            return new Loaded.Out(source(item), Reason.ABSENT, expr.source().strip() + " is null");
        }
        if (item.as() != null) {
            return pictures.read(item.as(), expr, value, redaction);
        }
        Object projected = Projection.only(value, item.only());
        Object safe = redaction.strike(projected);
        return new Loaded.Text(source(item), Frame.inside(item, body(item, safe)), !safe.equals(projected));
    }

    private static String body(ContextItem item, Object value) {
        return switch (item.format()) {
            case TEXT, XML -> PlainText.text(value);
            case YAML -> PlainText.yaml(value);
            case JSON -> PlainText.json(value);
        };
    }

    static String source(ContextItem item) {
        return switch (item.source()) {
            case ContextItem.Source.From from -> from.expr().source().strip();
            case ContextItem.Source.File file -> "file " + file.path();
            case ContextItem.Source.MediaFile file -> "file " + file.path();
            case ContextItem.Source.Events events -> "events";
        };
    }

    Manifest.Entry out(ContextItem item, Loaded.Out out) {
        Manifest.Rule rule = switch (out.reason()) {
            case WHEN_FALSE ->
                Rules.at(item.when() == null ? item.place() : item.when().place(), "when");
            case REDACTED -> Rules.at(item.place(), "redact");
            case ABSENT -> loads(item);
            case FITS, OVER_MAX, OVER_BUDGET, LAST, MAX_AGE, CLEAR_RESULTS, CLAMP, SUMMARY, DROP_OLDEST -> null;
        };
        return new Manifest.Entry(item.name(), out.source(), 0, 0, Verdict.DROPPED, out.reason(), rule);
    }

    /** The line that says what to load, where that is not there. */
    private static Manifest.Rule loads(ContextItem item) {
        return switch (item.source()) {
            case ContextItem.Source.From from -> Rules.at(from.expr().place(), "from");
            case ContextItem.Source.File file -> Rules.at(item.place(), "file");
            case ContextItem.Source.MediaFile file -> Rules.at(item.place(), "file");
            case ContextItem.Source.Events events -> Rules.at(item.place(), "events");
        };
    }

    static String says(EvalException e) {
        return String.valueOf(e.getMessage());
    }
}
