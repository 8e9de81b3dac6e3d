#ifndef LIBS_METROLOGY_DECIMAL_COMPARISON_H_
#define LIBS_METROLOGY_DECIMAL_COMPARISON_H_

#include <limits>

namespace suyuan::metrology::internal {

// a <= b for numbers that came from decimals of at most `scale`: each was
// rounded once, and so was what was computed from them.
inline bool AtMostDecimal(double a, double b, double scale) {
  return a <= b + 4 * std::numeric_limits<double>::epsilon() * scale;
}

}  // namespace suyuan::metrology::internal

#endif  // LIBS_METROLOGY_DECIMAL_COMPARISON_H_
