package io.framewatch.classify;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Few classes call the native library of the kernels, so that its memory has one owner. */
@AnalyzeClasses(packages = "io.framewatch", importOptions = DoNotIncludeTests.class)
class KernelsOwnerTest {

    private static final String NATIVE = "io\\.framewatch\\.kernels\\.Native";

    @ArchTest
    static final ArchRule SHOULD_USE_KERNELS_IN_TWO_CLASSES_ONLY =
            noClasses()
                    .that()
                    .resideOutsideOfPackage("io.framewatch.kernels")
                    .and()
                    .doNotBelongToAnyOf(KernelForm.class, KernelInference.class)
                    .should()
                    .dependOnClassesThat(
                            resideInAPackage("io.framewatch.kernels")
                                    .and(nameMatching(".*\\.Kernel(Model|Library)")));

    @ArchTest
    static final ArchRule SHOULD_CALL_THE_LIBRARY_IN_FEW_CLASSES_ONLY =
            noClasses()
                    .that()
                    .haveNameNotMatching(
                            "io\\.framewatch\\.kernels\\.(Kernel(Model|Library)|StepTimes|Native|NativeMemory)")
                    .should()
                    .dependOnClassesThat(nameMatching(NATIVE));
}
