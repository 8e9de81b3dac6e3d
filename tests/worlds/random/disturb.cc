#include <algorithm>

#include "absl/strings/str_cat.h"
#include "tests/worlds/random/disturb_numbers.h"
#include "tests/worlds/random/draft.h"

namespace suyuan::worlds {
namespace {

using absl::CivilDay;
using traceability::CertificateKind;
using traceability::CompetenceKind;
using traceability::Conformity;
using traceability::Interval;
using traceability::Level;
using traceability::SignatureState;
using traceability::Stage;
using traceability::StandardEventKind;
using traceability::StatusKind;

// --- certificates ------------------------------------------------------------

// The lowest half the time: most questions begin there.
CertificateFacts& AnyCertificate(Dice& dice, Draft& draft) {
  if (dice.Chance(50)) return draft.certificates[LowestOf(draft)];
  return dice.PickFrom(draft.certificates);
}

ResultFacts* AnyResult(Dice& dice, Draft& draft) {
  CertificateFacts& c = AnyCertificate(dice, draft);
  return c.results.empty() ? nullptr : &dice.PickFrom(c.results);
}

ReferenceFacts* AnyReference(Dice& dice, Draft& draft) {
  for (int tries = 0; tries < 4; ++tries) {
    CertificateFacts& c = AnyCertificate(dice, draft);
    if (!c.references.empty()) return &dice.PickFrom(c.references);
  }
  return nullptr;
}

// A day at or beside a day of some certificate.
CivilDay NearDay(Dice& dice, Draft& draft) {
  const CertificateFacts& c = AnyCertificate(dice, draft);
  const CivilDay day = dice.Pick({c.begin, c.end, c.issued, c.valid_to})
                           .value_or(CivilDay(2022, 1, 1));
  return day + dice.Pick({-1, 0, 0, 1});
}

void DropReferences(Dice& dice, Draft& draft) {
  AnyCertificate(dice, draft).references.clear();
}

void ListReferences(Dice& dice, Draft& draft) {
  CertificateFacts& c = AnyCertificate(dice, draft);
  if (c.results.empty()) return;
  dice.PickFrom(c.results).reference_ids = {
      dice.Pick({"ref0", "ref0", "ref1", "none"})};
}

void ListResults(Dice& dice, Draft& draft) {
  if (ReferenceFacts* reference = AnyReference(dice, draft)) {
    reference->result_ids = {dice.Pick({"r0", "r1", "none"})};
  }
}

void CloseCycle(Dice& dice, Draft& draft) {
  CertificateFacts& c = AnyCertificate(dice, draft);
  const CertificateFacts& cited = AnyCertificate(dice, draft);
  if (c.references.empty() || dice.Chance(40)) c.references.emplace_back();
  ReferenceFacts& reference = dice.PickFrom(c.references);
  reference.id = "cycle";
  reference.numbers = {cited.number};
  reference.issuer = {};
}

void NewState(Dice& dice, Draft& draft) {
  AnyCertificate(dice, draft).items.front().state = "adjusted";
}

void CiteNothingHeld(Dice& dice, Draft& draft) {
  if (ReferenceFacts* reference = AnyReference(dice, draft)) {
    reference->numbers = {"NOWHERE"};
    if (dice.Chance(50)) reference->standard.clear();
  }
}

void CiteMore(Dice& dice, Draft& draft) {
  if (ReferenceFacts* reference = AnyReference(dice, draft)) {
    reference->numbers.push_back(AnyCertificate(dice, draft).number);
  }
}

void CiteByArtefact(Dice& dice, Draft& draft) {
  if (ReferenceFacts* reference = AnyReference(dice, draft)) {
    reference->numbers.clear();
    reference->artefact = AnyCertificate(dice, draft).items.front().artefact;
  }
}

void MisprintIdentification(Dice& dice, Draft& draft) {
  if (ReferenceFacts* reference = AnyReference(dice, draft)) {
    reference->artefact.identifications = {dice.Pick({"S0", "S1", "S9"})};
    reference->artefact.manufacturer = dice.Pick({"", "maker"});
  }
}

void NameOtherIssuer(Dice& dice, Draft& draft) {
  if (ReferenceFacts* reference = AnyReference(dice, draft)) {
    reference->issuer = AnyCertificate(dice, draft).issuer;
  }
}

void ClaimOtherDigest(Dice& dice, Draft& draft) {
  if (ReferenceFacts* reference = AnyReference(dice, draft)) {
    reference->digest = DigestOf(dice.Below(6));
  }
}

void NameOtherStandard(Dice& dice, Draft& draft) {
  ReferenceFacts* reference = AnyReference(dice, draft);
  if (reference == nullptr) return;
  switch (dice.Below(5)) {
    case 0:
      reference->standard.clear();
      return;
    case 1:
      reference->standard = "standards/unknown";
      return;
    case 2:
      reference->standard.clear();
      reference->assessment_number = dice.Pick({"A0", "A1", "A9"});
      return;
    case 3:
      reference->artefact = {
          dice.Pick({"standards/s0", "standards/s1"}), "", {}};
      reference->numbers.clear();
      return;
    default:
      reference->standard = dice.Pick({"standards/s0", "standards/s1"});
      reference->artefact = {};
      reference->numbers.clear();
  }
}

void NameOtherRecord(Dice& dice, Draft& draft) {
  if (ReferenceFacts* reference = AnyReference(dice, draft)) {
    reference->artefact.record =
        dice.Pick({"instruments/n0", "instruments/n1", "instruments/unknown",
                   "referenceMaterials/m"});
    if (dice.Chance(60)) reference->numbers.clear();
  }
}

void RepeatReference(Dice& dice, Draft& draft) {
  CertificateFacts& c = AnyCertificate(dice, draft);
  if (c.references.empty()) return;
  ReferenceFacts copy = dice.PickFrom(c.references);
  copy.id = "again";
  c.references.push_back(copy);
}

void ShiftWork(Dice& dice, Draft& draft) {
  CertificateFacts& c = AnyCertificate(dice, draft);
  const int days = dice.Pick({-400, -90, -40, 40, 90, 200, 400});
  for (traceability::Day* day :
       {&c.received, &c.begin, &c.end, &c.issued, &c.valid_to}) {
    if (*day) **day += days;
  }
  c.recorded_at += absl::Hours(24) * days;
}

void ShiftValidity(Dice& dice, Draft& draft) {
  AnyCertificate(dice, draft).valid_to = NearDay(dice, draft);
}

void DropValidity(Dice& dice, Draft& draft) {
  AnyCertificate(dice, draft).valid_to.reset();
}

void DropDay(Dice& dice, Draft& draft) {
  CertificateFacts& c = AnyCertificate(dice, draft);
  switch (dice.Below(6)) {
    case 0:
      c.begin.reset();
      return;
    case 1:
      c.end.reset();
      return;
    case 2:
      c.issued.reset();
      return;
    case 3:
      c.received.reset();
      return;
    default:
      c.begin.reset();
      c.end.reset();
  }
}

void MoveDay(Dice& dice, Draft& draft) {
  CertificateFacts& c = AnyCertificate(dice, draft);
  *dice.Pick({&c.received, &c.received, &c.begin, &c.end, &c.issued}) =
      dice.Chance(60) && c.begin ? *c.begin + dice.Pick({-2, -1, 0, 1, 2, 6})
                                 : NearDay(dice, draft);
}

void RecordEarly(Dice& dice, Draft& draft) {
  CertificateFacts& c = AnyCertificate(dice, draft);
  c.recorded_at =
      Noon(c.issued.value_or(CivilDay(2022, 1, 1)) + dice.Pick({-1, 0})) +
      absl::Minutes(dice.Pick({0, 12 * 60 - 1, 12 * 60}));
}

void RecordLate(Dice& dice, Draft& draft) {
  AnyCertificate(dice, draft).recorded_at +=
      absl::Hours(24) * dice.Between(20, 400);
}

void ChangeIssuer(Dice& dice, Draft& draft) {
  CertificateFacts& c = AnyCertificate(dice, draft);
  c.issuer = dice.Chance(50)
                 ? AnyCertificate(dice, draft).issuer
                 : traceability::PartyFacts{"", dice.Pick({"nobody", ""}), ""};
}

void ChangeCertificateKind(Dice& dice, Draft& draft) {
  AnyCertificate(dice, draft).kind = dice.Pick(
      {CertificateKind::kVerification, CertificateKind::kVerificationFail,
       CertificateKind::kCalibration, CertificateKind::kCrm,
       CertificateKind::kComparison, CertificateKind::kUnspecified});
}

void FailCertificate(Dice& dice, Draft& draft) {
  AnyCertificate(dice, draft).kind = CertificateKind::kVerificationFail;
}

void FailResult(Dice& dice, Draft& draft) {
  if (ResultFacts* r = AnyResult(dice, draft)) {
    r->conformity =
        dice.Pick({Conformity::kFail, Conformity::kFail, Conformity::kOther});
  }
}

void ChangeKind(Dice& dice, Draft& draft) {
  if (ResultFacts* r = AnyResult(dice, draft)) {
    r->kind.code = dice.Pick({"MASS", "PRES", "LENG", "ZZZZ"});
  }
}

void ForgetKind(Dice& dice, Draft& draft) {
  ResultFacts* r = AnyResult(dice, draft);
  if (r == nullptr) return;
  r->kind.inferred = true;
  if (dice.Chance(70)) r->kind.code.clear();
  if (dice.Chance(60)) r->dimension.reset();
}

void Qualify(Dice& dice, Draft& draft) {
  if (ResultFacts* r = AnyResult(dice, draft)) {
    r->kind.qualifiers = {{"reference", dice.Pick({"gauge", "absolute"})}};
  }
}

void ChangeDimension(Dice& dice, Draft& draft) {
  if (ResultFacts* r = AnyResult(dice, draft)) {
    r->dimension = dice.Pick({"1", "M", "L"});
    if (dice.Chance(25)) r->dimension.reset();
  }
}

void ChangeValue(Dice& dice, Draft& draft) {
  ResultFacts* r = AnyResult(dice, draft);
  if (r == nullptr) return;
  r->value = dice.Pick({0.0, 0.4995, 1.0, 2.0, 12.0, 12.01, 12.02, 20.0, 20.02,
                        20.05, 30.0, -3.0});
  if (dice.Chance(15)) r->value.reset();
}

void ChangeRange(Dice& dice, Draft& draft) {
  ResultFacts* r = AnyResult(dice, draft);
  if (r == nullptr) return;
  switch (dice.Below(4)) {
    case 0:
      r->valid_range.reset();
      return;
    case 1:
      r->valid_range = Interval{dice.Pick({1.0, 2.0, 5.0}), {}};
      return;
    case 2:
      r->valid_range = Interval{{}, dice.Pick({1.0, 2.0, 5.0})};
      return;
    default:
      r->valid_range =
          Interval{dice.Pick({0.5, 1.0, 2.0}), dice.Pick({2.0, 5.0, 10.0})};
  }
}

void ChangeUncertainty(Dice& dice, Draft& draft) {
  if (ResultFacts* r = AnyResult(dice, draft)) {
    if (r->standard_uncertainty) {
      *r->standard_uncertainty *= dice.Pick({0.01, 0.25, 0.25, 4.0, 16.0});
    }
  }
}

void DropUncertainty(Dice& dice, Draft& draft) {
  CertificateFacts& c = AnyCertificate(dice, draft);
  if (c.results.empty()) return;
  ResultFacts& r = dice.PickFrom(c.results);
  r.standard_uncertainty.reset();
  if (dice.Chance(40)) return;
  r.maximum_permissible_error.reset();
  c.kind = CertificateKind::kCalibration;
}

// Smaller than what it rests on.
void BoastUncertainty(Dice& dice, Draft& draft) {
  for (ResultFacts& r : AnyCertificate(dice, draft).results) {
    if (r.standard_uncertainty) {
      *r.standard_uncertainty *= dice.Pick({0.01, 0.1, 0.2, 0.25});
    }
  }
}

void ChangeLimit(Dice& dice, Draft& draft) {
  ResultFacts* r = AnyResult(dice, draft);
  if (r == nullptr) return;
  if (r->maximum_permissible_error && dice.Chance(60)) {
    *r->maximum_permissible_error *= dice.Pick({0.25, 0.5, 0.75, 2.0, 6.0});
  } else {
    r->maximum_permissible_error.reset();
  }
}

void Average(Dice& dice, Draft& draft) {
  if (ResultFacts* r = AnyResult(dice, draft)) {
    r->multi_reference_average = true;
  }
}

void DeclareSensitivity(Dice& dice, Draft& draft) {
  if (ResultFacts* r = AnyResult(dice, draft)) {
    r->sensitivities.push_back(
        {dice.Pick({"ref0", "ref1"}), dice.Pick({-1.0, 0.5, 4.0, 8.0})});
  }
}

void Adjust(Dice& dice, Draft& draft) {
  CertificateFacts& c = AnyCertificate(dice, draft);
  for (ResultFacts& r : c.results) {
    r.stage = dice.Pick({Stage::kBefore, Stage::kAfter, Stage::kUnspecified});
  }
}

void DropResults(Dice& dice, Draft& draft) {
  AnyCertificate(dice, draft).results.clear();
}

void AddResult(Dice& dice, Draft& draft) {
  CertificateFacts& c = AnyCertificate(dice, draft);
  if (c.results.empty()) return;
  ResultFacts r = dice.PickFrom(c.results);
  r.id = absl::StrCat("r", c.results.size());
  r.kind.code = dice.Pick({"MASS", "PRES", "LENG"});
  c.results.push_back(r);
}

void AddItem(Dice& dice, Draft& draft) {
  CertificateFacts& c = AnyCertificate(dice, draft);
  traceability::ItemFacts item = AnyCertificate(dice, draft).items.front();
  item.id = absl::StrCat("item", c.items.size());
  if (dice.Chance(50)) item.artefact.identifications = {"S7"};
  for (ResultFacts& r : c.results) {
    if (dice.Chance(40)) r.item_id = item.id;
  }
  c.items.push_back(item);
}

void ChangeClass(Dice& dice, Draft& draft) {
  AnyCertificate(dice, draft).items.front().equipment_class =
      dice.Pick({"meter", "pile", ""});
}

void Sign(Dice& dice, Draft& draft) {
  const size_t n = dice.Below(static_cast<int>(draft.certificates.size()));
  CertificateFacts& c = draft.certificates[n];
  c.signature =
      dice.Pick({SignatureState::kNotChecked, SignatureState::kNotChecked,
                 SignatureState::kValid, SignatureState::kInvalid});
  if (!dice.Chance(30)) return;
  draft.statuses.push_back(
      {CertificateName(n),
       StatusKind::kSigned,
       {},
       "",
       c.recorded_at + absl::Hours(24) * dice.Between(0, 500),
       dice.Pick({SignatureState::kValid, SignatureState::kValid,
                  SignatureState::kInvalid, SignatureState::kNotChecked})});
}

void ReceiveLate(Dice& dice, Draft& draft) {
  CertificateFacts& c = AnyCertificate(dice, draft);
  if (c.begin) c.received = *c.begin + dice.Pick({0, 1, 1, 2});
}

void LeaveUnchecked(Dice& dice, Draft& draft) {
  AnyCertificate(dice, draft).signature = SignatureState::kNotChecked;
}

// An earlier certificate of the same thing serves as its reference.
void CiteOwnPast(Dice& dice, Draft& draft) {
  const size_t n = LowestOf(draft);
  CertificateFacts past = draft.certificates[n];
  if (past.references.empty() || draft.certificates.size() >= 8) return;
  for (traceability::Day* day :
       {&past.received, &past.begin, &past.end, &past.issued}) {
    if (*day) **day -= 5;
  }
  past.number = "PAST";
  past.recorded_at -= absl::Hours(24 * 5);
  if (dice.Chance(20)) past.items.front().state = "before";
  for (ResultFacts& r : past.results) {
    if (r.standard_uncertainty) *r.standard_uncertainty /= 4;
  }
  ReferenceFacts reference;
  reference.id = "past";
  reference.numbers = {past.number};
  reference.standard = past.references.front().standard;
  draft.certificates[n].references.push_back(reference);
  draft.certificates.push_back(past);
  draft.tiers.push_back(draft.tiers[n] - 1);
}

// Every laboratory may measure another kind, too.
void WidenScopes(Draft& draft, const std::string& code,
                 const std::string& dimension) {
  for (auto& told : draft.competences) {
    told.facts.scope.push_back(
        {{}, {code, {}, false}, dimension, Interval{0.0, 20.0}, ""});
  }
}

// A laboratory, or all of them, may do another kind only.
void NarrowScopes(Dice& dice, Draft& draft) {
  const std::string holder = dice.PickFrom(draft.competences).facts.holder;
  const bool qualified = dice.Chance(30);
  for (auto& told : draft.competences) {
    if (told.facts.holder != holder) continue;
    for (auto& row : told.facts.scope) {
      if (qualified) {
        row.services = {traceability::ServiceKind::kCrm};
      } else {
        row.kind.code = "TEMC";
      }
    }
  }
}

// The top was calibrated for something else than what it is used for.
void CalibrateOtherKind(Dice& dice, Draft& draft) {
  const bool length = dice.Chance(50);
  WidenScopes(draft, length ? "LENG" : "MASS", length ? "L" : "M");
  for (size_t i = 0; i < draft.certificates.size(); ++i) {
    CertificateFacts& c = draft.certificates[i];
    for (ResultFacts& r : c.results) {
      if (draft.tiers[i] == 0) {
        r.kind = {length ? "LENG" : "MASS", {}, false};
        r.dimension = length ? "L" : "M";
      } else if (draft.tiers[i] == 1 && !c.references.empty()) {
        r.reference_ids = {c.references.front().id};
      }
    }
  }
}

// A value in per cent of a quantity whose scope states no range.
void StateRelative(Dice& dice, Draft& draft) {
  for (auto& told : draft.competences) {
    for (auto& row : told.facts.scope) row.range.reset();
  }
  CertificateFacts& c = AnyCertificate(dice, draft);
  for (ResultFacts& r : c.results) r.dimension = "1";
}

// Other bytes under one number, or nearly.
void Duplicate(Dice& dice, Draft& draft) {
  if (draft.certificates.size() >= 8) return;
  const size_t n = dice.Below(static_cast<int>(draft.certificates.size()));
  CertificateFacts copy = draft.certificates[n];
  copy.digest.clear();
  copy.recorded_at += absl::Hours(24) * dice.Pick({-3, 0, 1, 30, 200});
  if (dice.Chance(25)) copy.kind = CertificateKind::kVerificationFail;
  if (dice.Chance(25)) copy.issuer = AnyCertificate(dice, draft).issuer;
  if (dice.Chance(25)) copy.items.front().artefact.identifications = {"S8"};
  if (dice.Chance(25)) copy.replaces_number = copy.number;
  if (dice.Chance(25)) {
    draft.statuses.push_back(
        {CertificateName(n),
         dice.Pick({StatusKind::kAmended, StatusKind::kSubstituted}),
         {},
         CertificateName(draft.certificates.size()),
         copy.recorded_at + absl::Hours(1)});
  }
  draft.certificates.push_back(copy);
  draft.tiers.push_back(draft.tiers[n]);
}

void ShareNumber(Dice& dice, Draft& draft) {
  CertificateFacts& c = AnyCertificate(dice, draft);
  c.number = AnyCertificate(dice, draft).number;
}

void Void(Dice& dice, Draft& draft) {
  const size_t n = dice.Below(static_cast<int>(draft.certificates.size()));
  const CertificateFacts& c = draft.certificates[n];
  const CivilDay issued = c.issued.value_or(CivilDay(2022, 1, 1));
  const CivilDay from =
      dice.Chance(40) ? issued + dice.Pick({-5, 0, 1}) : NearDay(dice, draft);
  draft.statuses.push_back(
      {CertificateName(n), StatusKind::kVoided, from, "",
       c.recorded_at + absl::Hours(24) * dice.Between(0, 500)});
}

void Replace(Dice& dice, Draft& draft) {
  const size_t n = dice.Below(static_cast<int>(draft.certificates.size()));
  draft.statuses.push_back(
      {CertificateName(n),
       StatusKind::kAmended,
       {},
       "",
       draft.certificates[n].recorded_at + absl::Hours(30)});
}

// --- records -----------------------------------------------------------------

// A record to change: as it always was, or as it became known to be later.
template <typename Facts>
Facts* AnyRecord(Dice& dice, std::vector<Told<Facts>>& records) {
  if (records.empty()) return nullptr;
  const size_t n = dice.Below(static_cast<int>(records.size()));
  if (dice.Chance(75)) return &records[n].facts;
  Told<Facts> later = records[n];
  later.at = Noon(CivilDay(2021, 1, 1) + dice.Below(900));
  records.push_back(later);
  return &records.back().facts;
}

// From a day on, until a day, or both.
traceability::Period NearPeriod(Dice& dice, Draft& draft) {
  traceability::Period period;
  if (dice.Chance(50)) period.from = NearDay(dice, draft);
  if (!period.from || dice.Chance(30)) {
    period.to =
        period.from ? *period.from + dice.Below(60) : NearDay(dice, draft);
  }
  return period;
}

void LimitCompetence(Dice& dice, Draft& draft) {
  if (auto* competence = AnyRecord(dice, draft.competences)) {
    competence->period = NearPeriod(dice, draft);
  }
}

void SuspendCompetence(Dice& dice, Draft& draft) {
  if (auto* competence = AnyRecord(dice, draft.competences)) {
    competence->suspensions.push_back(NearPeriod(dice, draft));
  }
}

void ChangeCompetence(Dice& dice, Draft& draft) {
  if (auto* competence = AnyRecord(dice, draft.competences)) {
    competence->kind = dice.Pick(
        {CompetenceKind::kAuthorisation, CompetenceKind::kAccreditation,
         CompetenceKind::kNationalInstituteCmc,
         CompetenceKind::kNationalPrimaryStandard,
         CompetenceKind::kReferenceMaterialProduction});
  }
}

void MoveCompetence(Dice& dice, Draft& draft) {
  if (auto* competence = AnyRecord(dice, draft.competences)) {
    competence->holder =
        dice.Pick({"institutions/i0", "institutions/i1", "institutions/i9"});
  }
}

void ChangeRow(Dice& dice, Draft& draft) {
  auto* competence = AnyRecord(dice, draft.competences);
  if (competence == nullptr || competence->scope.empty()) return;
  traceability::ScopeRowFacts& row = competence->scope.front();
  switch (dice.Below(7)) {
    case 0:
      row.kind.code = dice.Pick({"MASS", "PRES", "LENG", ""});
      return;
    case 1:
      row.kind.qualifiers = {{"reference", dice.Pick({"gauge", "absolute"})}};
      return;
    case 2:
      row.range = Interval{dice.Pick({0.0, 1.5, 5.0}), dice.Pick({5.0, 10.0})};
      return;
    case 3:
      row.range.reset();
      return;
    case 4:
      row.services = {dice.Pick({traceability::ServiceKind::kVerification,
                                 traceability::ServiceKind::kCalibration,
                                 traceability::ServiceKind::kCrm})};
      return;
    case 5:
      row.equipment_class = dice.Pick({"meter", "pile"});
      return;
    default:
      competence->scope.clear();
  }
}

void AddRow(Dice& dice, Draft& draft) {
  auto* competence = AnyRecord(dice, draft.competences);
  if (competence == nullptr || competence->scope.empty()) return;
  traceability::ScopeRowFacts row = competence->scope.front();
  row.range = Interval{dice.Pick({5.0, 9.0}), 40.0};
  if (dice.Chance(30)) row.equipment_class = "meter";
  competence->scope.push_back(row);
}

void EndInstitution(Dice& dice, Draft& draft) {
  if (auto* institution = AnyRecord(dice, draft.institutions)) {
    if (dice.Chance(50)) {
      institution->period = NearPeriod(dice, draft);
    } else {
      institution->suspensions.push_back(NearPeriod(dice, draft));
    }
  }
}

void RenameInstitution(Dice& dice, Draft& draft) {
  if (auto* institution = AnyRecord(dice, draft.institutions)) {
    institution->titles = {dice.Pick({"title 1", "title 2", "fresh"})};
  }
}

void RemoveInstitution(Dice& dice, Draft& draft) {
  const std::string name = dice.PickFrom(draft.institutions).facts.name;
  std::vector<Told<InstitutionFacts>> left;
  for (auto& told : draft.institutions) {
    if (told.facts.name != name) left.push_back(told);
  }
  if (!left.empty()) draft.institutions = left;
}

void RemoveCompetences(Dice& dice, Draft& draft) {
  draft.competences.erase(
      draft.competences.begin() +
      dice.Below(static_cast<int>(draft.competences.size())));
  if (draft.competences.empty()) draft.competences.emplace_back();
}

void RegisterLate(Dice& dice, Draft& draft) {
  const absl::Time at = Noon(CivilDay(2021, 3, 1) + dice.Below(700));
  switch (dice.Below(4)) {
    case 0:
      dice.PickFrom(draft.institutions).at = at;
      return;
    case 1:
      dice.PickFrom(draft.competences).at = at;
      return;
    case 2:
      if (!draft.standards.empty()) dice.PickFrom(draft.standards).at = at;
      return;
    default:
      if (!draft.instruments.empty()) dice.PickFrom(draft.instruments).at = at;
  }
}

void SealStandard(Dice& dice, Draft& draft) {
  auto* standard = AnyRecord(dice, draft.standards);
  if (standard == nullptr) return;
  const CivilDay day = NearDay(dice, draft);
  standard->events.push_back(
      {dice.Pick({StandardEventKind::kSealed, StandardEventKind::kSealed,
                  StandardEventKind::kCancelled, StandardEventKind::kRestored}),
       day});
  if (dice.Chance(40)) {
    standard->events.push_back(
        {StandardEventKind::kRestored, day + dice.Below(60)});
  }
}

// A comparison that it failed, perhaps put right, perhaps found good meanwhile.
void FailComparison(Dice& dice, Draft& draft) {
  auto* standard = AnyRecord(dice, draft.standards);
  if (standard == nullptr) return;
  traceability::ComparisonDecisionFacts failed;
  failed.day = NearDay(dice, draft) + dice.Pick({-300, -30, 0, 0, 30, 300});
  failed.comparison = dice.Pick({"comparisons/c0", "comparisons/c1"});
  if (dice.Chance(50)) {
    const ResultFacts* result = AnyResult(dice, draft);
    if (result != nullptr) {
      failed.kind = result->kind;
      failed.dimension = result->dimension;
    }
  }
  standard->comparisons.push_back(failed);
  if (dice.Chance(40)) {
    failed.resolved = true;
    failed.day = *failed.day + dice.Pick({-60, 0, 30, 200});
    if (dice.Chance(20)) failed.comparison = "comparisons/c1";
    standard->comparisons.push_back(failed);
  }
  if (dice.Chance(40)) standard->reviews.push_back(NearDay(dice, draft));
}

void LimitAssessment(Dice& dice, Draft& draft) {
  auto* standard = AnyRecord(dice, draft.standards);
  if (standard == nullptr || standard->assessments.empty()) return;
  standard->assessments.front().period = NearPeriod(dice, draft);
  if (dice.Chance(30)) {
    standard->assessments.push_back({"A9", NearPeriod(dice, draft)});
  }
}

void DropAssessments(Dice& dice, Draft& draft) {
  if (auto* standard = AnyRecord(dice, draft.standards)) {
    standard->assessments.clear();
  }
}

void ChangeLevel(Dice& dice, Draft& draft) {
  if (auto* standard = AnyRecord(dice, draft.standards)) {
    standard->level = dice.Pick({Level::kNationalPrimary, Level::kForeignNmiCmc,
                                 Level::kPublicHighest, Level::kSiRealisation,
                                 Level::kCheckStandard, Level::kUnspecified});
  }
}

void DropComponents(Dice& dice, Draft& draft) {
  auto* standard = AnyRecord(dice, draft.standards);
  if (standard == nullptr) return;
  if (dice.Chance(50)) {
    standard->components.clear();
  } else if (!standard->components.empty()) {
    standard->components.front().main = false;
  }
}

void ChangeInterval(Dice& dice, Draft& draft) {
  const int months = dice.Pick({0, 1, 2, 6, 12});
  if (dice.Chance(50)) {
    if (auto* instrument = AnyRecord(dice, draft.instruments)) {
      instrument->recalibration_months = months;
    }
  } else if (auto* standard = AnyRecord(dice, draft.standards)) {
    if (standard->components.empty()) return;
    standard->components.front().recalibration_months = months;
  }
}

void ChangeInstrument(Dice& dice, Draft& draft) {
  auto* instrument = AnyRecord(dice, draft.instruments);
  if (instrument == nullptr) return;
  if (dice.Chance(50)) {
    instrument->equipment_class = dice.Pick({"meter", "pile", ""});
  } else {
    instrument->artefact.identifications = {dice.Pick({"S0", "S1", "S2"})};
  }
}

void ChangeMaterial(Dice& dice, Draft& draft) {
  auto* material = AnyRecord(dice, draft.materials);
  if (material == nullptr) return;
  if (dice.Chance(60)) {
    material->period = NearPeriod(dice, draft);
  } else {
    material->level = dice.Pick({Level::kCrmSecondary, Level::kCrmOther});
  }
}

void ChangeRatio(Dice& dice, Draft& draft) {
  auto* specification = AnyRecord(dice, draft.specifications);
  if (specification == nullptr) return;
  if (dice.Chance(20)) {
    specification->ratio.reset();
  } else {
    specification->ratio = traceability::RatioFacts{
        dice.Chance(50), 1, dice.Pick({1, 2, 3, 4, 10})};
  }
}

// --- specifications, scopes, references --------------------------------------

void ChangeEdition(Dice& dice, Draft& draft) {
  auto* specification = AnyRecord(dice, draft.specifications);
  if (specification == nullptr) return;
  specification->period = NearPeriod(dice, draft);
  if (dice.Chance(30)) specification->transition = NearPeriod(dice, draft);
}

void ChangeDocument(Dice& dice, Draft& draft) {
  using traceability::SpecificationKind;
  auto* specification = AnyRecord(dice, draft.specifications);
  if (specification == nullptr) return;
  if (dice.Chance(70)) {
    specification->kind = dice.Pick(
        {SpecificationKind::kCalibrationSpecification,
         SpecificationKind::kVerificationScheme,
         SpecificationKind::kMethodStandard, SpecificationKind::kUnspecified});
  } else {
    specification->equipment_classes = {dice.Pick({"meter", "pile"})};
  }
}

void CiteDocuments(Dice& dice, Draft& draft) {
  CertificateFacts& c = AnyCertificate(dice, draft);
  c.specifications.clear();
  if (dice.Chance(70)) c.specifications.push_back("JJG9");
  if (dice.Chance(30)) c.specifications.push_back("JJG0");
}

// A smallest uncertainty at or about that of a result.
void OfferUncertainty(Dice& dice, Draft& draft) {
  const ResultFacts* r = AnyResult(dice, draft);
  auto* competence = AnyRecord(dice, draft.competences);
  if (r == nullptr || competence == nullptr || competence->scope.empty()) {
    return;
  }
  auto& smallest = dice.PickFrom(competence->scope).smallest_uncertainty;
  if (dice.Chance(10)) {
    smallest.emplace();
  } else if (r->value.value_or(0) > 0 && r->standard_uncertainty) {
    smallest = SmallestAt(
        dice, *r->value,
        *r->standard_uncertainty * dice.Pick({0.999999, 1.0, 1.000001, 8.0}));
  }
}

// An instrument in mandatory use, calibrated perhaps.
void UseForTrade(Dice& dice, Draft& draft) {
  auto* instrument = AnyRecord(dice, draft.instruments);
  if (instrument == nullptr) return;
  using traceability::Purpose;
  instrument->purpose = dice.Pick({Purpose::kTrade, Purpose::kSafety,
                                   Purpose::kMedical, Purpose::kEnvironment,
                                   Purpose::kOther, Purpose::kUnspecified});
  if (dice.Chance(70)) {
    draft.certificates[LowestOf(draft)].kind = CertificateKind::kCalibration;
  }
}

// A reference that cites a certificate by its number, with what it cites.
struct Citing {
  const CertificateFacts* user = nullptr;
  size_t cited = 0;
};

Citing AnyCiting(Dice& dice, Draft& draft) {
  for (int tries = 0; tries < 6; ++tries) {
    const CertificateFacts& c = AnyCertificate(dice, draft);
    if (c.references.empty() || !c.begin) continue;
    const auto& numbers = dice.PickFrom(c.references).numbers;
    for (size_t i = 0; i < draft.certificates.size(); ++i) {
      if (!numbers.empty() && draft.certificates[i].number == numbers[0]) {
        return {&c, i};
      }
    }
  }
  return {};
}

void IssueLate(Dice& dice, Draft& draft) {
  const Citing citing = AnyCiting(dice, draft);
  if (citing.user == nullptr) return;
  CertificateFacts& cited = draft.certificates[citing.cited];
  cited.issued = *citing.user->begin + dice.Pick({0, 1, 1, 3});
  cited.recorded_at = std::max(cited.recorded_at, Noon(*cited.issued));
}

// A certificate of what is cited that is newer than the one cited.
void Recalibrate(Dice& dice, Draft& draft) {
  const Citing citing = AnyCiting(dice, draft);
  if (citing.user == nullptr || draft.certificates.size() >= 8) return;
  CertificateFacts newer = draft.certificates[citing.cited];
  newer.number = "NEWER";
  newer.received = newer.begin = newer.end = newer.issued =
      *citing.user->begin - dice.Pick({-1, 0, 1, 10});
  newer.recorded_at = Noon(*newer.issued);
  if (newer.valid_to) newer.valid_to = *newer.end + 364;
  switch (dice.Below(8)) {
    case 0:
      newer.kind = CertificateKind::kVerificationFail;
      break;
    case 1:
      for (ResultFacts& r : newer.results) {
        r.stage = Stage::kBefore;
        r.conformity = Conformity::kFail;
      }
      break;
    case 2:
      newer.replaces_number = draft.certificates[citing.cited].number;
      break;
    default:
      break;
  }
  draft.tiers.push_back(draft.tiers[citing.cited]);
  draft.certificates.push_back(newer);
}

// --- places, persons, conditions, materials ----------------------------------

void MoveWork(Dice& dice, Draft& draft) {
  using traceability::Place;
  CertificateFacts& c = AnyCertificate(dice, draft);
  c.place = dice.Pick({Place::kUnspecified, Place::kLaboratory,
                       Place::kLaboratoryBranch, Place::kCustomer,
                       Place::kCustomerBranch, Place::kOther});
  c.place_text = dice.Pick({"", "", "main", "branch", "elsewhere"});
}

void OpenBranch(Dice& dice, Draft& draft) {
  if (auto* institution = AnyRecord(dice, draft.institutions)) {
    if (dice.Chance(20)) institution->sites.clear();
    institution->sites.push_back({"branch", {"branch", "new road"}});
  }
  CertificateFacts& c = AnyCertificate(dice, draft);
  c.place_text = dice.Pick({"branch", "new road", ""});
}

void BindScopes(Dice& dice, Draft& draft) {
  const std::string site = dice.Pick({"main", "branch"});
  for (auto& told : draft.competences) {
    for (auto& row : told.facts.scope) {
      if (dice.Chance(85)) row.sites = {site};
    }
  }
}

void ChangeSigner(Dice& dice, Draft& draft) {
  CertificateFacts& c = AnyCertificate(dice, draft);
  if (c.signers.empty()) return;
  if (dice.Chance(10)) {
    c.signers.pop_back();
  } else {
    dice.PickFrom(c.signers).registration =
        dice.Pick({"P1a", "P1b", "P1c", "P2a", "P2b", "P2c", "P9", ""});
  }
}

void ChangePerson(Dice& dice, Draft& draft) {
  auto* person = AnyRecord(dice, draft.persons);
  if (person == nullptr) return;
  switch (dice.Below(4)) {
    case 0:
      person->period = NearPeriod(dice, draft);
      return;
    case 1:
      person->suspensions.push_back(NearPeriod(dice, draft));
      return;
    case 2:
      person->employer = dice.Pick({"institutions/i1", "institutions/i2"});
      return;
    default: {
      traceability::ScopeRowFacts row;
      row.kind.code = "TEMC";
      person->projects.push_back({{}, NearPeriod(dice, draft)});
      person->projects.front().scope.push_back(row);
    }
  }
}

void ChangeSignatories(Dice& dice, Draft& draft) {
  auto* competence = AnyRecord(dice, draft.competences);
  if (competence == nullptr) return;
  competence->signatories = {
      {dice.Pick({"persons/p1a", "persons/p1c", "persons/p2c"}),
       NearPeriod(dice, draft)}};
}

void ChangeConditions(Dice& dice, Draft& draft) {
  CertificateFacts& c = AnyCertificate(dice, draft);
  const double lo = dice.Pick({280.0, 288.15, 288.14, 293.0, 298.15});
  const double hi = lo + dice.Pick({0.0, 0.0, 1.0, 5.15, 5.16});
  if (dice.Chance(70)) c.conditions.clear();
  c.conditions.push_back({{"TEMC", {}, false}, "Theta", lo, hi});
}

void AskConditions(Dice& dice, Draft& draft) {
  const traceability::ConditionLimitFacts limit = {
      {dice.Pick({"TEMC", "TEMC", "RHUM"}), {}, false},
      "Theta",
      {dice.Pick({288.15, 293.0, 295.0}), {}}};
  if (dice.Chance(50)) {
    auto* standard = AnyRecord(dice, draft.standards);
    if (standard != nullptr) standard->environment.push_back(limit);
  } else if (auto* specification = AnyRecord(dice, draft.specifications)) {
    specification->environment.push_back(limit);
  }
}

// What is cited was a reference material all the while.
ReferenceMaterialFacts* UseMaterial(Dice& dice, Draft& draft) {
  if (!draft.materials.empty()) return AnyRecord(dice, draft.materials);
  const Citing citing = AnyCiting(dice, draft);
  if (citing.user == nullptr) return nullptr;
  CertificateFacts& cited = draft.certificates[citing.cited];
  ReferenceMaterialFacts material;
  material.name = "referenceMaterials/m";
  material.level = Level::kCrmPrimary;
  material.number = "GBW1";
  if (!cited.results.empty()) {
    const ResultFacts& r = cited.results[0];
    material.values.push_back({r.kind, r.dimension, true});
  }
  cited.items.front().artefact.record = material.name;
  draft.materials.push_back({Noon(CivilDay(2020, 1, 1)), material});
  return &draft.materials.back().facts;
}

// The batch, its number or its values are others than they should be.
void SpoilMaterial(Dice& dice, Draft& draft) {
  ReferenceMaterialFacts* material = UseMaterial(dice, draft);
  if (material == nullptr) return;
  switch (dice.Below(6)) {
    case 0:
      if (!material->values.empty()) material->values[0].certified = false;
      return;
    case 1:
      if (material->values.empty()) return;
      material->values[0].kind.code = dice.Pick({"MASS", "LENG", "ZZZZ"});
      return;
    case 2:
      material->values.clear();
      return;
    case 3:
      for (CertificateFacts& c : draft.certificates) {
        c.material_number = dice.Pick({"GBW1", "GBW2"});
      }
      return;
    case 4:
      material->suspensions.push_back(NearPeriod(dice, draft));
      return;
    default:
      material->period = NearPeriod(dice, draft);
  }
}

// --- tests and schemes -------------------------------------------------------

// Each standard's tests failed, lapsed, decide nothing or are not on record.
void ChangeTests(Dice& dice, Draft& draft) {
  for (auto& told : draft.standards) {
    StandardFacts& standard = told.facts;
    if (standard.tests.empty() || dice.Chance(20)) continue;
    switch (dice.Below(6)) {
      case 0:
        standard.tests.clear();
        break;
      case 1:
        standard.tests.back().passed = false;
        break;
      case 2:
        standard.tests.back().passed.reset();
        break;
      case 3:
        standard.tests.push_back(
            {dice.Chance(50), NearDay(dice, draft), dice.Chance(50)});
        break;
      case 4:
        standard.period.from.reset();
        if (dice.Chance(50)) standard.assessments.clear();
        break;
      default:
        standard.tests.pop_back();
        standard.tests.back().day = NearDay(dice, draft) - dice.Between(1, 800);
    }
  }
}

// A reference of the class of what it serves, or of a lower one.
void UseLowerClass(Dice& dice, Draft& draft) {
  const Citing citing = AnyCiting(dice, draft);
  if (citing.user == nullptr) return;
  const int tier =
      draft.tiers[static_cast<size_t>(citing.user - &draft.certificates[0])];
  draft.certificates[citing.cited].items.front().accuracy_class =
      absl::StrCat("C", tier + dice.Pick({0, 0, 1}));
}

// Something of another class than it was.
void Reclassify(Dice& dice, Draft& draft) {
  const std::string accuracy = dice.Pick({"C0", "C1", "C2", "C4", "C9", ""});
  switch (dice.Below(3)) {
    case 0: {
      auto* standard = AnyRecord(dice, draft.standards);
      if (standard != nullptr) standard->accuracy_classes = {accuracy};
      return;
    }
    case 1: {
      auto* instrument = AnyRecord(dice, draft.instruments);
      if (instrument != nullptr) instrument->accuracy_classes = {accuracy};
      return;
    }
    default:
      AnyCertificate(dice, draft).items.front().accuracy_class = accuracy;
  }
}

void ChangeScheme(Dice& dice, Draft& draft) {
  auto* scheme = AnyRecord(dice, draft.schemes);
  if (scheme == nullptr) return;
  switch (dice.Below(4)) {
    case 0:
      scheme->period = NearPeriod(dice, draft);
      return;
    case 1:
      dice.PickFrom(scheme->nodes).tier = dice.Below(6);
      return;
    case 2:
      dice.PickFrom(scheme->nodes).equipment_classes = {
          dice.Pick({"meter", "pile"})};
      return;
    default:
      for (auto& edge : scheme->edges) {
        edge.ratio = traceability::RatioFacts{dice.Chance(50), 1,
                                              dice.Pick({1, 2, 4, 10})};
      }
  }
}

void StateBudget(Dice& dice, Draft& draft) {
  ResultFacts* result = AnyResult(dice, draft);
  if (result == nullptr) return;
  result->budget = AnyBudget(dice, result->standard_uncertainty.value_or(1e-6));
}

void FollowRemotely(Dice& dice, Draft& draft) {
  CertificateFacts& c = AnyCertificate(dice, draft);
  const traceability::Day begin = c.begin ? c.begin : c.end;
  if (c.references.empty() || !begin) return;
  dice.PickFrom(c.references).remote_link =
      AnyLink(dice, *begin, c.end.value_or(*begin));
}

struct Change {
  void (*make)(Dice&, Draft&);
  // How often, so that each rule decides often enough (random_worlds_test).
  int weight;
};

constexpr Change kChanges[] = {
    {ReceiveLate, 14},
    {LeaveUnchecked, 10},
    {BoastUncertainty, 18},
    {CalibrateOtherKind, 38},
    {Duplicate, 22},
    {FailComparison, 22},
    {LimitCompetence, 26},
    {ChangeDocument, 18},
    {ChangeEdition, 15},
    {IssueLate, 23},
    {OfferUncertainty, 5},
    {Recalibrate, 17},
    {SpoilMaterial, 14},
    {UseLowerClass, 30},
    {ChangeTests, 24},
    {Reclassify, 4},
    {ChangeScheme, 5},
    {BindScopes, 12},
    {ChangeConditions, 18},
    {ChangePerson, 8},
    {ChangeSigner, 8},
    {MoveWork, 9},
    {AskConditions, 5},
    {ChangeSignatories, 4},
    {OpenBranch, 4},
    {UseForTrade, 6},
    {DropUncertainty, 12},
    {FollowRemotely, 12},
    {StateBudget, 14},
    {EndInstitution, 7},
    {ChangeRow, 6},
    {ChangeClass, 5},
    {StateRelative, 10},
    {CiteDocuments, 4},
    {CiteOwnPast, 7},
    {NarrowScopes, 11},
    {ChangeDimension, 3},
    {CloseCycle, 5},
    {ChangeKind, 2},
    {ChangeLevel, 2},
    {ChangeLimit, 2},
    {ChangeUncertainty, 2},
    {DropAssessments, 2},
    {FailCertificate, 2},
    {FailResult, 2},
    {ListReferences, 2},
    {MoveDay, 2},
    {NameOtherStandard, 2},
    {SealStandard, 2},
    {ShiftWork, 5},
    {Sign, 2},
    {Void, 2},
    {AddItem, 1},
    {AddResult, 1},
    {AddRow, 1},
    {Adjust, 1},
    {Average, 1},
    {ChangeCertificateKind, 1},
    {ChangeCompetence, 1},
    {ChangeInstrument, 1},
    {ChangeInterval, 1},
    {ChangeIssuer, 1},
    {ChangeMaterial, 1},
    {ChangeRange, 1},
    {ChangeRatio, 1},
    {ChangeValue, 1},
    {CiteByArtefact, 1},
    {CiteMore, 1},
    {CiteNothingHeld, 3},
    {ClaimOtherDigest, 1},
    {DeclareSensitivity, 1},
    {DropComponents, 1},
    {DropDay, 1},
    {DropReferences, 5},
    {DropResults, 1},
    {DropValidity, 1},
    {ForgetKind, 1},
    {LimitAssessment, 1},
    {ListResults, 1},
    {MisprintIdentification, 1},
    {MoveCompetence, 1},
    {NameOtherIssuer, 1},
    {NameOtherRecord, 1},
    {NewState, 1},
    {Qualify, 1},
    {RecordEarly, 1},
    {RecordLate, 1},
    {RegisterLate, 1},
    {RemoveCompetences, 1},
    {RemoveInstitution, 1},
    {RenameInstitution, 1},
    {RepeatReference, 1},
    {Replace, 1},
    {ShareNumber, 1},
    {ShiftValidity, 1},
    {SuspendCompetence, 1},
};

constexpr int TotalWeight() {
  int total = 0;
  for (const Change& change : kChanges) total += change.weight;
  return total;
}

}  // namespace

void Disturb(Dice& dice, Draft& draft) {
  int left = dice.Below(TotalWeight());
  for (const Change& change : kChanges) {
    left -= change.weight;
    if (left < 0) return change.make(dice, draft);
  }
}

}  // namespace suyuan::worlds
