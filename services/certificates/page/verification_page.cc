#include "services/certificates/page/verification_page.h"

#include "absl/strings/str_cat.h"
#include "libs/base/check.h"
#include "libs/base/status.h"
#include "services/certificates/page/page_parts.h"
#include "services/certificates/page/texts.h"
#include "services/certificates/page/words.h"

namespace suyuan::certificates {
namespace {

using Response = v1::CheckAuthenticityResponse;

constexpr absl::string_view kPath = "/verify";

std::string Answer(const PageWords& words, Response::Answer answer) {
  return words.SayEnum("answer", "ANSWER_", Response::Answer_Name(answer));
}

PageData MatchData(const PageWords& words, const Response::Match& match) {
  PageData data;
  data.set("answer", Answer(words, match.answer()));
  data.set("counts", match.answer() == Response::ANSWER_GENUINE);
  PageData facts(PageData::type::list);
  const auto add = [&](absl::string_view word, const std::string& value) {
    if (value.empty()) return;
    PageData fact;
    fact.set("label", words.Say(word));
    fact.set("value", value);
    facts << fact;
  };
  add("certificate_number", match.number());
  add("issuer", match.issuer());
  add("kind",
      words.SayEnum("kind", "KIND_", v1::Certificate::Kind_Name(match.kind())));
  add("item_title", words.Pick(match.item_title()));
  add("issued", match.issued());
  add("valid_to", match.valid_to());
  add("void_from", match.void_from());
  add("digest", match.digest());
  add("log_index", absl::StrCat(match.log_index()));
  data.set("facts", facts);
  return data;
}

}  // namespace

std::string VerificationUrl(const std::string& public_url,
                            const std::string& digest) {
  return absl::StrCat(public_url, kPath, "?digest=", digest);
}

absl::StatusOr<std::string> VerificationPageOf(
    const v1::CheckAuthenticityRequest& question,
    const v1::CheckAuthenticityResponse* answer,
    const VerificationPageOptions& options) {
  SUYUAN_ASSIGN_OR_RETURN(const PageWords words,
                          PageWords::In(options.language));
  PageData data;
  SetWords(words, data);
  data.set("language", words.language());
  data.set("action", absl::StrCat(options.public_url, kPath));
  data.set("digest", question.digest());
  data.set("number", question.number());
  data.set("issuer", question.issuer());
  data.set("incomplete", options.is_incomplete);
  if (answer != nullptr) {
    PageData told;
    told.set("text", Answer(words, answer->answer()));
    told.set("counts", answer->answer() == Response::ANSWER_GENUINE);
    data.set("answer", told);
    PageData matches(PageData::type::list);
    for (const Response::Match& match : answer->matches()) {
      matches << MatchData(words, match);
    }
    data.set("matches", matches);
  }
  kainjow::mustache::mustache form(PageTextOf("verification.html.mustache"));
  SUYUAN_CHECK(form.is_valid());
  return form.render(data);
}

}  // namespace suyuan::certificates
