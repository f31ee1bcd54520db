package dev.signalbox.spring;

import dev.signalbox.spring.SignalboxProperties.Database;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The address of the store, made of the application's settings. */
final class DatabaseAddress {
    /** Beside the application's own tables, which may be called as ours are. */
    private static final String SCHEMA = "signalbox";

    private DatabaseAddress() {}

    /**
     * @param application where the application's own database is; null when it has none
     * @return null for the workspace's own file
     */
    static @Nullable String of(Database database, @Nullable Login application) {
        if (!database.ofApplication()) {
            return own(database);
        }
        if (database.url() != null) {
            throw new SetupException(
                    "Both signalbox.database.url and signalbox.database.of-application say where runs are kept.",
                    "Leave one of them out.",
                    null);
        }
        if (application == null) {
            throw new SetupException(
                    "signalbox.database.of-application is true, and the application has no database.",
                    "Set spring.datasource.url (and have spring-boot-jdbc on the class path), or name the engine's own database in"
                            + " signalbox.database.url.",
                    null);
        }
        if (!application.url().startsWith("jdbc:postgresql:")) {
            throw new SetupException(
                    "signalbox.database.of-application is true, and the application's database is not PostgreSQL.",
                    "Name a database for the engine in signalbox.database.url: postgresql://… or sqlite:PATH.",
                    null);
        }
        String schema = database.schema() == null ? SCHEMA : database.schema();
        return with(application.url(), application.username(), application.password(), schema);
    }

    private static @Nullable String own(Database database) {
        String url = database.url() == null || database.url().isBlank() ? null : database.url();
        boolean postgres = url != null && url.matches("(jdbc:)?postgres(ql)?:.*");
        if (!postgres && (database.username() != null || database.password() != null || database.schema() != null)) {
            throw new SetupException(
                    "signalbox.database names a user, a password or a schema, which only a PostgreSQL database has.",
                    "Set signalbox.database.url to postgresql://HOST:PORT/NAME, or leave the others out.",
                    null);
        }
        return url == null ? null : with(url, database.username(), database.password(), database.schema());
    }

    /** Where and as whom the application reaches its database. */
    record Login(
            String url, @Nullable String username, @Nullable String password) {
        /** Not the password. */
        @Override
        public String toString() {
            return "Login of " + username;
        }
    }

    private static String with(
            String url, @Nullable String username, @Nullable String password, @Nullable String schema) {
        StringBuilder address = new StringBuilder(url);
        add(address, "user", username);
        add(address, "password", password);
        add(address, "schema", schema);
        return address.toString();
    }

    private static void add(StringBuilder address, String name, @Nullable String value) {
        if (value != null && !value.isEmpty()) {
            address.append(address.indexOf("?") < 0 ? '?' : '&')
                    .append(name)
                    .append('=')
                    .append(URLEncoder.encode(value, StandardCharsets.UTF_8));
        }
    }
}
