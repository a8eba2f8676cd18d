package io.framewatch.classify;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Few classes call the native runtime, so that its memory has one owner. */
@AnalyzeClasses(packages = "io.framewatch", importOptions = DoNotIncludeTests.class)
class OnnxRuntimeOwnerTest {

    @ArchTest
    static final ArchRule SHOULD_USE_ONNX_RUNTIME_IN_THE_SESSION_ONLY =
            noClasses()
                    .that()
                    .doNotBelongToAnyOf(
                            ModelSession.class,
                            GraphCheck.class,
                            GraphRun.class,
                            LastingEnvironment.class)
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("ai.onnxruntime..");
}
