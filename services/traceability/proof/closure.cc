#include "services/traceability/proof/closure.h"

#include "absl/strings/match.h"
#include "services/traceability/chain/resolution.h"
#include "services/traceability/chain/support.h"
#include "services/traceability/rules/hierarchy.h"
#include "services/traceability/rules/issuer.h"
#include "services/traceability/rules/standard_status.h"

namespace suyuan::traceability {
namespace {

class Collector {
 public:
  Collector(const Graph& graph, const RuleContext& context)
      : graph_(graph), context_(context) {}

  // Whatever is registered under this name.
  void Named(absl::string_view name) {
    if (const auto* s = graph_.Standard(name, known_at())) Add(*s);
    if (const auto* m = graph_.ReferenceMaterial(name, known_at())) Add(*m);
    if (const auto* i = graph_.Instrument(name, known_at())) Add(*i);
  }

  // A certificate that counts: with who issued it and what its items are.
  void Certificate(CertificateIndex index) {
    if (!out_.certificates.insert(index).second) return;
    const CertificateRow& row = graph_.certificate(index);
    Party(row.issuer);
    for (uint32_t i = 0; i < row.items; ++i)
      Item(graph_.item(row.first_item + i));
  }

  // What the rules about a certificate of the chain read besides.
  void Paper(const ChainCertificate& certificate) {
    Certificate(certificate.index);
    const CertificateRow& row = graph_.certificate(certificate.index);
    Competences(certificate.index);
    for (const TextId number : graph_.list(row.specifications)) {
      for (const auto* edition :
           graph_.SpecificationsByNumber(graph_.text(number), known_at())) {
        Add(RecordKind::kSpecification, edition->name);
      }
    }
    for (const SignerRow& signer : graph_.signers(row.signers)) {
      const auto* person = graph_.PersonByRegistration(
          graph_.text(signer.registration), known_at());
      if (person != nullptr) Add(RecordKind::kPerson, person->name);
    }
    SameNumber(certificate.index);
    for (uint32_t i = 0; i < row.references; ++i) {
      Reference(row.first_reference + i);
    }
    for (const Leg& leg : certificate.legs) Reached(row, leg);
  }

  void Scheme(const ChainNode& node, const std::vector<Leg>& legs) {
    const ResultRow& result = graph_.result(node.result);
    const Work work = WorkOf(graph_.certificate(result.certificate));
    for (const Support& support : node.supports) {
      const SchemeStep step =
          StepOf(context_, result, work, legs[support.leg], support);
      if (step.scheme != nullptr) {
        Add(RecordKind::kVerificationScheme, step.scheme->name);
      }
    }
  }

  Closure Take() { return std::move(out_); }

 private:
  absl::Time known_at() const { return context_.known_at; }

  void Add(RecordKind kind, const std::string& name) {
    out_.records.emplace(kind, name);
  }
  void Add(const StandardFacts& s) { Add(RecordKind::kStandard, s.name); }
  void Add(const ReferenceMaterialFacts& m) {
    Add(RecordKind::kReferenceMaterial, m.name);
  }
  void Add(const InstrumentFacts& i) { Add(RecordKind::kInstrument, i.name); }

  void Keys(absl::Span<const uint32_t> keys) {
    for (const uint32_t id : keys) {
      const absl::string_view key = graph_.key(id);
      for (const auto* s : graph_.StandardsByKey(key, known_at())) Add(*s);
      for (const auto* i : graph_.InstrumentsByKey(key, known_at())) Add(*i);
    }
  }

  void Item(const ItemRow& item) {
    Named(graph_.text(item.record));
    Keys(graph_.list(item.keys));
  }

  // The institution that a party leads to, with the competence that leads to
  // it if its code does.
  void Party(const PartyRow& party) {
    const InstitutionFacts* institution =
        graph_.ResolveParty(party, known_at());
    if (institution == nullptr) return;
    Add(RecordKind::kInstitution, institution->name);
    const absl::string_view code = graph_.text(party.code);
    if (code.empty()) return;
    for (const CompetenceFacts* competence :
         graph_.CompetencesOf(institution->name, known_at())) {
      if (competence->number != code) continue;
      Add(RecordKind::kCompetence, competence->name);
      return;
    }
  }

  // Those in force that the profile accepts; else one, to show that some are
  // registered.
  void Competences(CertificateIndex index) {
    const IssuerStanding standing = StandingOf(context_, index);
    if (standing.institution == nullptr) return;
    for (const auto* list : {&standing.accepted, &standing.terminal}) {
      for (const CompetenceFacts* competence : *list) {
        Add(RecordKind::kCompetence, competence->name);
      }
    }
    if (!standing.accepted.empty()) return;
    const auto all =
        graph_.CompetencesOf(standing.institution->name, known_at());
    if (!all.empty()) Add(RecordKind::kCompetence, all.front()->name);
  }

  // V22: others under its key.
  void SameNumber(CertificateIndex index) {
    std::vector<CertificateIndex> all;
    graph_.ByNumber(graph_.certificate(index).number, all);
    for (const CertificateIndex other : all) {
      if (graph_.Known(other, known_at()) &&
          SameKey(graph_, index, other, known_at())) {
        Certificate(other);
      }
    }
  }

  void Reference(ReferenceIndex index) {
    const ReferenceRow& reference = graph_.reference(index);
    Party(reference.issuer);
    Named(graph_.text(reference.record));
    Named(graph_.text(reference.standard));
    Keys(graph_.list(reference.keys));
    const NamedStandard named = StandardNamedBy(context_, index);
    if (named.standard != nullptr) Add(*named.standard);
  }

  void Reached(const CertificateRow& user, const Leg& leg) {
    Named(leg.record);
    Keys(leg.keys);
    for (const CertificateIndex candidate : leg.candidates) {
      Certificate(candidate);
    }
    if (leg.state != LegState::kResolved) return;
    Certificate(leg.certificate);
    if (user.work_begin() == kNoDay) return;
    // STALE_REF_CERT: what was newer on the day.
    std::vector<uint32_t> keys;
    for (const ItemIndex item : ItemsMeant(graph_, leg)) {
      const auto of_item = graph_.list(graph_.item(item).keys);
      keys.insert(keys.end(), of_item.begin(), of_item.end());
    }
    const CertificateIndex newest =
        NewestFor(graph_, keys, user.work_begin(), known_at());
    if (newest != kNone) Certificate(newest);
  }

  const Graph& graph_;
  const RuleContext& context_;
  Closure out_;
};

}  // namespace

absl::string_view WordOf(RecordKind kind) {
  switch (kind) {
    case RecordKind::kInstitution:
      return "INSTITUTION";
    case RecordKind::kCompetence:
      return "COMPETENCE";
    case RecordKind::kStandard:
      return "STANDARD";
    case RecordKind::kReferenceMaterial:
      return "REFERENCE_MATERIAL";
    case RecordKind::kSpecification:
      return "SPECIFICATION";
    case RecordKind::kInstrument:
      return "INSTRUMENT";
    case RecordKind::kVerificationScheme:
      return "VERIFICATION_SCHEME";
    case RecordKind::kPerson:
      return "PERSON";
  }
  return "";
}

Closure ClosureOf(const Graph& graph, const RuleContext& context,
                  const TraceQuestion& question, const TraceAnswer& answer) {
  Collector collector(graph, context);
  collector.Named(question.target.target);
  for (const CertificateIndex c : answer.target.certificates) {
    collector.Certificate(c);
  }
  for (const CertificateIndex c : answer.target.candidates) {
    collector.Certificate(c);
  }
  const Chain& chain = answer.chain;
  for (uint32_t c = 0; c < chain.beside; ++c) {
    collector.Paper(chain.certificates[c]);
  }
  for (const ChainNode& node : chain.nodes) {
    collector.Scheme(node, chain.certificates[node.certificate].legs);
  }
  return collector.Take();
}

}  // namespace suyuan::traceability
