package dev.signalbox.runtime.notice;

import dev.signalbox.dsl.model.Expr;
import dev.signalbox.dsl.model.Template;
import dev.signalbox.runtime.action.TextTemplate;
import dev.signalbox.runtime.action.WorkspaceEnvironment;
import dev.signalbox.runtime.port.Environment;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A channel's setting with this deployment's values in place, made anew for each use and kept nowhere.
 *
 * @param secrets the names of those that are in it
 */
record Filled(String text, List<String> secrets) {
    private static final Pattern NAME = Pattern.compile("\\s*(env|secret)\\s*\\.\\s*([A-Za-z_][A-Za-z0-9_]*)\\s*");

    /** It cannot be filled; the message is one sentence for who set the deployment up. */
    static final class Missing extends Exception {
        private static final long serialVersionUID = 1L;
        private final String sentence;

        Missing(String sentence) {
            super(sentence);
            this.sentence = sentence;
        }

        String sentence() {
            return sentence;
        }
    }

    static Filled of(Template template, Environment environment) throws Missing {
        List<String> secrets = new ArrayList<>();
        String text = TextTemplate.fill(template, new TextTemplate.Values<Missing>() {
            @Override
            public String of(Expr expr) throws Missing {
                return value(expr, environment, secrets);
            }

            @Override
            public Missing notText() {
                return new Missing("A channel's settings are texts.");
            }
        });
        return new Filled(text, List.copyOf(secrets));
    }

    private static String value(Expr expr, Environment environment, List<String> secrets) throws Missing {
        Matcher name = NAME.matcher(expr.source());
        if (!name.matches()) {
            throw new Missing("A channel may read `env.NAME` and `secret.NAME` only, not `"
                    + expr.source().strip() + "`.");
        }
        boolean secret = name.group(1).equals("secret");
        String value =
                secret ? environment.secret(name.group(2)) : environment.env().get(name.group(2));
        if (value == null) {
            throw new Missing(
                    secret
                            ? WorkspaceEnvironment.missingSecret(name.group(2))
                            : WorkspaceEnvironment.missingEnv(name.group(2)));
        }
        if (secret) {
            secrets.add(name.group(2));
        }
        return value;
    }
}
