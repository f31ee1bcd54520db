package dev.signalbox.console.page;

import dev.signalbox.console.access.Caller;
import dev.signalbox.console.access.Gate;
import dev.signalbox.console.access.Role;
import dev.signalbox.runtime.api.Problem;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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
        for (String icon : ICONS) {
            routes.get(icon, ctx -> file(ctx, "/console/icon.svg", false), Role.OPEN);
        }
    }

    private void document(Context ctx) {
        Optional<Caller> caller = gate.find(ctx);
        String token = ctx.queryParam(LINK);
        if (caller.isPresent() && token != null) {
            ArrivalPage.show(ctx, caller.get(), arrivals, token);
            return;
        }
        if (caller.isEmpty()) {
            if (Onward.ledHereFromElsewhere(ctx)) {
                Onward.to(ctx, Onward.here(ctx));
                return;
            }
            String here = Onward.here(ctx);
            String next = here.equals("/") ? "" : "?next=" + URLEncoder.encode(here, StandardCharsets.UTF_8);
            ctx.redirect("/signin" + next, io.javalin.http.HttpStatus.SEE_OTHER);
            return;
        }
        byte[] html = Resources.find("/console/index.html");
        if (html == null) {
            throw new Problem(Problem.Kind.UNAVAILABLE, "This program was built without the page; the API is there.");
        }
        String nonce = Headers.allowStyles(ctx);
        ctx.contentType("text/html; charset=utf-8")
                .result(new String(html, StandardCharsets.UTF_8)
                        .replaceFirst("<head>", "<head><meta name=\"csp-nonce\" content=\"" + nonce + "\">"));
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
