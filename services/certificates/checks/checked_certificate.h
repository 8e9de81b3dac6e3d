#ifndef SERVICES_CERTIFICATES_CHECKS_CHECKED_CERTIFICATE_H_
#define SERVICES_CERTIFICATES_CHECKS_CHECKED_CERTIFICATE_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "libs/metrology/decimal.h"
#include "services/certificates/archive/certificate.h"
#include "services/certificates/checks/checked_signature.h"
#include "services/certificates/checks/finding.h"
#include "services/certificates/signatures/detached_signature.h"

namespace suyuan::certificates::checks {

// What the checks read of a certificate. Texts that are compared stand in
// normal form (libs/text); what is absent is empty.

// A thing by which it can be told from others.
struct Artefact {
  std::string title;
  std::string maker;
  std::string model;
  // The manufacturer's number, else the first other. No placeholder ("无",
  // "N/A", "/").
  std::string serial;
  // instruments/{instrument}, ... where named.
  std::string record;

  // Texts that equal artefacts share: the record; maker, model and serial. A
  // serial number alone tells nothing: makers number alike.
  std::vector<std::string> Keys() const;
};

struct CheckedItem {
  std::string id;
  Artefact artefact;
  std::string state;
};

struct CheckedReference {
  Artefact artefact;
  std::vector<std::string> certificate_numbers;
  Issuer issuer;  // of those certificates, as printed
};

enum class Stage { kUnspecified = 0, kBefore = 1, kAfter = 2 };

struct CheckedResult {
  std::string id;
  std::string item_id;  // empty where there is one item
  std::string title;
  std::string kind;  // four-letter code or ""
  std::string unit;  // D-SI
  std::optional<metrology::Decimal> value;
  std::optional<metrology::Decimal> indication;
  std::optional<metrology::Decimal> error;
  // As stated, for comparing: "0.002 k=2 relative". Empty: none is.
  std::string uncertainty_text;
  // In `unit`; absent where it is not stated or has no coverage factor.
  std::optional<double> standard_uncertainty;
  std::optional<double> expanded_uncertainty;
  std::optional<double> permissible_error;  // half-width, in `unit`
  std::string accuracy_class;
  Stage stage = Stage::kUnspecified;
  bool is_failed = false;

  // Indication less value in steps of the indication's last digit, without the
  // rounding of doubles. Absent where either is.
  std::optional<double> StepsOff() const;
};

// One value; a stated range is no reading and is left out.
struct Condition {
  std::string quantity;
  metrology::Decimal value;
};

enum class Place {
  kUnspecified = 0,
  kLaboratory = 1,
  kCustomer = 2,
  kLaboratoryBranch = 3,
  kCustomerBranch = 4,
  kOther = 5,
};

// What the issuer's own lists say of a certificate.
enum class OnRegister {
  kUnknown = 0,  // none covers its day and kind
  kNamed,
  kNotNamed,
  kOtherBytes,  // named with the digest of another document
};

struct CheckedCertificate {
  // Beyond these a certificate is judged by its first ones.
  static constexpr int kMostItems = 100;
  static constexpr int kMostReferences = 100;
  static constexpr int kMostResults = 1000;

  CertificateId id;
  CertificateKind kind = CertificateKind::kUnspecified;
  std::string number;  // normal form
  Issuer issuer;       // as printed
  std::optional<absl::CivilDay> received;
  std::optional<absl::CivilDay> begin;
  std::optional<absl::CivilDay> end;
  std::optional<absl::CivilDay> issued;
  std::optional<absl::CivilDay> valid_to;
  Place place = Place::kUnspecified;
  std::string place_text;                   // normal form
  std::vector<std::string> specifications;  // as printed
  std::vector<CheckedItem> items;
  std::vector<CheckedReference> references;
  std::vector<Condition> environment;
  std::vector<CheckedResult> results;
  // Registration numbers of who did the work, in normal form.
  std::vector<std::string> performers;
  // It says that it replaces another one of its issuer: that number.
  std::string replaces_number;
  std::string replaces_reason;
  bool concludes_failed = false;  // 结论: 不合格
  // Others of the same issuer, kind and number that no replacement links, as
  // the archive saw them at the import.
  std::vector<CertificateId> same_key;
  // Signatures inside the document; those that were checked.
  int signature_count = 0;
  std::vector<CheckedSignature> signatures;
  // Signatures beside the document as they were judged when they came, and
  // what that made of all.
  std::vector<JudgedSignature> beside;
  SignatureState signature_state = SignatureState::kAbsent;
  // SHA-256 of a document that the issuer made as it is, a DCC; "" where what
  // is held was made here of what a paper says.
  std::string document_digest;
  OnRegister on_register = OnRegister::kUnknown;
  // When it was held here.
  absl::Time recorded_at;
  // Of a timestamp on its signature that was checked to a trusted root.
  std::optional<absl::Time> trusted_time;

  // The text by which its issuer is told: title, else record, else code, in
  // normal form.
  std::string IssuerKey() const;
  // First and last day of the work, if any is known.
  std::optional<absl::CivilDay> WorkBegin() const;
  std::optional<absl::CivilDay> WorkEnd() const;
  bool HasStage(Stage stage) const;
  bool IsFailed() const;
  // Results of an item: all where there is one item.
  std::vector<const CheckedResult*> ResultsOf(const CheckedItem& item) const;
};

std::string IssuerKeyOf(const Issuer& issuer);

// Parts in one short text: 32 hex digits of a SHA-256, so that what is kept of
// history holds no name and no number in clear.
std::string ShortKey(const std::vector<std::string>& parts);

// Days that [a_from, a_to] and [b_from, b_to] have in common.
int64_t CommonDays(absl::CivilDay a_from, absl::CivilDay a_to,
                   absl::CivilDay b_from, absl::CivilDay b_to);

// A finding about this certificate, first of its list.
Finding FindingOn(const CheckedCertificate& certificate, std::string code,
                  std::string subject, FindingKind kind, Severity severity);

// Whether a count that grows is told about now: at the limit, then at each
// doubling of what was told last (0: never), so that a finding has few
// revisions however long it goes on.
bool IsToTell(double count, double limit, double told);

}  // namespace suyuan::certificates::checks

#endif  // SERVICES_CERTIFICATES_CHECKS_CHECKED_CERTIFICATE_H_
