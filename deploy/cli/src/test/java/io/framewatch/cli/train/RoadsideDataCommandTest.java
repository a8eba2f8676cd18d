package io.framewatch.cli.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.framewatch.cli.CommandErrors;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import javax.imageio.ImageIO;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class RoadsideDataCommandTest {

    @TempDir private Path folder;

    @Test
    void shouldHoldOutBlocksAndMakeNegativesCoarse() throws Exception {
        byte[] picture = picture();
        Path vehicles =
                tar(
                        "vehicles.tar",
                        picture,
                        "train/car/car1.jpg",
                        "train/car/car127.jpg",
                        "train/car/car128.jpg",
                        "train/car/car159.jpg",
                        "train/car/car160.jpg",
                        "train/bike/bike5.jpg",
                        "train/car/notes.txt");
        Path negatives =
                tar(
                        "negatives.tar",
                        picture,
                        "train/n01440764/n01440764_7.JPEG",
                        "train/n01440764/n01440764_8.JPEG",
                        "train/n02102040/n02102040_133.JPEG",
                        "train/n03417042/n03417042_14.JPEG");

        int exitCode = run(vehicles, negatives, new StringWriter());

        assertThat(exitCode).isZero();
        assertThat(folder.resolve("out"))
                .isDirectoryRecursivelyContaining("glob:**/train/car/car127.jpg");
        assertThat(names("train/car")).containsExactly("car1.jpg", "car127.jpg", "car160.jpg");
        assertThat(names("val/car")).containsExactly("car128.jpg", "car159.jpg");
        assertThat(names("train/bike")).containsExactly("bike5.jpg");
        assertThat(names("train/other")).containsExactly("n01440764_7.JPEG");
        assertThat(names("val/other")).containsExactly("n02102040_133.JPEG");
        assertThat(folder.resolve("out/val/car/car128.jpg")).hasBinaryContent(picture);
        BufferedImage coarse =
                ImageIO.read(folder.resolve("out/train/other/n01440764_7.JPEG").toFile());
        assertThat(coarse.getWidth()).isEqualTo(100);
        assertThat(new Color(coarse.getRGB(50, 50)).getRed()).isGreaterThan(240);
    }

    @Test
    void shouldSayWhatIsWrong() throws Exception {
        StringWriter err = new StringWriter();
        Path broken = tar("negatives.tar", new byte[] {1}, "train/n01440764/n01440764_7.JPEG");

        assertThat(run(folder.resolve("none.tar"), broken, err)).isOne();
        assertThat(err.toString()).contains("none.tar does not exist");
        assertThat(run(broken, broken, err)).isOne();
        assertThat(err.toString()).contains("n01440764/n01440764_7.JPEG in " + broken);
    }

    private int run(Path vehicles, Path negatives, StringWriter err) {
        CommandLine command = CommandErrors.on(new CommandLine(new RoadsideDataCommand()));
        command.setErr(new PrintWriter(err, true));
        return command.execute(
                "--vehicles",
                vehicles.toString(),
                "--negatives",
                negatives.toString(),
                "--out",
                folder.resolve("out").toString());
    }

    private String[] names(String of) {
        String[] names = folder.resolve("out").resolve(of).toFile().list();
        Arrays.sort(names);
        return names;
    }

    private static byte[] picture() throws IOException {
        BufferedImage image = new BufferedImage(224, 224, BufferedImage.TYPE_3BYTE_BGR);
        Graphics2D graphics = image.createGraphics();
        graphics.setColor(Color.RED);
        graphics.fillRect(0, 0, 224, 224);
        graphics.dispose();
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        ImageIO.write(image, "jpg", file);
        return file.toByteArray();
    }

    private Path tar(String name, byte[] content, String... names) throws IOException {
        Path tar = folder.resolve(name);
        try (TarArchiveOutputStream out = new TarArchiveOutputStream(Files.newOutputStream(tar))) {
            for (String file : names) {
                TarArchiveEntry entry = new TarArchiveEntry(file);
                entry.setSize(content.length);
                out.putArchiveEntry(entry);
                out.write(content);
                out.closeArchiveEntry();
            }
        }
        return tar;
    }
}
