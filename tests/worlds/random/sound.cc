#include <cmath>

#include "absl/strings/str_cat.h"
#include "tests/worlds/random/draft.h"

namespace suyuan::worlds {
namespace {

using absl::CivilDay;
using traceability::CertificateKind;
using traceability::CompetenceKind;
using traceability::Interval;
using traceability::ItemFacts;
using traceability::Kind;
using traceability::Level;
using traceability::PartyFacts;
using traceability::Period;
using traceability::Purpose;

constexpr int kLaboratories = 3;  // the first is the national institute

struct Quantity {
  const char* code;
  const char* dimension;
};
constexpr Quantity kMass = {"MASS", "M"};
constexpr Quantity kPressure = {"PRES", "L-1 M T-2"};
constexpr Quantity kLength = {"LENG", "L"};

// An artefact that certificates are about.
struct Artefact {
  ArtefactName name;     // record: of its instrument, if registered
  std::string standard;  // whose MAIN component it is, or empty
  std::string equipment_class;
  int tier = 0;
  Quantity quantity = kMass;
};

class Maker {
 public:
  explicit Maker(Dice& dice) : dice_(dice) {}

  Draft Make() {
    start_ = CivilDay(2021, 1, 1) + dice_.Below(400);
    quantity_ = dice_.Pick({kMass, kMass, kPressure, kLength});
    legal_ = dice_.Chance(60);
    AddInstitutions();
    AddSpecifications();
    if (dice_.Chance(60)) AddScheme();
    tiers_ = dice_.Pick({1, 2, 2, 3, 3, 4});
    AddTop();
    for (int tier = 1; tier <= tiers_; ++tier) AddTier(tier);
    if (dice_.Chance(25)) AddAgain();
    return std::move(draft_);
  }

 private:
  absl::Time Registered() { return Noon(CivilDay(2020, 1, 1)); }

  void AddInstitutions() {
    for (int i = 0; i < kLaboratories; ++i) {
      InstitutionFacts institution;
      institution.name = absl::StrCat("institutions/i", i);
      institution.titles = {absl::StrCat("title ", i),
                            absl::StrCat("alias ", i)};
      if (dice_.Chance(30)) institution.period.from = CivilDay(2000, 1, 1);
      institution.sites.push_back({"main", {"main", absl::StrCat("road ", i)}});
      AddPersons(i);
      draft_.institutions.push_back({Registered(), institution});
      AddCompetence(i, i == 0 ? CompetenceKind::kNationalPrimaryStandard
                              : CompetenceKind::kAuthorisation);
      if (i > 0) AddCompetence(i, CompetenceKind::kAccreditation);
    }
    if (dice_.Chance(20))
      AddCompetence(0, CompetenceKind::kNationalInstituteCmc);
    if (dice_.Chance(30)) {
      AddCompetence(dice_.Below(kLaboratories),
                    CompetenceKind::kReferenceMaterialProduction);
    }
  }

  // Who performs, who checks, who approves.
  void AddPersons(int employer) {
    for (const char* who : {"a", "b", "c"}) {
      PersonFacts person;
      person.registration = absl::StrCat("P", employer, who);
      person.name = absl::StrCat("persons/p", employer, who);
      person.employer = absl::StrCat("institutions/i", employer);
      person.period = {start_ - 300, start_ + 1800};
      if (dice_.Chance(40)) {
        traceability::ScopeRowFacts row;
        row.kind.code = quantity_.code;
        row.dimension = quantity_.dimension;
        person.projects.push_back({{}, {start_ - 300, {}}});
        if (dice_.Chance(70)) person.projects[0].scope.push_back(row);
      }
      draft_.persons.push_back({Registered(), person});
    }
  }

  void AddCompetence(int holder, CompetenceKind kind) {
    CompetenceFacts competence;
    const size_t n = draft_.competences.size();
    competence.name = absl::StrCat("competences/k", n);
    competence.holder = absl::StrCat("institutions/i", holder);
    competence.kind = kind;
    competence.number = absl::StrCat("K", n);
    competence.period = {start_ - 500, start_ + 2000};
    traceability::ScopeRowFacts row;
    if (dice_.Chance(80)) row.kind.code = quantity_.code;
    row.dimension = quantity_.dimension;
    row.range = Interval{0.0, 20.0};
    if (dice_.Chance(10)) row.range->hi.reset();
    if (dice_.Chance(40)) row.smallest_uncertainty = SmallestAt(dice_, 1, 1e-7);
    if (dice_.Chance(40)) row.sites = {"main"};
    competence.scope.push_back(row);
    if (dice_.Chance(30)) {
      competence.signatories.push_back(
          {absl::StrCat("persons/p", holder, "c"), {start_ - 100, {}}});
    }
    draft_.competences.push_back({Registered(), competence});
  }

  void AddSpecifications() {
    for (int i = 0; i < 2; ++i) {
      SpecificationFacts specification;
      specification.name = absl::StrCat("specifications/p", i);
      specification.number = absl::StrCat("JJG", i);
      specification.kind =
          traceability::SpecificationKind::kVerificationRegulation;
      if (dice_.Chance(30)) specification.period.from = CivilDay(2010, 1, 1);
      if (dice_.Chance(50)) {
        specification.environment.push_back(
            {{"TEMC", {}, false}, "Theta", {288.15, 298.15}});
      }
      if (i == 1 || dice_.Chance(50)) {
        specification.ratio = traceability::RatioFacts{dice_.Chance(40), 1, 3};
      }
      draft_.specifications.push_back({Registered(), specification});
    }
  }

  // Box "c<n>" of tier n is class "C<n>"; a step sets a ratio, perhaps.
  void AddScheme() {
    VerificationSchemeFacts scheme;
    scheme.name = "verificationSchemes/v";
    scheme.kind.code = quantity_.code;
    scheme.dimension = quantity_.dimension;
    if (dice_.Chance(30)) scheme.period.from = start_ - 400;
    for (int tier = 0; tier < 6; ++tier) {
      scheme.nodes.push_back(
          {absl::StrCat("c", tier), tier, absl::StrCat("C", tier), {}});
      if (tier == 0) continue;
      scheme.edges.push_back(
          {absl::StrCat("c", tier - 1), absl::StrCat("c", tier), {}});
      if (dice_.Chance(50)) {
        scheme.edges.back().ratio = traceability::RatioFacts{
            dice_.Chance(30), 1, dice_.Pick({2, 3, 3})};
      }
    }
    draft_.schemes.push_back({Registered(), scheme});
  }

  // What the first certificates rest on: something that needs no reference.
  void AddTop() {
    top_ = dice_.Pick({Top::kInstitute, Top::kInstitute, Top::kStandard,
                       Top::kNoCertificate, Top::kMaterial});
    if (top_ == Top::kMaterial) {
      ReferenceMaterialFacts material;
      material.name = "referenceMaterials/m";
      material.level = Level::kCrmPrimary;
      material.number = "GBW1";
      material.period = {start_ - 100, start_ + 1000};
      material.values.push_back(
          {{quantity_.code, {}, false}, quantity_.dimension, true});
      draft_.materials.push_back({Registered(), material});
      if (dice_.Chance(50)) return;
    }
    Artefact artefact = NewArtefact(0);
    if (top_ == Top::kMaterial) {
      artefact.name = {"referenceMaterials/m", "", {}};
    } else if (top_ != Top::kInstitute || dice_.Chance(40)) {
      artefact.standard =
          AddStandard(artefact, dice_.Chance(85) ? Level::kNationalPrimary
                                                 : Level::kForeignNmiCmc);
    }
    artefacts_.push_back(artefact);
    if (top_ == Top::kNoCertificate) return;
    AddCertificate(artefact);
    if (top_ == Top::kMaterial && dice_.Chance(80)) {
      draft_.certificates.back().kind = CertificateKind::kCrm;
    }
  }

  Artefact NewArtefact(int tier) {
    const size_t n = artefacts_.size();
    Artefact artefact;
    artefact.tier = tier;
    artefact.quantity = quantity_;
    artefact.name.manufacturer = dice_.Pick({"maker", "maker", "other"});
    artefact.name.identifications = {absl::StrCat("S", n)};
    if (dice_.Chance(20)) {
      artefact.name.identifications.push_back(absl::StrCat("X", n));
    }
    if (dice_.Chance(25)) artefact.equipment_class = "meter";
    return artefact;
  }

  std::string AddStandard(const Artefact& artefact, Level level) {
    StandardFacts standard;
    const size_t n = draft_.standards.size();
    standard.name = absl::StrCat("standards/s", n);
    standard.level = level;
    standard.components.push_back(
        {true, artefact.name, dice_.Pick({0, 12, 12})});
    standard.assessments.push_back(
        {absl::StrCat("A", n), {start_ - 200, start_ + 1600}});
    AddTests(standard);
    if (dice_.Chance(70)) {
      standard.components[0].accuracy_classes = {
          absl::StrCat("C", artefact.tier)};
    } else {
      standard.accuracy_classes = {absl::StrCat("C", artefact.tier)};
    }
    draft_.standards.push_back({Registered(), standard});
    return standard.name;
  }

  // In service for some years, or for less than one.
  void AddTests(StandardFacts& standard) {
    standard.period.from = start_ - dice_.Pick({100, 800, 800, 800});
    if (dice_.Chance(20)) standard.established = start_ - 800;
    for (const bool stability : {false, true}) {
      standard.tests.push_back({stability, start_ - 400, true});
      standard.tests.push_back({stability, start_ - dice_.Below(20), true});
    }
  }

  void AddTier(int tier) {
    Artefact artefact = NewArtefact(tier);
    const bool leaf = tier == tiers_;
    if (dice_.Chance(leaf ? 75 : 35)) Register(artefact);
    if (!leaf || dice_.Chance(15)) {
      artefact.standard = AddStandard(
          artefact, dice_.Pick({Level::kPublicHighest, Level::kSubordinate}));
      if (dice_.Chance(15)) {
        Artefact second = NewArtefact(tier);
        second.name.identifications = {absl::StrCat("T", tier)};
        second.standard = artefact.standard;
        draft_.standards.back().facts.components.push_back(
            {dice_.Chance(70), second.name, 12});
        AddCertificate(second);
      }
    }
    AddCertificate(artefact);
    artefacts_.push_back(artefact);
  }

  void Register(Artefact& artefact) {
    InstrumentFacts instrument;
    const size_t n = draft_.instruments.size();
    artefact.name.record = absl::StrCat("instruments/n", n);
    instrument.name = artefact.name.record;
    instrument.artefact = artefact.name;
    instrument.equipment_class = artefact.equipment_class;
    instrument.recalibration_months = dice_.Pick({0, 12, 12});
    if (legal_ && dice_.Chance(30)) {
      instrument.purpose =
          dice_.Pick({Purpose::kTrade, Purpose::kSafety, Purpose::kMedical,
                      Purpose::kEnvironment});
    }
    draft_.instruments.push_back({Registered(), instrument});
  }

  // A later certificate of one of the artefacts.
  void AddAgain() {
    if (artefacts_.empty()) return;
    again_ = dice_.Between(60, 300);
    AddCertificate(dice_.PickFrom(artefacts_));
    again_ = 0;
  }

  void AddCertificate(const Artefact& artefact) {
    CertificateFacts c;
    const size_t n = draft_.certificates.size();
    c.kind =
        legal_ ? CertificateKind::kVerification : CertificateKind::kCalibration;
    if (dice_.Chance(15)) {
      c.kind = dice_.Pick(
          {CertificateKind::kVerification, CertificateKind::kCalibration});
    }
    c.number = absl::StrCat("N", n);
    const int issuer = top_ == Top::kInstitute && artefact.tier == 0
                           ? 0
                           : dice_.Between(1, kLaboratories - 1);
    c.issuer = Issuer(issuer);
    AddCircumstances(issuer, c);
    c.items.push_back(Item(artefact));
    c.begin = start_ + artefact.tier * 60 + dice_.Below(40) + again_;
    c.end = *c.begin + dice_.Pick({0, 0, 1, 3});
    c.received = *c.begin - dice_.Below(3);
    c.issued = *c.end + dice_.Below(4);
    c.recorded_at = Noon(*c.issued + dice_.Below(3));
    if (dice_.Chance(85)) c.valid_to = *c.end + dice_.Pick({364, 364, 200});
    c.specifications = {dice_.Pick({"JJG0", "JJG1"})};
    if (dice_.Chance(15)) c.specifications = {"JJG1", "JJG0"};
    if (dice_.Chance(15)) c.signature = traceability::SignatureState::kValid;
    AddResults(artefact, c);
    AddReferences(artefact, c);
    draft_.tiers.push_back(artefact.tier);
    draft_.certificates.push_back(std::move(c));
  }

  void AddCircumstances(int issuer, CertificateFacts& c) {
    using traceability::SignerRole;
    c.place = traceability::Place::kLaboratory;
    c.place_text = dice_.Pick({"", "main"});
    const bool prints = dice_.Chance(60);
    for (const auto& [role, who] : {std::pair(SignerRole::kPerformer, "a"),
                                    std::pair(SignerRole::kChecker, "b"),
                                    std::pair(SignerRole::kApprover, "c")}) {
      c.signers.push_back(
          {role, prints ? absl::StrCat("P", issuer, who) : std::string()});
    }
    if (dice_.Chance(80)) {
      c.conditions.push_back({{"TEMC", {}, false}, "Theta", 292.5, 293.5});
    }
  }

  PartyFacts Issuer(int i) {
    const std::string name = absl::StrCat("institutions/i", i);
    switch (dice_.Below(6)) {
      case 0:
        return {"", absl::StrCat("alias ", i), ""};
      case 1:
        return {"", "", absl::StrCat("K", i == 0 ? 0 : 2 * i)};
      case 2:
        return {name, absl::StrCat("title ", i), ""};
      case 3:
        return {"", absl::StrCat("title ", i), ""};
      default:
        return {name, "", ""};
    }
  }

  ItemFacts Item(const Artefact& artefact) {
    ItemFacts item;
    item.id = "item0";
    item.artefact = artefact.name;
    if (dice_.Chance(15))
      item.artefact.identifications.resize(
          std::min<size_t>(item.artefact.identifications.size(), 1));
    if (!item.artefact.record.empty() && dice_.Chance(25)) {
      item.artefact.manufacturer.clear();
      item.artefact.identifications.clear();
    } else if (dice_.Chance(25) && !item.artefact.identifications.empty()) {
      item.artefact.record.clear();
    }
    if (dice_.Chance(60)) item.equipment_class = artefact.equipment_class;
    if (dice_.Chance(60)) {
      item.accuracy_class = absl::StrCat("C", artefact.tier);
    }
    return item;
  }

  void AddResults(const Artefact& artefact, CertificateFacts& c) {
    const bool inferred = dice_.Chance(10);
    const int n = dice_.Pick({1, 1, 2, 3});
    for (int i = 0; i < n; ++i) {
      ResultFacts r;
      r.id = absl::StrCat("r", i);
      if (dice_.Chance(50)) r.item_id = "item0";
      r.kind = {artefact.quantity.code, {}, inferred};
      r.dimension = artefact.quantity.dimension;
      r.value = dice_.Pick({1.0, 2.0, 5.0, 10.0});
      const double u = std::ldexp(1e-5, 2 * artefact.tier);
      r.standard_uncertainty = u;
      if (dice_.Chance(90)) r.maximum_permissible_error = 2 * u;
      if (dice_.Chance(75)) r.valid_range = Interval{0.5, 12.0};
      if (dice_.Chance(20)) r.conformity = traceability::Conformity::kPass;
      c.results.push_back(r);
    }
  }

  void AddReferences(const Artefact& artefact, CertificateFacts& c) {
    if (artefact.tier == 0) return;
    const bool top_material = top_ == Top::kMaterial && artefact.tier == 1;
    if (top_material && (artefacts_.empty() || dice_.Chance(50))) {
      ReferenceFacts reference;
      reference.id = "ref0";
      reference.artefact.record = "referenceMaterials/m";
      reference.standard = AnyStandard();
      c.references.push_back(reference);
      return;
    }
    std::vector<const Artefact*> above;
    for (const Artefact& a : artefacts_) {
      if (a.tier == artefact.tier - 1) above.push_back(&a);
    }
    if (above.empty()) return;
    const int n = dice_.Pick({1, 1, 1, 2});
    for (int i = 0; i < n; ++i) {
      c.references.push_back(Reference(*dice_.PickFrom(above), i));
    }
  }

  // Of whom the work was done with; in a legal regime all of it names one.
  std::string AnyStandard() {
    return draft_.standards.empty()
               ? std::string()
               : dice_.PickFrom(draft_.standards).facts.name;
  }

  ReferenceFacts Reference(const Artefact& artefact, int place) {
    ReferenceFacts reference;
    reference.id = absl::StrCat("ref", place);
    if (!artefact.standard.empty()) {
      reference.standard = artefact.standard;
    } else if (dice_.Chance(85)) {
      reference.standard = AnyStandard();
    }
    const CertificateFacts* cited = CertificateOf(artefact);
    if (cited != nullptr && dice_.Chance(60)) {
      reference.numbers = {cited->number};
      if (dice_.Chance(30)) reference.issuer = cited->issuer;
      if (dice_.Chance(20)) reference.digest = DigestOf(PlaceOf(*cited));
      if (dice_.Chance(50)) {
        reference.artefact.manufacturer = artefact.name.manufacturer;
        reference.artefact.identifications = artefact.name.identifications;
      }
    } else if (!artefact.name.record.empty() && dice_.Chance(50)) {
      reference.artefact.record = artefact.name.record;
    } else if (artefact.standard.empty() || dice_.Chance(50)) {
      reference.artefact = artefact.name;
    }
    return reference;
  }

  size_t PlaceOf(const CertificateFacts& c) const {
    return static_cast<size_t>(&c - draft_.certificates.data());
  }

  const CertificateFacts* CertificateOf(const Artefact& artefact) const {
    for (const CertificateFacts& c : draft_.certificates) {
      const ArtefactName& name = c.items.front().artefact;
      if (!name.identifications.empty() &&
          !artefact.name.identifications.empty() &&
          name.identifications.front() ==
              artefact.name.identifications.front()) {
        return &c;
      }
      if (!name.record.empty() && name.record == artefact.name.record) {
        return &c;
      }
    }
    return nullptr;
  }

  enum class Top { kInstitute, kStandard, kNoCertificate, kMaterial };

  Dice& dice_;
  Draft draft_;
  CivilDay start_;
  Quantity quantity_ = kMass;
  bool legal_ = true;
  Top top_ = Top::kInstitute;
  int tiers_ = 1;
  int again_ = 0;  // days after the first certificate
  std::vector<Artefact> artefacts_;
};

}  // namespace

absl::Time Noon(CivilDay day) {
  return absl::FromCivil(absl::CivilHour(day) + 12,
                         absl::FixedTimeZone(8 * 60 * 60));
}

std::string CertificateName(size_t place) {
  return absl::StrCat("certificates/", absl::Hex(place + 1, absl::kZeroPad16),
                      absl::Hex(place + 1, absl::kZeroPad16));
}

std::string DigestOf(size_t place) {
  std::string digest;
  for (int i = 0; i < 4; ++i) {
    absl::StrAppend(&digest, absl::Hex(place + 1, absl::kZeroPad16));
  }
  return digest;
}

traceability::SmallestUncertaintyFacts SmallestAt(Dice& dice, double x,
                                                  double u) {
  using Form = traceability::SmallestUncertaintyFacts::Form;
  switch (dice.Below(5)) {
    case 0:
      return {Form::kLinear, 0, u / x, {}};
    case 1:
      return {Form::kRootSum, 0.6 * u, 0.8 * u / x, {}};
    case 2:
      return {Form::kTable, 0, 0, {{0, 2 * u}, {2 * x, 0}, {20, 3 * u}}};
    case 3:
      return {Form::kRelativeTable, 0, 0, {{0.5, u / x}, {20, u / x}}};
    default:
      return {Form::kLinear, u, 0, {}};
  }
}

Draft SoundDraft(Dice& dice) { return Maker(dice).Make(); }

}  // namespace suyuan::worlds
