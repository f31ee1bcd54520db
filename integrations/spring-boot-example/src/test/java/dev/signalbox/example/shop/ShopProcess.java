package dev.signalbox.example.shop;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The application in a process of its own, which can be killed. */
final class ShopProcess implements AutoCloseable {
    private static final Pattern PORT = Pattern.compile("Tomcat started on port (\\d+)");

    private final Process process;
    private final Shop.Client client;

    private ShopProcess(Process process, Shop.Client client) {
        this.process = process;
        this.client = client;
    }

    static ShopProcess start(EmbeddedPostgres database, String... settings) throws IOException {
        List<String> line = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                ShopApplication.class.getName()));
        line.addAll(List.of(Shop.arguments(database, settings)));
        Process process = new ProcessBuilder(line).redirectErrorStream(true).start();
        BufferedReader told = process.inputReader();
        StringBuilder said = new StringBuilder();
        for (String text = told.readLine(); text != null; text = told.readLine()) {
            said.append(text).append('\n');
            Matcher port = PORT.matcher(text);
            if (port.find()) {
                Thread.ofVirtual().start(() -> told.lines().forEach(rest -> {}));
                return new ShopProcess(process, new Shop.Client(Integer.parseInt(port.group(1))));
            }
        }
        throw new IllegalStateException("it does not start:\n" + said);
    }

    Shop.Client client() {
        return client;
    }

    /** With no time to say anything. */
    void kill() {
        process.destroyForcibly();
    }

    @Override
    public void close() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor();
    }
}
