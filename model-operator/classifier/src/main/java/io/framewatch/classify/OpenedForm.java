package io.framewatch.classify;

/**
 * A loaded model.
 *
 * @param inference the model; the caller closes it
 * @param form the loaded form
 * @param description the form and why it is no faster one: the end of a sentence about the model
 */
record OpenedForm(Inference inference, ModelForm form, String description) {}
