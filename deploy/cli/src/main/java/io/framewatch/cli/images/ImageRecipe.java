package io.framewatch.cli.images;

/**
 * An image of the distribution.
 *
 * @param name last part of the image's name; {@code docker/NAME.Dockerfile} makes it
 * @param baseArgument the Dockerfile's build argument for its base image
 */
record ImageRecipe(String name, String baseArgument) {

    /** The Dockerfile, relative to the folder of the distribution. */
    String dockerfile() {
        return "docker/" + name + ".Dockerfile";
    }
}
