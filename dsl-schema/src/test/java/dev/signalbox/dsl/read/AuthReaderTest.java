package dev.signalbox.dsl.read;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.signalbox.dsl.diagnostic.Diagnostic;
import dev.signalbox.dsl.model.Workspace;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What `auth` means, and that a mistake in it closes a door and opens none. */
class AuthReaderTest {
    private static ReadWorkspace read(String auth) {
        return WorkspaceReader.read(
                "signalbox: 1\nsecrets: { OIDC_SECRET: {} }\n" + auth + "\n", Texts.sources(Map.of()));
    }

    private static Workspace.Auth sound(String auth) {
        ReadWorkspace read = read(auth);
        assertEquals(List.of(), read.diagnostics());
        return read.workspace().auth();
    }

    @Test
    void without_the_key_people_sign_in_with_tokens() {
        assertEquals(Workspace.Auth.TOKENS, sound("groups: []"));
        assertTrue(sound("auth: {}").tokens());
        assertFalse(sound("auth: { tokens: false }").tokens());
    }

    @Test
    void a_provider_names_people_by_their_subject_unless_told_otherwise() {
        Workspace.Oidc bare = sound("auth: { oidc: { issuer: https://id.example, client_id: box } }")
                .oidc();
        assertNotNull(bare);
        assertEquals("sub", bare.person());
        assertNull(bare.secret());
        assertNull(bare.groups());
        Workspace.Oidc full = sound(
                        "auth: { oidc: { issuer: https://id.example/t, client_id: box, client_secret: OIDC_SECRET, scopes: email, person: email, groups: teams } }")
                .oidc();
        assertNotNull(full);
        assertEquals("email", full.person());
        assertEquals(List.of("email"), full.scopes());
        assertEquals("OIDC_SECRET", full.secret());
    }

    @ValueSource(
            strings = {
                "oidc: { issuer: http://id.example, client_id: box }",
                "oidc: { issuer: https://id.example?tenant=1, client_id: box }",
                "oidc: { issuer: ftp://id.example, client_id: box }",
                "oidc: { issuer: 'https://', client_id: box }",
                "oidc: { issuer: 'https://a b', client_id: box }",
                "oidc: { client_id: box }",
                "oidc: { issuer: https://id.example }",
                "oidc: { issuer: https://id.example, client_id: box, client_secret: hunter2 }",
                "proxy: { header: X-User }",
                "proxy: { from: [proxy.example], header: X-User }",
                "proxy: { from: [10.0.0.1], header: 'X User' , secret: OIDC }",
                "proxy: { from: [10.0.0.1], secret: OIDC }"
            })
    @ParameterizedTest
    void a_broken_way_is_a_finding_and_no_way(String way) {
        ReadWorkspace read = read("auth: { " + way + " }");
        assertTrue(read.diagnostics().stream().anyMatch(Diagnostic::isError), read.diagnostics()::toString);
        assertNull(read.workspace().auth().oidc());
        assertNull(read.workspace().auth().proxy());
    }

    @Test
    void what_was_written_for_a_secrets_name_is_not_repeated_for_it_may_be_the_secret() {
        ReadWorkspace read =
                read("auth: { oidc: { issuer: https://id.example, client_id: box, client_secret: hunter2 } }");
        assertFalse(read.diagnostics().toString().contains("hunter2"), read.diagnostics()::toString);
    }

    @Test
    void a_provider_on_this_machine_may_do_without_tls() {
        assertNotNull(sound("auth: { oidc: { issuer: 'http://127.0.0.1:9000', client_id: box } }")
                .oidc());
    }

    @Test
    void a_proxy_may_only_forward() {
        Workspace.Proxy proxy = sound("auth: { proxy: { from: [10.0.0.1, '10.1.0.0/16', '::1'] } }")
                .proxy();
        assertNotNull(proxy);
        assertNull(proxy.header());
        assertEquals(List.of("10.0.0.1", "10.1.0.0/16", "::1"), proxy.from());
    }

    @Test
    void nobody_is_known_by_another_persons_name() {
        assertEquals(
                List.of("sam@shop.example"),
                read("people: { sam: { known_as: sam@shop.example } }")
                        .workspace()
                        .people()
                        .get("sam")
                        .knownAs());
        ReadWorkspace twice = read("people: { sam: { known_as: [a] }, kim: { known_as: [b, a] } }");
        assertEquals(1, twice.diagnostics().size());
        assertEquals(List.of("b"), twice.workspace().people().get("kim").knownAs());
    }
}
