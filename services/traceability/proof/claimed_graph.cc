#include "services/traceability/proof/claimed_graph.h"

#include "absl/strings/str_cat.h"
#include "libs/base/status.h"
#include "libs/json/message_json.h"
#include "nlohmann/json.hpp"
#include "services/traceability/convert/record.h"
#include "services/traceability/errors.h"
#include "services/traceability/proof/closure.h"
#include "suyuan/certificates/v1/certificate.pb.h"

namespace suyuan::traceability {
namespace {

using certificates::v1::Certificate;
using google::protobuf::Message;
using registry::v1::Record;

std::string TextIn(const nlohmann::json& object, const char* name) {
  const auto found = object.find(name);
  return found != object.end() && found->is_string() ? found->get<std::string>()
                                                     : "";
}

// What the rules make of the state of all signatures: what does not decide is
// as good as not checked.
SignatureState StateSaid(const nlohmann::json& statement) {
  const std::string state = TextIn(statement, "signature_state");
  if (state == "VALID") return SignatureState::kValid;
  if (state == "INVALID") return SignatureState::kInvalid;
  if (state == "ABSENT") return SignatureState::kAbsent;
  return SignatureState::kNotChecked;
}

absl::Status ReadInto(absl::string_view what, const std::string& text,
                      Message& message) {
  const absl::Status read = json::FromJson(text, message);
  return read.ok() ? read
                   : ProofMalformed(absl::StrCat(
                         what, " cannot be read: ", read.message()));
}

// The member of a record for a kind; null for a word that is none.
Message* MemberFor(absl::string_view kind, Record& record) {
  if (kind == WordOf(RecordKind::kInstitution)) {
    return record.mutable_institution();
  }
  if (kind == WordOf(RecordKind::kCompetence)) {
    return record.mutable_competence();
  }
  if (kind == WordOf(RecordKind::kStandard)) return record.mutable_standard();
  if (kind == WordOf(RecordKind::kReferenceMaterial)) {
    return record.mutable_reference_material();
  }
  if (kind == WordOf(RecordKind::kSpecification)) {
    return record.mutable_specification();
  }
  if (kind == WordOf(RecordKind::kInstrument)) {
    return record.mutable_instrument();
  }
  if (kind == WordOf(RecordKind::kVerificationScheme)) {
    return record.mutable_verification_scheme();
  }
  if (kind == WordOf(RecordKind::kPerson)) return record.mutable_person();
  return nullptr;
}

absl::Status TellRecord(const ClaimedRecord& claimed, UnitReader& units,
                        Graph& graph) {
  Record record;
  Message* member = MemberFor(claimed.kind, record);
  if (member == nullptr) {
    return ProofMalformed(
        absl::StrCat("no record is of the kind \"", claimed.kind, "\""));
  }
  SUYUAN_RETURN_IF_ERROR(ReadInto(absl::StrCat("a record ", claimed.kind),
                                  claimed.content, *member));
  ApplyRecord(record, absl::InfinitePast(), units, graph);
  return absl::OkStatus();
}

absl::Status TellCertificate(const ClaimedCertificate& claimed,
                             UnitReader& units, Graph& graph) {
  SUYUAN_ASSIGN_OR_RETURN(const CertificateFacts facts,
                          FactsOf(claimed, units));
  return graph.Apply(facts);
}

}  // namespace

absl::StatusOr<LeafEntry> ParseLeafEntry(const ClaimedLeaf& leaf) {
  const auto entry = nlohmann::json::parse(leaf.entry, nullptr, false);
  const std::string name = absl::StrCat("the leaf ", leaf.index);
  if (!entry.is_object()) return ProofUnbound(name, "is no entry of the log");
  LeafEntry out{.kind = TextIn(entry, "kind"),
                .digest = TextIn(entry, "digest"),
                .issuer = TextIn(entry, "issuer"),
                .statement = TextIn(entry, "statement")};
  const auto time = ParseInstantText(TextIn(entry, "time"));
  if (!time.ok()) return ProofUnbound(name, "has no time");
  out.time = *time;
  return out;
}

std::string NameOf(const ClaimedCertificate& certificate) {
  return absl::StrCat("certificates/", certificate.digest.substr(0, 32));
}

absl::StatusOr<CertificateFacts> FactsOf(const ClaimedCertificate& certificate,
                                         UnitReader& units) {
  Certificate document;
  SUYUAN_RETURN_IF_ERROR(
      ReadInto(NameOf(certificate), certificate.document, document));
  SUYUAN_ASSIGN_OR_RETURN(const LeafEntry entry,
                          ParseLeafEntry(certificate.leaf));
  document.set_name(NameOf(certificate));
  document.set_digest(certificate.digest);
  document.set_log_index(certificate.leaf.index);
  CertificateFacts facts = ToFacts(document, entry.time, units);
  facts.signature = certificate.signature;
  return facts;
}

absl::StatusOr<StatusFacts> FactsOf(const ClaimedCertificate& certificate,
                                    const ClaimedChange& change) {
  const auto said = nlohmann::json::parse(change.statement, nullptr, false);
  if (!said.is_object()) {
    return ProofMalformed(
        absl::StrCat("a change of ", NameOf(certificate), " cannot be read"));
  }
  SUYUAN_ASSIGN_OR_RETURN(const LeafEntry entry, ParseLeafEntry(change.leaf));
  StatusFacts out;
  out.certificate = NameOf(certificate);
  const std::string kind = TextIn(said, "kind");
  if (kind == "VOIDED") {
    out.kind = StatusKind::kVoided;
  } else if (kind == "AMENDED") {
    out.kind = StatusKind::kAmended;
  } else if (kind == "SUBSTITUTED") {
    out.kind = StatusKind::kSubstituted;
  } else if (kind == "SIGNED") {
    out.kind = StatusKind::kSigned;
  } else if (kind == "SIGNATURE_JUDGED") {
    out.kind = StatusKind::kSigned;
    out.signature = StateSaid(said);
  } else {
    return ProofMalformed(
        absl::StrCat("\"", kind, "\" is no change of status"));
  }
  out.void_from = DayOf(TextIn(said, "void_from"));
  out.replaced_by = TextIn(said, "replaced_by");
  out.recorded_at = entry.time;
  return out;
}

absl::Status TellClaims(const Claims& claims, Graph& graph) {
  UnitReader units;
  for (const ClaimedRecord& record : claims.records) {
    SUYUAN_RETURN_IF_ERROR(TellRecord(record, units, graph));
  }
  for (const ClaimedCertificate& certificate : claims.certificates) {
    SUYUAN_RETURN_IF_ERROR(TellCertificate(certificate, units, graph));
    for (const ClaimedChange& change : certificate.changes) {
      SUYUAN_ASSIGN_OR_RETURN(const StatusFacts facts,
                              FactsOf(certificate, change));
      SUYUAN_RETURN_IF_ERROR(graph.Apply(facts));
    }
  }
  return absl::OkStatus();
}

}  // namespace suyuan::traceability
