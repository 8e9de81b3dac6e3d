#ifndef SERVICES_CERTIFICATES_TABLE_WORDS_H_
#define SERVICES_CERTIFICATES_TABLE_WORDS_H_

#include <optional>
#include <string>

#include "absl/strings/string_view.h"
#include "google/protobuf/descriptor.h"

// What the values of enums are called in tables of certificates: the Chinese
// words of certificates, or the contract's names without their prefix
// ("VERIFICATION").

namespace suyuan::certificates {

// The value with this word; blanks and case make no difference. nullptr where
// there is none, and for the value that says nothing.
const google::protobuf::EnumValueDescriptor* ValueOfWord(
    const google::protobuf::EnumDescriptor& type, absl::string_view word);

// The Chinese word of a value, or its name without the prefix; "" for the
// value that says nothing.
std::string WordOf(const google::protobuf::EnumValueDescriptor& value);

// All words of the enum, for refusals: "检定证书, 校准证书".
std::string WordsOf(const google::protobuf::EnumDescriptor& type);

}  // namespace suyuan::certificates

#endif  // SERVICES_CERTIFICATES_TABLE_WORDS_H_
