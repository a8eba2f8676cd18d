package io.framewatch.cli.doctor;

import io.framewatch.classify.Runtimes;
import io.framewatch.ingest.capture.CameraCapture;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Looks at this machine: Java, native libraries, disk, ports. */
final class Machine {

    private static final int MIN_JAVA = 17;
    private static final long MIN_DISK_MIB = 1024;
    private static final long MIB = 1 << 20;
    private static final List<Integer> PORTS = List.of(9092, 8081, 8090);

    private Machine() {}

    static List<Finding> look() {
        return List.of(java(), ffmpeg(), onnxRuntime(), disk(), ports());
    }

    private static Finding java() {
        int version = Runtime.version().feature();
        String detail =
                "%s on %s, %d processors, heap up to %d MiB"
                        .formatted(
                                Runtime.version(),
                                System.getProperty("os.arch"),
                                Runtime.getRuntime().availableProcessors(),
                                Runtime.getRuntime().maxMemory() / MIB);
        return version >= MIN_JAVA
                ? Finding.ok("Java", detail)
                : Finding.wrong("Java", detail, "install a JDK 17 or newer, or set JAVA_HOME");
    }

    private static Finding ffmpeg() {
        try {
            CameraCapture.loadNatives();
            return Finding.ok("FFmpeg", "loads: cameras can be captured");
        } catch (LinkageError | RuntimeException e) {
            return Finding.wrong(
                    "FFmpeg",
                    "does not load: " + e.getMessage(),
                    "use Linux on x86-64 with glibc 2.17 or newer; on Debian install libstdc++6");
        }
    }

    private static Finding onnxRuntime() {
        try {
            return Finding.ok("ONNX Runtime", "loads, version " + Runtimes.version());
        } catch (LinkageError | RuntimeException e) {
            return Finding.wrong(
                    "ONNX Runtime",
                    "does not load: " + e.getMessage(),
                    "use Linux on x86-64 with glibc 2.27 or newer");
        }
    }

    private static Finding disk() {
        Path folder = Path.of(System.getProperty("java.io.tmpdir"));
        try {
            long free = Files.getFileStore(folder).getUsableSpace() / MIB;
            String detail = "%d MiB free at %s".formatted(free, folder);
            return free >= MIN_DISK_MIB
                    ? Finding.ok("disk", detail)
                    : Finding.wrong("disk", detail, "free at least %d MiB".formatted(MIN_DISK_MIB));
        } catch (IOException e) {
            return Finding.wrong("disk", folder + ": " + e.getMessage(), "set TMPDIR to a folder");
        }
    }

    /** That a port is taken is no fault: the demo takes another, and a broker may be there. */
    private static Finding ports() {
        List<Integer> taken = PORTS.stream().filter(Machine::isTaken).toList();
        return taken.isEmpty()
                ? Finding.ok("ports", PORTS + " of 127.0.0.1 are free")
                : Finding.note(
                        "ports",
                        taken + " of 127.0.0.1 are taken",
                        "nothing, if that is your broker, Flink or page; the demo takes others");
    }

    private static boolean isTaken(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return !socket.isBound();
        } catch (IOException e) {
            return true;
        }
    }
}
