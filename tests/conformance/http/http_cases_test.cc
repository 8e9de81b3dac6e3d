// The published list of HTTP/1.1 requests, most of them malformed, against a
// running server. SUYUAN_HTTP_CASES names the folder with requests.jsonl.

#include <cstdlib>
#include <fstream>
#include <iostream>
#include <nlohmann/json.hpp>

#include "absl/strings/str_cat.h"
#include "tests/support/raw_http.h"
#include "tests/support/status_matchers.h"
#include "tests/unit/gateway/echo_handler.h"

namespace suyuan {
namespace {

using testing::RawClient;
using testing::RawResponse;

struct Case {
  std::string name;
  std::string expect;
  std::string bytes;
};

// The file writes each byte as the character of that number.
std::string Latin1(const std::string& utf8) {
  std::string out;
  for (size_t i = 0; i < utf8.size(); ++i) {
    const auto c = static_cast<unsigned char>(utf8[i]);
    if (c < 0x80) {
      out.push_back(utf8[i]);
    } else {
      out.push_back(static_cast<char>(((c & 0x03) << 6) | (utf8[++i] & 0x3f)));
    }
  }
  return out;
}

std::vector<Case> ReadCases() {
  const char* folder = std::getenv("SUYUAN_HTTP_CASES");
  std::ifstream file(
      absl::StrCat(folder ? folder : "../shared/http", "/requests.jsonl"));
  std::vector<Case> out;
  for (std::string line; std::getline(file, line);) {
    const nlohmann::json json = nlohmann::json::parse(line);
    Case c{json["name"], json["expect"], ""};
    for (const auto& part : json["parts"]) {
      const std::string text = Latin1(part["text"].get<std::string>());
      for (int i = 0; i < part["times"].get<int>(); ++i) c.bytes += text;
    }
    out.push_back(std::move(c));
  }
  return out;
}

struct Answers {
  std::vector<int> statuses;
  bool closed = false;
};

Answers Ask(uint16_t port, const std::string& bytes, size_t wanted) {
  RawClient client(port);
  client.Send(bytes);
  Answers out;
  while (true) {
    const bool enough = wanted > 0 && out.statuses.size() >= wanted;
    const auto answer = client.Receive(
        false, enough ? absl::Milliseconds(50) : absl::Seconds(3));
    if (!answer) break;
    out.statuses.push_back(answer->status);
  }
  out.closed = client.WaitClosed(absl::Milliseconds(wanted > 0 ? 1 : 3000));
  return out;
}

bool IsSuccess(int status) { return status / 100 == 2; }

void CheckCase(const Case& c, const Answers& answers) {
  const auto& s = answers.statuses;
  const auto good = std::count_if(s.begin(), s.end(), IsSuccess);
  if (c.expect == "ok") {
    CHECK((s.size() == 1 && good == 1));
  } else if (c.expect == "ok2") {
    CHECK((s.size() == 2 && good == 2));
  } else if (c.expect == "ok3") {
    CHECK((s.size() == 3 && good == 3));
  } else if (c.expect == "100") {
    CHECK((s.size() == 1 && s[0] == 100));
  } else {  // bad, either and info: we refuse what we may refuse
    CHECK(good == 0);
    CHECK(s.size() <= 1);
    CHECK((s.empty() || s[0] >= 400));
    CHECK(answers.closed);
  }
}

TEST_CASE("Each published request is answered as it asks") {
  const std::vector<Case> cases = ReadCases();
  if (cases.empty()) {
    std::cout << "SKIPPED: no requests.jsonl; set SUYUAN_HTTP_CASES\n";
    return;
  }
  testing::EchoHandler handler;
  auto server = gateway::HttpServer::Start({}, &handler);
  REQUIRE_THAT(testing::StatusOf(server), testing::IsOk());
  for (const Case& c : cases) {
    INFO(c.name << " expects " << c.expect);
    const size_t before = handler.targets().size();
    const bool accept = c.expect.substr(0, 2) == "ok";
    // What we state for "info": an offer of h2c is ignored, and the request is
    // answered over HTTP/1.1 (RFC 9110 7.8).
    const bool upgrade = c.name == "Upgrade: h2c";
    const size_t wanted = upgrade                       ? 1
                          : c.expect == "ok2"           ? 2
                          : c.expect == "ok3"           ? 3
                          : accept || c.expect == "100" ? 1
                                                        : 0;
    const Answers answers = Ask((*server)->port(), c.bytes, wanted);
    CAPTURE(answers.statuses, answers.closed);
    if (upgrade) {
      CHECK(answers.statuses == std::vector<int>{200});
      continue;
    }
    CheckCase(c, answers);
    if (c.expect == "ok2") continue;
    for (size_t i = before; i < handler.targets().size(); ++i) {
      CHECK(handler.targets()[i] != "/smuggled");
    }
  }
  CHECK(cases.size() == 79);
}

}  // namespace
}  // namespace suyuan
