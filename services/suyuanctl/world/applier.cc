#include "services/suyuanctl/world/applier.h"

#include <google/protobuf/descriptor.h>

#include <algorithm>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "libs/base/status.h"
#include "libs/text/normalise.h"

namespace suyuan::world {
namespace {

using certificates::v1::Certificate;
using certificates::v1::ImportCertificateRequest;
using certificates::v1::StatusChange;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

Place Inside(const Place& step, absl::string_view list, int index) {
  return {step.file, absl::StrCat(step.path, ".", list, "[", index, "]"),
          step.step};
}

bool HoldsRecords(const FieldDescriptor& field) {
  return field.cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE &&
         field.message_type()->file()->package() == "suyuan.registry.v1";
}

// Calls `use(place, record)` for every record of a step, in order.
template <typename Use>
absl::Status ForEachRecord(const Place& place, const Step& step, Use use) {
  for (int f = 0; f < Step::descriptor()->field_count(); ++f) {
    const FieldDescriptor& field = *Step::descriptor()->field(f);
    if (!HoldsRecords(field)) continue;
    const int count = step.GetReflection()->FieldSize(step, &field);
    for (int i = 0; i < count; ++i) {
      const Message& message =
          step.GetReflection()->GetRepeatedMessage(step, &field, i);
      SUYUAN_RETURN_IF_ERROR(
          use(Inside(place, field.name(), i), ToRecord(message)));
    }
  }
  return absl::OkStatus();
}

Place StepOf(const WorldFile& file, int index) {
  return {file.path, absl::StrCat("steps[", index, "]"), index};
}

// Whether the certificate is void from `day` or earlier already. Civil days in
// ISO 8601 sort as text.
bool IsVoidFrom(const Certificate& certificate, const std::string& day) {
  return std::any_of(certificate.status_changes().begin(),
                     certificate.status_changes().end(),
                     [&day](const StatusChange& change) {
                       return change.kind() == StatusChange::KIND_VOIDED &&
                              change.void_from() <= day;
                     });
}

bool IsReplacedBy(const Certificate& certificate, const std::string& by,
                  StatusChange::Kind kind) {
  return std::any_of(
      certificate.status_changes().begin(), certificate.status_changes().end(),
      [&](const StatusChange& change) {
        return change.kind() == kind && change.replaced_by() == by;
      });
}

std::string OfIssuer(absl::string_view issuer) {
  return issuer.empty() ? "" : absl::StrCat(" of \"", issuer, "\"");
}

}  // namespace

absl::Status Applier::Apply(const std::vector<WorldFile>& files) {
  for (const WorldFile& file : files) {
    for (int i = 0; i < file.world.steps_size(); ++i) {
      const Step& step = file.world.steps(i);
      SUYUAN_RETURN_IF_ERROR(ForEachRecord(
          StepOf(file, i), step, [this](const Place&, const Record& record) {
            plan_.Add(record);
            return absl::OkStatus();
          }));
      for (const auto& ending : step.endings()) {
        plan_.AddEnding(ending.name(), ending.day(), ending.reason());
      }
    }
  }
  for (const WorldFile& file : files) {
    for (int i = 0; i < file.world.steps_size(); ++i) {
      SUYUAN_RETURN_IF_ERROR(ApplyStep(file, i));
    }
    if (hooks_.after_file) {
      SUYUAN_RETURN_IF_ERROR(hooks_.after_file(file, report_));
    }
  }
  return absl::OkStatus();
}

absl::Status Applier::ApplyStep(const WorldFile& file, int index) {
  const Step& step = file.world.steps(index);
  const Place place = StepOf(file, index);
  if (step.has_at() && hooks_.before_step) {
    hooks_.before_step(absl::FromUnixSeconds(step.at().seconds()) +
                       absl::Nanoseconds(step.at().nanos()));
  }
  SUYUAN_RETURN_IF_ERROR(
      ForEachRecord(place, step, [this](const Place& at, const Record& record) {
        return ApplyRecord(at, record);
      }));
  for (int i = 0; i < step.certificates_size(); ++i) {
    ImportCertificateRequest request;
    *request.mutable_certificate() = step.certificates(i);
    SUYUAN_RETURN_IF_ERROR(ApplyCertificate(Inside(place, "certificates", i),
                                            "certificate", request));
  }
  for (int i = 0; i < step.dcc_files_size(); ++i) {
    ImportCertificateRequest request;
    request.set_dcc(file.documents.at(step.dcc_files(i)));
    SUYUAN_RETURN_IF_ERROR(
        ApplyCertificate(Inside(place, "dcc_files", i), "dcc", request));
  }
  for (int i = 0; i < step.voids_size(); ++i) {
    SUYUAN_RETURN_IF_ERROR(ApplyVoid(Inside(place, "voids", i), step.voids(i)));
  }
  for (int i = 0; i < step.replacements_size(); ++i) {
    SUYUAN_RETURN_IF_ERROR(ApplyReplacement(Inside(place, "replacements", i),
                                            step.replacements(i)));
  }
  for (int i = 0; i < step.endings_size(); ++i) {
    SUYUAN_RETURN_IF_ERROR(
        ApplyEnding(Inside(place, "endings", i), step.endings(i)));
  }
  return absl::OkStatus();
}

absl::StatusOr<bool> Applier::Meet(const Record& record) {
  absl::StatusOr<Record> made = records_.Create(record);
  if (made.ok()) {
    Keep(*std::move(made));
    return true;
  }
  if (ReasonOf(made.status()) != "RECORD_EXISTS") {
    return made.status();
  }
  SUYUAN_ASSIGN_OR_RETURN(Record stored, records_.Get(NameOf(record)));
  known_[NameOf(record)].reached = plan_.StatesReached(stored);
  Keep(std::move(stored));
  return false;
}

void Applier::Keep(Record record) {
  known_[NameOf(record)].record = std::move(record);
}

absl::Status Applier::ApplyRecord(const Place& place, const Record& record) {
  const std::string name = NameOf(record);
  const std::string field(FieldOf(record));
  bool written = false;
  if (known_.count(name) == 0) {
    const absl::StatusOr<bool> created = Meet(record);
    if (!created.ok()) return AtPlace(place, field, created.status());
    written = *created;
  }
  Known& known = known_[name];
  const size_t state = ++known.met;
  if (!written && state > known.reached && !SameContent(record, known.record)) {
    absl::StatusOr<Record> updated =
        records_.Update(record, MetaOf(known.record).etag());
    if (!updated.ok()) return AtPlace(place, field, updated.status());
    written = MetaOf(*updated).revision() != MetaOf(known.record).revision();
    Keep(*std::move(updated));
  }
  SUYUAN_RETURN_IF_ERROR(Include(MetaOf(known.record).token()));
  Told(place, name, report_.records, written);
  return absl::OkStatus();
}

absl::Status Applier::ApplyEnding(const Place& place,
                                  const ::suyuanctl::Ending& ending) {
  if (known_.count(ending.name()) == 0) {
    absl::StatusOr<Record> stored = records_.Get(ending.name());
    if (!stored.ok()) return AtPlace(place, "", stored.status());
    known_[ending.name()].reached = plan_.StatesReached(*stored);
    Keep(*std::move(stored));
  }
  Known& known = known_[ending.name()];
  const size_t state = ++known.met;
  const bool written = state > known.reached;
  if (written) {
    absl::StatusOr<Record> ended =
        records_.End(ending.name(), ending.day(), ending.reason());
    if (!ended.ok()) return AtPlace(place, "", ended.status());
    Keep(*std::move(ended));
  }
  SUYUAN_RETURN_IF_ERROR(Include(MetaOf(known.record).token()));
  Told(place, ending.name(), report_.records, written);
  return absl::OkStatus();
}

absl::Status Applier::ApplyCertificate(
    const Place& place, absl::string_view field,
    const ImportCertificateRequest& request) {
  const auto imported = certificates_.Import(request);
  if (!imported.ok()) return AtPlace(place, field, imported.status());
  const Certificate& certificate = imported->certificate();
  numbered_.emplace(text::NormaliseIdentifier(certificate.number()),
                    Numbered{certificate.name(), certificate.issuer().title(),
                             certificate.issuer().institution()});
  SUYUAN_RETURN_IF_ERROR(Include(certificate.token()));
  Told(place, certificate.name(), report_.certificates, imported->created());
  return absl::OkStatus();
}

absl::StatusOr<Certificate> Applier::FindOne(absl::string_view number,
                                             absl::string_view issuer) {
  std::vector<std::string> names;
  const auto range = numbered_.equal_range(text::NormaliseIdentifier(number));
  for (auto it = range.first; it != range.second; ++it) {
    const Numbered& held = it->second;
    const bool fits =
        issuer.empty() || held.institution == issuer ||
        text::NormaliseName(held.issuer_title) == text::NormaliseName(issuer);
    if (fits &&
        std::find(names.begin(), names.end(), held.name) == names.end()) {
      names.push_back(held.name);
    }
  }
  if (names.empty()) {
    SUYUAN_ASSIGN_OR_RETURN(std::vector<Certificate> found,
                            certificates_.Find(number, issuer));
    if (found.size() == 1) return std::move(found[0]);
    for (const Certificate& certificate : found) {
      names.push_back(certificate.name());
    }
  }
  if (names.empty()) {
    return WithReason(
        absl::NotFoundError(absl::StrCat("no certificate with the number ",
                                         number, OfIssuer(issuer), " is held")),
        "CERTIFICATE_NOT_FOUND");
  }
  if (names.size() > 1) {
    return WithReason(
        absl::FailedPreconditionError(absl::StrCat(
            "the number ", number, OfIssuer(issuer),
            " fits several certificates: ", absl::StrJoin(names, ", "))),
        "CERTIFICATE_AMBIGUOUS");
  }
  return certificates_.Get(names[0]);
}

absl::Status Applier::ApplyVoid(const Place& place,
                                const ::suyuanctl::Void& wanted) {
  const auto found = FindOne(wanted.number(), wanted.issuer());
  if (!found.ok()) return AtPlace(place, "", found.status());
  const bool done = IsVoidFrom(*found, wanted.void_from());
  if (!done) {
    certificates::v1::VoidCertificateRequest request;
    request.set_name(found->name());
    request.set_void_from(wanted.void_from());
    request.set_reason(wanted.reason());
    const auto voided = certificates_.Void(request);
    if (!voided.ok()) return AtPlace(place, "", voided.status());
    SUYUAN_RETURN_IF_ERROR(Include(voided->token()));
  }
  Told(place, wanted.number(), report_.statuses, !done);
  return absl::OkStatus();
}

absl::Status Applier::ApplyReplacement(const Place& place,
                                       const ::suyuanctl::Replacement& wanted) {
  const auto found = FindOne(wanted.number(), wanted.issuer());
  if (!found.ok()) return AtPlace(place, "", found.status());
  const std::string& issuer =
      wanted.issuer().empty() ? found->issuer().title() : wanted.issuer();
  const auto by = FindOne(wanted.replaced_by(), issuer);
  if (!by.ok()) return AtPlace(place, "", by.status());
  const bool done = IsReplacedBy(*found, by->name(), wanted.kind());
  if (!done) {
    certificates::v1::ReplaceCertificateRequest request;
    request.set_name(found->name());
    request.set_replaced_by(by->name());
    request.set_kind(wanted.kind());
    request.set_reason(wanted.reason());
    const auto replaced = certificates_.Replace(request);
    if (!replaced.ok()) return AtPlace(place, "", replaced.status());
    SUYUAN_RETURN_IF_ERROR(Include(replaced->token()));
  }
  Told(place, wanted.number(), report_.statuses, !done);
  return absl::OkStatus();
}

absl::Status Applier::Include(absl::string_view token) {
  SUYUAN_ASSIGN_OR_RETURN(const feed::ReadToken parsed,
                          feed::ReadToken::Parse("token", token));
  report_.token.Include(parsed);
  return absl::OkStatus();
}

void Applier::Told(const Place& place, absl::string_view name, Tally& tally,
                   bool written) {
  tally.Count(written);
  if (hooks_.on_applied) {
    hooks_.on_applied({place, std::string(name), written});
  }
}

}  // namespace suyuan::world
