package dev.signalbox.console.access;

import dev.signalbox.dsl.model.Workspace;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A configured person who may sign in.
 *
 * @param token what they sign in with; null for somebody who cannot sign in here
 */
public record Person(
        String id,
        String name,
        Set<String> groups,
        Set<Role> roles,
        @Nullable String token) {
    public Person {
        groups = Set.copyOf(groups);
        roles = Set.copyOf(roles);
    }

    /** The people of a workspace, each with the token that {@code SIGNALBOX_TOKEN_ID} gives them (the id in capitals). */
    public static List<Person> of(Workspace workspace, Map<String, String> environment) {
        List<Person> people = new ArrayList<>();
        for (Workspace.Person person : workspace.people().values()) {
            Set<Role> roles = EnumSet.of(Role.OPEN, Role.VIEW);
            person.roles().forEach(role -> roles.addAll(Role.of(role)));
            String variable = "SIGNALBOX_TOKEN_"
                    + person.id().toUpperCase(Locale.ROOT).replace('-', '_').replace('.', '_');
            people.add(new Person(
                    person.id(), person.name(), Set.copyOf(person.groups()), roles, environment.get(variable)));
        }
        return List.copyOf(people);
    }
}
