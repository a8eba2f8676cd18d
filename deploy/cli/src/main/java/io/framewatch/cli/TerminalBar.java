package io.framewatch.cli;

import java.io.IOException;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarConsumer;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jline.terminal.spi.SystemStream;
import org.jline.terminal.spi.TerminalProvider;
import picocli.CommandLine.Help.Ansi;

/**
 * Progress bars on standard error: shown only on a terminal, and coloured unless the user declines
 * colours (<a href="https://no-color.org">NO_COLOR</a>).
 */
public final class TerminalBar {

    private TerminalBar() {}

    /** Starts a bar; it writes nothing if standard error is a file or a pipe. */
    public static ProgressBar start(ProgressBarBuilder bar) {
        return isTerminal()
                ? bar.setStyle(style()).build()
                : bar.setConsumer(new UnseenBar()).build();
    }

    private static ProgressBarStyle style() {
        return Ansi.AUTO.enabled()
                ? ProgressBarStyle.COLORFUL_UNICODE_BLOCK
                : ProgressBarStyle.UNICODE_BLOCK;
    }

    /** Java's console does not tell about standard error. */
    private static boolean isTerminal() {
        try {
            return TerminalProvider.load("exec").isSystemStream(SystemStream.Error);
        } catch (IOException e) {
            return false;
        }
    }

    private static final class UnseenBar implements ProgressBarConsumer {

        @Override
        public int getMaxRenderedLength() {
            return 80;
        }

        @Override
        public void accept(String bar) {}

        @Override
        public void close() {}
    }
}
