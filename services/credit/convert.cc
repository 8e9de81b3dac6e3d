#include "services/credit/convert.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "libs/base/status.h"
#include "libs/feed/token.h"
#include "libs/rpc/fields.h"
#include "services/credit/decay.h"
#include "services/credit/policy_shelf.h"

namespace suyuan::credit {
namespace {

constexpr size_t kMostTextBytes = 1000;
constexpr absl::string_view kSubjectPattern = "creditSubjects/{credit_subject}";
constexpr absl::string_view kFactPattern =
    "creditSubjects/{credit_subject}/facts/{fact}";

void Set(const Names& names, metrology::v1::LocalizedText& out) {
  if (!names.zh.empty()) (*out.mutable_texts())["zh"] = names.zh;
  if (!names.en.empty()) (*out.mutable_texts())["en"] = names.en;
}

std::string Text(const std::optional<absl::CivilDay>& day) {
  return day.has_value() ? FormatDay(*day) : "";
}

std::string TextOf(const metrology::v1::LocalizedText& texts,
                   const std::string& language) {
  const auto found = texts.texts().find(language);
  return found == texts.texts().end() ? "" : found->second;
}

static_assert(static_cast<int>(SubjectType::kReferenceMaterialProducer) + 1 ==
              proto::Subject::TYPE_REFERENCE_MATERIAL_PRODUCER);
static_assert(static_cast<int>(SubjectType::kUtility) + 1 ==
              proto::Subject::TYPE_UTILITY);

// A legal end of use is an end like a repair's: `use_until` says when.
proto::Fact::Status ToProto(FactStatus status) {
  switch (status) {
    case FactStatus::kConfirmed:
      return proto::Fact::STATUS_CONFIRMED;
    case FactStatus::kDisputed:
      return proto::Fact::STATUS_DISPUTED;
    case FactStatus::kWithdrawn:
      return proto::Fact::STATUS_WITHDRAWN;
    case FactStatus::kRepaired:
    case FactStatus::kExpired:
      return proto::Fact::STATUS_REPAIRED;
  }
  return proto::Fact::STATUS_UNSPECIFIED;
}

absl::Status ReadDays(absl::string_view path, const proto::Fact& message,
                      Fact& fact) {
  const auto at = [path](absl::string_view field) {
    return absl::StrCat(path, ".", field);
  };
  SUYUAN_ASSIGN_OR_RETURN(
      fact.occurred_on,
      rpc::ParseOptionalDay(at("occurred_on"), message.occurred_on()));
  SUYUAN_ASSIGN_OR_RETURN(
      fact.decided_on, rpc::ParseDay(at("decided_on"), message.decided_on()));
  SUYUAN_ASSIGN_OR_RETURN(
      fact.rectify_due,
      rpc::ParseOptionalDay(at("rectify_due"), message.rectify_due()));
  SUYUAN_ASSIGN_OR_RETURN(
      fact.rectified_on,
      rpc::ParseOptionalDay(at("rectified_on"), message.rectified_on()));
  SUYUAN_ASSIGN_OR_RETURN(
      fact.use_until,
      rpc::ParseOptionalDay(at("use_until"), message.use_until()));
  return absl::OkStatus();
}

absl::Status ReadValues(absl::string_view path, const proto::Fact& message,
                        Fact& fact) {
  for (const auto& [name, text] : message.values()) {
    int64_t value = 0;
    if (!absl::SimpleAtoi(text, &value)) {
      return InvalidField(
          absl::StrCat(path, ".values[\"", name, "\"]"),
          absl::StrCat("is \"", text, "\"; wanted a whole number"));
    }
    fact.values[name] = value;
  }
  return absl::OkStatus();
}

absl::Status CheckLength(absl::string_view path, absl::string_view field,
                         const std::string& text) {
  if (text.size() <= kMostTextBytes) return absl::OkStatus();
  return InvalidField(absl::StrCat(path, ".", field),
                      absl::StrCat("has ", text.size(),
                                   " bytes; wanted at most ", kMostTextBytes));
}

// What the policy and the incidents say about one fact of a score.
class Contributions {
 public:
  Contributions(const Policy& policy, const Score& score,
                absl::string_view subject_id)
      : policy_(policy), subject_id_(subject_id) {
    for (const IncidentScore& incident : score.incidents) {
      decisive_.insert(incident.fact_id);
    }
  }

  proto::Contribution Of(const FactScore& fact) const {
    proto::Contribution out;
    if (!IsSimulated(fact.fact_id)) {
      out.set_fact(FactName(subject_id_, fact.fact_id));
    }
    out.set_indicator(fact.indicator_id);
    out.set_incident(fact.incident_id);
    out.set_points(Multiplied(fact.points, fact.multiplier_x2));
    out.set_multiplier_halves(static_cast<int>(fact.multiplier_x2));
    out.set_age_days(fact.age_days);
    out.set_decay_ppm(fact.weight_ppm);
    out.set_contribution(fact.contribution);
    out.set_disputed(fact.disputed);
    out.set_open(fact.open);
    out.set_use(std::string(CodeOf(fact.use)));
    out.set_revision(fact.version);
    const bool counted = fact.use == FactUse::kCounted;
    out.set_counts(counted && decisive_.contains(fact.fact_id));
    const Indicator* indicator = policy_.Find(fact.indicator_id);
    if (indicator == nullptr) return out;
    Set(indicator->names, *out.mutable_title());
    out.set_positive(indicator->polarity == Polarity::kPositive);
    if (out.positive()) out.set_counts(counted);
    if (indicator->polarity == Polarity::kNegative) {
      out.set_tier(std::string(CodeOf(indicator->tier)));
    }
    return out;
  }

 private:
  const Policy& policy_;
  const std::string subject_id_;
  std::set<std::string> decisive_;
};

void AddOverlays(const Policy& policy, const Score& score,
                 absl::string_view subject_id, proto::Score& out) {
  for (const ActiveOverlay& active : score.overlays) {
    proto::Overlay& overlay = *out.add_overlays();
    overlay.set_id(active.id);
    for (const Overlay& declared : policy.overlays) {
      if (declared.id == active.id) {
        Set(declared.names, *overlay.mutable_title());
      }
    }
    if (active.at_best.has_value()) {
      overlay.set_best_class(std::string(CodeOf(*active.at_best)));
    }
    if (active.ends_on.has_value()) {
      overlay.set_until(FormatDay(*active.ends_on - 1));
    }
    for (const std::string& fact : active.fact_ids) {
      if (IsSimulated(fact)) continue;
      overlay.add_facts(FactName(subject_id, fact));
    }
  }
}

void AddExplanation(const Explanation& explanation,
                    absl::string_view subject_id, proto::Score& out) {
  for (const Reason& reason : explanation.reasons) {
    proto::ScoreReason& told = *out.add_reasons();
    Set(reason.text, *told.mutable_message());
    told.set_indicator(reason.indicator_id);
    told.set_points(reason.points);
    for (const std::string& fact : reason.fact_ids) {
      if (IsSimulated(fact)) continue;
      told.add_facts(FactName(subject_id, fact));
    }
  }
  const WayUp& way = explanation.way_up;
  if (way.target.has_value()) {
    out.set_next_class(std::string(CodeOf(*way.target)));
  }
  for (const std::string& overlay : way.blocked_by) {
    out.add_blocked_by(overlay);
  }
  out.set_blocked_until(Text(way.blocked_until));
  if (!way.reachable) return;
  out.set_score_after(way.score_after);
  for (const Step& step : way.steps) {
    proto::Improvement& improvement = *out.add_improvements();
    Set(step.text, *improvement.mutable_message());
    improvement.set_indicator(step.id);
    improvement.set_times(step.times);
    improvement.set_gain(step.gain);
    improvement.set_effort(step.effort);
  }
}

}  // namespace

std::string ToToken(int64_t position) {
  return feed::ReadToken(kFeed, position).ToString();
}

// Both enums stand in one order; 0 is "unspecified" on the wire.
proto::Subject::Type TypeOf(SubjectType type) {
  return static_cast<proto::Subject::Type>(static_cast<int>(type) + 1);
}

std::string SubjectName(absl::string_view subject_id) {
  return absl::StrCat("creditSubjects/", subject_id);
}

std::string FactName(absl::string_view subject_id, absl::string_view fact_id) {
  return absl::StrCat("creditSubjects/", subject_id, "/facts/", fact_id);
}

std::string PolicyName(const Policy& policy) {
  return absl::StrCat("creditPolicies/", IdOf(policy));
}

absl::StatusOr<std::string> ParseSubjectName(absl::string_view field,
                                             absl::string_view name) {
  return rpc::ParseId(field, name, kSubjectPattern);
}

absl::StatusOr<FactRef> ParseFactName(absl::string_view field,
                                      absl::string_view name) {
  SUYUAN_ASSIGN_OR_RETURN(const std::vector<std::string> ids,
                          rpc::ParseName(field, name, kFactPattern));
  return FactRef{ids[0], ids[1]};
}

bool IsSimulated(absl::string_view fact_id) {
  return absl::StartsWith(fact_id, kSimulatedPrefix);
}

absl::Status WithWireNames(absl::string_view path, absl::Status status) {
  // What the domain calls otherwise than the wire.
  static const auto* const kNames = new std::map<std::string, std::string>{
      {"subject_id", "name"},
      {"name_zh", "title.texts[\"zh\"]"},
      {"region_code", "region"},
      {"indicator_id", "indicator"},
      {"incident_id", "incident"},
      {"rectification_verified_by", "verified_by"},
      {"document_no", "document_number"},
  };
  std::vector<FieldViolation> violations = ViolationsOf(status);
  if (violations.empty()) return status;
  for (FieldViolation& violation : violations) {
    const auto renamed = kNames->find(violation.field);
    if (renamed != kNames->end()) violation.field = renamed->second;
    violation.field = absl::StrReplaceAll(
        violation.field,
        {{".record_ref", ".reference"}, {".sha256", ".digest"}});
  }
  absl::Status out =
      InvalidField(violations[0].field, violations[0].description);
  for (size_t i = 1; i < violations.size(); ++i) {
    out = WithViolation(std::move(out), violations[i]);
  }
  return InField(path, std::move(out));
}

absl::StatusOr<CreditSubject> ToSubject(const proto::Subject& message,
                                        const std::string& subject_id) {
  CreditSubject subject;
  subject.subject_id = subject_id;
  for (int i = 0; i < message.types_size(); ++i) {
    if (message.types(i) == proto::Subject::TYPE_UNSPECIFIED ||
        !proto::Subject::Type_IsValid(message.types(i))) {
      return InvalidField(absl::StrCat("subject.types[", i, "]"),
                          "is no type of subject");
    }
    subject.types.push_back(
        static_cast<SubjectType>(static_cast<int>(message.types(i)) - 1));
  }
  for (const auto& [language, text] : message.title().texts()) {
    const std::string at =
        absl::StrCat("subject.title.texts[\"", language, "\"]");
    if (language != "zh" && language != "en") {
      return InvalidField(at, "names are kept as \"zh\" and \"en\" only");
    }
    SUYUAN_RETURN_IF_ERROR(rpc::CheckText(at, text, kMostTextBytes));
  }
  if (message.institution().size() > kMostTextBytes) {
    return InvalidField("subject.institution", "is too long");
  }
  subject.uscc = message.uscc();
  subject.name_zh = TextOf(message.title(), "zh");
  subject.name_en = TextOf(message.title(), "en");
  subject.region_code = message.region();
  subject.institution = message.institution();
  subject.is_natural_person = message.natural_person();
  SUYUAN_RETURN_IF_ERROR(WithWireNames("subject", Validate(subject)));
  return subject;
}

absl::StatusOr<Fact> ToFact(absl::string_view path, const proto::Fact& message,
                            const std::string& subject_id) {
  Fact fact;
  fact.subject_id = subject_id;
  fact.indicator_id = message.indicator();
  fact.incident_id = message.incident();
  fact.variant = message.variant();
  SUYUAN_RETURN_IF_ERROR(ReadDays(path, message, fact));
  SUYUAN_RETURN_IF_ERROR(ReadValues(path, message, fact));
  SUYUAN_RETURN_IF_ERROR(
      CheckLength(path, "verified_by", message.verified_by()));
  SUYUAN_RETURN_IF_ERROR(
      CheckLength(path, "legal_basis", message.legal_basis()));
  fact.rectification_verified_by = message.verified_by();
  for (const proto::Evidence& evidence : message.evidence()) {
    SUYUAN_RETURN_IF_ERROR(CheckLength(path, "evidence.kind", evidence.kind()));
    SUYUAN_RETURN_IF_ERROR(
        CheckLength(path, "evidence.reference", evidence.reference()));
    fact.evidence.push_back(
        {evidence.kind(), evidence.reference(), evidence.digest()});
  }
  fact.source_system = message.source_system();
  fact.source_authority = message.source_authority();
  fact.document_no = message.document_number();
  fact.legal_basis = message.legal_basis();
  return fact;
}

proto::Subject ToMessage(const StoredSubject& stored) {
  const CreditSubject& subject = stored.subject;
  proto::Subject out;
  out.set_name(SubjectName(subject.subject_id));
  Set({subject.name_zh, subject.name_en}, *out.mutable_title());
  for (const SubjectType type : subject.types) out.add_types(TypeOf(type));
  out.set_uscc(subject.uscc);
  out.set_region(subject.region_code);
  out.set_institution(subject.institution);
  out.set_natural_person(subject.is_natural_person);
  *out.mutable_create_time() = rpc::InstantProto(stored.created_at);
  *out.mutable_update_time() = rpc::InstantProto(stored.recorded_at);
  out.set_etag(EtagOf(stored));
  if (stored.position > 0) out.set_token(ToToken(stored.position));
  return out;
}

proto::Fact ToMessage(const StoredFact& stored) {
  const Fact& fact = stored.fact;
  proto::Fact out;
  out.set_name(FactName(fact.subject_id, fact.fact_id));
  out.set_indicator(fact.indicator_id);
  out.set_incident(fact.incident_id);
  out.set_variant(fact.variant);
  out.set_occurred_on(Text(fact.occurred_on));
  out.set_decided_on(FormatDay(fact.decided_on));
  out.set_rectify_due(Text(fact.rectify_due));
  out.set_rectified_on(Text(fact.rectified_on));
  out.set_verified_by(fact.rectification_verified_by);
  out.set_use_until(Text(fact.use_until));
  for (const auto& [name, value] : fact.values) {
    (*out.mutable_values())[name] = absl::StrCat(value);
  }
  for (const Evidence& evidence : fact.evidence) {
    proto::Evidence& told = *out.add_evidence();
    told.set_kind(evidence.kind);
    told.set_reference(evidence.record_ref);
    told.set_digest(evidence.sha256);
  }
  out.set_source_system(fact.source_system);
  out.set_source_authority(fact.source_authority);
  out.set_document_number(fact.document_no);
  out.set_legal_basis(fact.legal_basis);
  out.set_status(ToProto(fact.status));
  *out.mutable_recorded_at() = rpc::InstantProto(fact.recorded_at);
  out.set_principal(fact.recorder);
  out.set_revision(fact.version);
  out.set_etag(EtagOf(stored));
  if (stored.position > 0) out.set_token(ToToken(stored.position));
  out.set_reason(fact.status_reason);
  out.set_regime(fact.regime_id);
  out.set_repair_earliest(Text(fact.repair_earliest));
  out.set_publicity_start(Text(fact.publicity_start));
  out.set_publicity_end(Text(fact.publicity_end));
  return out;
}

proto::Change ToMessage(const ChangeEntry& entry) {
  proto::Change out;
  out.set_position(entry.position);
  if (entry.subject.has_value()) {
    *out.mutable_subject() = ToMessage(*entry.subject);
    *out.mutable_recorded_at() = rpc::InstantProto(entry.subject->recorded_at);
  } else if (entry.fact.has_value()) {
    *out.mutable_fact() = ToMessage(*entry.fact);
    *out.mutable_recorded_at() =
        rpc::InstantProto(entry.fact->fact.recorded_at);
  }
  return out;
}

proto::Policy ToMessage(const Policy& policy, bool whole) {
  proto::Policy out;
  out.set_name(PolicyName(policy));
  Set(policy.names, *out.mutable_title());
  out.set_hash(policy.hash);
  out.set_effective_from(FormatDay(policy.effective_from));
  Set(policy.notice, *out.mutable_notice());
  if (whole) out.set_json(policy.source);
  return out;
}

proto::Score ToMessage(const Policy& policy, const Score& score,
                       const Explanation& explanation,
                       absl::string_view subject_id) {
  proto::Score out;
  out.set_subject(SubjectName(subject_id));
  out.set_score(score.value);
  out.set_class_(std::string(CodeOf(score.final_class)));
  out.set_class_by_score(std::string(CodeOf(score.class_by_score)));
  out.set_positives(score.additions);
  out.set_deductions(score.deductions);
  out.set_minor(score.minor);
  out.set_general(score.general);
  out.set_serious(score.serious);
  const Contributions contributions(policy, score, subject_id);
  for (const FactScore& fact : score.facts) {
    *out.add_contributions() = contributions.Of(fact);
  }
  AddOverlays(policy, score, subject_id, out);
  AddExplanation(explanation, subject_id, out);
  out.set_disputed(score.value_without_disputed.has_value());
  out.set_score_without_disputed(
      score.value_without_disputed.value_or(score.value));
  out.set_class_without_disputed(std::string(
      CodeOf(score.class_without_disputed.value_or(score.final_class))));
  out.set_policy(PolicyName(policy));
  out.set_policy_hash(policy.hash);
  out.set_as_of(FormatDay(score.as_of));
  Set(policy.notice, *out.mutable_notice());
  if (score.standing_class.has_value()) {
    out.set_standing_class(std::string(CodeOf(*score.standing_class)));
  }
  out.set_positive_evidence(score.positive_evidence);
  return out;
}

}  // namespace suyuan::credit
