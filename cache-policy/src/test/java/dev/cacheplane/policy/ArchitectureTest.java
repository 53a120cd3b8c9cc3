package dev.cacheplane.policy;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "dev.cacheplane.policy", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule policiesDoNoInputOrOutput = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.nio.file..", "java.net..", "java.sql..", "java.util.concurrent..");

    @ArchTest
    static final ArchRule onlyTheWireFormKnowsJackson = noClasses()
            .that()
            .resideOutsideOfPackage("dev.cacheplane.policy.json")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("com.fasterxml..");

    @ArchTest
    static final ArchRule theModelDoesNotKnowItsWireForm = noClasses()
            .that()
            .resideInAPackage("dev.cacheplane.policy")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.cacheplane.policy.json");
}
