package dev.cacheplane.products;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "dev.cacheplane.products", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule theDatabaseKnowsNothingOfCachingAndOfHttp = noClasses()
            .that()
            .haveSimpleNameStartingWith("ProductCatalog")
            .or()
            .haveSimpleNameStartingWith("ProductDatabase")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.cacheplane.sdk..", "io.javalin..", "jakarta.servlet..");

    @ArchTest
    static final ArchRule theRoutesKnowNoSql = noClasses()
            .that()
            .haveSimpleName("ProductRoutes")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.jdbi..", "java.sql..", "org.sqlite..");
}
