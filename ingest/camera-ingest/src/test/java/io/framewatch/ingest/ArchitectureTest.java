package io.framewatch.ingest;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "io.framewatch", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule onlyTheOwnersOfFfmpegTouchIt =
            noClasses()
                    .that()
                    .haveNameNotMatching(
                            "io\\.framewatch\\.ingest\\.capture\\.Ffmpeg(Library|Log|Crop|Interrupt|Input|Tracks|Selection|CameraTimes|Held|Decoder|Fields|Colours|Filter|Scaler|Converter|Jpeg|Video|Devices)(\\$.*)?")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("org.bytedeco..");

    /** Its libraries are not there on every machine: whoever touches them, fails there. */
    @ArchTest
    static final ArchRule devicesAreLoadedForDevicesOnly =
            noClasses()
                    .that()
                    .haveSimpleNameNotStartingWith("FfmpegDevices")
                    .should()
                    .dependOnClassesThat()
                    .haveNameMatching("org\\.bytedeco\\..*avdevice.*");

    @ArchTest
    static final ArchRule packagesHaveNoCycles =
            slices().matching("io.framewatch.(ingest..)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule onlyPublishKnowsKafkaClients =
            noClasses()
                    .that(resideInAPackage("io.framewatch.ingest.capture"))
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("org.apache.kafka..");
}
