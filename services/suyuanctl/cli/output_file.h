#ifndef SERVICES_SUYUANCTL_CLI_OUTPUT_FILE_H_
#define SERVICES_SUYUANCTL_CLI_OUTPUT_FILE_H_

#include <fstream>
#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "services/suyuanctl/cli/console.h"

namespace suyuan::ctl {

// Where a command writes a file: stdout, or a file that has its name only once
// it is whole. FILE_UNWRITABLE where it cannot be written.
class OutputFile {
 public:
  // `path` "" is stdout. Borrows the console.
  static absl::StatusOr<std::unique_ptr<OutputFile>> Open(
      const std::string& path, Console& console);
  // Takes away what is not whole.
  ~OutputFile();

  absl::Status Write(absl::string_view bytes);
  // It is whole.
  absl::Status Close();

 private:
  OutputFile(std::string path, Console& console);
  absl::Status Check() const;

  const std::string path_;
  const std::string half_;  // the name until then
  Console& console_;
  std::ofstream file_;
  bool is_closed_ = false;
};

}  // namespace suyuan::ctl

#endif  // SERVICES_SUYUANCTL_CLI_OUTPUT_FILE_H_
