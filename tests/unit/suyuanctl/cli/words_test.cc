#include "services/suyuanctl/cli/words.h"

#include <regex>
#include <set>

#include "suyuan/traceability/v1/traceability.pb.h"
#include "tests/support/status_matchers.h"

namespace suyuan::ctl {
namespace {

std::multiset<std::string> PlacesIn(const std::string& text) {
  static const std::regex& place = *new std::regex("\\{[0-9]+\\}");
  std::multiset<std::string> found;
  for (std::sregex_iterator it(text.begin(), text.end(), place), end; it != end;
       ++it) {
    found.insert(it->str());
  }
  return found;
}

TEST_CASE("Every language says all that English says, with the same places") {
  const auto& english = Words::OwnWords("en");
  REQUIRE(Words::Languages() == std::vector<std::string>{"en", "zh"});
  for (const std::string& language : Words::Languages()) {
    const auto& own = Words::OwnWords(language);
    CAPTURE(language);
    for (const auto& [key, text] : english) {
      CAPTURE(key);
      REQUIRE(own.count(key) == 1);
      CHECK(PlacesIn(own.at(key)) == PlacesIn(text));
    }
    CHECK(own.size() == english.size());
  }
}

TEST_CASE("English needs no more than ASCII") {
  for (const auto& [key, text] : Words::OwnWords("en")) {
    CAPTURE(key);
    for (const char c : text) CHECK(static_cast<unsigned char>(c) < 0x80);
  }
}

TEST_CASE("A language that nobody wrote is refused") {
  CHECK_FALSE(Words::In("fr").ok());
  CHECK_FALSE(Words::In("").ok());
  CHECK(Words::In("zh")->Say("verdict.TRACEABLE") == "可溯源");
}

TEST_CASE("What goes into a text is not looked into again") {
  const Words words = Words::In("en").value();
  CHECK(words.Say("trace.head", {"{1}", "X"}) == "{1}: X");
}

TEST_CASE("An enum's name that we do not know is shown as it is") {
  const Words words = Words::In("zh").value();
  CHECK(words.SayEnum("verdict", "VERDICT_NOT_TRACEABLE", "VERDICT_") ==
        "不可溯源");
  CHECK(words.SayEnum("verdict", "VERDICT_NEW", "VERDICT_") == "VERDICT_NEW");
}

TEST_CASE("Every value of the answers' enums has its word") {
  namespace v1 = traceability::v1;
  const Words words = Words::In("en").value();
  const std::pair<const google::protobuf::EnumDescriptor*, std::string>
      cases[] = {{v1::Verdict_descriptor(), "verdict"},
                 {v1::Outcome_descriptor(), "outcome"},
                 {v1::Severity_descriptor(), "severity"},
                 {v1::TraceResponse::Currency_descriptor(), "currency"}};
  for (const auto& [type, group] : cases) {
    const std::string prefix = type->value(0)->name().substr(
        0, type->value(0)->name().rfind("UNSPECIFIED"));
    for (int i = 0; i < type->value_count(); ++i) {
      CAPTURE(type->value(i)->name());
      CHECK(words.SayEnum(group, type->value(i)->name(), prefix) !=
            type->value(i)->name());
    }
  }
}

TEST_CASE("Of a text in several languages ours is picked, else English") {
  metrology::v1::LocalizedText text;
  const Words words = Words::In("zh").value();
  CHECK(words.Pick(text).empty());
  (*text.mutable_texts())["ug"] = "ug";
  CHECK(words.Pick(text) == "ug");
  (*text.mutable_texts())["en"] = "en";
  CHECK(words.Pick(text) == "en");
  (*text.mutable_texts())["zh"] = "zh";
  CHECK(words.Pick(text) == "zh");
  CHECK(Words::In("en")->Pick(text) == "en");
}

}  // namespace
}  // namespace suyuan::ctl
