package dev.lanewise.examples;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The directions between modules and packages. It lives here because examples see every other module.
class ArchitectureTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.lanewise");

    @Test
    void shouldDependInOneLine() {
        layeredArchitecture()
                .consideringOnlyDependenciesInAnyPackage("dev.lanewise..")
                .layer("core")
                .definedBy("dev.lanewise.core..")
                .layer("layers")
                .definedBy("dev.lanewise.layers..")
                .layer("regularization")
                .definedBy("dev.lanewise.regularization..")
                .layer("train")
                .definedBy("dev.lanewise.train..")
                .layer("examples")
                .definedBy("dev.lanewise.examples..")
                .whereLayer("core")
                .mayNotAccessAnyLayer()
                .whereLayer("layers")
                .mayOnlyAccessLayers("core")
                .whereLayer("regularization")
                .mayOnlyAccessLayers("core", "layers")
                .whereLayer("train")
                .mayOnlyAccessLayers("core", "layers", "regularization")
                .whereLayer("examples")
                .mayNotBeAccessedByAnyLayer()
                .check(CLASSES);
    }

    @Test
    void shouldHaveNoCyclesBetweenModules() {
        slices().matching("dev.lanewise.(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void shouldHaveNoCyclesBetweenPackages() {
        slices().matching("dev.lanewise.(**)").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void shouldKeepTheVectorApiInOnePackage() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.lanewise.core.internal.vector..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("jdk.incubator.vector..")
                .check(CLASSES);
    }

    @Test
    void shouldKeepKernelsInsideCore() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.lanewise.core..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.lanewise.core.internal..")
                .check(CLASSES);
    }

    /// So that a service needs `lanewise-layers` and what it brings, and nothing else.
    @Test
    void shouldServeWithLayersAlone() {
        classes()
                .that()
                .resideInAPackage("dev.lanewise.examples.serve")
                .and()
                .doNotHaveSimpleName("Serve")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "dev.lanewise.examples.serve",
                        "dev.lanewise.core",
                        "dev.lanewise.layers",
                        "tools.jackson.core..",
                        "com.sun.net.httpserver",
                        "org.jspecify.annotations",
                        "java..")
                .check(CLASSES);
    }

    /// What the compiler's lint key `exports` would say, which also minds annotations and so is off.
    @Test
    void shouldShowNoKernelInTheApi() {
        var internal = JavaClass.Predicates.resideInAPackage("dev.lanewise.core.internal..");
        noMethods()
                .that()
                .arePublic()
                .and()
                .areDeclaredInClassesThat()
                .arePublic()
                .and()
                .areDeclaredInClassesThat()
                .resideInAPackage("dev.lanewise.core")
                .should()
                .haveRawReturnType(internal)
                .orShould()
                .haveRawParameterTypes(DescribedPredicate.anyElementThat(internal))
                .check(CLASSES);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "core",
                "core.internal",
                "layers",
                "regularization",
                "train",
                "examples",
                "examples.chapter",
                "examples.drawing",
                "examples.tabular",
                "examples.custom",
                "examples.serve"
            })
    void shouldMarkEveryPackageAsNullFree(String name) {
        var classes = CLASSES.that(JavaClass.Predicates.resideInAPackage("dev.lanewise." + name));
        assertFalse(classes.isEmpty(), "no classes found");
        var packages = CLASSES.getPackage("dev.lanewise." + name);
        assertTrue(packages.isAnnotatedWith(NullMarked.class), packages.getName());
    }
}
