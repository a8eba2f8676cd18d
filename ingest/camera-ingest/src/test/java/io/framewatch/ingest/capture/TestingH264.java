package io.framewatch.ingest.capture;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * An H.264 byte stream (Annex B) from {@code src/test/resources/streams}, taken apart: 100 pictures
 * of 240x176, 25 a second.
 */
public final class TestingH264 {

    private static final Path FOLDER = Path.of("src/test/resources/streams");
    private static final int SPS = 7;
    private static final int PPS = 8;

    private final List<List<byte[]>> pictures = new ArrayList<>();

    /** A stream of units whose pictures have one slice. */
    TestingH264(List<byte[]> units) {
        List<byte[]> picture = new ArrayList<>();
        for (byte[] unit : units) {
            picture.add(unit);
            if (type(unit) == 1 || type(unit) == 5) { // one slice a picture
                pictures.add(picture);
                picture = new ArrayList<>();
            }
        }
    }

    static Path file(String name) {
        return FOLDER.resolve(name + ".h264");
    }

    public static TestingH264 read(String name) throws IOException {
        return read(file(name));
    }

    static TestingH264 read(Path file) throws IOException {
        byte[] data = Files.readAllBytes(file);
        List<byte[]> units = new ArrayList<>();
        int start = -1;
        for (int i = 0; i + 3 <= data.length; i++) {
            if (data[i] == 0 && data[i + 1] == 0 && data[i + 2] == 1) {
                if (start >= 0) {
                    units.add(Arrays.copyOfRange(data, start, data[i - 1] == 0 ? i - 1 : i));
                }
                start = i + 3;
            }
        }
        units.add(Arrays.copyOfRange(data, start, data.length));
        return new TestingH264(units);
    }

    int size() {
        return pictures.size();
    }

    /** The same stream without a picture, which others may refer to. */
    TestingH264 without(int index) {
        List<byte[]> units = new ArrayList<>();
        for (int i = 0; i < size(); i++) {
            if (i != index) {
                units.addAll(picture(i));
            }
        }
        return new TestingH264(units);
    }

    /** The first pictures of it. */
    TestingH264 first(int count) {
        return new TestingH264(pictures.subList(0, count).stream().flatMap(List::stream).toList());
    }

    /** The stream as a file has it. */
    byte[] bytes() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (List<byte[]> picture : pictures) {
            for (byte[] unit : picture) {
                bytes.writeBytes(new byte[] {0, 0, 0, 1});
                bytes.writeBytes(unit);
            }
        }
        return bytes.toByteArray();
    }

    /** The units of a picture, with the parameter sets and messages before it. */
    List<byte[]> picture(int index) {
        return pictures.get(index);
    }

    byte[] sps() {
        return parameters(SPS);
    }

    byte[] pps() {
        return parameters(PPS);
    }

    boolean isKey(int index) {
        return pictures.get(index).stream().anyMatch(unit -> type(unit) == 5);
    }

    private byte[] parameters(int type) {
        return pictures.get(0).stream()
                .filter(unit -> type(unit) == type)
                .findFirst()
                .orElseThrow();
    }

    static int type(byte[] unit) {
        return unit[0] & 0x1f;
    }
}
