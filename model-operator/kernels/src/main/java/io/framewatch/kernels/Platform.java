package io.framewatch.kernels;

import java.util.Locale;

/**
 * An operating system and architecture.
 *
 * @param name for example {@code linux-x86_64}
 */
record Platform(String name) {

    /** The one of this JVM. */
    static Platform current() {
        return of(System.getProperty("os.name"), System.getProperty("os.arch"));
    }

    /** Of Java's names, which differ between JVMs. */
    static Platform of(String system, String architecture) {
        return new Platform(
                system.toLowerCase(Locale.ROOT)
                        + "-"
                        + switch (architecture) {
                            case "amd64", "x86_64" -> "x86_64";
                            case "arm64", "aarch64" -> "aarch64";
                            default -> architecture;
                        });
    }

    /** Where the library of the platform lies on the class path. */
    String resource() {
        return "/io/framewatch/kernels/%s/libframewatch-kernels.so".formatted(name);
    }
}
