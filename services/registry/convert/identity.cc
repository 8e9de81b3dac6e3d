#include "services/registry/convert/identity.h"

#include <type_traits>

#include "services/registry/convert/convert.h"
#include "services/registry/convert/parts.h"

namespace suyuan::registry {
namespace {

template <typename Message>
IdentityFeatures Begin(const Message& message) {
  IdentityFeatures features;
  features.name = message.name();
  features.period = PeriodOf(message.period());
  for (const auto& [language, text] : message.title().texts()) {
    features.titles.push_back(text);
  }
  return features;
}

}  // namespace

IdentityFeatures IdentityFeaturesOf(const proto::Institution& message) {
  IdentityFeatures features = Begin(message);
  features.titles.insert(features.titles.end(), message.aliases().begin(),
                         message.aliases().end());
  features.numbers = {message.uscc()};
  return features;
}

IdentityFeatures IdentityFeaturesOf(const proto::Standard& message) {
  IdentityFeatures features = Begin(message);
  features.owner = message.holder();
  for (const proto::Assessment& assessment : message.assessments()) {
    features.numbers.push_back(assessment.number());
  }
  features.code = message.code();
  return features;
}

IdentityFeatures IdentityFeaturesOf(const proto::ReferenceMaterial& message) {
  IdentityFeatures features = Begin(message);
  features.owner = message.producer();
  features.numbers = {message.number()};
  features.batch = message.batch();
  return features;
}

IdentityFeatures IdentityFeaturesOf(const proto::Instrument& message) {
  IdentityFeatures features = Begin(message);
  features.owner = message.owner();
  features.manufacturer = message.manufacturer();
  features.model = message.model();
  for (const proto::Identification& number : message.identifications()) {
    switch (number.issuer()) {
      // A number of which nobody said who gave it is most often the one on the
      // name plate.
      case proto::Identification::ISSUER_UNSPECIFIED:
      case proto::Identification::ISSUER_MANUFACTURER:
        features.serials.push_back(number.value());
        break;
      case proto::Identification::ISSUER_OWNER:
        features.owner_numbers.push_back(number.value());
        break;
      default:
        break;
    }
  }
  return features;
}

IdentityFeatures IdentityFeaturesOf(const Record& record) {
  return WithMessageOf(record.kind, [&](auto* none) {
    using Message = std::remove_pointer_t<decltype(none)>;
    return IdentityFeaturesOf(ToMessage<Message>(record));
  });
}

}  // namespace suyuan::registry
