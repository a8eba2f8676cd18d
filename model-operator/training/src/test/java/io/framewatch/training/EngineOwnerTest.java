package io.framewatch.training;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.core.domain.properties.HasParameterTypes.Predicates.rawParameterTypes;
import static com.tngtech.archunit.lang.conditions.ArchConditions.callMethodWhere;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import ai.djl.ndarray.NDArray;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Few classes call the engine, so that its memory has owners. None uses its unsafe calls. */
@AnalyzeClasses(packages = "io.framewatch", importOptions = DoNotIncludeTests.class)
class EngineOwnerTest {

    @ArchTest
    static final ArchRule SHOULD_USE_THE_ENGINE_IN_THE_NETWORK_AND_WHAT_RUNS_IT_ONLY =
            noClasses()
                    .that()
                    .doNotBelongToAnyOf(
                            Network.class,
                            NetworkLayers.class,
                            NetworkParameters.class,
                            TokenPath.class,
                            Replica.class,
                            Replicas.class,
                            Validation.class)
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("ai.djl..");

    @ArchTest
    static final ArchRule SHOULD_USE_NO_CLASS_OF_A_CERTAIN_ENGINE =
            noClasses().should().dependOnClassesThat().resideInAPackage("ai.djl.pytorch..");

    /** Commands that train heads run without the engine on their class path. */
    @ArchTest
    static final ArchRule SHOULD_TRAIN_HEADS_WITHOUT_WHAT_TRAINS_NETWORKS =
            noClasses()
                    .that()
                    .resideInAPackage("io.framewatch.training.head")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("io.framewatch.training", "ai.djl..");

    /** See {@link NetworkParameters#constant}. */
    @ArchTest
    static final ArchRule SHOULD_NOT_MULTIPLY_OR_DIVIDE_BY_PLAIN_NUMBERS =
            noClasses()
                    .should(
                            callMethodWhere(
                                    target(owner(assignableTo(NDArray.class)))
                                            .and(target(nameMatching("(mul|div|pow)i?")))
                                            .and(target(rawParameterTypes(Number.class)))));
}
