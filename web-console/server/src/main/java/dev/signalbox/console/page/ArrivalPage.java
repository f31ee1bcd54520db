package dev.signalbox.console.page;

import dev.signalbox.console.access.Caller;
import dev.signalbox.runtime.notice.Arrival;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;

/**
 * Where the link of a notice comes in, once its reader is signed in: on to what it leads to, without the token, when it was
 * written to them, and else a page that says why not and leads to the inbox. It decides nothing and lets nobody in.
 */
final class ArrivalPage {
    private ArrivalPage() {}

    static void show(Context ctx, Caller caller, Arrivals arrivals, String token) {
        switch (arrivals.arrive(ctx.path().substring(1), token, caller.actor())) {
            case Arrival.Welcome welcome -> ctx.redirect(ctx.req().getRequestURI(), HttpStatus.SEE_OTHER);
            case Arrival.Others others ->
                SignInPage.told(
                        ctx,
                        403,
                        "This link is for somebody else",
                        "It was written to " + String.join(", ", others.names()) + ", and you are signed in as "
                                + caller.name() + ".");
            case Arrival.Late late ->
                SignInPage.told(
                        ctx,
                        410,
                        "This link is too old",
                        "It was good until its time was up. What still waits for you is in your inbox.");
            case Arrival.Strange strange ->
                SignInPage.told(
                        ctx,
                        404,
                        "This link is not whole",
                        "No notice of this server has it. Perhaps a part of it was lost on the way.");
        }
    }
}
