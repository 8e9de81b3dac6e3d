#include "tests/crash/requests.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"

namespace suyuan::crash {
namespace {

enum class Write { kImport = 1, kCreation = 2, kChange = 3, kVoid = 4 };

std::string RequestId(Write write, int64_t number) {
  return absl::StrFormat("%08x-0000-4000-8000-%012x", static_cast<int>(write),
                         number);
}

std::string InstrumentId(int64_t number) {
  return absl::StrCat("crash-", number);
}

}  // namespace

certificates::v1::ImportCertificateRequest ImportOf(int64_t number) {
  certificates::v1::ImportCertificateRequest request;
  request.set_request_id(RequestId(Write::kImport, number));
  certificates::v1::Certificate& c = *request.mutable_certificate();
  c.set_kind(certificates::v1::Certificate::KIND_CALIBRATION);
  c.set_number(absl::StrCat("XJ-", number));
  c.mutable_issuer()->set_title("天山计量院");
  c.mutable_issuer()->set_code("CNAS L1234");
  c.set_begin("2024-03-10");
  c.set_end("2024-03-11");
  c.set_issued("2024-03-12");
  c.set_valid_to("2025-03-10");
  certificates::v1::Item& item = *c.add_items();
  item.set_id("item");
  (*item.mutable_title()->mutable_texts())["zh"] = "砝码";
  item.set_manufacturer("甲厂");
  certificates::v1::ItemIdentification& serial = *item.add_identifications();
  serial.set_issuer("manufacturer");
  serial.set_value(absl::StrCat("W-", number));
  certificates::v1::ReferenceUse& reference = *c.add_references();
  reference.set_id("reference");
  reference.add_certificate_numbers(absl::StrCat("XJ-", number / 10));
  reference.set_uses(1);
  certificates::v1::Result& result = *c.add_results();
  result.set_id("result");
  result.mutable_kind()->set_code("MASS");
  result.set_value("1.000000");
  result.set_unit("\\kilogram");
  result.mutable_uncertainty()->set_expanded("0.000005");
  result.mutable_uncertainty()->set_coverage_factor("2");
  return request;
}

certificates::v1::VoidCertificateRequest VoidOf(int64_t number,
                                                const std::string& name) {
  certificates::v1::VoidCertificateRequest request;
  request.set_request_id(RequestId(Write::kVoid, number));
  request.set_name(name);
  request.set_void_from("2024-06-01");
  request.set_reason("标准器超差");
  return request;
}

registry::v1::CreateInstrumentRequest CreationOf(int64_t number) {
  registry::v1::CreateInstrumentRequest request;
  request.set_request_id(RequestId(Write::kCreation, number));
  request.set_instrument_id(InstrumentId(number));
  registry::v1::Instrument& instrument = *request.mutable_instrument();
  (*instrument.mutable_title()->mutable_texts())["zh"] = "砝码";
  instrument.set_manufacturer("甲厂");
  registry::v1::Identification& serial = *instrument.add_identifications();
  serial.set_issuer(registry::v1::Identification::ISSUER_MANUFACTURER);
  serial.set_value(absl::StrCat("W-", number));
  return request;
}

registry::v1::UpdateInstrumentRequest ChangeOf(int64_t number,
                                               const std::string& etag) {
  registry::v1::UpdateInstrumentRequest request;
  request.set_request_id(RequestId(Write::kChange, number));
  registry::v1::Instrument& instrument = *request.mutable_instrument();
  instrument.set_name(absl::StrCat("instruments/", InstrumentId(number)));
  instrument.mutable_meta()->set_etag(etag);
  instrument.set_model("B");
  request.mutable_update_mask()->add_paths("model");
  return request;
}

}  // namespace suyuan::crash
