#ifndef LIBS_DCC_POINTS_H_
#define LIBS_DCC_POINTS_H_

#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "libs/dcc/document.h"

// The results of a certificate as points: one measured value each, with what
// is stated about it. Certificates print results as they like; this is how
// they are understood.
//
// A quantity's values are a column; a single value is a column of length one.
// A hybrid counts once, in the alternative that carries an uncertainty, else
// in the first with a known unit. An si:list of several lists is several
// columns.
//
// Columns that stand side by side make a block with rows:
//   - quantities in the same dcc:list, or directly in a result's data;
//   - sibling dcc:lists of equal length, each with a name of its own and
//     nameless single values of one unit: each list is a column.
// A column of length one beside longer ones holds for all rows; as a result
// it is one point. Everything in one dcc:result is a table.
//
// Which columns are results:
//   1. A block with columns classed by refType (see ColumnRole): each row is
//      one point. Its result is the classed column that states an
//      uncertainty: measurementError before measuredValue before
//      referenceValue; else the unclassed columns that state one, each; else
//      the first classed column in the same order, without uncertainty.
//   2. Else the columns of the block that state an uncertainty, each.
//   3. Else, where no column of the table states one, each column of a
//      dimension other than one; columns of dimension one (relative errors,
//      status flags) only where the table has no other.
// Limits, nominal values, formula parameters, words and columns without one
// number are never results, nor is what belongs to an influence condition, a
// statement, a method, an item or equipment.
//
// What is not stated stays absent: no coverage factor, probability or
// distribution is ever assumed.
namespace suyuan::dcc {

// From the tokens of refType on the quantity; the part before the first '_'
// (the vocabulary: basic_, gp_, ...) does not matter, nor does a plural.
enum class ColumnRole {
  kUnclassed,
  kMeasured,          // measuredValue, measurementValue, indicatedValue
  kReference,         // referenceValue, referencedValue
  kNominal,           // nominalValue, calibrationValue
  kMeasurementError,  // measurementError, indicationError
  kLowerLimit,        // acceptanceLimitLower, toleranceLimitLower
  kUpperLimit,        // acceptanceLimitUpper, toleranceLimitUpper
  kConformity,        // conformity
  kNoResult,          // formula..., ...uncertainty..., coverageFactor...
};
ColumnRole RoleOf(const std::vector<std::string>& ref_types);

// A number with its unit. `unit` is an index into Document::units, -1 where
// none is stated; `text` as printed.
struct PointValue {
  std::string text;
  double value = 0;
  int unit = -1;
};

enum class Stage {
  kUnspecified,
  kBeforeAdjustment,  // as found
  kAfterAdjustment,   // as left
  kBeforeRepair,
  kAfterRepair,
};

// Another column of the same row, for those who know more about the table.
struct PointNeighbour {
  std::string name;
  ColumnRole role = ColumnRole::kUnclassed;
  PointValue value;
};

// What points of one place in the certificate share.
struct PointContext {
  // The items meant: those that refId names on the quantity or the nearest
  // element around it that names any; else the item, where the document has
  // one; else none. Indexes into Document::items.
  std::vector<int> items;
  // From the nearest element around the quantity that tells: a refType token,
  // the status that its influence conditions agree on, or the words "as
  // found" or "as left" in its name.
  Stage stage = Stage::kUnspecified;
  // What was used: indexes into Document::equipment. Equipment listed at the
  // quantity, its lists and its result, and that of the measurementResult and
  // of the document; of the latter two only what refId names, where the
  // quantity or what encloses it names any equipment there.
  std::vector<int> equipment;
  // Indexes into Document::methods: all that stand around the quantity.
  std::vector<int> methods;
};

struct Point {
  // Made from positions alone: "r2.p3" is the third point of the second
  // dcc:result of the document. Stable as long as the bytes are.
  std::string id;
  int result = -1;    // index into Document::results
  int quantity = -1;  // index into Document::quantities
  // Name of the column, else of its list, else of the result.
  std::string name;
  int context = -1;  // index into Points::contexts
  ColumnRole role = ColumnRole::kUnclassed;
  // What the quantity says it is: quantityTypeQUDT, else "".
  std::string quantity_kind;

  // The result: what the uncertainty below belongs to. An error of indication
  // where the role says so.
  PointValue value;
  // Where on the item's scale the point lies: nominal, else reference, else
  // measured value of the row; `value` itself where that is no error; absent
  // for an error without any of these.
  std::optional<PointValue> at;
  std::optional<PointValue> nominal;
  std::optional<PointValue> reference;
  std::optional<PointValue> measured;
  std::optional<PointValue> measurement_error;
  // The other columns of the row, at most kMostNeighbours.
  std::vector<PointNeighbour> neighbours;

  // In the unit of `value`, absolute: a relative uncertainty has been
  // multiplied by |value|, which is absent where value is 0.
  std::optional<double> expanded_uncertainty;
  // As stated; else expanded / k where both are stated.
  std::optional<double> standard_uncertainty;
  std::optional<double> coverage_factor;
  std::optional<double> coverage_probability;
  std::optional<double> interval_min;
  std::optional<double> interval_max;
  std::string distribution;
  // It was stated relative to the value.
  bool is_relative = false;

  // pass, fail, ...: of this row; "" where none is stated for the row.
  std::string conformity;
  std::optional<PointValue> lower_limit;
  std::optional<PointValue> upper_limit;
  // isInCMC: within the laboratory's accredited scope.
  std::optional<bool> in_cmc;
};

inline constexpr int kMostPoints = 100'000;
inline constexpr int kMostNeighbours = 16;

struct Points {
  std::vector<PointContext> contexts;
  std::vector<Point> points;
};

// All points, result by result in document order. O(elements + values) for
// what a laboratory writes. INVALID_ARGUMENT (DCC_TOO_MANY_POINTS) past
// kMostPoints, or where the lists of equipment that the points would carry
// exceed kMostContextEntries.
inline constexpr int kMostContextEntries = 1'000'000;
absl::StatusOr<Points> PointsOf(const Document& document);

}  // namespace suyuan::dcc

#endif  // LIBS_DCC_POINTS_H_
