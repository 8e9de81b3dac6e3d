#include "tests/e2e/sample.h"

#include <grpcpp/channel.h>

#include "catch2/catch.hpp"
#include "services/suyuanctl/world/grpc_services.h"
#include "services/suyuanctl/world/world_file.h"
#include "tests/support/status_matchers.h"

namespace suyuan::e2e {

using testing::IsOk;

world::Report ApplySample(Instance& instance) {
  const auto files = world::LoadWorlds({"deploy/sample/xinjiang.json"});
  REQUIRE_THAT(files.status(), IsOk());
  const world::RecordStubs registry(instance.suite().registry());
  const auto archive =
      certificates::v1::Certificates::NewStub(instance.suite().certificates());
  world::GrpcRecords records(registry);
  world::GrpcCertificates certificates(*archive);
  world::Applier applier(records, certificates, {});
  REQUIRE_THAT(applier.Apply(*files), IsOk());
  return applier.report();
}

}  // namespace suyuan::e2e
