/// The example `tabular`: from a CSV file to a calibrated model and back to predictions.
///
/// A file may be larger than the memory, so it is read in passes that keep counts and sums alone: types and classes
/// ([Profile]), then means and categories of the training rows ([Statistics]), then every row becomes numbers
/// ([Encoding]), the training rows in a [dev.lanewise.train.RowFile].
@NullMarked
package dev.lanewise.examples.tabular;

import org.jspecify.annotations.NullMarked;
