package io.framewatch.cli.teach;

/**
 * Pictures of a state, and how many of them a head told right that had not seen them.
 *
 * @param lesson the pictures, at least one
 * @param recognised from 0 to the number of pictures
 */
record Recognition(Lesson lesson, int recognised) {

    /** Of the pictures, 0..1. */
    double share() {
        return recognised / (double) lesson.size();
    }
}
