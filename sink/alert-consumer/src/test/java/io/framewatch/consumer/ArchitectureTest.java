package io.framewatch.consumer;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(
        packages = "io.framewatch.consumer",
        importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    /** Whoever acts on alerts needs no stream engine, no model and no video library. */
    @ArchTest
    static final ArchRule consumersKnowTheContractAlone =
            noClasses()
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("org.apache.flink..", "ai.onnxruntime..", "org.bytedeco..");

    @ArchTest
    static final ArchRule packagesHaveNoCycles =
            slices().matching("io.framewatch.(consumer..)").should().beFreeOfCycles();
}
