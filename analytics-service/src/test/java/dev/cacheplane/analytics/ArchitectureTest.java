package dev.cacheplane.analytics;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "dev.cacheplane.analytics", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule ROOMS_FORM_NO_CYCLE =
            slices().matching("dev.cacheplane.analytics.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule THE_WAREHOUSE_KNOWS_NOTHING_OF_CACHING_AND_OF_HTTP = noClasses()
            .that()
            .resideInAPackage("dev.cacheplane.analytics.warehouse")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.cacheplane.sdk..", "io.javalin..", "jakarta.servlet..");

    @ArchTest
    static final ArchRule NOBODY_ELSE_KNOWS_DUCKDB = noClasses()
            .that()
            .resideOutsideOfPackage("dev.cacheplane.analytics.warehouse")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.duckdb..");
}
