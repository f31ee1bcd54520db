package dev.signalbox.dsl.check;

import dev.signalbox.dsl.diagnostic.Code;
import dev.signalbox.dsl.diagnostic.Diagnostic;
import dev.signalbox.dsl.diagnostic.Place;
import dev.signalbox.dsl.diagnostic.Severity;
import dev.signalbox.dsl.expr.TemplateCompiler;
import dev.signalbox.dsl.model.Action;
import dev.signalbox.dsl.model.Channel;
import dev.signalbox.dsl.model.Expr;
import dev.signalbox.dsl.model.McpServer;
import dev.signalbox.dsl.model.Prompt;
import dev.signalbox.dsl.model.State;
import dev.signalbox.dsl.model.Template;
import dev.signalbox.dsl.model.Transport;
import dev.signalbox.dsl.model.Workspace;
import dev.signalbox.dsl.model.verb.LlmVerb;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * S504 and S506: keys that stand in the file, and secrets that would travel unencrypted. A key is known by the forms in which
 * providers give them, and by a header that carries nothing else.
 */
final class SecretRules {
    /** As the providers document them: OpenAI and Anthropic, GitHub, Slack, AWS, Google, Stripe; a JWT; a private key. */
    private static final Pattern KEY = Pattern.compile(
            "\\b(sk-(?=[A-Za-z_-]*[0-9])[A-Za-z0-9_-]{20,}|gh[pousr]_[A-Za-z0-9]{30,}|github_pat_\\w{30,}|xox[abpors]-[A-Za-z0-9-]{10,}"
                    + "|AKIA[0-9A-Z]{16}|AIza[0-9A-Za-z_-]{35}|[rs]k_live_[A-Za-z0-9]{16,}"
                    + "|eyJ[\\w-]{10,}\\.eyJ[\\w-]{10,}\\.[\\w-]+)|-----BEGIN [A-Z ]*PRIVATE KEY-----");

    /** Whoever knows it may write there. */
    private static final Pattern SLACK = Pattern.compile("^https://hooks\\.slack(-gov)?\\.com/");

    private static final Pattern IN_ADDRESS = Pattern.compile("^[a-z][a-z0-9+.-]*://[^/\\s:@]+:[^/\\s@]+@");
    private static final Pattern PLAIN =
            Pattern.compile("^http://(?!localhost\\b|127\\.|\\[::1\\])", Pattern.CASE_INSENSITIVE);
    private static final List<String> CARRIES_A_KEY =
            List.of("authorization", "proxy-authorization", "x-api-key", "api-key");

    private final Findings findings;

    private SecretRules(Findings findings) {
        this.findings = findings;
    }

    static void check(Setting setting, Findings findings) {
        SecretRules rules = new SecretRules(findings);
        setting.flow().actions().values().stream()
                .filter(action -> !action.shared())
                .forEach(rules::action);
        for (State state : setting.flow().states().values()) {
            for (Steps.Step step : Steps.of(state)) {
                if (step.verb() instanceof LlmVerb llm) {
                    rules.prompt(llm.system());
                    rules.prompt(llm.prompt());
                }
            }
        }
    }

    static void check(Workspace workspace, Findings findings) {
        SecretRules rules = new SecretRules(findings);
        workspace.actions().values().forEach(rules::action);
        workspace.channels().values().forEach(rules::channel);
        workspace.mcpServers().values().forEach(rules::server);
        for (Workspace.Model model : workspace.models().values()) {
            if (model.apiKey() instanceof Template.Literal literal) {
                rules.literal(literal.place());
            }
            if (model.baseUrl() != null) {
                rules.text(model.baseUrl());
                if (isPlain(model.baseUrl()) && model.apiKey() != null && readsSecret(model.apiKey())) {
                    rules.plain(model.baseUrl().place(), "the key of `" + model.name() + "`");
                }
            }
        }
    }

    private void channel(Channel channel) {
        channel.way().templates().forEach(this::text);
        switch (channel.way()) {
            case Channel.Slack slack -> {
                if (slack.url() instanceof Template.Literal literal
                        && literal.value() instanceof String url
                        && SLACK.matcher(url).find()) {
                    literal(literal.place());
                }
                overTls(channel, slack.url());
            }
            case Channel.Webhook webhook -> {
                literalKey(webhook.secret());
                overTls(channel, webhook.url());
            }
            case Channel.Email email -> {
                literalKey(email.password());
                if (email.tls() == Channel.Tls.NONE && email.password() != null) {
                    findings.add(
                            Code.S506,
                            email.password().place(),
                            "Without TLS everybody on the way to the mail server can read the password of `"
                                    + channel.name() + "`.",
                            "Write `tls: starttls` or `tls: tls`; a server that wants no log-in needs no password.");
                }
            }
        }
    }

    private void literalKey(@Nullable Template key) {
        if (key instanceof Template.Literal literal) {
            literal(literal.place());
        }
    }

    private void overTls(Channel channel, Template url) {
        if (isPlain(url) && readsSecret(url)) {
            plain(url.place(), "the address of `" + channel.name() + "`");
        }
    }

    private void action(Action action) {
        switch (action.transport()) {
            case Transport.Http http -> http(action, http);
            case Transport.Exec exec -> exec.arguments().forEach(this::text);
            case Transport.Java java -> {}
            case Transport.Mcp mcp -> {}
            case Transport.Echo echo -> {}
        }
    }

    private void http(Action action, Transport.Http http) {
        List<Template> all = new ArrayList<>(List.of(http.url()));
        all.addAll(http.headers().values());
        all.addAll(http.query().values());
        if (http.body() != null) {
            all.add(http.body());
        }
        headers(http.headers());
        all.forEach(this::text);
        if (isPlain(http.url()) && all.stream().anyMatch(SecretRules::readsSecret)) {
            plain(http.url().place(), "a secret of `" + action.name() + "`");
        }
    }

    private void server(McpServer server) {
        switch (server) {
            case McpServer.Stdio stdio -> {
                stdio.args().forEach(this::text);
                stdio.env().values().forEach(this::text);
            }
            case McpServer.Http http -> {
                headers(http.headers());
                text(http.url());
                http.headers().values().forEach(this::text);
                if (isPlain(http.url()) && http.headers().values().stream().anyMatch(SecretRules::readsSecret)) {
                    plain(http.url().place(), "a secret of `" + server.name() + "`");
                }
            }
        }
    }

    private void headers(Map<String, Template> headers) {
        for (Map.Entry<String, Template> header : headers.entrySet()) {
            if (CARRIES_A_KEY.contains(header.getKey().toLowerCase(Locale.ROOT))
                    && header.getValue() instanceof Template.Literal literal) {
                literal(literal.place());
            }
            if (header.getKey().equalsIgnoreCase("cookie") && header.getValue() instanceof Template.Literal literal) {
                maybe(literal.place());
            }
        }
    }

    private void prompt(@Nullable Prompt prompt) {
        if (prompt != null) {
            for (Prompt.Piece piece : prompt.pieces()) {
                if (piece instanceof Prompt.Piece.Text text
                        && KEY.matcher(text.text()).find()) {
                    literal(prompt.place());
                }
            }
        }
    }

    private void text(Template template) {
        switch (template) {
            case Template.Literal literal -> {
                if (literal.value() instanceof String text && looksSecret(text)) {
                    literal(literal.place());
                }
            }
            case Template.Only only -> {}
            case Template.Interpolated text ->
                text.pieces().forEach(piece -> {
                    if (piece instanceof Template.Piece.Text part && looksSecret(part.text())) {
                        literal(text.place());
                    }
                });
            case Template.Fields fields -> fields.fields().values().forEach(this::text);
            case Template.Items items -> items.items().forEach(this::text);
        }
    }

    private static boolean looksSecret(String text) {
        return KEY.matcher(text).find() || IN_ADDRESS.matcher(text).find();
    }

    private static boolean readsSecret(Template template) {
        return TemplateCompiler.expressions(template).stream()
                .map(Expr::source)
                .anyMatch(source -> Identifiers.roots(source).contains("secret"));
    }

    private static boolean isPlain(Template url) {
        return switch (url) {
            case Template.Literal literal ->
                literal.value() instanceof String text && PLAIN.matcher(text).find();
            case Template.Interpolated text ->
                text.pieces().getFirst() instanceof Template.Piece.Text first
                        && PLAIN.matcher(first.text()).find()
                        && first.text().length() > "http://".length();
            case Template.Only only -> false;
            case Template.Fields fields -> false;
            case Template.Items items -> false;
        };
    }

    private void literal(Place place) {
        findings.add(
                Code.S504,
                place,
                "This looks like a key or a password, and everybody who has the file has it.",
                "Put it in the environment, declare its name under `secrets` and write `${secret.NAME}`.");
    }

    /** A cookie may say who calls, or only which language is wanted. */
    private void maybe(Place place) {
        findings.add(Diagnostic.of(
                        Code.S504, place, "Where this cookie signs in, everybody who has the file can do so.")
                .withSeverity(Severity.WARNING)
                .withHelp("Put it in the environment, declare its name under `secrets` and write `${secret.NAME}`."));
    }

    private void plain(Place place, String what) {
        findings.add(
                Code.S506,
                place,
                "Over plain http everybody on the way can read " + what + ".",
                "Use https, or an address of this machine.");
    }
}
