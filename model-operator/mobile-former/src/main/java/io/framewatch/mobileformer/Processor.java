package io.framewatch.mobileformer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;

/** The width of the processor's vector registers. */
final class Processor {

    private static final Path LINUX_DESCRIPTION = Path.of("/proc/cpuinfo");

    private Processor() {}

    /** Channels of a block in ONNX Runtime's blocked layout; empty if the processor is unknown. */
    static OptionalInt channelsOfBlock() {
        try {
            return channelsOfBlock(Files.readString(LINUX_DESCRIPTION));
        } catch (IOException e) {
            return OptionalInt.empty(); // not Linux: the portable graph is used
        }
    }

    /** The same for the text of {@code /proc/cpuinfo}. */
    static OptionalInt channelsOfBlock(String description) {
        List<String> flags =
                description
                        .lines()
                        .filter(line -> line.startsWith("flags"))
                        .findFirst()
                        .map(line -> Arrays.asList(line.split("\\s+")))
                        .orElse(List.of());
        if (flags.contains("avx512f")) {
            return OptionalInt.of(16);
        }
        boolean avx2 = flags.contains("avx2") && flags.contains("fma");
        return avx2 ? OptionalInt.of(8) : OptionalInt.empty();
    }
}
