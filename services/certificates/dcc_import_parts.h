#ifndef SERVICES_CERTIFICATES_DCC_IMPORT_PARTS_H_
#define SERVICES_CERTIFICATES_DCC_IMPORT_PARTS_H_

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "libs/dcc/document.h"
#include "suyuan/certificates/v1/certificate.pb.h"
#include "suyuan/metrology/v1/quantity.pb.h"

// Inside dcc_import: the parts of CertificateFromDcc.

namespace suyuan::certificates {

// By language. Words without a language stand under the document's only
// language, else under "und" (ISO 639-2: undetermined); several texts of one
// language are one, line by line.
metrology::v1::LocalizedText LocalizedFrom(const dcc::Document& document,
                                           const dcc::MultilingualText& text);

// The first words of a text, in the document's own language where it has it.
std::string PrintedFrom(const dcc::Document& document,
                        const dcc::MultilingualText& text);

// Printed identifications without placeholders ("-", "XXXX").
void AddIdentifications(
    const std::vector<dcc::Identification>& from,
    google::protobuf::RepeatedPtrField<v1::ItemIdentification>& to);

// Notes what the converter itself has to say about the document.
void AddNote(absl::string_view code, absl::string_view path, int line,
             absl::string_view english, absl::string_view chinese,
             v1::Certificate& to);

// By index into Document::items: its own id, or "item" and its number.
std::vector<std::string> ItemIds(const dcc::Document& document);

// References of the certificate, and which of them each element of equipment
// stands for.
struct ImportedReferences {
  // By index into Document::equipment: ids of references.
  std::vector<std::vector<std::string>> of_equipment;
};
ImportedReferences AddReferences(const dcc::Document& document,
                                 v1::Certificate& to);

// DCC_TOO_MANY_POINTS.
absl::Status AddResults(const dcc::Document& document,
                        const ImportedReferences& references,
                        v1::Certificate& to);

void AddEnvironment(const dcc::Document& document, v1::Certificate& to);

}  // namespace suyuan::certificates

#endif  // SERVICES_CERTIFICATES_DCC_IMPORT_PARTS_H_
