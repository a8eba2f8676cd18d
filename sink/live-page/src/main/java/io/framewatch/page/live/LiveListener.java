package io.framewatch.page.live;

/** Is told what changed. Called with the view's lock held: must return at once. */
public interface LiveListener {

    /**
     * A camera has changed.
     *
     * @param id its id
     * @param urgent whether it is of interest at once: its health has changed, or it is gone
     */
    void camera(String id, boolean urgent);

    /** An alert has changed. */
    void alert(String id);
}
