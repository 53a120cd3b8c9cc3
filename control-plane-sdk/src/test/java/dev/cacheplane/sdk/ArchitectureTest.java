package dev.cacheplane.sdk;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import dev.cacheplane.sdk.cache.JsonCodec;
import dev.cacheplane.sdk.event.CacheMetrics;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/** The walls between the rooms, and around the libraries they use. */
@AnalyzeClasses(packages = "dev.cacheplane.sdk", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    private static final List<String> OTHERS = List.of(
            "io.lettuce.",
            "io.netty.",
            "com.fasterxml.",
            "okhttp3.",
            "okio.",
            "io.micrometer.",
            "com.github.benmanes.");

    @ArchTest
    static final ArchRule onlyTheStoreSeesLettuce = noClasses()
            .that()
            .resideOutsideOfPackage("dev.cacheplane.sdk.store")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.lettuce..", "io.netty..");

    @ArchTest
    static final ArchRule onlyThePoliciesSeeOkHttp = noClasses()
            .that()
            .resideOutsideOfPackage("dev.cacheplane.sdk.policy")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("okhttp3..", "okio..");

    @ArchTest
    static final ArchRule onlyTheCodecSeesJackson = noClasses()
            .that()
            .doNotBelongToAnyOf(JsonCodec.class)
            .should()
            .dependOnClassesThat()
            .resideInAPackage("com.fasterxml..");

    @ArchTest
    static final ArchRule onlyTheMetricsSeeMicrometer = noClasses()
            .that()
            .doNotBelongToAnyOf(CacheMetrics.class)
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.micrometer..");

    @ArchTest
    static final ArchRule onlyWhatIsKeptNearSeesCaffeine = noClasses()
            .that()
            .doNotHaveFullyQualifiedName("dev.cacheplane.sdk.cache.NearEntries")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("com.github.benmanes..");

    @ArchTest
    static final ArchRule nothingExportedShowsALibrary = ArchRuleDefinition.codeUnits()
            .that()
            .arePublic()
            .or()
            .areProtected()
            .and()
            .areDeclaredInClassesThat(DescribedPredicate.describe("are exported", ArchitectureTest::isExported))
            .should(showNoLibrary());

    @ArchTest
    static final ArchRule onlyTheFilterSeesServlets = noClasses()
            .that()
            .resideInAnyPackage("dev.cacheplane.sdk.policy", "dev.cacheplane.sdk.cache", "dev.cacheplane.sdk.store")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("jakarta.servlet..");

    @ArchTest
    static final ArchRule theStoreKnowsNothingOfPoliciesOrOfTheRoomsAboveIt = noClasses()
            .that()
            .resideInAPackage("dev.cacheplane.sdk.store..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.cacheplane.policy..", "dev.cacheplane.sdk.cache..", "dev.cacheplane.sdk.http..");

    @ArchTest
    static final ArchRule fieldsAreReadWithoutAnythingElseOfOurs = classes()
            .that()
            .resideInAPackage("dev.cacheplane.sdk.http.internal.fields")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "dev.cacheplane.sdk.http.internal.fields",
                    "java.lang..",
                    "java.math",
                    "java.time..",
                    "java.util..",
                    "org.jspecify..");

    @ArchTest
    static final ArchRule httpIsDecidedFromFieldsAndPolicyAlone = classes()
            .that()
            .resideInAPackage("dev.cacheplane.sdk.http.internal.rfc9111")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "dev.cacheplane.sdk.http.internal..",
                    "dev.cacheplane.policy",
                    "java.lang..",
                    "java.net",
                    "java.nio",
                    "java.nio.charset",
                    "java.security",
                    "java.time..",
                    "java.util..",
                    "org.jspecify..");

    @ArchTest
    static final ArchRule servletsAreWatchedWithoutPolicyOrDecision = classes()
            .that()
            .resideInAPackage("dev.cacheplane.sdk.http.internal.servlet")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "dev.cacheplane.sdk.http.internal.servlet",
                    "dev.cacheplane.sdk.http.internal.fields",
                    "jakarta.servlet..",
                    "java.io",
                    "java.lang..",
                    "java.nio",
                    "java.nio.charset",
                    "java.time",
                    "java.util..",
                    "org.jspecify..");

    @ArchTest
    static final ArchRule httpIsDecidedWithoutClocks = noClasses()
            .that()
            .resideInAPackage("dev.cacheplane.sdk.http.internal..")
            .should()
            .dependOnClassesThat()
            .areAssignableTo(Clock.class)
            .orShould()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(System.class, "nanoTime")
            .orShould()
            .callMethod(System.class, "currentTimeMillis");

    @ArchTest
    static final ArchRule theRoomsHaveNoCycles =
            slices().matching("dev.cacheplane.sdk.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule noThreadLocals =
            noClasses().should().dependOnClassesThat().areAssignableTo(ThreadLocal.class);

    private static boolean isExported(JavaClass type) {
        return type.getModifiers().contains(JavaModifier.PUBLIC)
                && !type.isAssignableTo(JsonCodec.class)
                && !type.isAssignableTo(CacheMetrics.class)
                && type.getEnclosingClass().map(ArchitectureTest::isExported).orElse(true);
    }

    private static ArchCondition<JavaCodeUnit> showNoLibrary() {
        return new ArchCondition<>("show no type of a library") {
            @Override
            public void check(JavaCodeUnit unit, ConditionEvents events) {
                Stream.of(
                                Stream.of(unit.getReturnType()),
                                unit.getParameterTypes().stream(),
                                unit.getExceptionTypes().stream())
                        .flatMap(types -> types)
                        .flatMap(type -> type.getAllInvolvedRawTypes().stream())
                        .filter(type -> OTHERS.stream().anyMatch(type.getName()::startsWith))
                        .forEach(type -> events.add(
                                SimpleConditionEvent.violated(unit, unit.getFullName() + " shows " + type.getName())));
            }
        };
    }
}
