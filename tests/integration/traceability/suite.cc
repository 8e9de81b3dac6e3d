#include "tests/integration/traceability/suite.h"

#include "absl/strings/str_cat.h"
#include "libs/feed/token.h"

namespace suyuan::testing {

using certificates::v1::Certificate;

Certificate AnyCertificate(const std::string& number,
                           const std::string& reference) {
  Certificate out;
  out.set_name(absl::StrCat("certificates/", number));
  out.set_kind(Certificate::KIND_CALIBRATION);
  out.set_number(number);
  out.mutable_issuer()->set_title("天山计量院");
  out.set_end("2024-03-11");
  out.set_issued("2024-03-12");
  out.set_valid_to("2025-03-10");
  out.set_digest(std::string(64, 'a'));
  auto& item = *out.add_items();
  item.set_id("item");
  (*item.mutable_title()->mutable_texts())["zh"] = "砝码";
  auto& result = *out.add_results();
  result.set_id("r1");
  result.set_item_id("item");
  result.mutable_kind()->set_code("mass");
  result.set_value("1");
  result.set_unit("\\kilogram");
  result.mutable_uncertainty()->set_expanded("0.000001");
  result.mutable_uncertainty()->set_coverage_factor("2");
  if (!reference.empty()) {
    auto& use = *out.add_references();
    use.set_id("ref1");
    use.add_certificate_numbers(reference);
    use.mutable_issuer()->set_title("天山计量院");
  }
  return out;
}

std::string TokenFor(int64_t certificates_position) {
  return feed::ReadToken("certificates", certificates_position).ToString();
}

}  // namespace suyuan::testing
