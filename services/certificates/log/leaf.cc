#include "services/certificates/log/leaf.h"

#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "libs/crypto/encoding.h"
#include "nlohmann/json.hpp"

namespace suyuan::certificates {
namespace {

using Json = nlohmann::ordered_json;

std::string Text(const Json& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

Json Leaf(absl::string_view kind, const Digest& digest, absl::Time time,
          absl::string_view issuer) {
  Json leaf;
  leaf["kind"] = std::string(kind);
  leaf["digest"] = digest.hex();
  leaf["time"] =
      absl::FormatTime("%Y-%m-%d%ET%H:%M:%E6SZ", time, absl::UTCTimeZone());
  leaf["issuer"] = std::string(issuer);
  return leaf;
}

Json Leaf(absl::string_view kind, const KeptCertificate& kept,
          absl::Time time) {
  return Leaf(kind, kept.digest, time, PublicIssuer(kept.particulars.issuer));
}

}  // namespace

std::string ImportLeaf(const KeptCertificate& kept) {
  return Text(Leaf(KindWord(kept.particulars.kind), kept, kept.recorded_at));
}

std::string StatusLeaf(const KeptCertificate& kept,
                       const StatusChange& change) {
  Json leaf = Leaf(StatusWord(change.kind), kept, change.recorded_at);
  leaf["statement"] = Digest::Of(StatementText(change)).hex();
  return Text(leaf);
}

std::string RecordLeaf(const LoggedRecord& record, absl::Time recorded_at) {
  return Text(Leaf(absl::StrCat("RECORD_", record.kind), record.digest,
                   recorded_at, "registry"));
}

std::string StatementText(const StatusChange& change) {
  Json statement;
  statement["kind"] = std::string(StatusWord(change.kind));
  statement["void_from"] = change.void_from.has_value()
                               ? absl::FormatCivilTime(*change.void_from)
                               : "";
  statement["replaced_by"] =
      change.replaced_by.has_value() ? change.replaced_by->name() : "";
  statement["reason"] = change.reason;
  if (change.signature.has_value()) {
    const DetachedSignature& signature = change.signature->signature;
    statement["key"] = signature.key_id;
    statement["signature"] = crypto::ToBase64(signature.bytes);
  }
  if (change.kind == StatusKind::kSignatureJudged) {
    statement["verdict"] = std::string(VerdictWord(change.signature->verdict));
    statement["signature_state"] =
        std::string(StateWord(*change.signature_state));
  }
  return Text(statement);
}

}  // namespace suyuan::certificates
