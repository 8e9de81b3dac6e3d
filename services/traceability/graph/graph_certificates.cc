#include <algorithm>
#include <limits>
#include <utility>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "services/traceability/graph/graph.h"

namespace suyuan::traceability {
namespace {

constexpr absl::CivilDay kEpoch(1970, 1, 1);

bool IsReplacement(StatusKind kind) {
  return kind == StatusKind::kAmended || kind == StatusKind::kSubstituted;
}

absl::Status ParseDigest(absl::string_view hex, Digest& out) {
  if (hex.size() != 64) {
    return absl::InvalidArgumentError(
        absl::StrCat("a digest has 64 hex digits, not ", hex.size()));
  }
  const std::string bytes = absl::HexStringToBytes(hex);
  std::copy(bytes.begin(), bytes.end(), out.begin());
  return absl::OkStatus();
}

double OrNan(const std::optional<double>& v) {
  return v.value_or(std::numeric_limits<double>::quiet_NaN());
}

// Of what few certificates have, apart from its texts.
int64_t BytesOf(const BudgetFacts& budget) {
  return static_cast<int64_t>(
      sizeof(std::pair<ResultIndex, BudgetFacts>) +
      budget.components.capacity() * sizeof(BudgetComponentFacts) +
      budget.correlations.capacity() * sizeof(BudgetCorrelationFacts) +
      budget.stated.capacity() * sizeof(StatedUncertaintyFacts));
}

int64_t BytesOf(const RemoteLinkFacts& link) {
  return static_cast<int64_t>(
      sizeof(std::pair<ReferenceIndex, RemoteLinkFacts>) +
      link.spells.capacity() * sizeof(RemoteLinkFacts::Spell) +
      link.comparisons.capacity() * sizeof(RemoteLinkFacts::Comparison));
}

}  // namespace

std::vector<std::string> KeysOf(const ArtefactName& artefact) {
  std::vector<std::string> keys;
  if (!artefact.record.empty()) keys.push_back(artefact.record);
  for (const std::string& id : artefact.identifications) {
    if (!id.empty()) {
      keys.push_back(absl::StrCat(artefact.manufacturer, "\x1f", id));
    }
  }
  return keys;
}

DayNumber ToDayNumber(const Day& day) {
  return day ? static_cast<DayNumber>(*day - kEpoch) : kNoDay;
}

Day FromDayNumber(DayNumber number) {
  if (number == kNoDay || number == kNever) return std::nullopt;
  return kEpoch + number;
}

Graph::Graph() = default;

IdList Graph::AddTexts(const std::vector<std::string>& texts) {
  const IdList out{static_cast<uint32_t>(lists_.size()),
                   static_cast<uint32_t>(texts.size())};
  for (const std::string& t : texts) lists_.push_back(texts_.Intern(t));
  return out;
}

IdList Graph::AddNumbers(const std::vector<std::string>& numbers) {
  const IdList out{static_cast<uint32_t>(lists_.size()),
                   static_cast<uint32_t>(numbers.size())};
  for (const std::string& n : numbers) lists_.push_back(numbers_.Intern(n));
  return out;
}

IdList Graph::AddKeys(const ArtefactName& artefact) {
  const std::vector<std::string> keys = KeysOf(artefact);
  const IdList out{static_cast<uint32_t>(lists_.size()),
                   static_cast<uint32_t>(keys.size())};
  for (const std::string& k : keys) lists_.push_back(keys_.Intern(k));
  return out;
}

PartyRow Graph::AddParty(const PartyFacts& party) {
  return {texts_.Intern(party.institution), texts_.Intern(party.title),
          texts_.Intern(party.code)};
}

absl::Status Graph::Apply(const CertificateFacts& facts) {
  if (FindCertificate(facts.name) != kNone) return absl::OkStatus();
  CertificateRow row;
  const absl::Status digest = ParseDigest(facts.digest, row.digest);
  if (!digest.ok()) return digest;
  row.name = {names_.Intern(facts.name)};
  row.number = numbers_.Intern(facts.number);
  row.printed_number = texts_.Intern(facts.printed_number);
  row.printed_issuer = texts_.Intern(facts.printed_issuer);
  row.issuer = AddParty(facts.issuer);
  row.received = ToDayNumber(facts.received);
  row.begin = ToDayNumber(facts.begin);
  row.end = ToDayNumber(facts.end);
  row.issued = ToDayNumber(facts.issued);
  row.valid_to = ToDayNumber(facts.valid_to);
  row.recorded_micros = absl::ToUnixMicros(facts.recorded_at);
  row.log_index = facts.log_index;
  row.first_item = static_cast<ItemIndex>(items_.size());
  row.first_reference = static_cast<ReferenceIndex>(references_.size());
  row.first_result = static_cast<ResultIndex>(results_.size());
  row.items = static_cast<uint32_t>(facts.items.size());
  row.references = static_cast<uint32_t>(facts.references.size());
  row.specifications = AddTexts(facts.specifications);
  AddCircumstances(facts, row);
  row.replaces_number = numbers_.Intern(facts.replaces_number);
  row.kind = facts.kind;
  row.signature = facts.signature;
  row.has_after = std::any_of(
      facts.results.begin(), facts.results.end(),
      [](const ResultFacts& r) { return r.stage == Stage::kAfter; });
  row.results =
      std::max<uint32_t>(1, static_cast<uint32_t>(facts.results.size()));

  const auto index = static_cast<CertificateIndex>(certificates_.size());
  certificates_.push_back(row);
  for (const ItemFacts& item : facts.items) AddItem(index, item);
  for (const ReferenceFacts& reference : facts.references) {
    const absl::Status added = AddReference(index, reference);
    if (!added.ok()) return added;
  }
  for (const ResultFacts& result : facts.results) AddResult(index, result);
  if (facts.results.empty()) AddResult(index, ResultFacts());
  by_name_.GrowTo(size_t{row.name.id} + 1, kNone);
  by_name_[row.name.id] = index;
  by_number_.Add(row.number, index);
  IndexTexts(index);
  Note(facts.recorded_at, {Change::Kind::kCertificate, index, ""});
  return absl::OkStatus();
}

void Graph::AddCircumstances(const CertificateFacts& facts,
                             CertificateRow& row) {
  row.place = facts.place;
  row.place_text = texts_.Intern(facts.place_text);
  row.material_number = texts_.Intern(facts.material_number);
  row.signers = {static_cast<uint32_t>(signers_.size()),
                 static_cast<uint32_t>(facts.signers.size())};
  for (const SignerFacts& signer : facts.signers) {
    signers_.push_back({signer.role, texts_.Intern(signer.registration)});
  }
  row.conditions = {static_cast<uint32_t>(conditions_.size()),
                    static_cast<uint32_t>(facts.conditions.size())};
  for (const ConditionFacts& condition : facts.conditions) {
    conditions_.push_back({kinds_.Intern(condition.kind, condition.dimension),
                           condition.lo, condition.hi});
  }
}

void Graph::IndexTexts(CertificateIndex certificate) {
  const CertificateRow& row = certificates_[certificate];
  const PartyRow& party = row.issuer;
  for (const TextId id : {party.institution, party.title, party.code}) {
    if (id != kNoText) by_issuer_.Add(id, certificate);
  }
  for (const TextId id : list(row.specifications)) {
    by_specification_.Add(id, certificate);
  }
  for (const SignerRow& signer : signers(row.signers)) {
    if (signer.registration != kNoText) {
      by_signer_.Add(signer.registration, certificate);
    }
  }
}

void Graph::Note(absl::Time recorded_at, Change change) {
  newest_ = std::max(newest_, recorded_at);
  change.since = recorded_at;
  changes_.push_back(std::move(change));
}

std::vector<Change> Graph::TakeChanges() { return std::exchange(changes_, {}); }

void Graph::AddItem(CertificateIndex certificate, const ItemFacts& facts) {
  ItemRow row;
  row.id = texts_.Intern(facts.id);
  row.record = texts_.Intern(facts.artefact.record);
  row.equipment_class = texts_.Intern(facts.equipment_class);
  row.accuracy_class = texts_.Intern(facts.accuracy_class);
  row.state = texts_.Intern(facts.state);
  row.title_zh = texts_.Intern(facts.title_zh);
  row.title_en = texts_.Intern(facts.title_en);
  row.certificate = certificate;
  row.keys = AddKeys(facts.artefact);
  row.identifications = AddTexts(facts.artefact.identifications);
  row.printed_identifications = AddTexts(facts.printed_identifications);
  const auto index = static_cast<ItemIndex>(items_.size());
  items_.push_back(row);
  for (const uint32_t key : list(row.keys)) items_by_key_.Add(key, index);
}

absl::Status Graph::AddReference(CertificateIndex certificate,
                                 const ReferenceFacts& facts) {
  ReferenceRow row;
  row.id = texts_.Intern(facts.id);
  row.record = texts_.Intern(facts.artefact.record);
  row.standard = texts_.Intern(facts.standard);
  row.assessment_number = texts_.Intern(facts.assessment_number);
  row.text = texts_.Intern(facts.text);
  row.issuer = AddParty(facts.issuer);
  row.certificate = certificate;
  row.uses = facts.uses;
  if (!facts.digest.empty()) {
    Digest digest;
    const absl::Status parsed = ParseDigest(facts.digest, digest);
    if (!parsed.ok()) return parsed;
    row.digest = static_cast<uint32_t>(digests_.size());
    digests_.push_back(digest);
  }
  row.numbers = AddNumbers(facts.numbers);
  ArtefactName unnamed = facts.artefact;
  unnamed.record.clear();
  row.keys = AddKeys(unnamed);
  row.identifications = AddTexts(facts.artefact.identifications);
  row.result_ids = AddTexts(facts.result_ids);
  const auto index = static_cast<ReferenceIndex>(references_.size());
  references_.push_back(row);
  if (facts.remote_link) {
    seldom_bytes_ += BytesOf(*facts.remote_link);
    remote_links_[index] = *facts.remote_link;
  }
  for (const uint32_t n : list(row.numbers)) citing_number_.Add(n, index);
  for (const uint32_t k : list(row.keys)) citing_key_.Add(k, index);
  if (row.record != kNoText) citing_record_.Add(row.record, index);
  if (row.standard != kNoText && row.standard != row.record) {
    citing_record_.Add(row.standard, index);
  }
  if (row.assessment_number != kNoText) {
    citing_assessment_.Add(row.assessment_number, index);
  }
  for (const TextId id :
       {row.issuer.institution, row.issuer.title, row.issuer.code}) {
    if (id != kNoText) citing_issuer_.Add(id, index);
  }
  return absl::OkStatus();
}

void Graph::AddResult(CertificateIndex certificate, const ResultFacts& facts) {
  ResultRow row;
  row.id = texts_.Intern(facts.id);
  row.certificate = certificate;
  const CertificateRow& owner = certificates_[certificate];
  for (uint32_t i = 0; i < owner.items && !facts.item_id.empty(); ++i) {
    const ItemIndex item = owner.first_item + i;
    if (text(items_[item].id) == facts.item_id) row.item = item;
  }
  row.kind = kinds_.Intern(facts.kind, facts.dimension);
  row.value = OrNan(facts.value);
  row.standard_uncertainty = OrNan(facts.standard_uncertainty);
  row.maximum_permissible_error = OrNan(facts.maximum_permissible_error);
  if (facts.valid_range) {
    constexpr double kInfinity = std::numeric_limits<double>::infinity();
    row.lo = facts.valid_range->lo.value_or(-kInfinity);
    row.hi = facts.valid_range->hi.value_or(kInfinity);
  }
  row.reference_ids = AddTexts(facts.reference_ids);
  row.printed =
      AddTexts({facts.printed_value, facts.printed_unit, facts.printed_expanded,
                facts.printed_k, facts.printed_standard})
          .at;
  row.sensitivities = kNone;
  if (!facts.sensitivities.empty()) {
    row.sensitivities = static_cast<uint32_t>(sensitivities_.size());
    for (const SensitivityFacts& s : facts.sensitivities) {
      sensitivities_.push_back({texts_.Intern(s.reference_id), s.coefficient});
    }
    sensitivities_.push_back({kUnknownText, 0});
  }
  row.stage = facts.stage;
  row.conformity = facts.conformity;
  row.multi_reference_average = facts.multi_reference_average;
  row.may_support = facts.may_support;
  const auto index = static_cast<ResultIndex>(results_.size());
  if (facts.budget) {
    seldom_bytes_ += BytesOf(*facts.budget);
    budgets_[index] = *facts.budget;
  }
  if (facts.degrees_of_freedom) {
    degrees_of_freedom_[index] = *facts.degrees_of_freedom;
  }
  results_.push_back(row);
}

const BudgetFacts* Graph::Budget(ResultIndex result) const {
  const auto found = budgets_.find(result);
  return found == budgets_.end() ? nullptr : &found->second;
}

const RemoteLinkFacts* Graph::RemoteLink(ReferenceIndex reference) const {
  const auto found = remote_links_.find(reference);
  return found == remote_links_.end() ? nullptr : &found->second;
}

double Graph::DegreesOfFreedom(ResultIndex result) const {
  const auto found = degrees_of_freedom_.find(result);
  return found == degrees_of_freedom_.end()
             ? std::numeric_limits<double>::quiet_NaN()
             : found->second;
}

std::pair<double, bool> Graph::Sensitivity(ResultIndex result,
                                           TextId reference_id) const {
  const uint32_t first = results_[result].sensitivities;
  if (first == kNone) return {1, false};
  for (uint32_t i = first; sensitivities_[i].reference_id != kUnknownText;
       ++i) {
    if (sensitivities_[i].reference_id == reference_id) {
      return {sensitivities_[i].coefficient, true};
    }
  }
  return {1, false};
}

absl::Status Graph::Apply(const StatusFacts& status) {
  const CertificateIndex index = FindCertificate(status.certificate);
  if (index == kNone) {
    return absl::FailedPreconditionError(
        absl::StrCat("a change of status names ", status.certificate,
                     ", which the feed has not told of"));
  }
  StatusRow row;
  row.kind = status.kind;
  row.signature = status.signature;
  if (status.void_from) row.void_from = ToDayNumber(status.void_from);
  row.replaced_by = {names_.Intern(status.replaced_by)};
  row.recorded_micros = absl::ToUnixMicros(status.recorded_at);
  statuses_[index].push_back(row);
  Note(status.recorded_at, {Change::Kind::kStatus, index, ""});
  return absl::OkStatus();
}

CertificateIndex Graph::FindCertificate(absl::string_view name) const {
  const TextId id = names_.Find(name);
  return id < by_name_.size() ? by_name_[id] : kNone;
}

void Graph::ByNumber(uint32_t number,
                     std::vector<CertificateIndex>& out) const {
  by_number_.Find(number, out);
}

void Graph::ItemsByKey(uint32_t key, std::vector<ItemIndex>& out) const {
  items_by_key_.Find(key, out);
}

void Graph::CitingNumber(uint32_t number,
                         std::vector<ReferenceIndex>& out) const {
  citing_number_.Find(number, out);
}

void Graph::CitingKey(uint32_t key, std::vector<ReferenceIndex>& out) const {
  citing_key_.Find(key, out);
}

void Graph::CitingRecord(absl::string_view record,
                         std::vector<ReferenceIndex>& out) const {
  citing_record_.Find(texts_.Find(record), out);
}

void Graph::CitingAssessment(absl::string_view number,
                             std::vector<ReferenceIndex>& out) const {
  citing_assessment_.Find(texts_.Find(number), out);
}

void Graph::CitingIssuerText(TextId text,
                             std::vector<ReferenceIndex>& out) const {
  citing_issuer_.Find(text, out);
}

void Graph::CitingSpecification(absl::string_view number,
                                std::vector<CertificateIndex>& out) const {
  by_specification_.Find(texts_.Find(number), out);
}

void Graph::SignedBy(absl::string_view registration,
                     std::vector<CertificateIndex>& out) const {
  by_signer_.Find(texts_.Find(registration), out);
}

void Graph::ByIssuerText(TextId text,
                         std::vector<CertificateIndex>& out) const {
  by_issuer_.Find(text, out);
}

bool Graph::Known(CertificateIndex i, absl::Time known_at) const {
  return certificates_[i].recorded_micros <= absl::ToUnixMicros(known_at);
}

DayNumber Graph::VoidFrom(CertificateIndex i, absl::Time known_at) const {
  DayNumber earliest = kNever;
  const auto found = statuses_.find(i);
  if (found == statuses_.end()) return earliest;
  const int64_t known = absl::ToUnixMicros(known_at);
  for (const StatusRow& s : found->second) {
    if (s.kind == StatusKind::kVoided && s.recorded_micros <= known) {
      earliest = std::min(earliest, s.void_from);
    }
  }
  const DayNumber issued = certificates_[i].issued;
  return issued != kNoDay && earliest <= issued ? kAlways : earliest;
}

SignatureState Graph::SignatureOf(CertificateIndex i,
                                  absl::Time known_at) const {
  const int64_t known = absl::ToUnixMicros(known_at);
  const auto found = statuses_.find(i);
  SignatureState state = certificates_[i].signature;
  if (found == statuses_.end()) return state;
  int64_t newest = std::numeric_limits<int64_t>::min();
  for (const StatusRow& s : found->second) {
    if (s.kind != StatusKind::kSigned) continue;
    if (s.recorded_micros > known || s.recorded_micros < newest) continue;
    newest = s.recorded_micros;
    state = s.signature;
  }
  return state;
}

bool Graph::Replaced(CertificateIndex i, absl::Time known_at) const {
  const auto found = statuses_.find(i);
  if (found == statuses_.end()) return false;
  const int64_t known = absl::ToUnixMicros(known_at);
  return std::any_of(
      found->second.begin(), found->second.end(), [known](const StatusRow& s) {
        return IsReplacement(s.kind) && s.recorded_micros <= known;
      });
}

bool Graph::Linked(CertificateIndex a, CertificateIndex b,
                   absl::Time known_at) const {
  const CertificateRow& first = certificates_[a];
  const CertificateRow& second = certificates_[b];
  if (first.replaces_number != 0 && first.replaces_number == second.number) {
    return true;
  }
  if (second.replaces_number != 0 && second.replaces_number == first.number) {
    return true;
  }
  const int64_t known = absl::ToUnixMicros(known_at);
  for (const auto& [from, to] : {std::pair(a, b), std::pair(b, a)}) {
    const auto found = statuses_.find(from);
    if (found == statuses_.end()) continue;
    for (const StatusRow& s : found->second) {
      if (IsReplacement(s.kind) && s.recorded_micros <= known &&
          s.replaced_by == certificates_[to].name) {
        return true;
      }
    }
  }
  return false;
}

}  // namespace suyuan::traceability
