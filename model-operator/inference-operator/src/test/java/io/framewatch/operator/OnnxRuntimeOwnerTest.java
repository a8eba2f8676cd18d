package io.framewatch.operator;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The operator reaches the native runtime through the classifier only. */
@AnalyzeClasses(packages = "io.framewatch.operator", importOptions = DoNotIncludeTests.class)
class OnnxRuntimeOwnerTest {

    @ArchTest
    static final ArchRule SHOULD_NOT_USE_ONNX_RUNTIME =
            noClasses().should().dependOnClassesThat().resideInAPackage("ai.onnxruntime..");
}
