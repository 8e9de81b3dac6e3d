#include "services/registry/kcdb/cmc_kind.h"

#include <string>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/str_replace.h"
#include "absl/types/span.h"
#include "libs/metrology/quantity_kind.h"

namespace suyuan::registry::kcdb {
namespace {

struct Word {
  absl::string_view text;  // lower case, hyphens as blanks
  absl::string_view code;
  absl::string_view qualifier;
  absl::string_view value;
};

// How CMCs name quantities, apart from the names of the kinds themselves.
constexpr Word kWords[] = {
    {"absolute pressure", "PRES", "pressure_reference", "absolute"},
    {"gauge pressure", "PRES", "pressure_reference", "gauge"},
    {"differential pressure", "PRES", "pressure_reference", "differential"},
    {"mass standard", "MASS", "", ""},
    {"conventional mass", "MASS", "mass_kind", "conventional"},
    {"torque", "TORQ", "", ""},
    {"angle", "ANGP", "", ""},
    {"volume of liquid", "VOLU", "", ""},
    {"liquid volume flow rate", "VFLO", "", ""},
    {"gas volume flow rate", "VFLO", "", ""},
    {"liquid mass flow rate", "MAFL", "", ""},
    {"dc voltage", "ELPD", "current", "dc"},
    {"ac voltage", "ELPD", "current", "ac"},
    {"dc current", "ELCU", "current", "dc"},
    {"ac current", "ELCU", "current", "ac"},
    {"dc resistance", "ELRE", "current", "dc"},
    {"ac resistance", "ELRE", "current", "ac"},
    {"resistance", "ELRE", "", ""},
    {"voltage", "ELPD", "", ""},
    {"active power", "POWR", "power_kind", "active"},
    {"reactive power", "POWR", "power_kind", "reactive"},
    {"apparent power", "POWR", "power_kind", "apparent"},
    {"ac power", "POWR", "current", "ac"},
    {"rf power", "POWR", "", ""},
    {"electric energy", "ENGY", "", ""},
    {"active energy", "ENGY", "power_kind", "active"},
    {"attenuation", "LOSS", "", ""},
    {"time interval", "TIME", "", ""},
    {"period", "TIME", "", ""},
    {"temperature", "TEMC", "", ""},
    {"temperature of fixed points", "ITSC", "temperature_scale", "its90"},
    {"dew point temperature", "DEWP", "", ""},
    {"frost point temperature", "DEWP", "", ""},
    {"activity", "ARRN", "", ""},
    {"absorbed dose to water", "ABDO", "", ""},
    {"absorbed dose rate to water", "ABDR", "", ""},
    {"air kerma", "KRMA", "", ""},
    {"air kerma rate", "KRMR", "", ""},
    {"amount of substance fraction", "AMFR", "amount_basis", "mole_fraction"},
    {"mole fraction", "AMFR", "amount_basis", "mole_fraction"},
    {"mass fraction", "MSFR", "amount_basis", "mass_fraction"},
    {"mass concentration", "MACO", "amount_basis", "mass_concentration"},
    {"ph", "PHVA", "", ""},
};

// Services of electricity and magnetism up to microwaves, by the first number
// of their category: the quantity is then often named without its current.
constexpr Word kElectricity[] = {
    {"1", "ELPD", "current", "dc"}, {"2", "ELRE", "current", "dc"},
    {"3", "ELCU", "current", "dc"}, {"5", "ELPD", "current", "ac"},
    {"6", "ELCU", "current", "ac"}, {"7", "POWR", "current", "ac"},
};

// "Illuminance responsivity, tungsten source" begins with what it is of.
std::string Plain(absl::string_view text) {
  const std::string lower =
      absl::AsciiStrToLower(text.substr(0, text.find_first_of(",;:(")));
  const std::string plain = absl::StrReplaceAll(lower, {{"-", " "}});
  return std::string(absl::StripAsciiWhitespace(plain));
}

const Word* Find(absl::Span<const Word> words, absl::string_view text) {
  for (const Word& word : words) {
    if (word.text == text) return &word;
  }
  return nullptr;
}

std::optional<metrology::v1::QuantityKind> Fitting(
    absl::string_view code, absl::string_view qualifier,
    absl::string_view value, const metrology::Unit& unit) {
  const metrology::QuantityKind* kind = metrology::FindKind(code);
  if (kind == nullptr ||
      !metrology::Convertible(metrology::SiUnitOf(*kind), unit)) {
    return std::nullopt;
  }
  metrology::v1::QuantityKind made;
  made.set_code(std::string(code));
  if (!qualifier.empty()) {
    (*made.mutable_qualifiers())[std::string(qualifier)] = std::string(value);
  }
  return made;
}

std::optional<metrology::v1::QuantityKind> ByWords(
    absl::string_view text, const metrology::Unit& unit) {
  const std::string plain = Plain(text);
  if (plain.empty()) return std::nullopt;
  const Word* word = Find(kWords, plain);
  if (word != nullptr) {
    return Fitting(word->code, word->qualifier, word->value, unit);
  }
  for (const metrology::QuantityKind& kind : metrology::QuantityKinds()) {
    if (Plain(kind.name_en) == plain) return Fitting(kind.code, "", "", unit);
  }
  return std::nullopt;
}

}  // namespace

std::optional<metrology::v1::QuantityKind> KindOfCmc(
    const Cmc& cmc, const metrology::Unit& unit) {
  std::vector<std::string> texts = {cmc.quantity};
  texts.insert(texts.end(), cmc.services.rbegin(), cmc.services.rend());
  if (cmc.area == "EM") {
    const std::string first =
        cmc.physics_code.substr(0, cmc.physics_code.find('.'));
    const Word* service = Find(kElectricity, first);
    if (service != nullptr) {
      auto kind =
          Fitting(service->code, service->qualifier, service->value, unit);
      if (kind.has_value()) return kind;
    }
  }
  for (const std::string& text : texts) {
    auto kind = ByWords(text, unit);
    if (kind.has_value()) return kind;
  }
  return std::nullopt;
}

}  // namespace suyuan::registry::kcdb
