package dev.signalbox.runtime.notice;

import dev.signalbox.dsl.model.Channel;
import dev.signalbox.dsl.model.Template;
import dev.signalbox.runtime.port.Environment;
import dev.signalbox.runtime.port.NoticeId;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Date;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.jspecify.annotations.Nullable;

/**
 * Mail by SMTP: a connection of its own for each, with STARTTLS insisted on or TLS from the first byte unless the channel says
 * that there is none, and the server's name checked. Its socket is closed when its time is over, so that a server that hangs,
 * or drips, holds up one thread and no longer than that.
 */
final class MailPost implements AutoCloseable {
    private static final int STEP = 10_000;

    private final Environment environment;
    private final Map<String, String> more;
    private final Duration longest;
    private final ScheduledExecutorService deadlines = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("signalbox-mail-deadlines").factory());

    MailPost(Environment environment) {
        this(environment, Map.of(), Post.LONGEST);
    }

    /** @param more settings of the library: whom to trust, in tests */
    MailPost(Environment environment, Map<String, String> more, Duration longest) {
        this.environment = environment;
        this.more = Map.copyOf(more);
        this.longest = longest;
    }

    Post.Answer send(Channel.Email mail, String to, NoticeId id, Letter letter) {
        String host;
        String user;
        String password;
        try {
            host = Filled.of(mail.host(), environment).text();
            user = mail.user() == null
                    ? null
                    : Filled.of(mail.user(), environment).text();
            password = mail.password() == null
                    ? null
                    : Filled.of(mail.password(), environment).text();
        } catch (Filled.Missing missing) {
            return new Post.Answer.Refused(missing.sentence(), null);
        }
        String server = host + ":" + mail.port();
        TimedSockets sockets = new TimedSockets();
        Future<?> deadline = deadlines.schedule(sockets::giveUp, longest.toMillis(), TimeUnit.MILLISECONDS);
        try {
            Session session = Session.getInstance(settings(mail, host, user != null, sockets));
            Message message = message(session, mail, to, id, letter);
            try (Transport transport = session.getTransport("smtp")) {
                transport.connect(host, mail.port(), user, password);
                transport.sendMessage(message, message.getAllRecipients());
                return new Post.Answer.Taken();
            }
        } catch (MessagingException e) {
            return new Post.Answer.Refused(
                    sockets.gaveUp() ? "No answer from " + server + " in time." : why(server, e, password), null);
        } finally {
            deadline.cancel(false);
        }
    }

    private Properties settings(Channel.Email mail, String host, boolean signsIn, TimedSockets sockets) {
        Properties settings = new Properties();
        boolean tls = mail.tls() == Channel.Tls.TLS;
        boolean startTls = mail.tls() == Channel.Tls.STARTTLS;
        settings.put("mail.smtp.host", host);
        settings.put("mail.smtp.auth", Boolean.toString(signsIn));
        settings.put("mail.smtp.ssl.enable", Boolean.toString(tls));
        settings.put("mail.smtp.starttls.enable", Boolean.toString(startTls));
        settings.put("mail.smtp.starttls.required", Boolean.toString(startTls));
        settings.put("mail.smtp.ssl.checkserveridentity", "true");
        settings.put("mail.smtp.connectiontimeout", STEP);
        settings.put("mail.smtp.timeout", STEP);
        settings.put("mail.smtp.quitwait", "false");
        settings.put("mail.smtp.socketFactory", sockets);
        settings.put("mail.smtp.localhost", mail.from().substring(mail.from().indexOf('@') + 1));
        settings.putAll(more);
        return settings;
    }

    @SuppressWarnings("JavaUtilDate") // Jakarta Mail takes no other
    private static Message message(Session session, Channel.Email mail, String to, NoticeId id, Letter letter)
            throws MessagingException {
        MimeMessage message =
                new Named(session, "<" + id + mail.from().substring(mail.from().indexOf('@')) + ">");
        message.setFrom(new InternetAddress(mail.from()));
        message.setRecipients(Message.RecipientType.TO, InternetAddress.parse(to, true));
        message.setSubject(OutsideText.unlinked(letter.subject()), StandardCharsets.UTF_8.name());
        message.setSentDate(new Date());
        // No out-of-office answers.
        message.setHeader("Auto-Submitted", "auto-generated");
        message.setHeader("X-Auto-Response-Suppress", "All");
        MimeBodyPart plain = new MimeBodyPart();
        plain.setText(MailText.plain(letter), StandardCharsets.UTF_8.name());
        MimeBodyPart html = new MimeBodyPart();
        html.setText(MailText.html(letter), StandardCharsets.UTF_8.name(), "html");
        message.setContent(new MimeMultipart("alternative", plain, html));
        message.saveChanges();
        return message;
    }

    /** With the id that we give it: the same at each try, so that a mailbox that has it twice can tell. */
    private static final class Named extends MimeMessage {
        private final String id;

        Named(Session session, String id) {
            super(session);
            this.id = id;
        }

        @Override
        protected void updateMessageID() throws MessagingException {
            setHeader("Message-ID", id);
        }
    }

    private static String why(String server, MessagingException problem, @Nullable String password) {
        if (problem instanceof AuthenticationFailedException) {
            return "The mail server " + server + " takes neither this user nor this password.";
        }
        if (problem.getNextException() instanceof SMTPAddressFailedException refused) {
            return "The mail server " + server + " does not take mail for " + refused.getAddress() + ": "
                    + OutsideText.line(String.valueOf(refused.getMessage()));
        }
        String words = OutsideText.line(String.valueOf(problem.getMessage()));
        return "The mail server " + server + " did not take it: "
                + (password == null || password.length() < 4 ? words : words.replace(password, "…"));
    }

    @Nullable
    String problem(Channel.Email mail) {
        try {
            for (Template template : mail.templates()) {
                Filled.of(template, environment);
            }
            return null;
        } catch (Filled.Missing missing) {
            return missing.sentence();
        }
    }

    @Override
    public void close() {
        deadlines.shutdownNow();
    }
}
