package io.framewatch.cli.camera;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.framewatch.configuration.Redaction;
import io.framewatch.ingest.onvif.OnvifClient;
import io.framewatch.ingest.onvif.OnvifDevice;
import io.framewatch.ingest.onvif.OnvifException;
import io.framewatch.ingest.onvif.OnvifStream;
import java.util.List;
import java.util.Locale;

/**
 * A stream of a device, or why the device names none.
 *
 * @param device address of the device
 * @param name name of the device
 * @param model model of the device
 * @param stream name of the stream; null if there is none
 * @param picture codec, size and rate; null if there is no stream
 * @param address where the stream is, without secrets; else the reason
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record DiscoveredStream(
        String device, String name, String model, String stream, String picture, String address) {

    /** The streams of a device; one that says why, if it names none. */
    static List<DiscoveredStream> of(OnvifDevice device, OnvifClient client) {
        try {
            List<OnvifStream> streams = client.streams(device);
            return streams.isEmpty()
                    ? List.of(none(device, "it has no stream"))
                    : streams.stream().map(stream -> of(device, stream)).toList();
        } catch (OnvifException e) {
            return List.of(none(device, e.getMessage()));
        }
    }

    List<String> row() {
        return List.of(
                device,
                name.isEmpty() ? "-" : name,
                model.isEmpty() ? "-" : model,
                stream == null ? "-" : stream,
                picture == null ? "-" : picture,
                address);
    }

    private static DiscoveredStream of(OnvifDevice device, OnvifStream stream) {
        String picture =
                String.format(
                                Locale.ROOT,
                                "%s %dx%d %.0f fps",
                                stream.codec(),
                                stream.width(),
                                stream.height(),
                                stream.fps())
                        .strip();
        return new DiscoveredStream(
                host(device),
                printable(device.name()),
                printable(device.model()),
                printable(stream.profile()),
                printable(picture),
                printable(Redaction.hide(stream.uri())));
    }

    private static DiscoveredStream none(OnvifDevice device, String reason) {
        return new DiscoveredStream(
                host(device),
                printable(device.name()),
                printable(device.model()),
                null,
                null,
                printable(Redaction.hide(reason)));
    }

    private static String host(OnvifDevice device) {
        return device.services().get(0).getHost();
    }

    /** A device may say anything: nothing of it may move the cursor of a terminal. */
    private static String printable(String text) {
        return text.replaceAll("\\p{Cntrl}", "\ufffd");
    }
}
