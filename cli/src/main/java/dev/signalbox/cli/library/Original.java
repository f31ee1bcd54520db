package dev.signalbox.cli.library;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.SequencedSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What belongs to a flow of the library: its file, its test, inputs, prompts and replies, and the same of each flow that it
 * calls. A copy is the same files under another name; a flow that it calls is named after it.
 *
 * @param name the flow's name in the library
 * @param flows it and what it calls, itself first
 * @param texts their files, by path in the library
 */
public record Original(String name, SequencedSet<String> flows, Map<String, String> texts) {
    private static final Pattern CHILD = Pattern.compile("(?m)^ +flow: ([a-z0-9-]+)$");
    private static final Pattern SCHEMA = Pattern.compile("^# yaml-language-server: .*\\R");
    private static final String REPLIES = "replies/";
    private static final String PROMPTS = "prompts/";

    public Original {
        texts = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(texts));
    }

    static Original of(String name, Map<String, String> library) {
        SequencedSet<String> flows = new LinkedHashSet<>();
        add(name, library, flows);
        Map<String, String> texts = new LinkedHashMap<>();
        for (String flow : flows) {
            library.forEach((path, text) -> {
                if (belongs(path, flow)) {
                    texts.put(path, text);
                }
            });
        }
        return new Original(name, flows, texts);
    }

    private static void add(String flow, Map<String, String> library, Set<String> flows) {
        String text = library.get(flow + ".flow.yaml");
        if (text != null && flows.add(flow)) {
            Matcher child = CHILD.matcher(text);
            while (child.find()) {
                add(child.group(1), library, flows);
            }
        }
    }

    private static boolean belongs(String path, String flow) {
        return path.startsWith(flow + ".")
                || path.startsWith(PROMPTS + flow + "/")
                || path.startsWith(REPLIES + flow + ".");
    }

    /**
     * Its files under another name, by path relative to the workspace.
     *
     * @param beside the folder for the flow in the workspace, empty or ending in {@code /}
     * @param replies the workspace's folder of replies, ending in {@code /}
     */
    Map<String, String> named(String copy, String beside, String replies) {
        Map<String, String> files = new LinkedHashMap<>();
        texts.forEach((path, text) -> {
            String to = path;
            String renamed = SCHEMA.matcher(text).replaceFirst("");
            for (String flow : flows) {
                String now = flow.equals(name) ? copy : copy + "-" + flow;
                to = renamedPath(to, flow, now);
                renamed = renamed(renamed, flow, now);
            }
            files.put(to.startsWith(REPLIES) ? replies + to.substring(REPLIES.length()) : beside + to, renamed);
        });
        return files;
    }

    private static String renamedPath(String path, String flow, String now) {
        for (String folder : new String[] {"", REPLIES}) {
            if (path.startsWith(folder + flow + ".")) {
                return folder + now + path.substring(folder.length() + flow.length());
            }
        }
        return path.startsWith(PROMPTS + flow + "/")
                ? PROMPTS + now + path.substring(PROMPTS.length() + flow.length())
                : path;
    }

    /** The flow's name where it stands as one: in {@code flow:} of a flow, a test or a reply, and in paths of prompts. */
    private static String renamed(String text, String flow, String now) {
        return text.replaceAll("(?m)^((?:- | *)flow: )" + flow + "((?:\\.flow\\.yaml)?)$", "$1" + now + "$2")
                .replace(PROMPTS + flow + "/", PROMPTS + now + "/");
    }
}
