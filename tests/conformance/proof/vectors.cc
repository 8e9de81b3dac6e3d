#include "tests/conformance/proof/vectors.h"

#include <iostream>
#include <utility>

#include "absl/functional/function_ref.h"
#include "libs/base/check.h"
#include "nlohmann/json.hpp"
#include "services/traceability/proof/proof_file.h"

namespace suyuan::traceability::testing {
namespace {

using Json = nlohmann::ordered_json;
using StatusChange = certificates::v1::StatusChange;

// Of the log's leaves two in three are others'.
constexpr uint64_t kStride = 3;

template <typename T>
T Must(absl::StatusOr<T> value) {
  if (!value.ok()) std::cerr << value.status() << "\n";
  SUYUAN_CHECK(value.ok());
  return *std::move(value);
}

StatusChange Voiding(const std::string& from) {
  StatusChange change;
  change.set_kind(StatusChange::KIND_VOIDED);
  change.set_void_from(from);
  change.set_reason("模拟作废");
  return change;
}

std::string NameOfNumber(const ProofRegion& region, const std::string& number) {
  const ProofFile file =
      Must(ProofFile::Parse(Must(region.Prove(Asking(number)))));
  const Json claims = Json::parse(file.claims);
  const std::string digest =
      claims["answer"]["certificates"][0]["digest"].get<std::string>();
  return "certificates/" + digest.substr(0, 32);
}

// The same file with other claims, signed as `signer` signs.
std::string Altered(const std::string& bytes, const ProofRegion& region,
                    const tlog::NoteSigner& signer,
                    absl::FunctionRef<void(Json&)> change) {
  ProofFile file = Must(ProofFile::Parse(bytes));
  Json json = Json::parse(file.claims);
  change(json);
  file.claims = json.dump();
  const Claims claims = Must(Claims::Parse(file.claims));
  const tlog::Checkpoint checkpoint = Must(
      tlog::OpenCheckpoint(claims.checkpoint, region.log_signer().verifier()));
  file.statement =
      Must(tlog::SignNote(StatementOf(claims, file.claims, checkpoint.origin,
                                      checkpoint.size, checkpoint.root),
                          absl::MakeConstSpan(&signer, 1)));
  return Must(file.Bytes());
}

// The finding of a code in a list; it must be there.
Json& FindingOf(Json& findings, const std::string& code) {
  for (Json& finding : findings) {
    if (finding[0] == code) return finding;
  }
  SUYUAN_CHECK(false);
}

class Making {
 public:
  explicit Making(uint64_t seed) : seed_(seed), sound_(seed, kStride) {
    TellSevenLevels(sound_);
    bytes_ = Must(sound_.Prove(Asking("C-6")));
  }

  std::vector<Vector> All() {
    Good();
    Files();
    Signatures();
    Bindings();
    Answers();
    Numbers();
    return std::move(out_);
  }

 private:
  void Holds(const std::string& name, const ProofRegion& region,
             const v1::ProveChainRequest& request) {
    const std::string bytes = Must(region.Prove(request));
    const Json claims = Json::parse(Must(ProofFile::Parse(bytes)).claims);
    out_.push_back(
        {name, bytes, claims["answer"]["verdict"].get<std::string>(), ""});
  }

  void Fails(const std::string& name, std::string bytes,
             const std::string& reason) {
    out_.push_back({name, std::move(bytes), "", reason});
  }

  // As a lying operator would.
  void Lies(const std::string& name, const std::string& reason,
            absl::FunctionRef<void(Json&)> change) {
    Fails(name, Altered(bytes_, sound_, sound_.operator_signer(), change),
          reason);
  }

  void Good() {
    Holds("seven-levels", sound_, Asking("C-6"));
    v1::ProveChainRequest reduced = Asking("C-6");
    reduced.set_without_documents(true);
    Holds("without-documents", sound_, reduced);
    v1::ProveChainRequest accredited = Asking("C-6");
    accredited.set_profile("CNAS_ILAC");
    Holds("accredited", sound_, accredited);
    Holds("top-alone", sound_, Asking("C-0"));
    Holds("standard", sound_, Asking("standards/l3"));
    ProofRegion large(seed_, 2'000'000);
    TellSevenLevels(large);
    Holds("large-log", large, Asking("C-6"));
    Void();
  }

  void Void() {
    ProofRegion region(seed_, kStride);
    TellSevenLevels(region);
    const absl::Time before = region.now();
    region.Tell(NameOfNumber(region, "C-3"), Voiding("2026-04-01"));
    Holds("voided", region, Asking("C-6"));
    v1::ProveChainRequest earlier = Asking("C-6");
    earlier.mutable_known_at()->set_seconds(absl::ToUnixSeconds(before));
    Holds("known-before-it-was-voided", region, earlier);
    const std::string voided = Must(region.Prove(Asking("C-6")));
    Fails("change-left-out",
          Altered(voided, region, region.operator_signer(),
                  [](Json& claims) {
                    for (Json& one : claims["certificates"]) {
                      one["changes"] = Json::array();
                    }
                  }),
          "LOG_PROOF_INVALID");
  }

  void Files() {
    std::string bytes = bytes_;
    bytes[bytes.size() / 2] = static_cast<char>(bytes[bytes.size() / 2] ^ 1);
    Fails("byte-altered", bytes, "PROOF_DAMAGED");
    Fails("cut-short", bytes_.substr(0, bytes_.size() - 1), "PROOF_DAMAGED");
    Fails("goes-on", bytes_ + "x", "PROOF_DAMAGED");
    Fails("other-version", "suyuan-proof/v2\n" + bytes_.substr(16),
          "PROOF_MALFORMED");
    Fails("empty", "", "PROOF_MALFORMED");
  }

  void Signatures() {
    const ProofRegion other(seed_ + 1);
    Fails("other-operator",
          Altered(bytes_, sound_, other.operator_signer(), [](Json&) {}),
          "NOTE_UNVERIFIED");
    ProofRegion region(seed_ + 1);
    TellSevenLevels(region);
    const Json theirs = Json::parse(
        Must(ProofFile::Parse(Must(region.Prove(Asking("C-6"))))).claims);
    ProofFile file = Must(ProofFile::Parse(bytes_));
    Json claims = Json::parse(file.claims);
    claims["checkpoint"] = theirs["checkpoint"];
    file.claims = claims.dump();
    Fails("other-log", Must(file.Bytes()), "NOTE_UNVERIFIED");
    file = Must(ProofFile::Parse(bytes_));
    claims = Json::parse(file.claims);
    claims["question"]["target"] = "C-5";
    file.claims = claims.dump();
    Fails("not-signed-again", Must(file.Bytes()), "PROOF_UNBOUND");
  }

  void Bindings() {
    Lies("certificate-dropped", "PROOF_UNBOUND",
         [](Json& claims) { claims["certificates"].erase(3); });
    Lies("hash-altered", "PROOF_UNBOUND", [](Json& claims) {
      std::string hashes = claims["proof"];
      hashes[0] = hashes[0] == 'A' ? 'B' : 'A';
      claims["proof"] = hashes;
    });
    Lies("leaf-altered", "PROOF_UNBOUND", [](Json& claims) {
      std::string entry = claims["certificates"][2]["leaf"]["entry"];
      entry.replace(entry.find("2026-11-02"), 10, "2026-11-01");
      claims["certificates"][2]["leaf"]["entry"] = entry;
    });
    Lies("record-altered", "PROOF_UNBOUND", [](Json& claims) {
      for (Json& record : claims["records"]) {
        if (record["kind"] != "COMPETENCE") continue;
        std::string content = record["content"];
        content.replace(content.find("2027-12-31"), 10, "2037-12-31");
        record["content"] = content;
        return;
      }
    });
    Lies("leaf-of-another", "PROOF_UNBOUND", [](Json& claims) {
      std::swap(claims["certificates"][1]["digest"],
                claims["certificates"][2]["digest"]);
    });
    Lies("out-of-order", "PROOF_UNBOUND", [](Json& claims) {
      std::swap(claims["certificates"][1], claims["certificates"][2]);
    });
    Lies("not-yet-known", "PROOF_UNBOUND", [](Json& claims) {
      claims["question"]["knownAt"] = "2026-11-02T00:00:00.000000Z";
    });
  }

  void Answers() {
    Lies("other-rules", "PROOF_RULES_DIFFER",
         [](Json& claims) { claims["rules"] = "1999.1"; });
    Lies("verdict-altered", "PROOF_ANSWER_DIFFERS",
         [](Json& claims) { claims["answer"]["verdict"] = "NOT_TRACEABLE"; });
    Lies("finding-dropped", "PROOF_ANSWER_DIFFERS", [](Json& claims) {
      Json& findings = claims["answer"]["results"][0]["findings"];
      for (size_t i = 0; i < findings.size(); ++i) {
        if (findings[i][0] != "V04_REF_EXPIRED_AT_USE") continue;
        findings.erase(i);
        return;
      }
    });
    Lies("outcome-altered", "PROOF_ANSWER_DIFFERS", [](Json& claims) {
      FindingOf(claims["answer"]["results"][0]["findings"],
                "V14_UNC_MONOTONIC")[1] = "UNKNOWN";
    });
    Lies("severity-altered", "PROOF_ANSWER_DIFFERS", [](Json& claims) {
      FindingOf(claims["answer"]["certificates"][0]["findings"],
                "V22_CERT_UNIQUE")[2] = "MINOR";
    });
    Lies("input-altered", "PROOF_ANSWER_DIFFERS", [](Json& claims) {
      Json& finding = FindingOf(claims["answer"]["results"][0]["findings"],
                                "V03_REF_CERT_MISSING");
      finding.back() = "2026-01-01";
    });
    // A date that would make a late reference good, in a document that is then
    // no original any more.
    Lies("document-contradicts", "PROOF_ANSWER_DIFFERS", [](Json& claims) {
      std::string document = claims["certificates"][5]["document"];
      document.replace(document.find("2026-06-06"), 10, "2026-06-26");
      claims["certificates"][5]["document"] = document;
    });
  }

  // Budgets, remote links and a profile of one's own.
  void Numbers() {
    ProofRegion region(seed_, kStride);
    TellSevenLevels(region);
    TellNumbers(region);
    region.Add(StrictProfile());
    Holds("budget", region, Asking("B-1"));
    Holds("budget-broken", region, Asking("B-2"));
    Holds("remote-link", region, Asking("L-1"));
    Holds("link-gap", region, Asking("L-2"));
    v1::ProveChainRequest strict = Asking("B-2");
    strict.set_profile("STRICT");
    Holds("own-profile", region, strict);
    out_.back().strict = true;
    Fails("own-profile-not-given", out_.back().bytes, "INVALID_FIELD");
    LiesOf(region, "B-2", "", "budget-denied", [](Json& findings) {
      FindingOf(findings, "V15_UNC_RECOMPUTE")[1] = "HELD";
    });
    LiesOf(region, "L-2", "", "gap-denied",
           [](Json& findings) { FindingOf(findings, "LINK_GAP")[1] = "HELD"; });
    // Where they would have decided, and are only left out.
    LiesOf(region, "B-1", "", "budget-not-judged",
           [](Json& findings) { Drop(findings, "V15_UNC_RECOMPUTE"); });
    LiesOf(region, "L-1", "", "link-not-judged",
           [](Json& findings) { Drop(findings, "LINK_GAP"); });
    LiesOf(region, "B-1", "STRICT", "rule-that-is-off", [](Json& findings) {
      findings.push_back({"V25_STABILITY", "HELD", "MAJOR", "ref1"});
    });
    out_.back().strict = true;
  }

  static void Drop(Json& findings, const std::string& code) {
    const Json& found = FindingOf(findings, code);
    findings.erase(static_cast<size_t>(&found - &findings[0]));
  }

  // About the findings of the target's result.
  void LiesOf(const ProofRegion& region, const std::string& number,
              const std::string& profile, const std::string& name,
              absl::FunctionRef<void(Json&)> change) {
    v1::ProveChainRequest request = Asking(number);
    request.set_profile(profile);
    Fails(name,
          Altered(Must(region.Prove(request)), region, region.operator_signer(),
                  [&change](Json& claims) {
                    change(claims["answer"]["results"][0]["findings"]);
                  }),
          "PROOF_ANSWER_DIFFERS");
  }

  const uint64_t seed_;
  ProofRegion sound_;
  std::string bytes_;
  std::vector<Vector> out_;
};

}  // namespace

std::vector<Vector> MakeVectors(uint64_t seed) { return Making(seed).All(); }

std::string LogKey(uint64_t seed) {
  return ProofRegion(seed).log_signer().verifier().Text();
}

std::string OperatorKey(uint64_t seed) {
  return ProofRegion(seed).operator_signer().verifier().Text();
}

}  // namespace suyuan::traceability::testing
