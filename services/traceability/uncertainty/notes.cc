#include "services/traceability/uncertainty/notes.h"

namespace suyuan::traceability {

NoteText TextOf(GapKind kind) {
  switch (kind) {
    case GapKind::kNoUncertainty:
      return {"NO_UNCERTAINTY", "既未给出不确定度，也未给出最大允许误差",
              "neither an uncertainty nor a maximum permissible error is "
              "stated"};
    case GapKind::kNoBudget:
      return {"NO_BUDGET", "未给出不确定度预算，过程分量按给出值的剩余部分计",
              "no budget is given; the process is what remains of the stated "
              "uncertainty"};
    case GapKind::kBudgetUnreadable:
      return {"BUDGET_UNREADABLE", "预算中的数值或单位无法识别",
              "a number or unit of the budget cannot be read"};
    case GapKind::kNotInBudget:
      return {"NOT_IN_BUDGET", "预算未包含所用参考标准",
              "the budget leaves out a reference that was used"};
    case GapKind::kCorrelatedReference:
      return {"CORRELATED_REFERENCE", "参考标准与过程分量相关，按预算给出值计",
              "a reference that correlates with the process is taken as the "
              "budget states it"};
    case GapKind::kOpenEnd:
      return {"OPEN_END", "未持有所引用的证书",
              "the certificate that is named is not held"};
    case GapKind::kAmbiguous:
      return {"AMBIGUOUS", "所引用的编号对应多份证书",
              "the number that is named fits several certificates"};
    case GapKind::kNoReferences:
      return {"NO_REFERENCES", "证书未列出参考标准",
              "the certificate names no reference"};
    case GapKind::kNoSensitivity:
      return {"NO_SENSITIVITY", "未给出不同种类参考量的灵敏系数",
              "no sensitivity is given for a reference of another kind"};
    case GapKind::kNoModel:
      return {"NO_MODEL", "使用了多个参考标准，但未说明测量模型",
              "several references were used and how they enter is not said"};
    case GapKind::kExceedsStated:
      return {"EXCEEDS_STATED", "参考标准的不确定度已超过给出值",
              "the references alone are above what is stated"};
    case GapKind::kNoDrift:
      return {"NO_DRIFT", "参考标准校准后的漂移未知",
              "what the reference changed since its calibration is not known"};
    case GapKind::kNoLinkUncertainty:
      return {"NO_LINK_UNCERTAINTY", "远程链路的不确定度未知",
              "the uncertainty of the remote link is not known"};
    case GapKind::kNoDegreesOfFreedom:
      return {"NO_DEGREES_OF_FREEDOM", "A 类分量未给出自由度",
              "a type A component states no degrees of freedom"};
    case GapKind::kCycle:
      return {"CYCLE", "溯源链成环", "the chain closes on itself"};
  }
  return {};
}

NoteText TextOf(AssumptionKind kind) {
  switch (kind) {
    case AssumptionKind::kInfiniteDegrees:
      return {"DEGREES_INFINITE", "未给出自由度，按无穷大计",
              "no degrees of freedom are stated; they are taken as infinite"};
    case AssumptionKind::kLargerNeighbour:
      return {"LARGER_NEIGHBOUR", "测量点位于两校准点之间，取较大的不确定度",
              "between two calibrated points the larger uncertainty is taken"};
    case AssumptionKind::kClass:
      return {"BY_CLASS", "按级使用，取最大允许误差除以根号三",
              "used by its nominal value: maximum permissible error over root "
              "3"};
    case AssumptionKind::kNormal:
      return {"DISTRIBUTION_ASSUMED",
              "未给出分布，按正态分布（有自由度时按 t 分布）",
              "no distribution is stated; a normal one is taken, or a t where "
              "degrees of freedom are stated"};
  }
  return {};
}

}  // namespace suyuan::traceability
