package dev.signalbox.core;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Set;

/** The core is a function of its arguments: no clock, thread, randomness, I/O or log. */
@AnalyzeClasses(packages = "dev.signalbox.core", importOptions = ImportOption.DoNotIncludeTests.class)
class PurityTest {
    @ArchTest
    static final ArchRule READS_NO_FILE_NETWORK_DATABASE_OR_LOG = noClasses()
            .should()
            .dependOnClassesThat(resideInAnyPackage(
                            "java.io..",
                            "java.nio.file..",
                            "java.nio.channels..",
                            "java.net..",
                            "java.sql..",
                            "javax.sql..",
                            "org.slf4j..",
                            "java.util.logging..",
                            "java.util.concurrent..")
                    // A function of its text, whatever its package.
                    .and(not(type(java.net.URLEncoder.class))));

    @ArchTest
    static final ArchRule HAS_NO_CLOCK_THREAD_OR_RANDOMNESS = noClasses()
            .should()
            .dependOnClassesThat()
            .belongToAnyOf(
                    java.time.Clock.class,
                    java.time.InstantSource.class,
                    Thread.class,
                    ThreadLocal.class,
                    java.util.Random.class,
                    java.security.SecureRandom.class,
                    java.util.Timer.class);

    @ArchTest
    static final ArchRule ASKS_NO_ONE_FOR_THE_TIME_OR_AN_ID =
            noClasses().should().callMethodWhere(describe("reads the time or chance", PurityTest::readsTheWorld));

    private static final Set<String> READS_THE_WORLD = Set.of(
            "java.lang.System.currentTimeMillis",
            "java.lang.System.nanoTime",
            "java.lang.System.getenv",
            "java.lang.System.getProperty",
            "java.lang.Math.random",
            "java.util.UUID.randomUUID",
            "java.time.ZoneId.systemDefault",
            "java.util.Locale.getDefault");

    private static boolean readsTheWorld(JavaCall<?> call) {
        String owner = call.getTargetOwner().getName();
        return READS_THE_WORLD.contains(owner + "." + call.getName())
                || (owner.startsWith("java.time.") && call.getName().equals("now"));
    }
}
