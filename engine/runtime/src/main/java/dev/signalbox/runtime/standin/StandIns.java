package dev.signalbox.runtime.standin;

import dev.signalbox.dsl.diagnostic.Diagnostic;
import dev.signalbox.dsl.read.Sources;
import dev.signalbox.runtime.api.Problem;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The stand-ins that run in this process: for each name of {@code stand_ins} that the environment does not set, a small
 * HTTP service on a free loopback port. A flow sees it under a name that stays the same over restarts
 * ({@code SHOP_URL} is {@code http://shop-url.stand-in}), so that a call a person approved yesterday still is the same
 * call today; the runner of actions leads that name to the port.
 */
public final class StandIns implements AutoCloseable {
    private static final String ZONE = ".stand-in";

    private final Map<String, StandInServer> servers;

    private StandIns(Map<String, StandInServer> servers) {
        this.servers = servers;
    }

    /** None at all. */
    public static StandIns none() {
        return new StandIns(Map.of());
    }

    /**
     * Starts what is needed. A {@link Problem} names the first thing that is wrong with a file, with its place.
     *
     * @param files the workspace's {@code stand_ins}
     * @param process the process's environment: a name that it sets needs no stand-in
     */
    public static StandIns start(Map<String, String> files, Sources sources, Map<String, String> process) {
        Map<String, StandInServer> servers = new LinkedHashMap<>();
        StandIns started = new StandIns(servers);
        try {
            for (Map.Entry<String, String> entry : files.entrySet()) {
                if (process.getOrDefault(entry.getKey(), "").isEmpty()) {
                    servers.put(entry.getKey(), new StandInServer(file(entry.getKey(), entry.getValue(), sources)));
                }
            }
            return started;
        } catch (IOException e) {
            started.close();
            throw new Problem(Problem.Kind.UNAVAILABLE, "A stand-in could not be started: " + e.getMessage() + ".");
        } catch (RuntimeException e) {
            started.close();
            throw e;
        }
    }

    /** Every finding about a stand-in's file; none when it can be served. */
    public static List<Diagnostic> check(String path, String text) {
        return switch (StandInReader.read(path, text)) {
            case StandInFile.Reading.Good good -> List.of();
            case StandInFile.Reading.Bad bad -> bad.findings();
        };
    }

    private static StandInFile file(String name, String path, Sources sources) {
        String text = sources.read(path);
        if (text == null) {
            throw new Problem(
                    Problem.Kind.BAD_REQUEST,
                    "The stand-in of " + name + " is described in " + path
                            + ", and there is no such file in the workspace.");
        }
        return switch (StandInReader.read(path, text)) {
            case StandInFile.Reading.Good good -> good.file();
            case StandInFile.Reading.Bad bad -> {
                Diagnostic first = bad.findings().getFirst();
                throw new Problem(
                        Problem.Kind.BAD_REQUEST,
                        path + ":" + first.place().span().line() + ":"
                                + first.place().span().column() + ": " + first.message());
            }
        };
    }

    /** What flows read under each name: {@code SHOP_URL} is {@code http://shop-url.stand-in}. */
    public Map<String, String> env() {
        Map<String, String> env = new LinkedHashMap<>();
        servers.keySet().forEach(name -> env.put(name, "http://" + host(name)));
        return env;
    }

    /** The port behind each stand-in's host. */
    public Map<String, Integer> ports() {
        Map<String, Integer> ports = new LinkedHashMap<>();
        servers.forEach((name, server) -> ports.put(host(name), server.port()));
        return ports;
    }

    /** Where a person finds each, by its environment name: {@code http://127.0.0.1:PORT}, its calls under {@code /_calls}. */
    public Map<String, String> addresses() {
        Map<String, String> addresses = new LinkedHashMap<>();
        servers.forEach((name, server) -> addresses.put(name, "http://127.0.0.1:" + server.port()));
        return addresses;
    }

    private static String host(String name) {
        return name.toLowerCase(Locale.ROOT).replace('_', '-') + ZONE;
    }

    @Override
    public void close() {
        servers.values().forEach(StandInServer::close);
    }
}
