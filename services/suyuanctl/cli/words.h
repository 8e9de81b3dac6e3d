#ifndef SERVICES_SUYUANCTL_CLI_WORDS_H_
#define SERVICES_SUYUANCTL_CLI_WORDS_H_

#include <initializer_list>
#include <map>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "suyuan/metrology/v1/quantity.pb.h"

namespace suyuan::ctl {

// What the command line says to people, in one language. The languages are
// files, words/<language>.json, one flat object each; English has every key and
// stands in where another language lacks one.
class Words {
 public:
  // INVALID_FIELD (lang) for a language without a file.
  static absl::StatusOr<Words> In(absl::string_view language);
  // "en" and the others, sorted.
  static std::vector<std::string> Languages();
  // One language's own words, without English standing in.
  static const std::map<std::string, std::string>& OwnWords(
      absl::string_view language);

  const std::string& language() const { return language_; }

  // The text of `key`, with {0}, {1}, ... replaced by `arguments`. A key that
  // not even English has is a bug of ours and ends the process.
  std::string Say(
      absl::string_view key,
      std::initializer_list<absl::string_view> arguments = {}) const;
  bool Has(absl::string_view key) const;

  // "VERDICT_TRACEABLE" by the key "verdict.TRACEABLE": `prefix` is taken away
  // where the name begins with it. A name that a later version of a service
  // knows is given back as it is.
  std::string SayEnum(absl::string_view group, absl::string_view name,
                      absl::string_view prefix) const;

  // Of a text in several languages ours, else English, else Chinese, else any.
  std::string Pick(const metrology::v1::LocalizedText& text) const;

 private:
  explicit Words(std::string language) : language_(std::move(language)) {}
  const std::string* Find(absl::string_view key) const;

  std::string language_;
};

}  // namespace suyuan::ctl

#endif  // SERVICES_SUYUANCTL_CLI_WORDS_H_
