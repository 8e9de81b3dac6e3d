#include "services/traceability/settled/touched.h"

#include <string>
#include <vector>

#include "services/traceability/chain/resolution.h"

namespace suyuan::traceability {
namespace {

class Toucher {
 public:
  Toucher(const Graph& graph, absl::FunctionRef<void(CertificateIndex)> touch)
      : graph_(graph), touch_(touch) {}

  // A certificate that is new, or whose status changed.
  void Certificate(CertificateIndex c) {
    Numbered(c);  // V22
    UsersOf(c);
    // STALE_REF_CERT asks whether it is the newest of its artefact. Before its
    // work had ended it is nobody's newest.
    const CertificateRow& row = graph_.certificate(c);
    std::vector<ItemIndex> items;
    ForEachKey(c, [&](uint32_t key) { graph_.ItemsByKey(key, items); });
    for (const ItemIndex item : items) {
      const CertificateIndex other = graph_.item(item).certificate;
      if (other != c) UsersByNumber(other, row.work_end());
    }
  }

  void Institution(const std::string& name, bool leads_elsewhere) {
    for (const TextId text : PartiesOf(name)) {
      leads_elsewhere ? IssuerText(text) : OwnIssuerText(text);
    }
  }

  void Competence(const std::string& name, bool leads_elsewhere) {
    graph_.competences().Each(name, [&](const CompetenceFacts& c) {
      for (const TextId text : PartiesOf(c.holder)) OwnIssuerText(text);
      const TextId number = graph_.FindText(c.number);
      if (leads_elsewhere && number != kNoText) IssuerText(number);
    });
  }

  void Standard(const std::string& name) {
    CitingRecord(name);
    Key(name);
    graph_.standards().Each(name, [this](const StandardFacts& standard) {
      for (const AssessmentFacts& assessment : standard.assessments) {
        references_.clear();
        graph_.CitingAssessment(assessment.number, references_);
        TouchUsers(kNoDay);
      }
      for (const ComponentFacts& component : standard.components) {
        if (component.main) Keys(component.artefact);
      }
    });
  }

  void Instrument(const std::string& name) {
    CitingRecord(name);
    graph_.instruments().Each(name, [this](const InstrumentFacts& instrument) {
      Keys(instrument.artefact);
    });
  }

  void ReferenceMaterial(const std::string& name) {
    CitingRecord(name);
    Key(name);
  }

  void Specification(const std::string& name) {
    graph_.specifications().Each(name, [this](const SpecificationFacts& s) {
      certificates_.clear();
      graph_.CitingSpecification(s.number, certificates_);
      TouchCertificates();
    });
  }

  void Person(const std::string& name) {
    graph_.persons().Each(name, [this](const PersonFacts& person) {
      certificates_.clear();
      graph_.SignedBy(person.registration, certificates_);
      TouchCertificates();
    });
  }

  void All() {
    for (CertificateIndex c = 0; c < graph_.certificates(); ++c) touch_(c);
  }

  // Those that may lead to it. By its artefact only those can that used it
  // when its work had ended (docs/rules.md 3).
  void UsersOf(CertificateIndex c) {
    UsersByNumber(c, kNoDay);
    references_.clear();
    ForEachKey(c, [this](uint32_t key) { CollectCitingKey(key); });
    TouchUsers(graph_.certificate(c).work_end());
  }

 private:
  void TouchCertificates() {
    for (const CertificateIndex c : certificates_) touch_(c);
  }

  // Those of `references_` that were used on `since` or later.
  void TouchUsers(DayNumber since) {
    for (const ReferenceIndex r : references_) {
      const CertificateIndex user = graph_.reference(r).certificate;
      if (graph_.certificate(user).work_begin() >= since) touch_(user);
    }
  }

  template <typename Visit>
  void ForEachKey(CertificateIndex c, Visit&& visit) {
    const CertificateRow& row = graph_.certificate(c);
    for (uint32_t i = 0; i < row.items; ++i) {
      for (const uint32_t key :
           graph_.list(graph_.item(row.first_item + i).keys)) {
        visit(key);
      }
    }
  }

  // The certificates of its number, itself among them.
  void Numbered(CertificateIndex c) {
    certificates_.clear();
    graph_.ByNumber(graph_.certificate(c).number, certificates_);
    touch_(c);
    TouchCertificates();
  }

  void UsersByNumber(CertificateIndex c, DayNumber since) {
    references_.clear();
    graph_.CitingNumber(graph_.certificate(c).number, references_);
    TouchUsers(since);
  }

  // A reference may name the artefact by its key, or by a record that has it.
  void CollectCitingKey(uint32_t key) {
    graph_.CitingKey(key, references_);
    const absl::string_view text = graph_.key(key);
    graph_.CitingRecord(text, references_);
    for (const auto* s : graph_.StandardsByKey(text, absl::InfiniteFuture())) {
      graph_.CitingRecord(s->name, references_);
    }
    for (const auto* i :
         graph_.InstrumentsByKey(text, absl::InfiniteFuture())) {
      graph_.CitingRecord(i->name, references_);
    }
  }

  void CitingRecord(absl::string_view record) {
    references_.clear();
    graph_.CitingRecord(record, references_);
    TouchUsers(kNoDay);
  }

  // What a record says of an artefact is read for its certificates, and by
  // those that rest on them.
  void Key(absl::string_view key) {
    const uint32_t id = graph_.FindKey(key);
    if (id == kUnknownText) return;
    std::vector<ItemIndex> items;
    graph_.ItemsByKey(id, items);
    for (const ItemIndex item : items) {
      const CertificateIndex c = graph_.item(item).certificate;
      touch_(c);
      UsersOf(c);
    }
  }

  void Keys(const ArtefactName& artefact) {
    for (const std::string& key : KeysOf(artefact)) Key(key);
  }

  // All texts by which a party leads to the institution, now or before.
  std::vector<TextId> PartiesOf(const std::string& institution) const {
    std::vector<TextId> out;
    const auto add = [&](absl::string_view text) {
      const TextId id = graph_.FindText(text);
      if (id != kUnknownText && id != kNoText) out.push_back(id);
    };
    add(institution);
    graph_.institutions().Each(institution, [&](const InstitutionFacts& i) {
      for (const std::string& title : i.titles) add(title);
    });
    for (const std::string& name : graph_.CompetencesEverOf(institution)) {
      graph_.competences().Each(
          name, [&](const CompetenceFacts& c) { add(c.number); });
    }
    return out;
  }

  // What is judged of the issuer itself (V06 to V10, V19).
  void OwnIssuerText(TextId text) {
    certificates_.clear();
    graph_.ByIssuerText(text, certificates_);
    TouchCertificates();
  }

  // Besides, whether two issuers are the same: for V22, and where references
  // are resolved by number.
  void IssuerText(TextId text) {
    std::vector<CertificateIndex> issued;
    graph_.ByIssuerText(text, issued);
    for (const CertificateIndex c : issued) {
      Numbered(c);
      UsersByNumber(c, kNoDay);
    }
    references_.clear();
    graph_.CitingIssuerText(text, references_);
    TouchUsers(kNoDay);
  }

  const Graph& graph_;
  const absl::FunctionRef<void(CertificateIndex)> touch_;
  std::vector<ReferenceIndex> references_;
  std::vector<CertificateIndex> certificates_;
};

}  // namespace

void ForEachTouched(const Graph& graph, const Change& change,
                    absl::FunctionRef<void(CertificateIndex)> touch) {
  Toucher toucher(graph, touch);
  switch (change.kind) {
    case Change::Kind::kCertificate:
    case Change::Kind::kStatus:
      return toucher.Certificate(change.certificate);
    case Change::Kind::kInstitution:
      return toucher.Institution(change.record, change.leads_elsewhere);
    case Change::Kind::kCompetence:
      return toucher.Competence(change.record, change.leads_elsewhere);
    case Change::Kind::kStandard:
      return toucher.Standard(change.record);
    case Change::Kind::kReferenceMaterial:
      return toucher.ReferenceMaterial(change.record);
    case Change::Kind::kSpecification:
      return toucher.Specification(change.record);
    case Change::Kind::kInstrument:
      return toucher.Instrument(change.record);
    case Change::Kind::kPerson:
      return toucher.Person(change.record);
    case Change::Kind::kVerificationScheme:
      return toucher.All();
  }
}

void ForEachPossibleUser(const Graph& graph, CertificateIndex certificate,
                         absl::FunctionRef<void(CertificateIndex)> touch) {
  Toucher(graph, touch).UsersOf(certificate);
}

}  // namespace suyuan::traceability
