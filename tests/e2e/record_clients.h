#ifndef TESTS_E2E_RECORD_CLIENTS_H_
#define TESTS_E2E_RECORD_CLIENTS_H_

#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "suyuan/registry/v1/record.pb.h"
#include "tests/e2e/instance.h"

namespace suyuan::e2e {

using registry::v1::Record;

// The field of Record that holds one of this name: "standard" for
// "standards/a". Fails the test for no name of a record.
std::string FieldOf(const std::string& name);
// "standards" for "standard".
std::string PluralOf(const std::string& field);
// The name of what a record holds.
std::string NameOf(const Record& record);

// The standard methods of every kind of record over one transport, so that a
// sentence about all kinds and both transports is written once. What is refused
// is a status with the reason.
class RecordClient {
 public:
  virtual ~RecordClient() = default;

  // The last part of the record's name becomes its id.
  virtual absl::StatusOr<Record> Create(const Record& record) = 0;
  virtual absl::StatusOr<Record> Get(const std::string& name) = 0;
  // Changes the field `mask` alone.
  virtual absl::StatusOr<Record> Update(const Record& record,
                                        const std::string& mask) = 0;
  virtual absl::StatusOr<Record> End(const std::string& name,
                                     const std::string& day,
                                     const std::string& reason) = 0;
  virtual absl::StatusOr<Record> GetInForce(const std::string& name,
                                            const std::string& day) = 0;
  // The first page of those of the kind that the filter finds.
  virtual absl::StatusOr<std::vector<Record>> List(
      const std::string& field, const std::string& filter) = 0;
  // Newest first.
  virtual absl::StatusOr<std::vector<Record>> ListHistory(
      const std::string& name) = 0;
};

// Both speak to `instance`, which must outlive them.
std::unique_ptr<RecordClient> OverHttp(Instance& instance);
std::unique_ptr<RecordClient> OverGrpc(Instance& instance);

}  // namespace suyuan::e2e

#endif  // TESTS_E2E_RECORD_CLIENTS_H_
