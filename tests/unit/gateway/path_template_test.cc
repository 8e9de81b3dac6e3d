#include "services/gateway/path_template.h"

#include "tests/support/status_matchers.h"

namespace suyuan::gateway {
namespace {

// "field=value;field=value", or "no match".
std::string Matched(absl::string_view pattern, absl::string_view path) {
  const PathTemplate parsed = PathTemplate::Parse(pattern).value();
  const auto segments = SplitPath(path);
  if (!segments) return "no path";
  const auto bindings = parsed.Match(*segments);
  if (!bindings) return "no match";
  std::string out;
  for (const PathBinding& binding : *bindings) {
    out += binding.field_path + "=" + binding.value + ";";
  }
  return out;
}

TEST_CASE("A path fills the variables of its template") {
  CHECK(Matched("/v1/{name=instruments/*}", "/v1/instruments/a") ==
        "name=instruments/a;");
  CHECK(Matched("/v1/{a.b=x/*/y/*}/z", "/v1/x/1/y/2/z") == "a.b=x/1/y/2;");
  CHECK(Matched("/v1/{one}/{two}", "/v1/a/b") == "one=a;two=b;");
  CHECK(Matched("/v1/{rest=**}", "/v1/a/b/c") == "rest=a/b/c;");
  CHECK(Matched("/v1/x", "/v1/x").empty());
}

TEST_CASE("A path with more, fewer, other or empty segments does not fit") {
  const std::string pattern = "/v1/{name=instruments/*}";
  for (const char* path :
       {"/v1/instruments", "/v1/instruments/a/b", "/v1/standards/a",
        "/v1/instruments/", "/v2/instruments/a", "/"}) {
    CHECK(Matched(pattern, path) == "no match");
  }
  CHECK(Matched("/v1/{rest=**}", "/v1") == "no match");
  CHECK(Matched(pattern, "v1/instruments/a") == "no path");
  CHECK(Matched(pattern, "/" + std::string(32, '/')) == "no path");
}

TEST_CASE("A verb is after the last colon, and an encoded colon is none") {
  const std::string pattern = "/v1/{name=instruments/*}:trace";
  CHECK(Matched(pattern, "/v1/instruments/a:trace") == "name=instruments/a;");
  CHECK(Matched(pattern, "/v1/instruments/a:b:trace") ==
        "name=instruments/a:b;");
  CHECK(Matched(pattern, "/v1/instruments/a%3Atrace") == "no match");
  CHECK(Matched(pattern, "/v1/instruments/:trace") == "no match");
  CHECK(Matched(pattern, "/v1/instruments/a") == "no match");
}

TEST_CASE("An encoded slash never adds a segment") {
  CHECK(Matched("/v1/{id}", "/v1/a%2Fb") == "id=a/b;");
  CHECK(Matched("/v1/{name=x/*}", "/v1/x/a%2Fb%20%E6%BA%AF") ==
        "name=x/a%2Fb 溯;");
  CHECK(Matched("/v1/{id}", "/v1/a%2") == "no match");
  CHECK(Matched("/v1/{id}", "/v1/a%zz") == "no match");
}

TEST_CASE("What is no template is refused with the place") {
  for (const char* bad : {"v1/x", "/v1/{name", "/v1/{=x}", "/v1/{a={b}}",
                          "/v1/**/x", "/v1//x", "/v1/x:", "/v1/x:y:z", "/v1/a*",
                          "/v1/{a=}", "/", "/v1/a%2Fb", "/v1/a b", "/v1/a?b"}) {
    INFO(bad);
    CHECK_FALSE(PathTemplate::Parse(bad).ok());
  }
}

}  // namespace
}  // namespace suyuan::gateway
