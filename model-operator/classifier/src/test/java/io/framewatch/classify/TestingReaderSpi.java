package io.framewatch.classify;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.spi.ImageReaderSpi;

/** A reader for JPEG that somebody else brought along and that can read nothing. */
final class TestingReaderSpi extends ImageReaderSpi {

    @Override
    public String[] getFormatNames() {
        return new String[] {"jpeg"};
    }

    @Override
    public boolean canDecodeInput(Object source) {
        return true;
    }

    @Override
    public ImageReader createReaderInstance(Object extension) {
        return new TestingReader(this);
    }

    @Override
    public String getDescription(Locale locale) {
        return "reads nothing";
    }

    private static final class TestingReader extends ImageReader {

        TestingReader(ImageReaderSpi provider) {
            super(provider);
        }

        @Override
        public int getNumImages(boolean allowSearch) {
            return 0;
        }

        @Override
        public int getWidth(int image) throws IOException {
            throw new IOException("reads nothing");
        }

        @Override
        public int getHeight(int image) throws IOException {
            throw new IOException("reads nothing");
        }

        @Override
        public Iterator<ImageTypeSpecifier> getImageTypes(int image) {
            return List.<ImageTypeSpecifier>of().iterator();
        }

        @Override
        public IIOMetadata getStreamMetadata() {
            return null;
        }

        @Override
        public IIOMetadata getImageMetadata(int image) {
            return null;
        }

        @Override
        public BufferedImage read(int image, ImageReadParam param) throws IOException {
            throw new IOException("reads nothing");
        }
    }
}
