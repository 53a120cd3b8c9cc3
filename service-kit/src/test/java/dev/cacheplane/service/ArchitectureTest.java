package dev.cacheplane.service;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "dev.cacheplane.service", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule ROOMS_FORM_NO_CYCLE =
            slices().matching("dev.cacheplane.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule WHAT_A_HANDLER_THROWS_KNOWS_NOTHING_OF_JAVALIN = noClasses()
            .that()
            .resideInAnyPackage("dev.cacheplane.service.problem", "dev.cacheplane.service.json")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.javalin..", "jakarta.servlet..");
}
