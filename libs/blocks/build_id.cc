#include "libs/blocks/build_id.h"

#include <elf.h>
#include <link.h>

#include <cstddef>

#include "absl/strings/escaping.h"
#include "absl/strings/string_view.h"

namespace suyuan::blocks {
namespace {

size_t Padded(size_t size) { return (size + 3) / 4 * 4; }

// Of a segment of notes; "" where none is a build id.
std::string IdIn(absl::string_view notes) {
  while (notes.size() >= sizeof(ElfW(Nhdr))) {
    const auto* note = reinterpret_cast<const ElfW(Nhdr)*>(notes.data());
    const absl::string_view body = notes.substr(sizeof(*note));
    const size_t name = Padded(note->n_namesz);
    if (name + Padded(note->n_descsz) > body.size()) return "";
    if (note->n_type == NT_GNU_BUILD_ID &&
        body.substr(0, note->n_namesz) == absl::string_view("GNU\0", 4)) {
      return absl::BytesToHexString(body.substr(name, note->n_descsz));
    }
    notes = body.substr(name + Padded(note->n_descsz));
  }
  return "";
}

// The first object is the program itself.
int OfProgram(dl_phdr_info* info, size_t /*size*/, void* out) {
  for (int i = 0; i < info->dlpi_phnum; ++i) {
    const ElfW(Phdr)& segment = info->dlpi_phdr[i];
    if (segment.p_type != PT_NOTE) continue;
    const std::string id =
        IdIn({reinterpret_cast<const char*>(info->dlpi_addr + segment.p_vaddr),
              segment.p_memsz});
    if (id.empty()) continue;
    *static_cast<std::string*>(out) = id;
    break;
  }
  return 1;
}

}  // namespace

std::string BuildId() {
  std::string id;
  dl_iterate_phdr(&OfProgram, &id);
  return id;
}

}  // namespace suyuan::blocks
