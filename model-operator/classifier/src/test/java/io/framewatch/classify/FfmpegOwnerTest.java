package io.framewatch.classify;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** One class calls FFmpeg, so that its memory has one owner. */
@AnalyzeClasses(packages = "io.framewatch", importOptions = DoNotIncludeTests.class)
class FfmpegOwnerTest {

    @ArchTest
    static final ArchRule SHOULD_USE_FFMPEG_IN_THE_DECODER_ONLY =
            noClasses()
                    .that()
                    .doNotBelongToAnyOf(JpegDecoder.class)
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("org.bytedeco..");
}
