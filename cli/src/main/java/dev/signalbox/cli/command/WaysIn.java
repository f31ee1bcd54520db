package dev.signalbox.cli.command;

import dev.signalbox.cli.command.Finding.Level;
import dev.signalbox.console.access.Admission;
import dev.signalbox.console.access.Person;
import dev.signalbox.console.access.SignIn;
import dev.signalbox.dsl.model.Workspace;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What {@code doctor} says of who could sign in to a server of this workspace, and of doors that stay shut for want of a secret
 * or of a token that cannot be guessed. */
final class WaysIn {
    private WaysIn() {}

    /** @param secrets the value of a declared secret, or null */
    static List<Finding> of(
            Workspace declared, Map<String, String> environment, UnaryOperator<@Nullable String> secrets) {
        Admission admission = Admission.of(declared, environment, secrets);
        List<Finding> findings = new ArrayList<>();
        List<String> ways = new ArrayList<>(List.of("the printed link"));
        String tokens = admission.people().stream()
                .filter(person -> person.token() != null)
                .map(Person::id)
                .collect(Collectors.joining(", "));
        if (!tokens.isEmpty()) {
            ways.add("tokens of " + tokens);
        }
        if (admission.provider() != null) {
            ways.add("the provider " + admission.provider().settings().issuer());
        }
        if (admission.proxy() != null && admission.proxy().header() != null) {
            ways.add("the proxy's word");
        }
        findings.add(new Finding("sign-in", Level.OK, String.join("; ", ways)));
        for (Person person : admission.people()) {
            String variable = Admission.tokenVariable(person.id());
            if (person.token() == null
                    && !environment.getOrDefault(variable, "").isBlank()) {
                findings.add(new Finding(
                        "sign-in",
                        Level.NOTE,
                        "nobody comes in by " + variable + ": it has fewer than " + SignIn.SHORTEST_TOKEN
                                + " characters"));
            }
        }
        Workspace.Oidc oidc = declared.auth().oidc();
        if (oidc != null && admission.provider() == null) {
            findings.add(shut("the provider " + oidc.issuer(), oidc.secret()));
        }
        Workspace.Proxy proxy = declared.auth().proxy();
        if (proxy != null && admission.proxy() == null) {
            findings.add(shut("the proxy", proxy.secret()));
        }
        return findings;
    }

    private static Finding shut(String whose, @Nullable String secret) {
        return new Finding(
                "sign-in", Level.NOTE, "nobody comes in by " + whose + ": the secret " + secret + " is not set");
    }
}
