package dev.signalbox.dsl.read;

import dev.signalbox.dsl.diagnostic.Code;
import dev.signalbox.dsl.diagnostic.Diagnostic;
import dev.signalbox.dsl.diagnostic.Nearest;
import dev.signalbox.dsl.model.Workspace;
import dev.signalbox.dsl.yaml.YamlNode;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * {@code auth}: how people sign in. Where a part of it is broken the part is left out, so that a mistake closes a door and
 * never opens one.
 */
final class AuthReader {
    private static final Pattern HEADER = Pattern.compile("[A-Za-z0-9][A-Za-z0-9-]{0,63}");

    /** An IPv4 or IPv6 address, with the length of a network's prefix or without. Names are not looked up. */
    private static final Pattern NETWORK =
            Pattern.compile("(?:\\d{1,3}(?:\\.\\d{1,3}){3}|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*)(?:/\\d{1,3})?");

    private final Reading reading;

    AuthReader(Reading reading) {
        this.reading = reading;
    }

    Workspace.Auth auth(Fields workspace) {
        Fields auth = Fields.open(reading, workspace.get("auth"), "`auth`", List.of("tokens", "oidc", "proxy"));
        if (auth == null) {
            return Workspace.Auth.TOKENS;
        }
        Set<String> secrets = workspace.get("secrets") instanceof YamlNode.Mapping declared
                ? declared.entries().keySet()
                : Set.of();
        return new Workspace.Auth(
                !auth.has("tokens") || auth.flag("tokens"),
                oidc(auth.get("oidc"), secrets),
                proxy(auth.get("proxy"), secrets));
    }

    private Workspace.@Nullable Oidc oidc(@Nullable YamlNode node, Set<String> secrets) {
        Fields oidc = Fields.open(
                reading, node, "`oidc`", List.of("issuer", "client_id", "client_secret", "scopes", "person", "groups"));
        if (oidc == null) {
            return null;
        }
        URI issuer = issuer(oidc.needText("issuer"));
        YamlNode.Scalar client = oidc.needText("client_id");
        YamlNode.Scalar person = Fields.nameOf(reading, oidc.get("person"));
        YamlNode.Scalar groups = Fields.nameOf(reading, oidc.get("groups"));
        String secret = secret(oidc, "client_secret", secrets);
        return issuer == null || client == null || (secret == null && oidc.has("client_secret"))
                ? null
                : new Workspace.Oidc(
                        issuer,
                        client.text(),
                        secret,
                        oidc.texts("scopes"),
                        person == null ? "sub" : person.text(),
                        groups == null ? null : groups.text(),
                        oidc.place());
    }

    private Workspace.@Nullable Proxy proxy(@Nullable YamlNode node, Set<String> secrets) {
        Fields proxy = Fields.open(reading, node, "`proxy`", List.of("from", "header", "secret"));
        if (proxy == null) {
            return null;
        }
        proxy.need("from");
        List<String> from = new ArrayList<>();
        for (YamlNode item : proxy.items("from")) {
            YamlNode.Scalar network = Fields.nameOf(reading, item);
            if (network != null && NETWORK.matcher(network.text()).matches()) {
                from.add(network.text());
            } else if (network != null) {
                reading.wrong(network, "an address or network such as `10.0.0.5` or `10.0.0.0/8`");
            }
        }
        YamlNode.Scalar header = Fields.nameOf(reading, proxy.get("header"));
        if (header != null && !HEADER.matcher(header.text()).matches()) {
            reading.wrong(header, "the name of a header");
            header = null;
        }
        String secret = secret(proxy, "secret", secrets);
        return from.isEmpty() || (secret == null && proxy.has("secret"))
                ? null
                : new Workspace.Proxy(from, header == null ? null : header.text(), secret, proxy.place());
    }

    /** What leaves this machine to say who somebody is goes by https; this machine's own services may do without. */
    private @Nullable URI issuer(YamlNode.@Nullable Scalar written) {
        if (written == null) {
            return null;
        }
        try {
            URI issuer = new URI(written.text());
            boolean here = Set.of("localhost", "127.0.0.1", "[::1]").contains(String.valueOf(issuer.getHost()));
            boolean secure = "https".equals(issuer.getScheme()) || ("http".equals(issuer.getScheme()) && here);
            if (secure && issuer.getHost() != null && issuer.getRawQuery() == null && issuer.getRawFragment() == null) {
                return issuer;
            }
        } catch (URISyntaxException e) {
            // Said below.
        }
        reading.wrong(written, "an address that begins with `https://`");
        return null;
    }

    private @Nullable String secret(Fields fields, String key, Set<String> declared) {
        YamlNode.Scalar name = Fields.nameOf(reading, fields.get(key));
        if (name != null && !declared.contains(name.text())) {
            // The text may be the secret itself: it is not repeated.
            reading.add(Diagnostic.of(
                            Code.Y006, name.place(), "`" + key + "` must be the name of a secret under `secrets`.")
                    .withHelp("Its value comes from the environment or a mounted file, never from this file.")
                    .withSuggestion(Nearest.to(name.text(), declared)));
            return null;
        }
        return name == null ? null : name.text();
    }
}
