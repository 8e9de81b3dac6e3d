#ifndef SERVICES_CERTIFICATES_DCC_IMPORT_PARTS_H_
#define SERVICES_CERTIFICATES_DCC_IMPORT_PARTS_H_

#include <string>
#include <vector>

#include "absl/container/flat_hash_set.h"
#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "google/protobuf/message.h"
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

// What a document of our own says (dcc_vocabulary.h): the text with a token, or
// ""; all identifications that are no token's, as they are; the value of the
// identification with a token, or "".
std::string ContentWith(const dcc::MultilingualText& text,
                        absl::string_view token);
void TakeIdentifications(
    const std::vector<dcc::Identification>& from,
    google::protobuf::RepeatedPtrField<v1::ItemIdentification>& to);
std::string OwnIdentification(const std::vector<dcc::Identification>& from,
                              absl::string_view token);

// Sets the fields of `to` that tagged wordings say, by the names of the fields:
// texts, and enums by their names.
void TakeFields(const dcc::MultilingualText& contents, absl::string_view prefix,
                google::protobuf::Message& to);

// What a quantity of ours says of an uncertainty: at its value, or as a column
// of its own. Nothing for others.
void TakeUncertainty(const dcc::Document& document,
                     const dcc::Quantity& quantity,
                     metrology::v1::Uncertainty& to);
bool SaysUncertainty(const dcc::Quantity& quantity);

// The one number of a quantity as printed; "" for words and for NaN.
std::string NumberOf(const dcc::Series& series);
// Sets `to` where `text` is a decimal.
void TakeDecimal(const std::string& text, std::string* to);

// What the statements of a document of ours say of the certificate as a whole,
// and its customer, which other documents keep to themselves.
void AddOwnStatements(const dcc::Document& document, v1::Certificate& to);

// The text of the first unit; "" where none is stated.
std::string TextOfUnit(const dcc::Document& document,
                       const dcc::Series& series);

// Notes what the converter itself has to say about the document.
void AddNote(absl::string_view code, absl::string_view path, int line,
             absl::string_view english, absl::string_view chinese,
             v1::Certificate& to);

// By index into Document::items: its own id, or "item" and its number. In a
// document of ours the id of the certificate, which may be empty.
std::vector<std::string> ItemIds(const dcc::Document& document);

// References of the certificate, and which of them each element of equipment
// stands for.
struct ImportedReferences {
  // By index into Document::equipment: ids of references.
  std::vector<std::vector<std::string>> of_equipment;
};
ImportedReferences AddReferences(const dcc::Document& document,
                                 v1::Certificate& to);

v1::Result::Conformity ConformityOf(absl::string_view word);

// Results that a document of ours says one by one; all others are made of
// points.
class OwnResults {
 public:
  // O(elements of the document). Borrows it.
  explicit OwnResults(const dcc::Document& document);

  // Whether Document::results[index] is one.
  bool Has(int index) const;
  bool HasAll() const;
  // Says it in `to`. An id that is none, or was used before, gets a prefix
  // that tells it apart.
  void Add(int index, v1::Result& to);

 private:
  const dcc::Document& document_;
  // By result: indexes into Document::quantities and ::statements.
  std::vector<std::vector<int>> quantities_, statements_;
  absl::flat_hash_set<std::string> ids_;
};

// DCC_TOO_MANY_POINTS.
absl::Status AddResults(const dcc::Document& document,
                        const ImportedReferences& references,
                        v1::Certificate& to);

// Takes away ids that name no part of the certificate: documents of our own
// that others changed may hold some.
void KeepKnownIds(v1::Certificate& certificate);

void AddEnvironment(const dcc::Document& document, v1::Certificate& to);

}  // namespace suyuan::certificates

#endif  // SERVICES_CERTIFICATES_DCC_IMPORT_PARTS_H_
