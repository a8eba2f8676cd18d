package io.framewatch.ingest.reliability;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/** What happens to a camera that is captured. */
enum Fault {
    /** The process is killed, and another one started after one to three tries of the client. */
    KILLED(true) {
        @Override
        void strike(FaultyCamera camera, CountedCapture capture, Random random) throws Exception {
            camera.server().kill();
            awaitRetries(capture, random);
            camera.startAgain(FaultyCamera.LOGIN.password());
        }
    },
    /** The process is stopped for 1 to 15 s, or until the client has had enough. */
    FROZEN(false) {
        @Override
        void strike(FaultyCamera camera, CountedCapture capture, Random random) throws Exception {
            camera.server().freeze();
            capture.awaitRetry(Duration.ofMillis(1000 + random.nextInt(14_000)));
            camera.server().goOn();
        }
    },
    /** The camera takes another password, until the client was refused. */
    WRONG_PASSWORD(true) {
        @Override
        void strike(FaultyCamera camera, CountedCapture capture, Random random) throws Exception {
            camera.startAgain("wrong");
            while (!capture.awaitRetry().message().startsWith("user name or password is wrong")) {
                // it may have tried before the camera was there
            }
            camera.startAgain(FaultyCamera.LOGIN.password());
        }
    },
    /** The connection ends by RST. */
    RESET(true) {
        @Override
        void strike(FaultyCamera camera, CountedCapture capture, Random random) throws Exception {
            camera.link().reset();
        }
    },
    /** Pictures have another size from the next key frame on, in the same connection. */
    RESIZED(false) {
        @Override
        void strike(FaultyCamera camera, CountedCapture capture, Random random) throws Exception {
            ParameterSets sets = new ParameterSets();
            camera.link().pass(sets);
            sets.awaitFirst();
            camera.server().resize();
            sets.awaitAnother();
        }
    },
    /** Nothing listens, for one to three tries of the client. */
    REFUSED(true) {
        @Override
        void strike(FaultyCamera camera, CountedCapture capture, Random random) throws Exception {
            camera.link().refuse();
            awaitRetries(capture, random);
            camera.link().listen();
        }
    },
    /** Each of 50 to 250 packets is lost with the same probability, from 5 % to all. */
    PACKETS_LOST(false) {
        @Override
        void strike(FaultyCamera camera, CountedCapture capture, Random random) throws Exception {
            double rate = 0.05 + 0.95 * random.nextDouble();
            Random losses = new Random(random.nextLong());
            mangle(camera, random, packet -> losses.nextDouble() < rate ? null : packet);
        }
    },
    /** Time stamps of 50 to 250 packets are an hour early or late, or stand still. */
    WRONG_STAMPS(false) {
        @Override
        void strike(FaultyCamera camera, CountedCapture capture, Random random) throws Exception {
            int hour = 3600 * CLOCK;
            UnaryOperator<byte[]> change =
                    switch (random.nextInt(3)) {
                        case 0 -> packet -> stamp(packet, stamp(packet) - hour);
                        case 1 -> packet -> stamp(packet, stamp(packet) + hour);
                        default -> new StandingStill();
                    };
            mangle(camera, random, change);
        }
    };

    private static final int CLOCK = 90_000;
    private static final int STAMP = 4; // RFC 3550, 5.1: where the time stamp is
    private static final int HEADER = 12;
    private static final long PATIENCE_S = 120;

    private final boolean newRun;

    Fault(boolean newRun) {
        this.newRun = newRun;
    }

    /** Whether it certainly ends the connection, and so the run. */
    boolean endsRun() {
        return newRun;
    }

    /**
     * Begins, lasts and ends.
     *
     * @param camera has no other fault
     * @param capture gives frames of it
     */
    abstract void strike(FaultyCamera camera, CountedCapture capture, Random random)
            throws Exception;

    private static void awaitRetries(CountedCapture capture, Random random)
            throws InterruptedException {
        for (int tries = 1 + random.nextInt(3); tries > 0; tries--) {
            capture.awaitRetry();
        }
    }

    /** Changes some of the next packets, and waits until they are through. */
    private static void mangle(FaultyCamera camera, Random random, UnaryOperator<byte[]> change)
            throws InterruptedException {
        CountDownLatch packets = new CountDownLatch(50 + random.nextInt(200));
        camera.link()
                .pass(
                        packet -> {
                            if (packets.getCount() == 0) {
                                return packet;
                            }
                            packets.countDown();
                            return change.apply(packet);
                        });
        await(packets);
    }

    private static void await(CountDownLatch latch) throws InterruptedException {
        if (!latch.await(PATIENCE_S, TimeUnit.SECONDS)) {
            throw new AssertionError("the camera sends too few packets");
        }
    }

    private static int stamp(byte[] packet) {
        return ByteBuffer.wrap(packet).getInt(STAMP);
    }

    private static byte[] stamp(byte[] packet, int stamp) {
        byte[] changed = packet.clone();
        ByteBuffer.wrap(changed).putInt(STAMP, stamp);
        return changed;
    }

    /** All packets have the time stamp of the first one. */
    private static final class StandingStill implements UnaryOperator<byte[]> {
        private byte[] first;

        @Override
        public byte[] apply(byte[] packet) {
            first = first == null ? packet : first;
            return stamp(packet, stamp(first));
        }
    }

    /** Sees the size of the pictures change by the sequence parameter sets, which say it. */
    private static final class ParameterSets implements FaultyLink.Packets {
        private static final int SEQUENCE_PARAMETER_SET = 7; // RFC 6184, 5.4: a unit of its own
        private final CountDownLatch one = new CountDownLatch(1);
        private final CountDownLatch another = new CountDownLatch(1);
        private byte[] first;

        @Override
        public byte[] pass(byte[] packet) {
            if ((packet[HEADER] & 0x1f) == SEQUENCE_PARAMETER_SET) {
                byte[] set = Arrays.copyOfRange(packet, HEADER, packet.length);
                first = first == null ? set : first;
                one.countDown();
                if (!Arrays.equals(first, set)) {
                    another.countDown();
                }
            }
            return packet;
        }

        private void awaitFirst() throws InterruptedException {
            await(one);
        }

        private void awaitAnother() throws InterruptedException {
            await(another);
        }
    }
}
