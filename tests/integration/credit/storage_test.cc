// What becomes of credit's database of another version.

#include <grpcpp/channel.h>

#include <filesystem>
#include <memory>
#include <string>

#include "absl/strings/str_cat.h"
#include "catch2/catch.hpp"
#include "libs/rpc/client.h"
#include "libs/sql/database.h"
#include "libs/sql/schema.h"
#include "services/credit/credit_server.h"
#include "services/credit/sql_credit_store.h"
#include "suyuan/credit/v1/credit.grpc.pb.h"
#include "tests/support/status_matchers.h"
#include "tests/support/temporary_folder.h"

namespace suyuan::credit {
namespace {

namespace proto = ::suyuan::credit::v1;
using suyuan::testing::HasReason;
using suyuan::testing::IsOk;
using suyuan::testing::StatusOf;
using suyuan::testing::TemporaryFolder;

const absl::Time kNow = absl::FromUnixSeconds(1790812800);  // 2026-10-01

std::unique_ptr<sql::Database> Open(const std::string& path) {
  auto database = sql::Database::Open({.path = path});
  REQUIRE_THAT(StatusOf(database), IsOk());
  return *std::move(database);
}

// The service on a file, for as long as the object lives.
class Credit {
 public:
  explicit Credit(const std::string& path) : clock_(kNow) {
    Options options;
    options.database = path;
    options.clock = &clock_;
    options.logger = &log::Default();
    options.metrics = &metrics_;
    auto started = StartCredit(options);
    status_ = started.status();
    if (!started.ok()) return;
    server_ = *std::move(started);
    stub_ = proto::Credit::NewStub(server_->InProcessChannel());
  }
  ~Credit() {
    stub_.reset();
    if (server_ != nullptr) server_->Stop(absl::ZeroDuration());
  }

  const absl::Status& status() const { return status_; }

  absl::Status Create(const std::string& id) {
    proto::CreateSubjectRequest request;
    request.set_subject_id(id);
    (*request.mutable_subject()->mutable_title()->mutable_texts())["zh"] = id;
    request.mutable_subject()->add_types(proto::Subject::TYPE_INSTRUMENT_USER);
    request.mutable_subject()->set_region("650100");
    proto::Subject made;
    return rpc::Invoke({}, [&](grpc::ClientContext& context) {
      return stub_->CreateSubject(&context, request, &made);
    });
  }

  absl::Status Find(const std::string& id) {
    proto::GetSubjectRequest request;
    request.set_name(absl::StrCat("creditSubjects/", id));
    proto::Subject found;
    return rpc::Invoke({}, [&](grpc::ClientContext& context) {
      return stub_->GetSubject(&context, request, &found);
    });
  }

 private:
  FakeClock clock_;
  metrics::Registry metrics_;
  absl::Status status_;
  std::unique_ptr<rpc::RunningService> server_;
  std::unique_ptr<proto::Credit::Stub> stub_;
};

// The database as the version before the last phase left it, with a subject.
void MakeOlder(const std::string& path) {
  {
    Credit credit(path);
    REQUIRE_THAT(credit.status(), IsOk());
    REQUIRE_THAT(credit.Create("station"), IsOk());
  }
  const auto last = static_cast<int64_t>(CreditSchema().size());
  REQUIRE(CreditSchema().back().name == "credit secret");
  REQUIRE_THAT(Open(path)->Write([&](sql::Transaction& t) -> absl::Status {
    SUYUAN_RETURN_IF_ERROR(
        t.Execute("DELETE FROM suyuan_schema_phase WHERE number = $1", {last})
            .status());
    return t.Execute("DROP TABLE credit_secret", {}).status();
  }),
               IsOk());
}

bool HasSecret(const std::string& path) {
  return Open(path)
      ->Read([](sql::Transaction& t) {
        return t.Query("SELECT value FROM credit_secret", {},
                       [](const sql::Row&) { return absl::OkStatus(); });
      })
      .ok();
}

TEST_CASE("An older database is copied, then upgraded with its subjects") {
  const TemporaryFolder folder;
  const std::string path = folder.File("credit.db");
  MakeOlder(path);
  const std::string copy =
      absl::StrCat(path, ".bak-", CreditSchema().size() - 1);
  CHECK_FALSE(HasSecret(path));
  CHECK_FALSE(std::filesystem::exists(copy));
  {
    Credit credit(path);
    REQUIRE_THAT(credit.status(), IsOk());
    CHECK_THAT(credit.Find("station"), IsOk());
    CHECK_THAT(credit.Create("another"), IsOk());
  }
  CHECK(HasSecret(path));
  // The copy is the older database, whole, and without what came later.
  REQUIRE(std::filesystem::exists(copy));
  CHECK_FALSE(HasSecret(copy));
  Credit older(copy);
  REQUIRE_THAT(older.status(), IsOk());
  CHECK_THAT(older.Find("station"), IsOk());
  CHECK_THAT(older.Find("another"), HasReason("SUBJECT_NOT_FOUND"));
}

TEST_CASE("A database of a newer version is refused and left as it is") {
  const TemporaryFolder folder;
  const std::string path = folder.File("credit.db");
  { REQUIRE_THAT(Credit(path).status(), IsOk()); }
  std::vector<sql::Phase> newer = CreditSchema();
  newer.push_back(
      {.name = "from the future", .script = "CREATE TABLE future (id TEXT)"});
  REQUIRE_THAT(StatusOf(sql::Migrate(*Open(path), "credit", newer, kNow)),
               IsOk());
  std::filesystem::remove(absl::StrCat(path, ".bak-", newer.size() - 1));

  CHECK_THAT(Credit(path).status(), HasReason("SCHEMA_TOO_NEW"));
  CHECK_FALSE(
      std::filesystem::exists(absl::StrCat(path, ".bak-", newer.size())));
  // The newer program still finds what it left.
  const auto again = sql::Migrate(*Open(path), "credit", newer, kNow);
  REQUIRE_THAT(StatusOf(again), IsOk());
  CHECK(again->from_version == again->to_version);
}

TEST_CASE("Another service's database is not taken for credit's") {
  const TemporaryFolder folder;
  const std::string path = folder.File("credit.db");
  REQUIRE_THAT(
      StatusOf(sql::Migrate(*Open(path), "registry", CreditSchema(), kNow)),
      IsOk());
  CHECK_THAT(Credit(path).status(), HasReason("SCHEMA_OTHER_SERVICE"));
}

}  // namespace
}  // namespace suyuan::credit
