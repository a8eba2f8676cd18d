package io.framewatch.training.head;

import java.util.ArrayList;
import java.util.List;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.RealVector;

/**
 * The space that the embeddings of the pictures span: an orthonormal basis by Gram-Schmidt. A ridge
 * penalty is invariant under rotation, so regression on the coordinates equals that on the
 * embeddings. It has tens of parameters a state instead of a thousand.
 *
 * @param coordinates the pictures in this basis, one a row
 * @param basis one direction a row
 */
record Span(RealMatrix coordinates, RealMatrix basis) {

    /**
     * A remainder below this, relative to the picture's length, is rounding: the picture is a
     * combination of others.
     */
    private static final double ROUNDING = 1e-9;

    static Span of(RealMatrix pictures) {
        List<RealVector> basis = new ArrayList<>();
        for (int i = 0; i < pictures.getRowDimension(); i++) {
            RealVector picture = pictures.getRowVector(i);
            // The second pass removes rounding errors of the first.
            RealVector rest = remove(basis, remove(basis, picture));
            if (rest.getNorm() > ROUNDING * picture.getNorm()) {
                basis.add(rest.unitVector());
            }
        }
        if (basis.isEmpty()) { // all pictures are the same
            basis.add(new ArrayRealVector(pictures.getColumnDimension()));
        }
        RealMatrix directions =
                MatrixUtils.createRealMatrix(
                        basis.stream().map(RealVector::toArray).toArray(double[][]::new));
        return new Span(pictures.multiply(directions.transpose()), directions);
    }

    private static RealVector remove(List<RealVector> basis, RealVector picture) {
        RealVector rest = picture.copy();
        for (RealVector direction : basis) {
            rest.combineToSelf(1, -rest.dotProduct(direction), direction);
        }
        return rest;
    }
}
