#include "services/suyuanctl/cli/console.h"

#include <sstream>

#include "libs/base/status.h"
#include "services/suyuanctl/cli/progress.h"
#include "tests/support/status_matchers.h"

namespace suyuan::ctl {
namespace {

TEST_CASE("The locale chooses the language, --lang knows better") {
  struct Case {
    const char* flag;
    const char* locale;
    Speech speech;
  };
  const Case c = GENERATE(values<Case>({
      {"", "zh_CN.UTF-8", {"zh", true}},
      {"", "zh_CN.utf8", {"zh", true}},
      {"", "zh_CN.GB18030", {"en", false}},
      {"", "ug_CN.UTF-8", {"en", true}},
      {"", "C.UTF-8", {"en", true}},
      {"", "C", {"en", false}},
      {"", "", {"en", false}},
      {"zh", "C", {"zh", true}},
      {"en", "zh_CN.UTF-8", {"en", true}},
      {"en", "C", {"en", false}},
  }));
  CAPTURE(c.flag, c.locale);
  CHECK(ChooseSpeech(c.flag, c.locale) == c.speech);
}

TEST_CASE("ASCII keeps every character apart") {
  CHECK(ToAscii("U = 2 µV ± 0.1 °C") == "U = 2 uV +/- 0.1 degC");
  CHECK(ToAscii("证A") == "\\u{8BC1}A");
  CHECK(ToAscii("\xFF") == "\\u{FFFD}");
}

TEST_CASE("A failure shows code, reason, message and the fields not yet said") {
  std::ostringstream out, err;
  Console console(out, err, Words::In("en").value(), true);
  console.Fail(
      WithViolation(InvalidField("a.b", "is bad"), {"c", "is missing"}));
  CHECK(out.str().empty());
  CHECK(err.str().find("suyuanctl: INVALID_ARGUMENT INVALID_FIELD: ") == 0);
  CHECK(err.str().find("a.b") != std::string::npos);
  CHECK(err.str().find("  c: is missing\n") != std::string::npos);
}

TEST_CASE("A bar shows how far, an empty task is done") {
  CHECK(ProgressBar(0, 10, 24) == "[...........]   0%  0/10");
  CHECK(ProgressBar(5, 10, 24) == "[#####......]  50%  5/10");
  CHECK(ProgressBar(10, 10, 25) == "[###########] 100%  10/10");
  CHECK(ProgressBar(0, 0, 23) == "[###########] 100%  0/0");
}

TEST_CASE("Without a terminal progress is a line for each tenth") {
  std::ostringstream out, err;
  Console console(out, err, Words::In("en").value(), true, false);
  {
    Progress progress(console, 40);
    for (int i = 0; i < 40; ++i) progress.Advance(1, "x");
  }
  const std::string text = err.str();
  CHECK(std::count(text.begin(), text.end(), '\n') == 10);
  CHECK(text.find(" 10%  4/40\n") == 0);
  CHECK(text.find('\r') == std::string::npos);
}

}  // namespace
}  // namespace suyuan::ctl
