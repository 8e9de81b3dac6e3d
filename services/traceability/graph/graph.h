#ifndef SERVICES_TRACEABILITY_GRAPH_GRAPH_H_
#define SERVICES_TRACEABILITY_GRAPH_GRAPH_H_

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "absl/container/btree_set.h"
#include "absl/container/flat_hash_map.h"
#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "services/traceability/graph/array.h"
#include "services/traceability/graph/chain_index.h"
#include "services/traceability/graph/facts.h"
#include "services/traceability/graph/history.h"
#include "services/traceability/graph/rows.h"

namespace suyuan::traceability {

// One thing that the feeds told. What rests on it may have to be judged anew.
struct Change {
  enum class Kind : uint8_t {
    kCertificate,
    kStatus,
    kInstitution,
    kCompetence,
    kStandard,
    kReferenceMaterial,
    kSpecification,
    kInstrument,
    kPerson,
    kVerificationScheme,
  };
  Kind kind;
  CertificateIndex certificate = kNone;  // of kCertificate and kStatus
  std::string record;                    // of the others
  // Printed names or numbers of issuers may lead to others than before.
  bool leads_elsewhere = false;
  // Since when it weighs: when it was recorded, or the beginning of the day on
  // which a decision in it is taken.
  absl::Time since{};
};

// Everything that both feeds have told, with the indexes that questions need.
// Not thread-safe for writing: one writer, or many readers (Engine holds the
// lock). Nothing is ever removed, so a past knowledge time stays answerable.
//
// Applying a certificate is O(items + references + results) plus interning.
// Indexes chain rows of one number or one artefact key, newest first.
class Graph {
 public:
  Graph();

  // A certificate that is already there is left as it is (replays are safe).
  // InvalidArgument for facts that no certificate can have (a name or digest
  // of the wrong form): the feed is then broken and the follower must stop.
  absl::Status Apply(const CertificateFacts& certificate);
  // FailedPrecondition where the certificate is not known.
  absl::Status Apply(const StatusFacts& status);
  void Apply(absl::Time recorded_at, InstitutionFacts facts);
  void Apply(absl::Time recorded_at, CompetenceFacts facts);
  void Apply(absl::Time recorded_at, StandardFacts facts);
  void Apply(absl::Time recorded_at, ReferenceMaterialFacts facts);
  void Apply(absl::Time recorded_at, SpecificationFacts facts);
  void Apply(absl::Time recorded_at, InstrumentFacts facts);
  void Apply(absl::Time recorded_at, PersonFacts facts);
  void Apply(absl::Time recorded_at, VerificationSchemeFacts facts);
  void Apply(absl::Time recorded_at, CatalogueFacts facts);

  // What was applied since this was last called.
  std::vector<Change> TakeChanges();
  // From this instant on everything told is known.
  absl::Time newest() const { return newest_; }
  // From this day on no comparison of standards is still to be decided.
  DayNumber last_decision() const { return last_decision_; }

  // --- rows ---------------------------------------------------------------
  const CertificateRow& certificate(CertificateIndex i) const {
    return certificates_[i];
  }
  const ItemRow& item(ItemIndex i) const { return items_[i]; }
  const ReferenceRow& reference(ReferenceIndex i) const {
    return references_[i];
  }
  const ResultRow& result(ResultIndex i) const { return results_[i]; }
  absl::Span<const uint32_t> list(IdList l) const {
    return lists_.span().subspan(l.at, l.size);
  }
  absl::Span<const SignerRow> signers(IdList l) const {
    return signers_.span().subspan(l.at, l.size);
  }
  absl::Span<const ConditionRow> conditions(IdList l) const {
    return conditions_.span().subspan(l.at, l.size);
  }
  absl::string_view text(TextId id) const { return texts_.Text(id); }
  absl::string_view text(NameId name) const { return names_.Text(name.id); }
  absl::string_view number(uint32_t id) const { return numbers_.Text(id); }
  absl::string_view key(uint32_t id) const { return keys_.Text(id); }
  const KindTable& kinds() const { return kinds_; }
  const Digest& claimed_digest(uint32_t i) const { return digests_[i]; }
  // Coefficient declared for a reference in a result; 1 and false without one.
  std::pair<double, bool> Sensitivity(ResultIndex result,
                                      TextId reference_id) const;
  // Few certificates have one; null. O(1).
  const BudgetFacts* Budget(ResultIndex result) const;
  const RemoteLinkFacts* RemoteLink(ReferenceIndex reference) const;
  // Effective degrees of freedom as stated; NaN where they are not.
  double DegreesOfFreedom(ResultIndex result) const;
  size_t certificates() const { return certificates_.size(); }
  size_t results() const { return results_.size(); }
  size_t references() const { return references_.size(); }
  size_t keys() const { return keys_.size(); }
  size_t records() const;

  // What it takes, by what it is for. O(parts).
  struct Bytes {
    // "certificates", "texts.table", "citing_key.links", ...
    std::vector<std::pair<std::string, int64_t>> parts;
    int64_t records = 0;  // of the registry, with their indexes

    int64_t total() const;
  };
  Bytes BytesByPart() const;
  int64_t bytes() const { return BytesByPart().total(); }

  // Calls `visit` with the name and the value of each part that is not made of
  // others: what a snapshot keeps. What records' histories are indexed by is
  // made anew from them.
  template <typename Self, typename Visit>
  static void EachPart(Self& self, Visit&& visit) {
    visit("names", self.names_);
    visit("texts", self.texts_);
    visit("numbers", self.numbers_);
    visit("keys", self.keys_);
    visit("kinds", self.kinds_);
    visit("certificates", self.certificates_);
    visit("items", self.items_);
    visit("references", self.references_);
    visit("results", self.results_);
    visit("lists", self.lists_);
    visit("signers", self.signers_);
    visit("conditions", self.conditions_);
    visit("digests", self.digests_);
    visit("sensitivities", self.sensitivities_);
    visit("budgets", self.budgets_);
    visit("remote_links", self.remote_links_);
    visit("degrees_of_freedom", self.degrees_of_freedom_);
    visit("seldom_bytes", self.seldom_bytes_);
    visit("by_name", self.by_name_);
    visit("by_number", self.by_number_);
    visit("items_by_key", self.items_by_key_);
    visit("citing_number", self.citing_number_);
    visit("citing_key", self.citing_key_);
    visit("citing_record", self.citing_record_);
    visit("citing_assessment", self.citing_assessment_);
    visit("citing_issuer", self.citing_issuer_);
    visit("by_issuer", self.by_issuer_);
    visit("by_specification", self.by_specification_);
    visit("by_signer", self.by_signer_);
    visit("statuses", self.statuses_);
    visit("institutions", self.institutions_);
    visit("competences", self.competences_);
    visit("standards", self.standards_);
    visit("materials", self.materials_);
    visit("specifications", self.specifications_);
    visit("instruments", self.instruments_);
    visit("persons", self.persons_);
    visit("schemes", self.schemes_);
    visit("catalogues", self.catalogues_);
    visit("newest", self.newest_);
  }

  // --- finding certificates -------------------------------------------------
  // kNone where there is none.
  CertificateIndex FindCertificate(absl::string_view name) const;
  uint32_t FindNumber(absl::string_view normalised) const {
    return numbers_.Find(normalised);
  }
  uint32_t FindKey(absl::string_view key) const { return keys_.Find(key); }
  TextId FindText(absl::string_view text) const { return texts_.Find(text); }
  // Newest first; `number` and `key` may be kUnknownText.
  void ByNumber(uint32_t number, std::vector<CertificateIndex>& out) const;
  void ItemsByKey(uint32_t key, std::vector<ItemIndex>& out) const;
  // The same without a list: until `visit` returns false.
  template <typename Visit>
  void VisitItemsByKey(uint32_t key, Visit&& visit) const {
    items_by_key_.Visit(key, visit);
  }
  // References that cite a number, name a key, a record or a standard.
  void CitingNumber(uint32_t number, std::vector<ReferenceIndex>& out) const;
  void CitingKey(uint32_t key, std::vector<ReferenceIndex>& out) const;
  void CitingRecord(absl::string_view record,
                    std::vector<ReferenceIndex>& out) const;
  void CitingAssessment(absl::string_view number,
                        std::vector<ReferenceIndex>& out) const;
  // References that print this text of the issuer's.
  void CitingIssuerText(TextId text, std::vector<ReferenceIndex>& out) const;
  // Certificates whose issuer is printed as this party (by any of its texts).
  void ByIssuerText(TextId text, std::vector<CertificateIndex>& out) const;
  // Certificates that cite a specification, that a registration signed.
  void CitingSpecification(absl::string_view number,
                           std::vector<CertificateIndex>& out) const;
  void SignedBy(absl::string_view registration,
                std::vector<CertificateIndex>& out) const;

  // --- status ---------------------------------------------------------------
  bool Known(CertificateIndex i, absl::Time known_at) const;
  // First day on which it does not count; kNever, or kAlways where it is void
  // from its issue or before.
  DayNumber VoidFrom(CertificateIndex i, absl::Time known_at) const;
  // Whether one is said to replace the other.
  bool Linked(CertificateIndex a, CertificateIndex b,
              absl::Time known_at) const;
  // What was known of its signatures.
  SignatureState SignatureOf(CertificateIndex i, absl::Time known_at) const;
  // Whether something replaces it.
  bool Replaced(CertificateIndex i, absl::Time known_at) const;

  // --- records --------------------------------------------------------------
  // All revisions, for what a record ever said.
  const History<InstitutionFacts>& institutions() const {
    return institutions_;
  }
  const History<CompetenceFacts>& competences() const { return competences_; }
  const History<StandardFacts>& standards() const { return standards_; }
  const History<SpecificationFacts>& specifications() const {
    return specifications_;
  }
  const History<InstrumentFacts>& instruments() const { return instruments_; }
  const History<PersonFacts>& persons() const { return persons_; }
  // Names of competences that a revision ever gave to the holder.
  const std::vector<std::string>& CompetencesEverOf(
      absl::string_view holder) const {
    return competences_by_holder_.Find(holder);
  }
  const InstitutionFacts* Institution(absl::string_view name,
                                      absl::Time known_at) const {
    return institutions_.At(name, known_at);
  }
  const StandardFacts* Standard(absl::string_view name,
                                absl::Time known_at) const {
    return standards_.At(name, known_at);
  }
  const ReferenceMaterialFacts* ReferenceMaterial(absl::string_view name,
                                                  absl::Time known_at) const {
    return materials_.At(name, known_at);
  }
  const InstrumentFacts* Instrument(absl::string_view name,
                                    absl::Time known_at) const {
    return instruments_.At(name, known_at);
  }
  // The first institution, by name, with that title or alias (normalised);
  // null.
  const InstitutionFacts* InstitutionByTitle(absl::string_view title,
                                             absl::Time known_at) const;
  // The registered institution a party leads to; null where there is none.
  const InstitutionFacts* ResolveParty(const PartyRow& party,
                                       absl::Time known_at) const;
  bool SameIssuer(const PartyRow& a, const PartyRow& b,
                  absl::Time known_at) const;
  // All names that records of the kind ever had, in order.
  const absl::btree_set<std::string>& instrument_names() const {
    return instrument_names_;
  }
  const absl::btree_set<std::string>& standard_names() const {
    return standard_names_;
  }
  // In the order of their names.
  std::vector<const CompetenceFacts*> CompetencesOf(absl::string_view holder,
                                                    absl::Time known_at) const;
  // Standards with a MAIN component, instruments, that have this key.
  std::vector<const StandardFacts*> StandardsByKey(absl::string_view key,
                                                   absl::Time known_at) const;
  std::vector<const InstrumentFacts*> InstrumentsByKey(
      absl::string_view key, absl::Time known_at) const;
  // The standard with this assessment number; null where there is none.
  const StandardFacts* StandardByAssessment(absl::string_view number,
                                            absl::Time known_at) const;
  // Editions with that number, in the order of their names.
  std::vector<const SpecificationFacts*> SpecificationsByNumber(
      absl::string_view number, absl::Time known_at) const;
  // In the order of their names.
  std::vector<const VerificationSchemeFacts*> Schemes(
      absl::Time known_at) const;
  // 强制检定目录, every edition, in the order of their names.
  std::vector<const CatalogueFacts*> Catalogues(absl::Time known_at) const;
  const PersonFacts* Person(absl::string_view name, absl::Time known_at) const {
    return persons_.At(name, known_at);
  }
  // The first person with that registration; null.
  const PersonFacts* PersonByRegistration(absl::string_view registration,
                                          absl::Time known_at) const;
  // The first specification of that number that states a ratio; null.
  const SpecificationFacts* SpecificationWithRatio(absl::string_view number,
                                                   absl::Time known_at) const;

 private:
  IdList AddTexts(const std::vector<std::string>& texts);
  IdList AddKeys(const ArtefactName& artefact);
  IdList AddNumbers(const std::vector<std::string>& numbers);
  PartyRow AddParty(const PartyFacts& party);
  // Where, by whom and under which conditions the work was done.
  void AddCircumstances(const CertificateFacts& facts, CertificateRow& row);
  void AddItem(CertificateIndex certificate, const ItemFacts& facts);
  absl::Status AddReference(CertificateIndex certificate,
                            const ReferenceFacts& facts);
  void AddResult(CertificateIndex certificate, const ResultFacts& facts);
  void IndexTexts(CertificateIndex certificate);
  void Note(absl::Time recorded_at, Change change);

  StringPool names_;
  StringPool texts_;
  StringPool numbers_;
  StringPool keys_;
  KindTable kinds_;
  Array<CertificateRow> certificates_;
  Array<ItemRow> items_;
  Array<ReferenceRow> references_;
  Array<ResultRow> results_;
  Array<uint32_t> lists_;
  Array<SignerRow> signers_;
  Array<ConditionRow> conditions_;
  Array<Digest> digests_;
  // Runs, each ended by kUnknownText.
  Array<SensitivityRow> sensitivities_;
  absl::flat_hash_map<ResultIndex, BudgetFacts> budgets_;
  absl::flat_hash_map<ReferenceIndex, RemoteLinkFacts> remote_links_;
  absl::flat_hash_map<ResultIndex, double> degrees_of_freedom_;
  int64_t seldom_bytes_ = 0;         // of budgets and links
  Array<CertificateIndex> by_name_;  // by name id; kNone: not told of yet
  ChainIndex by_number_;
  ChainIndex items_by_key_;
  ChainIndex citing_number_;
  ChainIndex citing_key_;
  ChainIndex citing_record_;  // by text id of record or standard
  ChainIndex by_issuer_;      // by text id
  absl::flat_hash_map<CertificateIndex, std::vector<StatusRow>> statuses_;

  History<InstitutionFacts> institutions_;
  History<CompetenceFacts> competences_;
  History<StandardFacts> standards_;
  absl::btree_set<std::string> standard_names_;
  History<ReferenceMaterialFacts> materials_;
  History<SpecificationFacts> specifications_;
  History<InstrumentFacts> instruments_;
  absl::btree_set<std::string> instrument_names_;
  History<PersonFacts> persons_;
  History<VerificationSchemeFacts> schemes_;
  History<CatalogueFacts> catalogues_;
  NameIndex institutions_by_title_;
  NameIndex competences_by_holder_;
  NameIndex competences_by_number_;
  NameIndex standards_by_key_;
  NameIndex standards_by_assessment_;
  NameIndex specifications_by_number_;
  NameIndex instruments_by_key_;
  NameIndex persons_by_registration_;
  absl::btree_set<std::string> scheme_names_;
  absl::btree_set<std::string> catalogue_names_;

  // By text id, for what may have to be judged anew.
  ChainIndex citing_assessment_;
  ChainIndex citing_issuer_;
  ChainIndex by_specification_;
  ChainIndex by_signer_;
  std::vector<Change> changes_;
  absl::Time newest_ = absl::InfinitePast();
  DayNumber last_decision_ = kNoDay;
};

// Keys of an artefact (docs/rules.md 1): its record, and each identification
// with the manufacturer.
std::vector<std::string> KeysOf(const ArtefactName& artefact);

DayNumber ToDayNumber(const Day& day);
Day FromDayNumber(DayNumber number);

}  // namespace suyuan::traceability

#endif  // SERVICES_TRACEABILITY_GRAPH_GRAPH_H_
