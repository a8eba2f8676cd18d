package io.framewatch.cli.train;

import io.framewatch.training.RoadsideData;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./framewatch roadside-data}: the pictures of the default roadside model. */
@Command(
        name = "roadside-data",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Puts pictures of vehicles, and of other things, into OUT/train and OUT/val: every fifth"
                        + " block of 32 numbers is held out for val.")
public final class RoadsideDataCommand implements Callable<Integer> {

    @Option(names = "--vehicles", required = true, paramLabel = "TAR", description = "the vehicles")
    private Path vehicles;

    @Option(
            names = "--negatives",
            required = true,
            paramLabel = "TAR",
            description = "pictures without vehicles among others")
    private Path negatives;

    @Option(
            names = "--negative-classes",
            split = ",",
            paramLabel = "FOLDER",
            defaultValue = "n01440764,n02102040,n02979186,n03000684,n03394916,n03445777,n03888257",
            description =
                    "the negatives' folders that have no vehicle; default: ${DEFAULT-VALUE}, which are"
                            + " Imagenette's but for church, garbage truck and gas pump")
    private Set<String> negativeClasses;

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "the folder")
    private Path out;

    @Override
    public Integer call() throws IOException {
        new RoadsideData(vehicles, negatives, negativeClasses, out).write();
        return CommandLine.ExitCode.OK;
    }
}
