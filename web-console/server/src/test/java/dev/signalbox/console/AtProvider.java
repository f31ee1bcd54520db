package dev.signalbox.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.signalbox.console.access.Admission;
import dev.signalbox.console.access.Person;
import dev.signalbox.console.access.Role;
import dev.signalbox.dsl.model.Workspace;
import dev.signalbox.dsl.read.WorkspaceReader;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A console whose people sign in at a provider of the test's own, and the way there and back. */
abstract class AtProvider {
    static final Person SAM = new Person(
            "sam", "Sam Reyes", Set.of("reviewer"), Role.of("approver"), Set.of("user-7", "sam@shop.example"), null);

    @TempDir
    Path workspace;

    FakeProvider provider;
    Console console;
    volatile Admission admission;
    volatile Workspace.Oidc settings;

    @BeforeEach
    final void start() throws Exception {
        provider = new FakeProvider();
        settings = settings("sub", null);
        admission = admitting(SAM);
        console = new Console(workspace, () -> admission);
    }

    @AfterEach
    final void stop() {
        console.close();
        provider.close();
    }

    Workspace.Oidc settings(String person, @Nullable String groups) {
        return new Workspace.Oidc(
                URI.create(provider.issuer),
                FakeProvider.CLIENT,
                "OIDC_SECRET",
                List.of("email"),
                person,
                groups,
                WorkspaceReader.empty().place());
    }

    Admission admitting(Person... people) {
        return new Admission(
                List.of(people),
                Set.of("support-lead", "reviewer"),
                true,
                new Admission.Provider(settings, FakeProvider.SECRET),
                null);
    }

    record Way(URI out, String cookie) {}

    Way leave(String next) {
        Console.Answer page = console.form("/signin/oidc", "next=" + next);
        assertEquals(200, page.status(), page.text());
        Matcher refresh = Pattern.compile("content=\"0;url=([^\"]+)\"").matcher(page.text());
        assertTrue(refresh.find(), page.text());
        return new Way(URI.create(refresh.group(1).replace("&amp;", "&")), page.cookie());
    }

    Console.Answer back(URI address, String cookie) {
        String path = address.toString().substring(console.server.url().length());
        return console.send(console.to(path)
                .header("Cookie", cookie)
                .header("Sec-Fetch-Site", "cross-site")
                .header("Sec-Fetch-Mode", "navigate")
                .GET());
    }

    Console.Answer signIn() {
        Way way = leave("/runs");
        return back(provider.authorize(way.out()), way.cookie());
    }

    static String session(Console.Answer answer) {
        return answer.response().headers().allValues("Set-Cookie").stream()
                .filter(cookie -> cookie.startsWith("signalbox_session="))
                .map(cookie -> cookie.substring(0, cookie.indexOf(';')))
                .findFirst()
                .orElse("");
    }
}
