package io.framewatch.training.head;

import java.util.ArrayList;
import java.util.List;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.RealVector;

/**
 * The few directions that pictures span in the long embedding: an orthonormal basis by Gram and
 * Schmidt. A ridge penalty does not care about rotations, so regression on the coordinates is
 * exactly that on the embeddings, with tens of parameters a state instead of a thousand.
 *
 * @param coordinates the pictures in this basis, one a row
 * @param basis one direction a row
 */
record Span(RealMatrix coordinates, RealMatrix basis) {

    /** What is left of a picture when it is made of others, relative to its length, is rounding. */
    private static final double ROUNDING = 1e-9;

    static Span of(RealMatrix pictures) {
        List<RealVector> basis = new ArrayList<>();
        for (int i = 0; i < pictures.getRowDimension(); i++) {
            RealVector picture = pictures.getRowVector(i);
            RealVector rest = remove(basis, remove(basis, picture)); // once is not exact
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
