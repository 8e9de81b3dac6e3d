#include "tests/unit/certificates/samples.h"

#include "absl/strings/str_cat.h"
#include "libs/text/normalise.h"

namespace suyuan::certificates::testing {
namespace {

std::unique_ptr<SqlCertificateStore> OpenInMemory() {
  return std::move(
      SqlCertificateStore::Open(*sql::Database::Open({}), kNow)->store);
}

}  // namespace

PreparedCertificate AnyPrepared(const std::string& number,
                                const std::string& text) {
  const std::string original = absl::StrCat("certificate ", number, text);
  PreparedCertificate prepared{.digest = Digest::Of(original)};
  prepared.particulars.kind = CertificateKind::kCalibration;
  prepared.particulars.number = number;
  prepared.particulars.issuer.title = "天山计量院";
  prepared.particulars.item_title = {{"zh", "砝码"}};
  prepared.particulars.issued = absl::CivilDay(2024, 3, 12);
  prepared.media_type = "application/json";
  prepared.original = original;
  prepared.document = absl::StrCat("document ", number, text);
  return prepared;
}

KeptCertificate AnyKept(const std::string& number, int64_t position,
                        const std::string& text) {
  const PreparedCertificate prepared = AnyPrepared(number, text);
  return {.id = CertificateId(prepared.digest),
          .digest = prepared.digest,
          .particulars = prepared.particulars,
          .number_key = text::NormaliseIdentifier(number),
          .media_type = prepared.media_type,
          .original_bytes = static_cast<int64_t>(prepared.original.size()),
          .position = position,
          .log_index = position - 1,
          .recorded_at = kNow + absl::Seconds(position),
          .principal = "clerk@xjim"};
}

v1::Certificate ValidCertificate() {
  v1::Certificate c;
  c.set_kind(v1::Certificate::KIND_CALIBRATION);
  c.set_number("A-1");
  c.mutable_issuer()->set_title("天山计量院");
  v1::Item& item = *c.add_items();
  item.set_id("item1");
  (*item.mutable_title()->mutable_texts())["zh"] = "砝码";
  v1::ReferenceUse& reference = *c.add_references();
  reference.set_id("ref1");
  reference.add_certificate_numbers("UP-1");
  v1::Result& result = *c.add_results();
  result.set_id("r1");
  result.mutable_kind()->set_code("MASS");
  result.set_value("1.000");
  result.set_unit("\\kilogram");
  result.mutable_uncertainty()->set_expanded("0.002");
  result.mutable_uncertainty()->set_coverage_factor("2");
  return c;
}

std::string PlainEncoder::Imported(absl::string_view document,
                                   const CertificateView& view) const {
  return absl::StrCat(document, " at ", view.kept.log_index);
}

std::string PlainEncoder::Changed(const CertificateId& id,
                                  const StatusChange& change) const {
  return absl::StrCat(StatusWord(change.kind), " ", id.text());
}

Sqlite::Sqlite() : owned(OpenInMemory()), store(*owned) {}

}  // namespace suyuan::certificates::testing
