package dev.signalbox.dsl.read;

import dev.signalbox.dsl.diagnostic.Code;
import dev.signalbox.dsl.diagnostic.Diagnostic;
import dev.signalbox.dsl.diagnostic.Nearest;
import dev.signalbox.dsl.model.Workspace;
import dev.signalbox.dsl.yaml.YamlNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The live parts of a workspace: secrets, groups, people. */
final class PeopleReader {
    static final List<String> ROLES = List.of("viewer", "starter", "approver", "author", "operator");

    private static final List<String> KEYS = List.of("name", "groups", "roles", "known_as", "channel", "email");

    private final Reading reading;
    private final ChannelReader addresses;

    PeopleReader(Reading reading, ChannelReader addresses) {
        this.reading = reading;
        this.addresses = addresses;
    }

    Map<String, Workspace.Secret> secrets(Fields workspace) {
        Map<String, Workspace.Secret> found = new LinkedHashMap<>();
        for (YamlNode.Entry entry : workspace.entriesOf("secrets")) {
            Names.variable(reading, entry.key());
            Fields secret = Fields.open(reading, entry.value(), "a secret", List.of("hosts"));
            if (secret != null) {
                found.put(entry.name(), new Workspace.Secret(entry.name(), secret.texts("hosts")));
            }
        }
        return java.util.Collections.unmodifiableMap(found);
    }

    List<String> groups(Fields workspace) {
        List<String> found = new ArrayList<>();
        for (YamlNode item : workspace.list("groups")) {
            YamlNode.Scalar group = Fields.textOf(reading, item);
            if (group != null) {
                found.add(group.text());
            }
        }
        return found;
    }

    Map<String, Workspace.Person> people(Fields workspace) {
        List<String> groups = new ArrayList<>();
        if (workspace.get("groups") instanceof YamlNode.Sequence declared) {
            for (YamlNode item : declared.items()) {
                groups.add(item instanceof YamlNode.Scalar scalar ? scalar.text() : "");
            }
        }
        Set<String> channels = workspace.get("channels") instanceof YamlNode.Mapping declared
                ? declared.entries().keySet()
                : Set.of();
        Map<String, Workspace.Person> found = new LinkedHashMap<>();
        Set<String> taken = new HashSet<>();
        for (YamlNode.Entry entry : workspace.entriesOf("people")) {
            Names.dashed(reading, entry.key());
            Fields person = Fields.open(reading, entry.value(), "a person", KEYS);
            if (person == null) {
                continue;
            }
            YamlNode.Scalar channel = person.text("channel");
            if (channel != null && !channels.contains(channel.text())) {
                unknown(channel, "channel", channels);
            }
            String name = person.string("name");
            found.put(
                    entry.name(),
                    new Workspace.Person(
                            entry.name(),
                            name == null ? entry.name() : name,
                            known(person, "groups", "group", groups),
                            known(person, "roles", "role", ROLES),
                            knownAs(person, taken),
                            channel == null ? null : channel.text(),
                            addresses.address(person.get("email")),
                            entry.key().place()));
        }
        return java.util.Collections.unmodifiableMap(found);
    }

    /** Two people of one name would let one sign in as the other. */
    private List<String> knownAs(Fields person, Set<String> taken) {
        List<String> found = new ArrayList<>();
        for (YamlNode item : person.items("known_as")) {
            YamlNode.Scalar text = Fields.nameOf(reading, item);
            if (text != null && !taken.add(text.text())) {
                reading.add(Diagnostic.of(
                                Code.Y006, text.place(), "`" + Reading.clip(text.text()) + "` is two people's name.")
                        .withHelp("Who signs in under a name must be one person."));
            } else if (text != null) {
                found.add(text.text());
            }
        }
        return found;
    }

    private List<String> known(Fields person, String key, String what, List<String> names) {
        List<String> found = new ArrayList<>();
        for (YamlNode item : person.items(key)) {
            YamlNode.Scalar text = Fields.textOf(reading, item);
            if (text != null && names.contains(text.text())) {
                found.add(text.text());
            } else if (text != null) {
                unknown(text, what, names);
            }
        }
        return found;
    }

    private void unknown(YamlNode.Scalar name, String what, java.util.Collection<String> known) {
        Code code = what.equals("role") ? Code.Y006 : Code.R605;
        reading.add(Diagnostic.of(code, name.place(), "There is no " + what + " `" + Reading.clip(name.text()) + "`.")
                .withHelp(known.isEmpty() ? null : "Known: " + String.join(", ", known) + ".")
                .withSuggestion(Nearest.to(name.text(), known)));
    }
}
