#include "services/certificates/log/leaf.h"

#include "absl/time/time.h"
#include "libs/crypto/encoding.h"
#include "nlohmann/json.hpp"

namespace suyuan::certificates {
namespace {

using Json = nlohmann::ordered_json;

std::string Text(const Json& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

Json Leaf(absl::string_view kind, const KeptCertificate& kept,
          absl::Time time) {
  Json leaf;
  leaf["kind"] = std::string(kind);
  leaf["digest"] = kept.digest.hex();
  leaf["time"] =
      absl::FormatTime("%Y-%m-%d%ET%H:%M:%E6SZ", time, absl::UTCTimeZone());
  leaf["issuer"] = PublicIssuer(kept.particulars.issuer);
  return leaf;
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
  return Text(statement);
}

}  // namespace suyuan::certificates
