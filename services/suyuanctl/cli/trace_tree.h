#ifndef SERVICES_SUYUANCTL_CLI_TRACE_TREE_H_
#define SERVICES_SUYUANCTL_CLI_TRACE_TREE_H_

#include <string>
#include <vector>

#include "services/suyuanctl/cli/words.h"
#include "suyuan/traceability/v1/traceability.pb.h"

namespace suyuan::ctl {

// What a tree is drawn with, each three columns wide.
struct TreeLines {
  std::string branch;  // a child that has brothers below
  std::string last;    // the last child
  std::string beside;  // down to the next child
  std::string blank;
};
TreeLines BoxLines();    // ├─
TreeLines AsciiLines();  // +-

// The answer as lines for a terminal: verdict and reasons, then the chain as a
// tree from the target up. A certificate that several results rest on is drawn
// where it comes first and pointed at ("-> [3]") from then on. What an answer
// has wrong (a link to nowhere) is shown as an open end. Lines have no newline.
// O(certificates + links); pure.
std::vector<std::string> DrawTrace(
    const traceability::v1::TraceResponse& answer, const Words& words,
    const TreeLines& lines);

// A D-SI unit as people print it ("\kilo\gram" is "kg"); text that is no unit
// as it is; "" for the unit one.
std::string PrintedUnit(const std::string& dsi);

// "U = 0.02 (k = 2)"; "" where nothing is stated.
std::string PrintedUncertainty(const metrology::v1::Uncertainty& uncertainty);

}  // namespace suyuan::ctl

#endif  // SERVICES_SUYUANCTL_CLI_TRACE_TREE_H_
