#ifndef LIBS_DCC_DOCUMENT_WRITER_H_
#define LIBS_DCC_DOCUMENT_WRITER_H_

#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "libs/dcc/children.h"
#include "libs/dcc/document.h"
#include "libs/dcc/xml_writer.h"

namespace suyuan::dcc {

// Inside libs/dcc: writes one document in the order of the schema. A method
// writes one element and what stands in it. The document outlives it.
class DocumentWriter {
 public:
  explicit DocumentWriter(const Document& document)
      : document_(document), children_(document) {}

  // Once.
  absl::StatusOr<std::string> Run();

 private:
  using Indexes = std::vector<int>;
  using Writer = absl::Status (DocumentWriter::*)(int index);

  // <dcc:methods><dcc:method/>...</dcc:methods>, or nothing.
  absl::Status WriteList(const char* name, const Indexes& indexes,
                         Writer write);
  void OpenElement(const char* name, const Element& element);

  // write_administration.cc
  absl::Status WriteAdministration();
  absl::Status WriteSoftware(int index);
  void WriteRefTypeDefinitions();
  absl::Status WriteCore();
  // The list of items, of the document or of an item (subItems).
  absl::Status WriteItems(const char* name, const Item& common,
                          const Indexes& items);
  absl::Status WriteItem(int index);
  void WriteLaboratory();
  void WritePersons();
  // dcc:statement or dcc:metaData.
  absl::Status WriteStatement(int index);
  absl::Status WriteValid(const std::vector<std::optional<bool>>& valid);

  // write_measurements.cc
  absl::Status WriteMeasurements();
  // How it was measured: methods, equipment and conditions.
  absl::Status WriteWays(const Children& in);
  absl::Status WriteMetadata(const Children& in);
  absl::Status WriteMeasurement(int index);
  absl::Status WriteMethod(int index);
  absl::Status WriteEquipment(int index);
  absl::Status WriteCondition(int index);
  absl::Status WriteResult(int index);
  bool HasData(const Scope& scope) const;
  absl::Status WriteData(const Scope& scope);
  absl::Status WriteQuantitiesAndLists(const Children& in);
  absl::Status WriteListOfData(int index);
  absl::Status WriteQuantity(int index);
  absl::Status WriteLink(const char* name, int index);

  const Document& document_;
  const ChildIndex children_;
  XmlWriter xml_;
};

}  // namespace suyuan::dcc

#endif  // LIBS_DCC_DOCUMENT_WRITER_H_
