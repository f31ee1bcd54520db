package dev.signalbox.runtime;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Dependencies point one way: language, core, runtime; inside the runtime, ports below everything. */
@AnalyzeClasses(packages = "dev.signalbox", importOptions = ImportOption.DoNotIncludeTests.class)
class LayersTest {
    private static final String RUNTIME = "dev.signalbox.runtime..";

    @ArchTest
    static final ArchRule THE_LANGUAGE_KNOWS_NO_ENGINE = noClasses()
            .that()
            .resideInAPackage("dev.signalbox.dsl..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.signalbox.core..", RUNTIME);

    @ArchTest
    static final ArchRule THE_CORE_KNOWS_NO_RUNTIME = noClasses()
            .that()
            .resideInAPackage("dev.signalbox.core..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage(RUNTIME);

    @ArchTest
    static final ArchRule THE_RUNTIME_KNOWS_NO_STORE_CONSOLE_OR_COMMAND_LINE = noClasses()
            .that()
            .resideInAPackage(RUNTIME)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "dev.signalbox.store..",
                    "dev.signalbox.testkit..",
                    "dev.signalbox.console..",
                    "dev.signalbox.cli..",
                    "java.sql..",
                    "org.sqlite..",
                    "io.javalin..");

    @ArchTest
    static final ArchRule PORTS_KNOW_NOBODY_WHO_USES_OR_SERVES_THEM = noClasses()
            .that()
            .resideInAPackage("dev.signalbox.runtime.port..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "dev.signalbox.runtime",
                    "dev.signalbox.runtime.dispatch..",
                    "dev.signalbox.runtime.view..",
                    "dev.signalbox.runtime.workspace..",
                    "dev.signalbox.runtime.action..",
                    "dev.signalbox.runtime.model..",
                    "dev.signalbox.runtime.standin..",
                    "dev.signalbox.runtime.telemetry..");

    @ArchTest
    static final ArchRule THE_DISPATCHER_KNOWS_PORTS_AND_NOT_WHO_SERVES_THEM = noClasses()
            .that()
            .resideInAPackage("dev.signalbox.runtime.dispatch..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "dev.signalbox.runtime.action..",
                    "dev.signalbox.runtime.model..",
                    "dev.signalbox.runtime.standin..",
                    "dev.signalbox.runtime.view..",
                    "dev.signalbox.runtime.workspace..",
                    "dev.signalbox.runtime.telemetry..",
                    "dev.langchain4j..",
                    "org.apache.hc..");

    @ArchTest
    static final ArchRule ONLY_TELEMETRY_KNOWS_WHAT_METRICS_AND_TRACES_ARE_MADE_OF = noClasses()
            .that()
            .resideInAPackage("dev.signalbox..")
            .and()
            .resideOutsideOfPackage("dev.signalbox.runtime.telemetry..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.micrometer..", "io.prometheus..", "io.opentelemetry..");

    @ArchTest
    static final ArchRule THE_RUNTIMES_PACKAGES_MAKE_NO_CIRCLE =
            slices().matching("dev.signalbox.runtime.(*)..").should().beFreeOfCycles();
}
