package dev.signalbox.console.page;

import dev.signalbox.console.access.Caller;
import dev.signalbox.console.access.Gate;
import dev.signalbox.console.access.Role;
import dev.signalbox.console.wire.Problems;
import dev.signalbox.runtime.api.Problem;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.javalin.http.HttpResponseException;
import io.javalin.http.HttpStatus;
import io.javalin.http.NotFoundResponse;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The built page: one document for all its addresses, and its files. Who is not signed in is led to the sign-in page and
 * back.
 */
public final class PageRoutes {
    private static final Map<String, String> TYPES = Map.of(
            "js", "text/javascript; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "svg", "image/svg+xml",
            "woff2", "font/woff2",
            "png", "image/png",
            "json", "application/json");

    /** The addresses of {@code ui/src/router.tsx}: the same document for each. */
    private static final List<String> PLACES = List.of(
            "/",
            "/holds",
            "/holds/{id}",
            "/runs",
            "/runs/{id}",
            "/flows",
            "/flows/{flow}",
            "/flows/{flow}/edit",
            "/flows/{flow}/review",
            "/triggers",
            "/audit",
            "/settings");

    /** Browsers ask for the second one beside every answer that is no page of ours: a problem, a page that leads on. */
    private static final List<String> ICONS = List.of("/icon.svg", "/favicon.ico");

    private static final String DOCUMENT = "/console/index.html";

    /** Not at `q=0`, which refuses it. */
    private static final Pattern HTML = Pattern.compile("(?i)text/html(?!\\s*;\\s*q=0(\\.0*)?\\s*(,|$))");

    /** Behind the address in a notice's link. */
    private static final String LINK = "for";

    private final Gate gate;
    private final Arrivals arrivals;

    public PageRoutes(Gate gate, Arrivals arrivals) {
        this.gate = gate;
        this.arrivals = arrivals;
    }

    public void install(RoutesConfig routes) {
        for (String path : PLACES) {
            routes.get(path, this::document, Role.OPEN);
        }
        routes.get("/assets/{file}", ctx -> file(ctx, "/console/assets/" + ctx.pathParam("file"), true), Role.OPEN);
        // What no route takes. Of an id that is nothing's the page of its kind tells; what the API and files lack stays
        // a problem.
        routes.exception(NotFoundResponse.class, this::nowhere);
        for (String icon : ICONS) {
            routes.get(icon, ctx -> file(ctx, "/console/icon.svg", false), Role.OPEN);
        }
    }

    private void document(Context ctx) {
        if (!ledElsewhere(ctx)) {
            show(ctx);
        }
    }

    /** Who comes by a notice's link, from another site or not signed in is answered here, and the page is not for them yet. */
    private boolean ledElsewhere(Context ctx) {
        Optional<Caller> caller = gate.find(ctx);
        String token = ctx.queryParam(LINK);
        if (caller.isPresent() && token != null) {
            ArrivalPage.show(ctx, caller.get(), arrivals, token);
        } else if (caller.isEmpty() && Onward.ledHereFromElsewhere(ctx)) {
            Onward.to(ctx, Onward.here(ctx));
        } else if (caller.isEmpty()) {
            String here = Onward.here(ctx);
            String next = here.equals("/") ? "" : "?next=" + URLEncoder.encode(here, StandardCharsets.UTF_8);
            ctx.redirect("/signin" + next, HttpStatus.SEE_OTHER);
        } else {
            return false;
        }
        return true;
    }

    private static void show(Context ctx) {
        byte[] html = Resources.find(DOCUMENT);
        if (html == null) {
            throw new Problem(Problem.Kind.UNAVAILABLE, "This program was built without the page; the API is there.");
        }
        String nonce = Headers.allowStyles(ctx);
        ctx.contentType("text/html; charset=utf-8")
                .result(new String(html, StandardCharsets.UTF_8)
                        .replaceFirst("<head>", "<head><meta name=\"csp-nonce\" content=\"" + nonce + "\">"));
    }

    /** A person is told by the page, with the way back; a program by a problem. */
    private void nowhere(NotFoundResponse missing, Context ctx) {
        try {
            if (!wantsPage(ctx) || Resources.find(DOCUMENT) == null) {
                Problems.write(ctx, missing);
            } else if (!ledElsewhere(ctx)) {
                ctx.status(HttpStatus.NOT_FOUND);
                show(ctx);
            }
        } catch (HttpResponseException refused) {
            Problems.write(ctx, refused);
        }
    }

    /** A browser names HTML when it goes to an address; scripts and programs do not, or take anything. */
    private static boolean wantsPage(Context ctx) {
        boolean looks = ctx.method().equals(HandlerType.GET) || ctx.method().equals(HandlerType.HEAD);
        String accept = ctx.header("Accept");
        return looks
                && !ctx.path().startsWith("/api/")
                && accept != null
                && HTML.matcher(accept).find();
    }

    private static void file(Context ctx, String path, boolean hashed) {
        byte[] bytes = path.contains("..") || path.contains("\\") ? null : Resources.find(path);
        if (bytes == null) {
            throw new Problem(Problem.Kind.NOT_FOUND, "There is nothing at " + ctx.path() + ".");
        }
        String extension = path.substring(path.lastIndexOf('.') + 1);
        // The build puts a hash of the content into the name of each file under assets.
        ctx.header("Cache-Control", hashed ? "public, max-age=31536000, immutable" : "no-cache")
                .contentType(TYPES.getOrDefault(extension, "application/octet-stream"))
                .result(bytes);
    }
}
