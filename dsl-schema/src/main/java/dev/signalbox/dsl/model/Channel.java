package dev.signalbox.dsl.model;

import dev.signalbox.dsl.diagnostic.Place;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How people are told of what waits for them. A notice links to the console and decides nothing.
 *
 * @param groups whose holds are told here too, beside those of the people who have this channel
 * @param stuck runs that nobody's route leads out of are told here
 */
public record Channel(String name, Way way, List<String> groups, boolean stuck, Place place) {
    public Channel {
        groups = List.copyOf(groups);
    }

    /** {@code slack}, {@code email} or {@code webhook}. */
    public String kind() {
        return way.kind();
    }

    /** The kind and its settings. Templates may read {@code env} and {@code secret}. */
    public sealed interface Way {
        String kind();

        /** Those that are there. */
        List<Template> templates();
    }

    /** @param url the incoming webhook's whole address: whoever has it may write there */
    public record Slack(Template url) implements Way {
        @Override
        public String kind() {
            return "slack";
        }

        @Override
        public List<Template> templates() {
            return List.of(url);
        }
    }

    /**
     * @param user null for a server that wants no log-in
     * @param from whom the mails are from, an address alone
     * @param to where the room's own mails go; empty where every person has an address
     */
    public record Email(
            Template host,
            int port,
            Tls tls,
            @Nullable Template user,
            @Nullable Template password,
            String from,
            List<String> to)
            implements Way {
        public Email {
            to = List.copyOf(to);
        }

        @Override
        public String kind() {
            return "email";
        }

        @Override
        public List<Template> templates() {
            return Stream.of(host, user, password).filter(Objects::nonNull).toList();
        }
    }

    /** How the way to a mail server is kept from others: asked for on the plain port and insisted on, from the first byte, or not at all. */
    public enum Tls {
        STARTTLS(587),
        TLS(465),
        NONE(25);

        private final int port;

        Tls(int port) {
            this.port = port;
        }

        /** Where servers listen for it. */
        public int port() {
            return port;
        }
    }

    /** @param secret what each request is signed with; null for requests that nobody can tell from others */
    public record Webhook(Template url, @Nullable Template secret) implements Way {
        @Override
        public String kind() {
            return "webhook";
        }

        @Override
        public List<Template> templates() {
            return secret == null ? List.of(url) : List.of(url, secret);
        }
    }
}
