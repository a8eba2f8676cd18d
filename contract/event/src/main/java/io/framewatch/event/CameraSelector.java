package io.framewatch.event;

import java.io.Serializable;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Selects cameras. A camera with regions gives views, and each is selected like a camera: {@code
 * gate-1.door} is the region door of the camera gate-1, and {@code *.door} all regions of that
 * name.
 *
 * @param cameras ids, or globs in which {@code *} stands for any characters and {@code ?} for one;
 *     empty for all
 * @param tags words that a camera must all have; empty for none
 */
public record CameraSelector(List<String> cameras, List<String> tags) implements Serializable {

    /** Selects every camera. */
    public static final CameraSelector ALL = new CameraSelector(List.of(), List.of());

    private static final Pattern VALID = Pattern.compile("[A-Za-z0-9*?][A-Za-z0-9._*?-]{0,99}");

    /**
     * @throws IllegalArgumentException if an element is neither an id nor a glob, or a tag is blank
     */
    public CameraSelector {
        cameras = cameras == null ? List.of() : List.copyOf(cameras);
        tags = tags == null ? List.of() : List.copyOf(tags);
        for (String camera : cameras) {
            if (!VALID.matcher(camera).matches()) {
                throw new IllegalArgumentException(
                        "cameras '%s' must be an id, %s, in which * and ? may stand for others"
                                .formatted(camera, CameraId.RULE));
            }
        }
        tags.forEach(tag -> Texts.require("tag of a rule", tag));
    }

    /** Selects cameras by ids or globs. */
    public static CameraSelector of(String... cameras) {
        return new CameraSelector(List.of(cameras), List.of());
    }

    /**
     * Whether it selects a camera.
     *
     * @param tagsOfCamera its tags
     */
    public boolean selects(CameraId camera, Collection<String> tagsOfCamera) {
        return tagsOfCamera.containsAll(tags) && (cameras.isEmpty() || matches(camera.value()));
    }

    private boolean matches(String camera) {
        return cameras.stream().anyMatch(glob -> matches(glob, camera));
    }

    /** Whether an id is this one, or fits this glob. */
    public static boolean matches(String glob, String camera) {
        // Goes back to the last * where it fails; a pattern for each pair would cost more.
        int at = 0;
        int star = -1;
        int resume = 0;
        int i = 0;
        while (i < camera.length()) {
            char expected = at < glob.length() ? glob.charAt(at) : 0;
            if (expected == '*') {
                star = at++;
                resume = i;
            } else if (expected == '?' || expected == camera.charAt(i)) {
                at++;
                i++;
            } else if (star >= 0) {
                at = star + 1;
                i = ++resume;
            } else {
                return false;
            }
        }
        while (at < glob.length() && glob.charAt(at) == '*') {
            at++;
        }
        return at == glob.length();
    }

    /** Whether a text of {@link #cameras()} is a glob and no id. */
    public static boolean isGlob(String text) {
        return text.indexOf('*') >= 0 || text.indexOf('?') >= 0;
    }
}
