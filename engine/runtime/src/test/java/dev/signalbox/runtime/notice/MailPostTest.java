package dev.signalbox.runtime.notice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import dev.signalbox.dsl.model.Channel;
import dev.signalbox.runtime.port.NoticeId;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Mail against a real server on this machine, and against servers that are none. */
class MailPostTest {
    private static final NoticeId ID = NoticeId.of("one");
    private static final Duration LONG = Duration.ofSeconds(60);

    /** The test's server signs its certificate itself. */
    private static final Map<String, String> TRUSTING =
            Map.of("mail.smtp.ssl.trust", "*", "mail.smtp.ssl.checkserveridentity", "false");

    private GreenMail server = new GreenMail(setup("smtp"));

    private static ServerSetup setup(String protocol) {
        ServerSetup setup = new ServerSetup(0, "127.0.0.1", protocol);
        setup.setServerStartupTimeout(LONG.toMillis());
        return setup;
    }

    private int start(String protocol) {
        server = new GreenMail(setup(protocol));
        server.start();
        server.setUser("signalbox", "correct-horse");
        return protocol.equals("smtps")
                ? server.getSmtps().getPort()
                : server.getSmtp().getPort();
    }

    @AfterEach
    void stop() {
        server.stop();
    }

    private static Post.Answer send(
            Map<String, String> more, Duration longest, int port, String settings, String title) {
        Channel channel = Channels.only(Channels.workspace(
                "{ email: { host: 127.0.0.1, port: " + port + ", from: signalbox@shop.example, " + settings + " } }"));
        try (MailPost post = new MailPost(Channels.SECRETS, more, longest)) {
            return post.send((Channel.Email) channel.way(), "sam@shop.example", ID, Channels.letter(title));
        }
    }

    private static String problem(Post.Answer answer) {
        return assertInstanceOf(Post.Answer.Refused.class, answer).problem();
    }

    private static final String SIGNED_IN = "user: signalbox, password: '${secret.SMTP_PASSWORD}'";

    @Test
    void aMailHasBothFormsAndTheSameIdAtEachTry() throws Exception {
        int port = start("smtp");
        for (int i = 0; i < 2; i++) {
            assertEquals(
                    new Post.Answer.Taken(), send(Map.of(), LONG, port, "tls: none, " + SIGNED_IN, "Zahlen für r1?"));
        }
        assertTrue(server.waitForIncomingEmail(LONG.toMillis(), 2));
        for (MimeMessage mail : server.getReceivedMessages()) {
            assertEquals("<" + ID + "@shop.example>", mail.getMessageID());
            assertEquals("Approval wanted: Zahlen für r1?", mail.getSubject());
            assertEquals("sam@shop.example", mail.getHeader("To", ","));
            assertEquals("signalbox@shop.example", mail.getHeader("From", ","));
            MimeMultipart parts = (MimeMultipart) mail.getContent();
            assertTrue(parts.getContentType().startsWith("multipart/alternative"), parts.getContentType());
            assertTrue(parts.getBodyPart(0).getContentType().startsWith("text/plain"));
            assertTrue(parts.getBodyPart(1).getContentType().startsWith("text/html"));
            assertTrue(String.valueOf(parts.getBodyPart(0).getContent())
                    .contains("https://signalbox.example/holds/r.pay.1?for=abc.def"));
        }
    }

    @Test
    void theWayThereIsTlsFromTheFirstByte() throws Exception {
        int port = start("smtps");
        assertEquals(new Post.Answer.Taken(), send(TRUSTING, LONG, port, "tls: tls, " + SIGNED_IN, "Pay?"));
        assertTrue(server.waitForIncomingEmail(LONG.toMillis(), 1));
    }

    @Test
    void aCertificateThatNobodyKnowsIsNotTaken() {
        int port = start("smtps");
        assertNotNull(problem(send(Map.of(), LONG, port, "tls: tls, " + SIGNED_IN, "Pay?")));
        assertEquals(0, server.getReceivedMessages().length);
    }

    @Test
    void aServerWithoutStartTlsIsToldNothing() {
        int port = start("smtp");
        String problem = problem(send(Map.of(), LONG, port, SIGNED_IN, "Pay?"));
        assertTrue(problem.contains("STARTTLS"), problem);
        assertEquals(0, server.getReceivedMessages().length);
    }

    @Test
    void aWrongPasswordIsSaidAndNotShown() {
        int port = start("smtp");
        String problem =
                problem(send(Map.of(), LONG, port, "tls: none, user: signalbox, password: '${secret.WRONG}'", "Pay?"));
        assertTrue(problem.contains("takes neither this user nor this password"), problem);
        assertFalse(problem.contains("battery"), problem);
    }

    @Test
    void aServerThatIsNotThereIsNamed() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        String problem = problem(send(Map.of(), LONG, port, "tls: none", "Pay?"));
        assertTrue(problem.contains("127.0.0.1:" + port), problem);
    }

    @Test
    void aServerThatHangsIsGivenUp() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String problem =
                    problem(send(Map.of(), Duration.ofMillis(300), silent.getLocalPort(), "tls: none", "Pay?"));
            assertEquals("No answer from 127.0.0.1:" + silent.getLocalPort() + " in time.", problem);
        }
    }

    /** Each byte comes in time, and the answer never ends. */
    @Test
    void aServerThatDripsIsGivenUp() throws Exception {
        try (ServerSocket dripping = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> drip(dripping));
            String problem =
                    problem(send(Map.of(), Duration.ofMillis(500), dripping.getLocalPort(), "tls: none", "Pay?"));
            assertEquals("No answer from 127.0.0.1:" + dripping.getLocalPort() + " in time.", problem);
        }
    }

    private static void drip(ServerSocket server) {
        try (Socket socket = server.accept()) {
            while (true) {
                socket.getOutputStream().write("220-still here\r\n".getBytes(StandardCharsets.US_ASCII));
                socket.getOutputStream().flush();
            }
        } catch (IOException e) {
            // The other side has given it up.
        }
    }

    @Test
    void aTitleEndsNoHeader() throws Exception {
        int port = start("smtp");
        String title = OutsideText.line("Pay?\r\nBcc: all@shop.example\r\n\r\n<b>body</b>");
        assertEquals(new Post.Answer.Taken(), send(Map.of(), LONG, port, "tls: none", title));
        assertTrue(server.waitForIncomingEmail(LONG.toMillis(), 1));
        MimeMessage mail = server.getReceivedMessages()[0];
        assertEquals(null, mail.getHeader("Bcc"));
        assertEquals(1, mail.getAllRecipients().length);
        assertTrue(
                mail.getSubject().replace("\u200B", "").startsWith("Approval wanted: Pay? Bcc: all@shop"),
                mail.getSubject());
    }
}
