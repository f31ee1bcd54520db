package dev.signalbox.cli.tests;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Whether this is a build server, as they say it themselves: {@code CI} is set by GitHub Actions, GitLab, Jenkins, CircleCI, Bitbucket,
 * Buildkite, Travis, AppVeyor and Drone, mostly as {@code true}; Azure, TeamCity, AWS CodeBuild and older Jenkins have names of their
 * own. {@code CI=false} and an empty value are how a person says no.
 */
final class BuildServer {
    private static final List<String> NAMES = List.of(
            "CI",
            "GITHUB_ACTIONS",
            "GITLAB_CI",
            "JENKINS_URL",
            "TF_BUILD",
            "TEAMCITY_VERSION",
            "CODEBUILD_BUILD_ID",
            "BUILDKITE");

    private BuildServer() {}

    /** The setting that says so; null when none does. */
    static @Nullable String saidBy(Map<String, String> environment) {
        for (String name : NAMES) {
            String value = environment.getOrDefault(name, "").strip();
            if (!value.isEmpty() && !value.equalsIgnoreCase("false") && !value.equals("0")) {
                return name;
            }
        }
        return null;
    }
}
