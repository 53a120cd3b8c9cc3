package dev.cacheplane.sdk.store;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.codeUnits;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;

/** The walls around the store and the cache. */
@AnalyzeClasses(packages = "dev.cacheplane.sdk", importOptions = DoNotIncludeTests.class)
class BoundariesTest {
    private static final String[] LETTUCE = {"io.lettuce..", "io.netty.."};
    private static final DescribedPredicate<List<JavaClass>> ANY_OF_LETTUCE = DescribedPredicate.describe(
            "any of Lettuce's types",
            types -> types.stream().anyMatch(t -> t.getPackageName().startsWith("io.lettuce")));

    @ArchTest
    static final ArchRule nothingOutsideTheStoreSeesLettuce = noClasses()
            .that()
            .resideOutsideOfPackage("dev.cacheplane.sdk.store..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(LETTUCE);

    @ArchTest
    static final ArchRule noPublicSignatureShowsLettuce = codeUnits()
            .that()
            .arePublic()
            .and()
            .areDeclaredInClassesThat()
            .arePublic()
            .should()
            .notHaveRawReturnType(resideInAPackage("io.lettuce.."))
            .andShould()
            .haveRawParameterTypes(not(ANY_OF_LETTUCE));

    @ArchTest
    static final ArchRule theStoreKnowsNothingOfPoliciesOrOfTheRoomsAboveIt = noClasses()
            .that()
            .resideInAPackage("dev.cacheplane.sdk.store..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.cacheplane.policy..", "dev.cacheplane.sdk.cache..", "dev.cacheplane.sdk.http..");

    @ArchTest
    static final ArchRule jacksonShowsInOneClass = noClasses()
            .that()
            .doNotHaveFullyQualifiedName("dev.cacheplane.sdk.cache.JsonCodec")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("com.fasterxml.jackson..");

    @ArchTest
    static final ArchRule roomsDoNotNeedEachOtherInCircles =
            slices().matching("dev.cacheplane.sdk.(*)..").should().beFreeOfCycles();
}
