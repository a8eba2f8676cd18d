package io.framewatch.mobileformer.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that are damaged or malicious. */
class HostileCheckpointTest {

    private static final int[] ONE = {1};

    @TempDir private Path folder;

    @Test
    void shouldRefuseToCallFunctions() {
        byte[] call =
                new TestingPickle()
                        .global("os", "system")
                        .operations("(")
                        .text("true")
                        .operations("tR")
                        .stop();

        assertRefused(call, "it asks for os.system");
    }

    @Test
    void shouldRefuseObjectsOfOtherClasses() {
        byte[] arguments =
                new TestingPickle()
                        .operations("}")
                        .text("args")
                        .global("argparse", "Namespace")
                        .operations(")\u0081s")
                        .stop();

        assertRefused(arguments, "it asks for argparse.Namespace");
    }

    @Test
    void shouldRefuseOtherWaysToNameAFunction() {
        assertRefused(
                new TestingPickle().text("os").text("system").operations("\u0093").stop(), "0x93");
        assertRefused(new TestingPickle().operations("(ios\nsystem\n").stop(), "0x69");
        assertRefused(new TestingPickle().operations("\u0082\u0001").stop(), "0x82");
    }

    @Test
    void shouldRefuseStatesOfObjects() {
        byte[] state = new TestingPickle().operations("]}b").stop();

        assertRefused(state, "sets the state");
    }

    @Test
    void shouldRefuseKeysWhoseHashIsExpensive() {
        String doubled = "]q\u0001(h\u0000h\u0000e".repeat(60);

        assertRefused(new TestingPickle().operations("}]q\u0000N" + doubled + "Ns").stop(), "key");
        assertRefused(new TestingPickle().operations("}(]Nu").stop(), "key");
    }

    @Test
    void shouldNotAllocateWhatATextClaims() {
        byte[] claim = new TestingPickle().operations("X").int32(Integer.MAX_VALUE).stop();

        assertRefused(claim, "text of 2147483647 bytes in a pickle with 1 bytes left");
    }

    @Test
    void shouldRefuseStoragesThatAreLargerThanTheFile() {
        assertRefused(tensor(1 << 30, 0, ONE, ONE), "must be uncompressed and have at least");
        assertRefused(tensor(-1, 0, ONE, ONE), "must lie in the first -1 elements");
    }

    @Test
    void shouldRefuseTensorsOutsideOfTheirStorage() {
        String message = "must lie in the first 4 elements of its storage";

        assertRefused(tensor(4, 0, new int[] {5}, ONE), message);
        assertRefused(tensor(4, 4, ONE, ONE), message);
        assertRefused(tensor(4, -1, ONE, ONE), message);
        assertRefused(tensor(4, 0, new int[] {2}, new int[] {-1}), message);
        assertRefused(tensor(4, 0, new int[] {-2}, ONE), message);
        assertRefused(tensor(4, 0, new int[] {2, 2}, ONE), message);
        assertRefused(tensor(4, 0, new int[] {1 << 30, 1 << 30}, new int[] {0, 0}), message);
        int[] huge = {Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE};
        assertRefused(tensor(4, 0, huge, huge), message);
    }

    @Test
    void shouldOpenHugeViewsOfLittleDataWithoutReadingThem() throws Exception {
        byte[] pickle = tensor(4, 0, new int[] {1 << 30}, new int[] {0});

        try (Checkpoint checkpoint = Checkpoint.open(archive(pickle))) {
            assertThat(checkpoint.shapes().get("w")).containsExactly(1 << 30);
        }
    }

    @Test
    void shouldRefuseCompressedArchives() throws Exception {
        Path file = folder.resolve("compressed.pth");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            zip.putNextEntry(new ZipEntry("model/data.pkl"));
            zip.write(new byte[1 << 20]);
        }

        assertThatThrownBy(() -> Checkpoint.open(file))
                .isInstanceOf(MalformedCheckpointException.class)
                .hasMessageContaining("must be uncompressed");
    }

    @Test
    void shouldRefuseSafetensorsThatReachOutsideOfTheFile() throws Exception {
        assertHeaderRefused(
                "{\"w\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,8]}}",
                "data_offsets [4,8]");
        assertHeaderRefused(
                "{\"w\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,4]}}",
                "first 1 elements");
        assertHeaderRefused(
                "{\"w\":{\"dtype\":\"F8\",\"shape\":[1],\"data_offsets\":[0,4]}}", "type F8");
        assertHeaderRefused("{\"w\":1,\"w\":2}", "Duplicate");
    }

    @Test
    void shouldRefuseOtherFiles() throws Exception {
        for (String content : new String[] {"", "PK\u0003\u0004", "a picture, perhaps"}) {
            Path file = Files.writeString(folder.resolve("other"), content);

            assertThatThrownBy(() -> Checkpoint.open(file))
                    .as(content)
                    .isInstanceOf(MalformedCheckpointException.class)
                    .hasMessageContaining(file.toString());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"small-zip.pth", "small-legacy.pth", "small-strided.pth"})
    void shouldReportDamageAsSuch(String name) throws Exception {
        byte[] sound = TestingFiles.resource(name);
        Random random = new Random(1);
        for (int i = 0; i < 1500; i++) {
            byte[] damaged =
                    Arrays.copyOf(sound, i % 3 == 0 ? random.nextInt(sound.length) : sound.length);
            for (int flips = random.nextInt(4); flips >= 0 && damaged.length > 0; flips--) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
            }
            readAll(Files.write(folder.resolve("damaged"), damaged));
        }
    }

    /** With any damage, reading gives tensors or an {@link IOException}. */
    private static void readAll(Path file) {
        try (Checkpoint checkpoint = Checkpoint.open(file)) {
            for (Map.Entry<String, int[]> shape : checkpoint.shapes().entrySet()) {
                if (Arrays.stream(shape.getValue()).asLongStream().reduce(1, (a, b) -> a * b)
                        < 1e5) {
                    assertThat(checkpoint.tensor(shape.getKey())).isNotNull();
                }
            }
        } catch (IOException e) {
            assertThat(e).hasMessageContaining("damaged");
        }
    }

    private static byte[] tensor(int size, int offset, int[] shape, int[] strides) {
        return new TestingPickle()
                .operations("}")
                .text("w")
                .tensor("0", "FloatStorage", size, offset, shape, strides)
                .operations("s")
                .stop();
    }

    private Path archive(byte[] pickle) throws IOException {
        Map<String, byte[]> storages = Map.of("0", TestingFiles.bytes(1, 2, 3, 4));
        return TestingFiles.zip(folder.resolve("hostile.pth"), pickle, storages);
    }

    private void assertRefused(byte[] pickle, String message) {
        assertThatThrownBy(() -> Checkpoint.open(archive(pickle)))
                .isInstanceOf(MalformedCheckpointException.class)
                .hasMessageContaining("hostile.pth")
                .hasMessageContaining(message);
    }

    private void assertHeaderRefused(String header, String message) throws IOException {
        Path file =
                TestingFiles.safetensors(
                        folder.resolve("hostile.safetensors"), header, new byte[4]);

        assertThatThrownBy(() -> Checkpoint.open(file))
                .isInstanceOf(MalformedCheckpointException.class)
                .hasMessageContaining(message);
    }
}
