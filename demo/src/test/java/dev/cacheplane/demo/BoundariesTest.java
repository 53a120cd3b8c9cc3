package dev.cacheplane.demo;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "dev.cacheplane.demo", importOptions = ImportOption.DoNotIncludeTests.class)
class BoundariesTest {

    @ArchTest
    static final ArchRule theClientStandsAlone = noClasses()
            .that()
            .resideInAPackage("..rediscli..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.cacheplane.demo", "dev.cacheplane.service..");

    @ArchTest
    static final ArchRule servicesAreReachedAsProcessesOnly = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.cacheplane.server..", "dev.cacheplane.products..", "dev.cacheplane.sdk..");
}
