// Tables of certificates over HTTP, as a browser or curl sends them.

#include <nlohmann/json.hpp>

#include "catch2/catch.hpp"
#include "tests/e2e/instance.h"
#include "tests/support/temporary_folder.h"

namespace suyuan::e2e {
namespace {

using nlohmann::json;
using suyuan::testing::TemporaryFolder;

TEST_CASE("The template goes out as a file and comes back as certificates") {
  const TemporaryFolder folder;
  Instance instance(folder.File("data"));
  const RawResponse form =
      instance.Get("/v1/certificates:tableTemplate?examples=true");
  REQUIRE(form.status == 200);
  CHECK(form.body.find("\xEF\xBB\xBF证书类型,证书编号,") == 0);

  const RawResponse checked = instance.Post(
      "/v1/certificates:importTable?validateOnly=true", "text/csv", form.body);
  REQUIRE(checked.status == 200);
  CHECK(json::parse(checked.body).at("created") == "4");

  const RawResponse imported =
      instance.Post("/v1/certificates:importTable", "text/csv", form.body);
  REQUIRE(imported.status == 200);
  const json answer = json::parse(imported.body);
  CHECK(answer.at("created") == "4");
  CHECK(answer.at("certificates").at(1).at("outcome") == "OUTCOME_CREATED");

  const json exported =
      json::parse(instance
                      .Get(Target("/v1/certificates:exportTable",
                                  {{"filter", "kind = \"VERIFICATION_FAIL\""},
                                   {"language", "en"},
                                   {"token", answer.at("token")}}))
                      .body);
  const std::string table = exported.at("table");
  CHECK(table.find("\xEF\xBB\xBFkind,number,") == 0);
  CHECK(table.find("检定结果通知书") != std::string::npos);
  CHECK(table.find("标准物质证书") == std::string::npos);
}

TEST_CASE("A row that is refused is told by row and column over HTTP") {
  const TemporaryFolder folder;
  Instance instance(folder.File("data"));
  const RawResponse answer =
      instance.Post("/v1/certificates:importTable?rowsBefore=10", "text/csv",
                    "证书类型,证书编号,发证机构,器具名称,有效期至\n"
                    "检定证书,A-1,甲院,天平,2024年2月30日\n");
  REQUIRE(answer.status == 200);
  const json one = json::parse(answer.body).at("certificates").at(0);
  CHECK(one.at("outcome") == "OUTCOME_REFUSED");
  CHECK(one.at("problems").at(0).at("row") == "11");
  CHECK(one.at("problems").at(0).at("column") == "有效期至");
  const RawResponse refused =
      instance.Post("/v1/certificates:importTable", "text/csv", "姓名\n张三\n");
  CHECK(refused.status == 400);
}

}  // namespace
}  // namespace suyuan::e2e
