#include "services/traceability/proof/documents.h"

#include "absl/strings/strip.h"
#include "libs/crypto/encoding.h"
#include "libs/json/message_json.h"
#include "libs/rpc/output_fields.h"
#include "nlohmann/json.hpp"

namespace suyuan::traceability {
namespace {

namespace certs = certificates::v1;

std::string Word(const std::string& name, absl::string_view prefix) {
  return std::string(absl::StripPrefix(name, prefix));
}

}  // namespace

std::string ReducedDocument(certs::Certificate certificate) {
  static const auto& outputs =
      *new rpc::OutputFields(*certs::Certificate::descriptor());
  outputs.Clear(certificate);
  certificate.clear_customer();
  certificate.clear_conclusion();
  certificate.clear_failed_items();
  certificate.clear_sampling();
  certificate.clear_deviations();
  certificate.clear_statements();
  certificate.clear_traceability_statement();
  certificate.clear_pages();
  certificate.clear_place_point();
  return CanonicalText(certificate);
}

template <>
std::string RecordContent(registry::v1::Person from) {
  registry::v1::Person to;
  to.set_name(from.name());
  to.set_registration_number(from.registration_number());
  to.set_employer(from.employer());
  *to.mutable_projects() = from.projects();
  *to.mutable_period() = from.period();
  *to.mutable_suspensions() = from.suspensions();
  return CanonicalText(to);
}

std::string StatementText(const certs::StatusChange& change) {
  nlohmann::ordered_json out;
  out["kind"] = Word(certs::StatusChange::Kind_Name(change.kind()), "KIND_");
  out["void_from"] = change.void_from();
  out["replaced_by"] = change.replaced_by();
  out["reason"] = change.reason();
  if (change.has_signature()) {
    out["key"] = change.signature().key_id();
    out["signature"] = crypto::ToBase64(change.signature().signature());
  }
  if (change.kind() == certs::StatusChange::KIND_SIGNATURE_JUDGED) {
    out["verdict"] = Word(
        certs::DetachedSignature::Verdict_Name(change.signature().verdict()),
        "VERDICT_");
    out["signature_state"] =
        Word(certs::SignatureState_Name(change.signature_state()),
             "SIGNATURE_STATE_");
  }
  return out.dump(-1, ' ', false,
                  nlohmann::ordered_json::error_handler_t::replace);
}

std::string CanonicalText(const google::protobuf::Message& message) {
  std::string out;
  json::AppendCanonicalJson(message, out);
  return out;
}

}  // namespace suyuan::traceability
