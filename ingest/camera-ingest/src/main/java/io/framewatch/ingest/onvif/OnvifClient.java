package io.framewatch.ingest.onvif;

import io.framewatch.ingest.capture.Login;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.w3c.dom.Element;

/**
 * Asks a device for its streams. Not thread-safe.
 *
 * @see <a href="https://www.onvif.org/specs/srv/media/ONVIF-Media-Service-Spec.pdf">ONVIF Media</a>
 */
public final class OnvifClient {

    private static final String DEVICE = "http://www.onvif.org/ver10/device/wsdl";
    private static final String MEDIA = "http://www.onvif.org/ver10/media/wsdl";

    private static final String TIME = "<GetSystemDateAndTime xmlns=\"" + DEVICE + "\"/>";
    private static final String CAPABILITIES =
            "<GetCapabilities xmlns=\""
                    + DEVICE
                    + "\"><Category>Media</Category></GetCapabilities>";
    private static final String PROFILES = "<GetProfiles xmlns=\"" + MEDIA + "\"/>";
    private static final String STREAM =
            "<GetStreamUri xmlns=\""
                    + MEDIA
                    + "\" xmlns:t=\"http://www.onvif.org/ver10/schema\"><StreamSetup>"
                    + "<t:Stream>RTP-Unicast</t:Stream>"
                    + "<t:Transport><t:Protocol>RTSP</t:Protocol></t:Transport>"
                    + "</StreamSetup><ProfileToken>%s</ProfileToken></GetStreamUri>";

    private static final String ENCODER = "VideoEncoderConfiguration";

    private final SoapConnection connection;

    /**
     * @param login user name and password, or null
     * @param timeout for each answer
     */
    public OnvifClient(Login login, Duration timeout) {
        this.connection = new SoapConnection(login, timeout);
    }

    /**
     * The streams of a device, in its own order, which usually has the best one first.
     *
     * @throws OnvifException if none of its addresses answers, or it refuses
     */
    public List<OnvifStream> streams(OnvifDevice device) throws OnvifException {
        OnvifException failure = null;
        for (URI service : device.services()) {
            try {
                return streams(service);
            } catch (OnvifException e) {
                failure = failure == null || e.hasAnswered() ? e : failure;
            }
        }
        throw failure;
    }

    private List<OnvifStream> streams(URI service) throws OnvifException {
        readClock(service);
        Element capabilities = connection.ask(service, CAPABILITIES);
        URI media = media(SoapXml.text(capabilities, "Media", "XAddr"));
        List<OnvifStream> streams = new ArrayList<>();
        for (Element profile : SoapXml.all(connection.ask(media, PROFILES), "Profiles")) {
            Element answer =
                    connection.ask(
                            media, STREAM.formatted(SoapXml.escape(profile.getAttribute("token"))));
            streams.add(stream(profile, SoapXml.text(answer, "MediaUri", "Uri")));
        }
        return streams;
    }

    /** A device that does not know the time wants digests with the time that it believes in. */
    private void readClock(URI service) throws OnvifException {
        Element answer = connection.askAnybody(service, TIME);
        SoapXml.first(answer, "UTCDateTime")
                .ifPresent(
                        time ->
                                connection.setClockOffset(
                                        Duration.between(Instant.now(), instant(time))));
    }

    private static Instant instant(Element time) {
        try {
            return LocalDateTime.of(
                            number(time, "Date", "Year"),
                            number(time, "Date", "Month"),
                            number(time, "Date", "Day"),
                            number(time, "Time", "Hour"),
                            number(time, "Time", "Minute"),
                            Math.min(59, number(time, "Time", "Second")))
                    .toInstant(ZoneOffset.UTC);
        } catch (DateTimeException e) {
            return Instant.now();
        }
    }

    private static int number(Element parent, String... path) {
        return (int) SoapXml.number(parent, path);
    }

    private static URI media(String address) throws OnvifException {
        try {
            URI uri = URI.create(address);
            if ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme())) {
                return uri;
            }
        } catch (IllegalArgumentException e) {
            // the same as no address
        }
        throw new OnvifException("the device names no media service");
    }

    private static OnvifStream stream(Element profile, String uri) {
        return new OnvifStream(
                SoapXml.text(profile, "Name"),
                uri,
                SoapXml.text(profile, ENCODER, "Encoding"),
                number(profile, ENCODER, "Resolution", "Width"),
                number(profile, ENCODER, "Resolution", "Height"),
                SoapXml.number(profile, ENCODER, "RateControl", "FrameRateLimit"));
    }
}
