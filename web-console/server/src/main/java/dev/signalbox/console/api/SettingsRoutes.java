package dev.signalbox.console.api;

import dev.signalbox.console.access.Admission;
import dev.signalbox.console.access.Gate;
import dev.signalbox.console.access.Person;
import dev.signalbox.console.access.Role;
import dev.signalbox.console.access.Sessions;
import dev.signalbox.console.access.SignIn;
import dev.signalbox.dsl.model.DayLimits;
import dev.signalbox.dsl.model.Limits;
import dev.signalbox.dsl.model.ModelName;
import dev.signalbox.dsl.model.Workspace;
import dev.signalbox.dsl.value.Durations;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** How this server is set up, as whoever may look sees it, and an end to everybody's session for an operator. */
public final class SettingsRoutes {
    private final SignIn signIn;
    private final Setup setup;
    private final Supplier<String> url;
    private final boolean reachable;
    private final boolean edit;

    /**
     * @param url where browsers reach this server
     * @param reachable whether other machines do
     * @param edit whether flow files may be saved from the page
     */
    public SettingsRoutes(SignIn signIn, Setup setup, Supplier<String> url, boolean reachable, boolean edit) {
        this.signIn = signIn;
        this.setup = setup;
        this.url = url;
        this.reachable = reachable;
        this.edit = edit;
    }

    public void install(RoutesConfig routes) {
        routes.get("/api/settings", this::show, Role.VIEW);
        routes.post("/api/sessions/end", this::endSessions, Role.OPERATE);
    }

    private void endSessions(Context ctx) {
        ctx.json(Map.of("ended", signIn.sessions().endAll()));
    }

    private void show(Context ctx) {
        Workspace workspace = setup.workspace().get();
        Admission admission = signIn.admission();
        boolean operator = Gate.caller(ctx).roles().contains(Role.OPERATE);
        ctx.json(new SettingsView(
                server(workspace),
                ways(workspace.auth(), admission, operator ? signIn.sessions().count() : null),
                people(workspace, admission),
                workspace.groups(),
                workspace.models().values().stream().map(SettingsRoutes::model).toList(),
                workspace.secrets().values().stream()
                        .map(secret -> new SettingsView.SecretView(
                                secret.name(),
                                secret.hosts(),
                                setup.secretIsSet().test(secret.name())))
                        .toList(),
                new SettingsView.Allowed(
                        workspace.httpAllow(),
                        workspace.execAllow(),
                        workspace.env().stream().sorted().toList()),
                limits(workspace.defaultLimits(), workspace.day())));
    }

    private SettingsView.Server server(Workspace workspace) {
        String reached = url.get();
        return new SettingsView.Server(
                setup.version(),
                reached,
                reached.startsWith("https:"),
                reachable,
                setup.store(),
                edit,
                workspace.keepPayloads() == null ? null : Durations.print(workspace.keepPayloads()));
    }

    private static SettingsView.SignInWays ways(Workspace.Auth auth, Admission now, @Nullable Integer sessions) {
        Workspace.Oidc oidc = auth.oidc();
        Workspace.Proxy proxy = auth.proxy();
        return new SettingsView.SignInWays(
                now.tokens(),
                oidc == null
                        ? null
                        : new SettingsView.Provider(
                                oidc.issuer().toString(),
                                oidc.clientId(),
                                oidc.person(),
                                oidc.groups(),
                                now.provider() != null),
                proxy == null ? null : new SettingsView.Proxy(proxy.from(), proxy.header(), now.proxy() != null),
                Durations.print(Sessions.IDLE),
                Durations.print(Sessions.LONGEST),
                sessions);
    }

    private static List<SettingsView.PersonView> people(Workspace workspace, Admission now) {
        return workspace.people().values().stream()
                .map(person -> new SettingsView.PersonView(
                        person.id(),
                        person.name(),
                        person.groups(),
                        person.roles(),
                        person.knownAs(),
                        now.person(person.id()).map(Person::token).isPresent()))
                .toList();
    }

    private static SettingsView.ModelView model(Workspace.Model model) {
        return new SettingsView.ModelView(
                model.name().value(),
                model.provider().name().toLowerCase(Locale.ROOT),
                model.model(),
                model.window(),
                model.fallback().stream().map(ModelName::value).toList());
    }

    /** As the file writes them: `steps`, `llm_calls`, `tokens`, `cost_usd`, `duration` of a run, the same under `day`. */
    private static Map<String, Object> limits(Limits run, @Nullable DayLimits day) {
        Map<String, Object> limits = new LinkedHashMap<>();
        put(limits, "steps", run.steps());
        put(limits, "llm_calls", run.llmCalls());
        put(limits, "tokens", run.tokens());
        put(limits, "cost_usd", run.costUsd());
        put(limits, "duration", run.duration() == null ? null : Durations.print(run.duration()));
        if (day != null) {
            Map<String, Object> ofDay = new LinkedHashMap<>();
            put(ofDay, "llm_calls", day.llmCalls());
            put(ofDay, "tokens", day.tokens());
            put(ofDay, "cost_usd", day.costUsd());
            limits.put("day", ofDay);
        }
        return limits;
    }

    private static void put(Map<String, Object> limits, String name, @Nullable Object value) {
        if (value != null) {
            limits.put(name, value);
        }
    }
}
