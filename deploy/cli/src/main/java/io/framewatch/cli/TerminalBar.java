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
 * Progress bars on standard error: shown if that is a terminal, and coloured if the user wants
 * colours (<a href="https://no-color.org">NO_COLOR</a>).
 */
public final class TerminalBar {

    private TerminalBar() {}

    /** Starts a bar; nothing of it is written where standard error is a file or a pipe. */
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

    /** Java's own console says nothing of standard error. */
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
