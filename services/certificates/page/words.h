#ifndef SERVICES_CERTIFICATES_PAGE_WORDS_H_
#define SERVICES_CERTIFICATES_PAGE_WORDS_H_

#include <initializer_list>
#include <map>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "suyuan/metrology/v1/quantity.pb.h"

namespace suyuan::certificates {

// What the page of a certificate says around what the certificate says, in one
// language: words/<language>.json, each with the same keys.
class PageWords {
 public:
  // INVALID_FIELD (lang) for a language without a file.
  static absl::StatusOr<PageWords> In(absl::string_view language);

  const std::string& language() const { return language_; }
  const std::map<std::string, std::string>& all() const { return words_; }

  // The text of `key`, with {0}, {1} replaced. A key that is not there is a
  // bug of ours and ends the process.
  std::string Say(
      absl::string_view key,
      std::initializer_list<absl::string_view> arguments = {}) const;
  // "KIND_CALIBRATION" by the key "kind_CALIBRATION"; a name that there is no
  // word for yet is given back without its prefix.
  std::string SayEnum(absl::string_view group, absl::string_view prefix,
                      absl::string_view name) const;

  // Of a text in several languages ours, else Chinese, else English, else any.
  std::string Pick(const metrology::v1::LocalizedText& text) const;

 private:
  PageWords(std::string language, std::map<std::string, std::string> words)
      : language_(std::move(language)), words_(std::move(words)) {}

  std::string language_;
  std::map<std::string, std::string> words_;
};

}  // namespace suyuan::certificates

#endif  // SERVICES_CERTIFICATES_PAGE_WORDS_H_
