#include "services/traceability/drift/drift_answer.h"

#include "absl/strings/str_cat.h"
#include "services/traceability/convert/answer.h"

namespace suyuan::traceability {
namespace {

constexpr char kCode[] = "DIAGRAM_DRIFT";

// What was compared, and what it is called.
struct AspectText {
  v1::DriftFinding::Aspect aspect;
  const char* zh;
  const char* en;
};

AspectText TextOf(DriftAspect aspect) {
  using Finding = v1::DriftFinding;
  switch (aspect) {
    case DriftAspect::kDiagram:
      return {Finding::ASPECT_DIAGRAM, "量值溯源与传递框图",
              "the tracing diagram"};
    case DriftAspect::kCertificate:
      return {Finding::ASPECT_CERTIFICATE, "主标准器的现行证书",
              "the certificate of the main component"};
    case DriftAspect::kIssuer:
      return {Finding::ASPECT_ISSUER, "上一级保存机构与证书出具机构",
              "the institution of the upper tier and the issuer"};
    case DriftAspect::kItem:
      return {Finding::ASPECT_ITEM, "主标准器清单与实际所用器具编号",
              "the list of components and what was used"};
    case DriftAspect::kUncertainty:
      return {Finding::ASPECT_UNCERTAINTY,
              "本级申报的不确定度（或最大允许误差、等级）与证书",
              "what the own tier declares and the uncertainty on the "
              "certificate"};
    case DriftAspect::kRange:
      return {Finding::ASPECT_RANGE, "本级测量范围与证书所校范围",
              "the range of the own tier and what was calibrated"};
  }
  return {Finding::ASPECT_UNSPECIFIED, "", ""};
}

const char* EndingZh(Outcome outcome) {
  return outcome == Outcome::kHeld     ? "相符"
         : outcome == Outcome::kBroken ? "不符"
                                       : "资料不足，无法判断";
}

const char* EndingEn(Outcome outcome) {
  return outcome == Outcome::kHeld     ? "agree"
         : outcome == Outcome::kBroken ? "do not agree"
                                       : "cannot be compared, for data is "
                                         "missing";
}

std::string Numbers(const DriftFinding& finding, const char* before,
                    const char* between, const char* after) {
  std::string out;
  for (const auto& [key, value] : finding.inputs) {
    absl::StrAppend(&out, out.empty() ? before : between, key, " = ",
                    value.empty() ? "-" : value);
  }
  if (!out.empty()) out += after;
  return out;
}

void Fill(const Graph& graph, const DriftFinding& finding,
          v1::DriftFinding& out) {
  const AspectText text = TextOf(finding.aspect);
  out.set_code(kCode);
  out.set_aspect(text.aspect);
  out.set_outcome(ToProto(finding.outcome));
  out.set_kind_code(finding.kind);
  if (finding.certificate != kNone) {
    out.set_certificate(
        std::string(graph.text(graph.certificate(finding.certificate).name)));
  }
  for (const auto& [key, value] : finding.inputs) {
    (*out.mutable_inputs())[key] = value;
  }
  auto& message = *out.mutable_message()->mutable_texts();
  message["zh"] = absl::StrCat(text.zh, "：", EndingZh(finding.outcome),
                               Numbers(finding, "（", "，", "）"));
  message["en"] = absl::StrCat(text.en, " ", EndingEn(finding.outcome),
                               Numbers(finding, " (", ", ", ")"));
}

}  // namespace

void FillDrift(const Graph& graph, const StandardFacts& standard,
               const Drift& drift, v1::DiagramDrift& out) {
  out.set_standard(standard.name);
  auto& title = *out.mutable_title()->mutable_texts();
  if (!standard.title_zh.empty()) title["zh"] = standard.title_zh;
  if (!standard.title_en.empty()) title["en"] = standard.title_en;
  out.set_holder(standard.holder);
  out.set_outcome(ToProto(drift.outcome));
  for (const DriftFinding& finding : drift.findings) {
    Fill(graph, finding, *out.add_findings());
  }
}

}  // namespace suyuan::traceability
