#include "services/traceability/proof/claims.h"

#include <array>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "libs/base/status.h"
#include "libs/crypto/digest.h"
#include "libs/crypto/encoding.h"
#include "nlohmann/json.hpp"
#include "services/traceability/errors.h"

namespace suyuan::traceability {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::array<std::pair<SignatureState, const char*>, 4> kSignatures = {{
    {SignatureState::kAbsent, "ABSENT"},
    {SignatureState::kNotChecked, "NOT_CHECKED"},
    {SignatureState::kValid, "VALID"},
    {SignatureState::kInvalid, "INVALID"},
}};

std::string Dump(const Json& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

Json ToJson(const ClaimedLeaf& leaf) {
  return Json{{"index", leaf.index}, {"entry", leaf.entry}};
}

Json ToJson(const ClaimedQuestion& question) {
  return Json{{"target", question.target},
              {"issuer", question.issuer},
              {"result", question.result_id},
              {"profile", question.profile},
              {"asOf", question.as_of},
              {"knownAt", InstantText(question.known_at)}};
}

Json ToJson(const ClaimedCertificate& certificate) {
  Json out;
  out["digest"] = certificate.digest;
  for (const auto& [state, word] : kSignatures) {
    if (state == certificate.signature) out["signature"] = word;
  }
  out["leaf"] = ToJson(certificate.leaf);
  out["document"] = certificate.document;
  out["changes"] = Json::array();
  for (const ClaimedChange& change : certificate.changes) {
    out["changes"].push_back(
        Json{{"leaf", ToJson(change.leaf)}, {"statement", change.statement}});
  }
  return out;
}

Json ToJson(const ClaimedRecord& record) {
  Json out{{"kind", record.kind}, {"content", record.content}};
  if (record.leaf.has_value()) out["leaf"] = ToJson(*record.leaf);
  return out;
}

// Claims are nested seven deep; what is nested without end would be written
// without end.
bool IsDeep(absl::string_view text) {
  constexpr int kMostDeep = 16;
  int depth = 0;
  bool in_text = false;
  for (size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (in_text) {
      if (c == '\\') ++i;
      in_text = c != '"';
    } else if (c == '"') {
      in_text = true;
    } else if (c == '[' || c == '{') {
      if (++depth > kMostDeep) return true;
    } else if (c == ']' || c == '}') {
      --depth;
    }
  }
  return false;
}

std::string Joined(const tlog::Proof& proof) {
  std::string bytes;
  for (const tlog::Hash& hash : proof) absl::StrAppend(&bytes, hash.view());
  return crypto::ToBase64(bytes);
}

// Reads members; what is missing or of another type fails the whole.
class Reader {
 public:
  std::string Text(const Json& from, const char* name) {
    const Json& member = Member(from, name);
    if (member.is_string()) return member.get<std::string>();
    Fail(name);
    return "";
  }

  int64_t Index(const Json& from) {
    const Json& member = Member(from, "index");
    if (member.is_number_unsigned() &&
        member.get<uint64_t>() < tlog::kMaxTreeSize) {
      return member.get<int64_t>();
    }
    Fail("index");
    return 0;
  }

  const Json& List(const Json& from, const char* name) {
    const Json& member = Member(from, name);
    if (member.is_array()) return member;
    Fail(name);
    static const auto* const kEmpty = new Json(Json::array());
    return *kEmpty;
  }

  ClaimedLeaf Leaf(const Json& from) {
    const Json& leaf = Member(from, "leaf");
    return {Index(leaf), Text(leaf, "entry")};
  }

  const Json& Member(const Json& from, const char* name) {
    static const auto* const kNothing = new Json();
    const auto found = from.is_object() ? from.find(name) : from.end();
    if (found != from.end()) return *found;
    Fail(name);
    return *kNothing;
  }

  void Fail(absl::string_view name) {
    if (status_.ok()) {
      status_ = ProofMalformed(
          absl::StrCat("its claims have no \"", name, "\" that can be read"));
    }
  }

  const absl::Status& status() const { return status_; }

 private:
  absl::Status status_;
};

ClaimedQuestion ToQuestion(const Json& from, Reader& reader) {
  ClaimedQuestion out;
  out.target = reader.Text(from, "target");
  out.issuer = reader.Text(from, "issuer");
  out.result_id = reader.Text(from, "result");
  out.profile = reader.Text(from, "profile");
  out.as_of = reader.Text(from, "asOf");
  const auto known_at = ParseInstantText(reader.Text(from, "knownAt"));
  if (known_at.ok()) {
    out.known_at = *known_at;
  } else {
    reader.Fail("knownAt");
  }
  return out;
}

ClaimedCertificate ToCertificate(const Json& from, Reader& reader) {
  ClaimedCertificate out;
  out.digest = reader.Text(from, "digest");
  if (out.digest.size() != 64 || !crypto::FromHex(out.digest)) {
    reader.Fail("digest");
  }
  const std::string signature = reader.Text(from, "signature");
  bool known = false;
  for (const auto& [state, word] : kSignatures) {
    if (signature != word) continue;
    out.signature = state;
    known = true;
  }
  if (!known) reader.Fail("signature");
  out.leaf = reader.Leaf(from);
  out.document = reader.Text(from, "document");
  for (const Json& change : reader.List(from, "changes")) {
    out.changes.push_back(
        {reader.Leaf(change), reader.Text(change, "statement")});
  }
  return out;
}

ClaimedRecord ToRecord(const Json& from, Reader& reader) {
  ClaimedRecord out;
  out.kind = reader.Text(from, "kind");
  out.content = reader.Text(from, "content");
  if (from.contains("leaf")) out.leaf = reader.Leaf(from);
  return out;
}

tlog::Proof ToProof(const std::string& text, Reader& reader) {
  tlog::Proof out;
  const auto bytes = crypto::FromBase64(text);
  if (!bytes || bytes->size() % tlog::Hash::kSize != 0) {
    reader.Fail("proof");
    return out;
  }
  for (size_t at = 0; at < bytes->size(); at += tlog::Hash::kSize) {
    out.push_back(*tlog::Hash::From(
        absl::string_view(*bytes).substr(at, tlog::Hash::kSize)));
  }
  return out;
}

constexpr absl::string_view kAnswer = ",\"answer\":";

// The answer is the last member, and much of the whole: it is kept as text.
std::string TextBeforeAnswer(const Claims& claims) {
  Json out{
      {"question", ToJson(claims.question)}, {"rules", claims.rule_version},
      {"checkpoint", claims.checkpoint},     {"proof", Joined(claims.proof)},
      {"certificates", Json::array()},       {"records", Json::array()}};
  for (const ClaimedCertificate& certificate : claims.certificates) {
    out["certificates"].push_back(ToJson(certificate));
  }
  for (const ClaimedRecord& record : claims.records) {
    out["records"].push_back(ToJson(record));
  }
  std::string text = Dump(out);
  text.pop_back();
  return absl::StrCat(text, kAnswer);
}

}  // namespace

std::vector<const ClaimedLeaf*> Claims::Leaves() const {
  std::vector<const ClaimedLeaf*> out;
  for (const ClaimedCertificate& certificate : certificates) {
    out.push_back(&certificate.leaf);
    for (const ClaimedChange& change : certificate.changes) {
      out.push_back(&change.leaf);
    }
  }
  for (const ClaimedRecord& record : records) {
    if (record.leaf.has_value()) out.push_back(&*record.leaf);
  }
  return out;
}

std::string Claims::Text() const {
  return absl::StrCat(TextBeforeAnswer(*this), answer, "}");
}

absl::StatusOr<Claims> Claims::Parse(absl::string_view text) {
  if (IsDeep(text)) return ProofMalformed("its claims are nested too deep");
  const Json from = Json::parse(text.begin(), text.end(), nullptr, false);
  if (!from.is_object()) return ProofMalformed("its claims are no JSON object");
  Reader reader;
  Claims out;
  out.question = ToQuestion(reader.Member(from, "question"), reader);
  out.rule_version = reader.Text(from, "rules");
  out.checkpoint = reader.Text(from, "checkpoint");
  out.proof = ToProof(reader.Text(from, "proof"), reader);
  for (const Json& certificate : reader.List(from, "certificates")) {
    out.certificates.push_back(ToCertificate(certificate, reader));
  }
  for (const Json& record : reader.List(from, "records")) {
    out.records.push_back(ToRecord(record, reader));
  }
  if (!reader.Member(from, "answer").is_object()) reader.Fail("answer");
  SUYUAN_RETURN_IF_ERROR(reader.status());
  // One text for what is claimed: nothing is said that nobody reads.
  const std::string before = TextBeforeAnswer(out);
  if (from.size() != 7 || !absl::ConsumePrefix(&text, before) ||
      !absl::ConsumeSuffix(&text, "}")) {
    return ProofMalformed("its claims are not written as claims are");
  }
  out.answer = std::string(text);
  return out;
}

std::string InstantText(absl::Time instant) {
  return absl::FormatTime("%Y-%m-%d%ET%H:%M:%E6SZ", instant,
                          absl::UTCTimeZone());
}

absl::StatusOr<absl::Time> ParseInstantText(absl::string_view text) {
  absl::Time out;
  std::string error;
  if (!absl::ParseTime(absl::RFC3339_full, text, &out, &error) ||
      InstantText(out) != text) {
    return ProofMalformed(absl::StrCat("\"", text, "\" is no instant"));
  }
  return out;
}

std::string StatementOf(const Claims& claims, absl::string_view text,
                        absl::string_view origin, uint64_t size,
                        const tlog::Hash& root) {
  std::string out =
      absl::StrCat("suyuan-proof-statement/v1\n", origin, "\n", size, "\n",
                   crypto::ToBase64(root.view()), "\n",
                   crypto::ToBase64(crypto::Sha256(text).view()), "\n",
                   InstantText(claims.question.known_at), "\n");
  for (const ClaimedCertificate& certificate : claims.certificates) {
    absl::StrAppend(&out, certificate.digest, " ", certificate.leaf.index);
    for (const ClaimedChange& change : certificate.changes) {
      absl::StrAppend(&out, " ", change.leaf.index);
    }
    absl::StrAppend(&out, "\n");
  }
  return out;
}

}  // namespace suyuan::traceability
