package dev.signalbox.runtime.model;

import dev.signalbox.dsl.model.Expr;
import dev.signalbox.dsl.model.Template;
import dev.signalbox.dsl.model.Workspace;
import dev.signalbox.runtime.action.TextTemplate;
import dev.signalbox.runtime.action.WorkspaceEnvironment;
import dev.signalbox.runtime.port.Environment;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a model is and with what key, rendered from the workspace at each use.
 *
 * @param baseUrl null for the provider's own
 * @param key null when the workspace names none
 */
record Access(@Nullable String baseUrl, @Nullable String key) {
    private static final Pattern NAME = Pattern.compile("\\s*(env|secret)\\s*\\.\\s*([A-Za-z_][A-Za-z0-9_]*)\\s*");

    /** It cannot be rendered; the message is one sentence for the person who set the deployment up. */
    static final class Missing extends Exception {
        private static final long serialVersionUID = 1L;

        Missing(String message) {
            super(message);
        }
    }

    static Access of(Workspace.Model model, Environment environment, Map<String, Workspace.Secret> secrets)
            throws Missing {
        String url = model.baseUrl() == null ? null : text(model.baseUrl(), model, environment);
        String host = host(model, url);
        if (model.apiKey() != null) {
            checkHosts(model.apiKey(), model, secrets, host);
        }
        return new Access(url, model.apiKey() == null ? null : text(model.apiKey(), model, environment));
    }

    private static String host(Workspace.Model model, @Nullable String url) throws Missing {
        if (url == null) {
            return model.provider() == Workspace.Provider.ANTHROPIC ? "api.anthropic.com" : "api.openai.com";
        }
        try {
            URI address = new URI(url);
            String scheme = address.getScheme();
            if (address.getHost() != null && ("https".equals(scheme) || "http".equals(scheme))) {
                return address.getHost().toLowerCase(Locale.ROOT);
            }
        } catch (java.net.URISyntaxException e) {
            // Said below.
        }
        throw new Missing("The base_url of model `" + model.name() + "` is no http or https address.");
    }

    private static void checkHosts(
            Template template, Workspace.Model model, Map<String, Workspace.Secret> secrets, String host)
            throws Missing {
        for (Expr expr : expressions(template)) {
            Matcher name = NAME.matcher(expr.source());
            if (name.matches() && name.group(1).equals("secret")) {
                Workspace.Secret secret = secrets.get(name.group(2));
                if (secret != null
                        && !secret.hosts().isEmpty()
                        && secret.hosts().stream().noneMatch(allowed -> allowed.equalsIgnoreCase(host))) {
                    throw new Missing("The secret " + name.group(2) + " may not be sent to " + host + ", where model `"
                            + model.name() + "` is: name that host under secrets in signalbox.yaml.");
                }
            }
        }
    }

    private static List<Expr> expressions(Template template) {
        return switch (template) {
            case Template.Only only -> List.of(only.expr());
            case Template.Interpolated text ->
                text.pieces().stream()
                        .filter(Template.Piece.Value.class::isInstance)
                        .map(piece -> ((Template.Piece.Value) piece).expr())
                        .toList();
            case Template.Literal literal -> List.of();
            case Template.Fields fields -> List.of();
            case Template.Items items -> List.of();
        };
    }

    private static String text(Template template, Workspace.Model model, Environment environment) throws Missing {
        return TextTemplate.fill(template, new TextTemplate.Values<Missing>() {
            @Override
            public String of(Expr expr) throws Missing {
                return value(expr, model, environment);
            }

            @Override
            public Missing notText() {
                return new Missing("The base_url and api_key of model `" + model.name() + "` must be text.");
            }
        });
    }

    private static String value(Expr expr, Workspace.Model model, Environment environment) throws Missing {
        Matcher name = NAME.matcher(expr.source());
        if (!name.matches()) {
            throw new Missing("Model `" + model.name() + "` may read `env.NAME` and `secret.NAME` only, not `"
                    + expr.source().strip() + "`.");
        }
        boolean secret = name.group(1).equals("secret");
        String value =
                secret ? environment.secret(name.group(2)) : environment.env().get(name.group(2));
        if (value == null) {
            String missing = secret
                    ? WorkspaceEnvironment.missingSecret(name.group(2))
                    : WorkspaceEnvironment.missingEnv(name.group(2));
            throw new Missing("Model `" + model.name() + "` cannot be asked. " + missing);
        }
        return value;
    }
}
