#ifndef SERVICES_SUYUANCTL_CLI_CONSOLE_H_
#define SERVICES_SUYUANCTL_CLI_CONSOLE_H_

#include <ostream>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "services/suyuanctl/cli/words.h"

namespace suyuan::ctl {

// How to speak: which language, and whether the reader has more than ASCII.
struct Speech {
  std::string language = "en";
  bool utf8 = true;

  friend bool operator==(const Speech&, const Speech&) = default;
};

// By --lang ("" where it was not given) and the value of LC_ALL, LC_MESSAGES or
// LANG, the first that is set. A locale of Chinese speaks Chinese, any other
// English; one without UTF-8 plain English in ASCII, unless --lang says
// otherwise, which counts for whoever knows the terminal better.
Speech ChooseSpeech(absl::string_view lang_flag, absl::string_view locale);

// `text` in ASCII: what a table of ours knows ("±" is "+/-"), else \u{8BC1}.
std::string ToAscii(absl::string_view text);

// Where a command writes. Borrows the streams. Not thread-safe.
class Console {
 public:
  Console(std::ostream& out, std::ostream& err, Words words, bool utf8,
          bool err_is_terminal = false)
      : out_(out),
        err_(err),
        words_(std::move(words)),
        utf8_(utf8),
        err_is_terminal_(err_is_terminal) {}

  const Words& words() const { return words_; }
  bool utf8() const { return utf8_; }
  bool err_is_terminal() const { return err_is_terminal_; }

  // The answer: a line on stdout.
  void Print(absl::string_view line);
  // A file on stdout: the bytes as they are.
  void Write(absl::string_view bytes);
  // About the answer: a line on stderr.
  void Note(absl::string_view line);
  // Raw text on stderr, for what redraws itself.
  void Draw(absl::string_view text);
  // A failure, with code, reason, message and fields.
  void Fail(const absl::Status& status);

  std::string Say(
      absl::string_view key,
      std::initializer_list<absl::string_view> arguments = {}) const {
    return words_.Say(key, arguments);
  }

 private:
  std::string Fit(absl::string_view text) const;

  std::ostream& out_;
  std::ostream& err_;
  const Words words_;
  const bool utf8_;
  const bool err_is_terminal_;
};

}  // namespace suyuan::ctl

#endif  // SERVICES_SUYUANCTL_CLI_CONSOLE_H_
