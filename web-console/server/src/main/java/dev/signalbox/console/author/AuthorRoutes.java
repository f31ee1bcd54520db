package dev.signalbox.console.author;

import dev.signalbox.console.access.Caller;
import dev.signalbox.console.access.Gate;
import dev.signalbox.console.access.Role;
import dev.signalbox.console.wire.Request;
import dev.signalbox.dsl.assist.Completion;
import dev.signalbox.dsl.assist.Hover;
import dev.signalbox.dsl.assist.Navigation;
import dev.signalbox.dsl.assist.Renaming;
import dev.signalbox.dsl.check.WorkspaceChecker;
import dev.signalbox.dsl.diagnostic.Code;
import dev.signalbox.dsl.diagnostic.JsonReport;
import dev.signalbox.dsl.diagnostic.Span;
import dev.signalbox.dsl.format.Formatter;
import dev.signalbox.dsl.lines.LineEdits;
import dev.signalbox.dsl.lines.Patch;
import dev.signalbox.dsl.rules.RuleBook;
import dev.signalbox.runtime.api.Problem;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * What the page's editor asks. Everything about a text that is not saved is for authors: such a text may name any file of the
 * workspace, and an answer tell of it. Nothing here writes but {@link Saving}.
 */
public final class AuthorRoutes {
    /** A flow has at most 10,000 nodes of YAML; the samples have 6 kB. */
    private static final int LARGEST_TEXT = 256 << 10;

    /** Reading a workspace keeps every processor busy by itself: more at once would only make each slower. */
    private static final int AT_ONCE = 4;

    private final FlowFiles files;
    private final Saving saving;
    private final Semaphore turns = new Semaphore(AT_ONCE, true);

    /** @param saves this server may write flow files */
    public AuthorRoutes(Path workspace, boolean saves) {
        files = new FlowFiles(workspace);
        saving = new Saving(files, saves);
    }

    public void install(RoutesConfig routes) {
        routes.get("/api/rules/{code}", AuthorRoutes::rule, Role.VIEW);
        routes.get("/api/flows/{flow}/text", this::text, Role.VIEW);
        routes.put("/api/flows/{flow}", this::save, Role.AUTHOR);
        routes.post("/api/flows/{flow}/check", this::check, Role.AUTHOR);
        routes.post("/api/flows/{flow}/complete", this::complete, Role.AUTHOR);
        routes.post("/api/flows/{flow}/hover", this::hover, Role.AUTHOR);
        routes.post("/api/flows/{flow}/definition", this::definition, Role.AUTHOR);
        routes.post("/api/flows/{flow}/rename", this::rename, Role.AUTHOR);
        routes.post("/api/flows/{flow}/format", this::format, Role.AUTHOR);
        routes.post("/api/flows/{flow}/patch", this::patch, Role.AUTHOR);
    }

    private static void rule(Context ctx) {
        String asked = ctx.pathParam("code");
        Code code = Arrays.stream(Code.values())
                .filter(one -> one.name().equals(asked))
                .findFirst()
                .orElseThrow(() -> new Problem(Problem.Kind.NOT_FOUND, "There is no rule of that code."));
        ctx.json(Answers.rule(RuleBook.of(code)));
    }

    /** The text to edit, and whether its reader may save it here. */
    private void text(Context ctx) {
        FlowFile file = files.find(ctx.pathParam("flow"));
        String whyNot = saving.whyNot(file, Gate.caller(ctx));
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("file", file.path());
        answer.put("source", file.text());
        answer.put("etag", file.etag());
        answer.put("writable", whyNot == null);
        if (whyNot != null) {
            answer.put("why_not", whyNot);
        }
        ctx.header("ETag", "\"" + file.etag() + "\"").json(answer);
    }

    private void save(Context ctx) {
        Caller caller = Gate.caller(ctx);
        String flow = ctx.pathParam("flow");
        saving.checkAllowed(files.find(flow), caller);
        String etag = seen(ctx);
        String source = source(Request.object(ctx, "source"), "source");
        boolean broken = "yes".equals(Request.query(ctx, "broken"));
        Saving.Saved saved = saving.save(flow, source, etag, broken, caller);
        ctx.header("ETag", "\"" + saved.etag() + "\"")
                .json(Map.of(
                        "name", saved.name(),
                        "file", saved.file(),
                        "etag", saved.etag(),
                        "source", saved.text(),
                        "valid", saved.valid()));
    }

    /** The version that the caller has seen; {@code *} is none. */
    private static String seen(Context ctx) {
        String header = ctx.header("If-Match");
        if (header == null || header.isBlank() || header.strip().equals("*")) {
            throw new Problem(
                    Problem.Kind.UNSEEN,
                    "Say which text you have changed (`If-Match: \"ETAG\"`, as the flow's text came with it); nothing was saved.");
        }
        return header.strip();
    }

    private void check(Context ctx) {
        Map<String, Object> body = Request.object(ctx, "source");
        answer(
                ctx,
                body,
                written -> Answers.check(
                        written, WorkspaceChecker.check(written.desk().loaded())));
    }

    private void complete(Context ctx) {
        Map<String, Object> body = Request.object(ctx, "source", "line", "column");
        int line = place(body, "line");
        int column = place(body, "column");
        answer(
                ctx,
                body,
                written -> Answers.proposals(
                        Completion.at(written.desk(), written.path(), written.text(), written.offset(line, column))));
    }

    private void hover(Context ctx) {
        Map<String, Object> body = Request.object(ctx, "source", "line", "column");
        int line = place(body, "line");
        int column = place(body, "column");
        answer(ctx, body, written -> Answers.hover(written, Hover.at(written.desk(), written.path(), line, column)));
    }

    private void definition(Context ctx) {
        Map<String, Object> body = Request.object(ctx, "source", "line", "column");
        int line = place(body, "line");
        int column = place(body, "column");
        answer(
                ctx,
                body,
                written -> Answers.places(
                        written, new Navigation(written.desk()).definitions(written.path(), line, column)));
    }

    private void rename(Context ctx) {
        Map<String, Object> body = Request.object(ctx, "source", "line", "column", "to");
        int line = place(body, "line");
        int column = place(body, "column");
        String to = Request.required(body, "to");
        answer(ctx, body, written -> switch (Renaming.rename(written.desk(), written.path(), line, column, to)) {
            case Renaming.Result.Refused refused -> throw new Problem(Problem.Kind.INVALID, refused.reason());
            case Renaming.Result.Edits edits -> Answers.renaming(written, edits);
        });
    }

    private void format(Context ctx) {
        answer(ctx, Request.object(ctx, "source"), written -> switch (Formatter.format(
                written.path(), written.text(), Formatter.Kind.FLOW)) {
            case Formatter.Result.Formatted formatted ->
                Answers.edits(LineEdits.between(written.text(), formatted.text()));
            case Formatter.Result.Refused refused -> {
                Span at = refused.diagnostics().getFirst().place().span();
                throw new Problem(
                        Problem.Kind.INVALID,
                        "It does not read as YAML (line " + at.line() + "), so it was left as it is.",
                        Map.of(
                                "diagnostics",
                                refused.diagnostics().stream()
                                        .map(JsonReport::entry)
                                        .toList()));
            }
        });
    }

    /** What the text changes about the file on the disk, or about another text of it, as a patch. */
    private void patch(Context ctx) {
        Map<String, Object> body = Request.object(ctx, "source", "against");
        String source = source(body, "source");
        FlowFile file = files.find(ctx.pathParam("flow"));
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("file", file.path());
        answer.put(
                "patch",
                body.containsKey("against")
                        ? Patch.of(file.path(), source(body, "against"), source)
                        : Patch.of(file.path(), file.text(), file.written(source)));
        ctx.json(answer);
    }

    private void answer(Context ctx, Map<String, Object> body, Function<Manuscript, Map<String, Object>> question) {
        String source = source(body, "source");
        try {
            if (!turns.tryAcquire(10, TimeUnit.SECONDS)) {
                throw new Problem(Problem.Kind.UNAVAILABLE, "Too much is being checked at once; try again.");
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new Problem(Problem.Kind.UNAVAILABLE, "The server is stopping.");
        }
        try {
            ctx.json(question.apply(files.manuscript(ctx.pathParam("flow"), source)));
        } catch (StackOverflowError deep) {
            throw new Problem(Problem.Kind.INVALID, "The text is nested too deeply to be read.");
        } finally {
            turns.release();
        }
    }

    private static String source(Map<String, Object> body, String key) {
        String source = Request.string(body, key);
        if (source == null) {
            throw Request.bad("`" + key + "` is missing: a text of the flow.");
        }
        if (source.length() > LARGEST_TEXT || source.getBytes(StandardCharsets.UTF_8).length > LARGEST_TEXT) {
            throw new Problem(
                    Problem.Kind.TOO_LARGE, "The text is too large for the editor: at most 256 KiB are taken.");
        }
        return source;
    }

    private static int place(Map<String, Object> body, String key) {
        if (body.get(key) instanceof Long number && number >= 1 && number <= LARGEST_TEXT) {
            return number.intValue();
        }
        throw Request.bad("`" + key + "` must be a whole number from 1.");
    }
}
