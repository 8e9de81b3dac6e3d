#include <cstdlib>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "libs/base/status.h"
#include "libs/metrology/unit_symbols.h"
#include "libs/metrology/unit_text.h"
#include "libs/text/utf8.h"

namespace suyuan::metrology {
namespace {

using internal::InvalidUnit;
using internal::Quoted;
using internal::TermsOfLooseName;

bool IsBlank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }
bool IsLetter(char c) {
  return absl::ascii_isalpha(static_cast<unsigned char>(c));
}

absl::string_view WithoutBlanks(absl::string_view text) {
  while (!text.empty() && IsBlank(text.front())) text.remove_prefix(1);
  while (!text.empty() && IsBlank(text.back())) text.remove_suffix(1);
  return text;
}

// \kilo\gram and \deci\bel have names of their own.
UnitTerm Named(UnitTerm term) {
  const absl::string_view prefix = UnitPrefixes()[term.prefix].dsi;
  const absl::string_view name = UnitAtoms()[term.atom].dsi;
  const bool is_kilogram = prefix == "kilo" && name == "gram";
  const bool is_decibel = prefix == "deci" && name == "bel";
  if (!is_kilogram && !is_decibel) return term;
  return {.atom = *AtomByDsi(is_kilogram ? "kilogram" : "decibel"),
          .exponent = term.exponent};
}

std::string DsiTerm(const UnitTerm& term) {
  std::string text;
  if (term.prefix != kNoPrefix) {
    text = absl::StrCat("\\", UnitPrefixes()[term.prefix].dsi);
  }
  const UnitAtom& atom = UnitAtoms()[term.atom];
  absl::StrAppend(&text, "\\", atom.dsi.empty() ? atom.name_en : atom.dsi);
  if (term.exponent != Rational(1)) {
    absl::StrAppend(&text, "\\tothe{", term.exponent.ToDecimal(), "}");
  }
  return text;
}

std::string DsiTerms(const Unit::Terms& terms) {
  std::string text;
  for (const UnitTerm& term : terms) absl::StrAppend(&text, DsiTerm(term));
  return text;
}

// Reads one unit from left to right. With `notes` it corrects what it can and
// says so there; without, it refuses.
class DsiReader {
 public:
  DsiReader(absl::string_view text, std::vector<std::string>* notes)
      : text_(text), notes_(notes) {}

  absl::StatusOr<Unit> Read();

 private:
  bool lenient() const { return notes_ != nullptr; }
  std::string At(size_t byte) const {
    return absl::StrCat(" at byte ", byte, " of ", Quoted(text_));
  }
  std::string Character(size_t byte) const {
    const absl::string_view rest = text_.substr(byte);
    return Quoted(rest.substr(0, text::FirstCodePoint(rest).width));
  }
  void Note(absl::string_view read, absl::string_view as) {
    notes_->push_back(absl::StrCat(Quoted(read), " read as ", Quoted(as)));
  }

  absl::Status ReadOne();
  absl::Status ReadWord();
  absl::Status ReadIdentifier(absl::string_view name, size_t start);
  absl::Status ReadPer(size_t start);
  absl::Status ReadBraces(size_t start);
  absl::Status ReadLoose();
  absl::Status UseAtom(AtomId atom, absl::string_view name, size_t start);
  absl::Status UseLoose(absl::string_view name, size_t start);
  absl::Status UseExponent(absl::string_view digits, size_t start);
  absl::Status Unknown(absl::string_view name, size_t start) const;
  absl::Status NoPendingPrefix(absl::string_view next) const;
  absl::Status Push(UnitTerm term);

  const absl::string_view text_;
  std::vector<std::string>* const notes_;
  size_t at_ = 0;
  Unit::Terms terms_;
  PrefixId prefix_ = kNoPrefix;
  size_t prefix_start_ = 0;
  absl::optional<size_t> per_at_term_;  // terms before \per
  bool takes_exponent_ = false;         // right after an identifier
};

absl::StatusOr<Unit> DsiReader::Read() {
  SUYUAN_RETURN_IF_ERROR(internal::CheckUnitLength(text_));
  if (WithoutBlanks(text_).empty()) {
    return InvalidUnit("an empty unit; \\one is wanted where there is none");
  }
  if (absl::StartsWith(text_, "|")) {
    return WithReason(absl::InvalidArgumentError(absl::StrCat(
                          Quoted(text_),
                          " is a declared non-SI unit; a D-SI unit is wanted")),
                      "UNIT_NOT_SI");
  }
  while (at_ < text_.size()) {
    SUYUAN_RETURN_IF_ERROR(ReadOne());
  }
  SUYUAN_RETURN_IF_ERROR(NoPendingPrefix("the end"));
  if (per_at_term_ && *per_at_term_ == terms_.size()) {
    return InvalidUnit(
        absl::StrCat("nothing stands after \\per in '", text_, "'"));
  }
  return Unit::Of(terms_);
}

absl::Status DsiReader::ReadOne() {
  const char c = text_[at_];
  if (IsBlank(c)) {
    ++at_;
    return absl::OkStatus();
  }
  if (c == '\\') return ReadWord();
  if (lenient()) return ReadLoose();
  return InvalidUnit(absl::StrCat(
      "unexpected ", Character(at_), At(at_),
      "; identifiers begin with a backslash, exponents are \\tothe{n}"));
}

absl::Status DsiReader::ReadWord() {
  const size_t start = at_++;
  const size_t first = at_;
  while (at_ < text_.size() && IsLetter(text_[at_])) ++at_;
  absl::string_view name = text_.substr(first, at_ - first);
  const std::string folded =
      lenient() ? absl::AsciiStrToLower(name) : std::string(name);
  if (folded == "per" || folded == "tothe") {
    if (name != folded) {
      Note(absl::StrCat("\\", name), absl::StrCat("\\", folded));
    }
    return folded == "per" ? ReadPer(start) : ReadBraces(start);
  }
  if (name.empty() && lenient()) {
    // "\%", "\°C": what stands behind the backslash up to the next one.
    at_ = std::min(text_.find('\\', first), text_.size());
    name = WithoutBlanks(text_.substr(first, at_ - first));
  }
  if (name.empty()) {
    return InvalidUnit(absl::StrCat("a backslash without a name", At(start)));
  }
  return ReadIdentifier(name, start);
}

absl::Status DsiReader::ReadIdentifier(absl::string_view name, size_t start) {
  if (const absl::optional<PrefixId> prefix = PrefixByDsi(name)) {
    SUYUAN_RETURN_IF_ERROR(NoPendingPrefix(absl::StrCat("\\", name)));
    prefix_ = *prefix;
    prefix_start_ = start;
    takes_exponent_ = false;
    return absl::OkStatus();
  }
  if (const absl::optional<AtomId> atom = AtomByDsi(name)) {
    return UseAtom(*atom, name, start);
  }
  return lenient() ? UseLoose(name, start) : Unknown(name, start);
}

absl::Status DsiReader::UseAtom(AtomId id, absl::string_view name,
                                size_t start) {
  UnitTerm term = {.prefix = std::exchange(prefix_, kNoPrefix), .atom = id};
  if (term.prefix == kNoPrefix) return Push(term);
  const absl::string_view prefix = UnitPrefixes()[term.prefix].dsi;
  const std::string written = absl::StrCat("\\", prefix, "\\", name);
  if (const UnitTerm named = Named(term); named != term) {
    if (!lenient()) {
      return InvalidUnit(
          absl::StrCat(written, At(start), "; ", DsiTerm(named), " is wanted"));
    }
    Note(written, DsiTerm(named));
    return Push(named);
  }
  if (!TakesPrefixInDsi(UnitAtoms()[id])) {
    if (!lenient()) {
      return InvalidUnit(absl::StrCat("\\", prefix, " may not stand before \\",
                                      name, At(prefix_start_)));
    }
    notes_->push_back(
        absl::StrCat("'", written, "': D-SI has no prefix before \\", name));
  }
  return Push(term);
}

absl::Status DsiReader::UseLoose(absl::string_view name, size_t start) {
  const absl::optional<Unit::Terms> terms = TermsOfLooseName(name);
  if (!terms) return Unknown(name, start);
  const std::string written = absl::StrCat("\\", name);
  if (prefix_ != kNoPrefix) {
    if (terms->size() != 1 || (*terms)[0].prefix != kNoPrefix) {
      return NoPendingPrefix(written);
    }
    Note(written, DsiTerms(*terms));
    return UseAtom((*terms)[0].atom, UnitAtoms()[(*terms)[0].atom].dsi, start);
  }
  Note(written, DsiTerms(*terms));
  for (const UnitTerm& term : *terms) {
    SUYUAN_RETURN_IF_ERROR(Push(term));
  }
  return absl::OkStatus();
}

absl::Status DsiReader::Push(UnitTerm term) {
  if (per_at_term_) term.exponent = term.exponent.Negated();
  terms_.push_back(term);
  takes_exponent_ = true;
  if (terms_.size() <= Unit::kMostTerms) return absl::OkStatus();
  return Unit::Of(terms_).status();
}

absl::Status DsiReader::ReadPer(size_t start) {
  SUYUAN_RETURN_IF_ERROR(NoPendingPrefix("\\per"));
  if (per_at_term_) {
    return InvalidUnit(absl::StrCat("a second \\per", At(start),
                                    "; all after the first is denominator"));
  }
  if (terms_.empty()) {
    if (!lenient()) {
      return InvalidUnit(absl::StrCat("nothing stands before \\per", At(start),
                                      "; a negative exponent is wanted"));
    }
    notes_->push_back("nothing stands before the division: read as one");
  }
  per_at_term_ = terms_.size();
  takes_exponent_ = false;
  return absl::OkStatus();
}

absl::Status DsiReader::ReadBraces(size_t start) {
  const size_t word_end = at_;
  if (lenient()) {
    while (at_ < text_.size() && IsBlank(text_[at_])) ++at_;
  }
  if (at_ >= text_.size() || text_[at_] != '{') {
    return InvalidUnit(absl::StrCat("\\tothe without {exponent}", At(start)));
  }
  if (at_ != word_end) Note("\\tothe {", "\\tothe{");
  const size_t close = text_.find('}', at_);
  if (close == absl::string_view::npos) {
    return InvalidUnit(absl::StrCat("'{' is never closed", At(at_)));
  }
  const absl::string_view digits =
      WithoutBlanks(text_.substr(at_ + 1, close - at_ - 1));
  at_ = close + 1;
  return UseExponent(digits, start);
}

absl::Status DsiReader::UseExponent(absl::string_view digits, size_t start) {
  SUYUAN_RETURN_IF_ERROR(NoPendingPrefix("an exponent"));
  if (!takes_exponent_) {
    return InvalidUnit(
        absl::StrCat("an exponent without a unit before it", At(start)));
  }
  takes_exponent_ = false;
  absl::StatusOr<Rational> exponent = Rational::Parse(digits);
  const size_t slash = digits.find('/');
  if (!exponent.ok() && lenient() && slash != absl::string_view::npos) {
    SUYUAN_ASSIGN_OR_RETURN(const Rational top,
                            Rational::Parse(digits.substr(0, slash)));
    SUYUAN_ASSIGN_OR_RETURN(const Rational bottom,
                            Rational::Parse(digits.substr(slash + 1)));
    if (!top.IsWhole() || !bottom.IsWhole()) return exponent.status();
    exponent = Rational::Of(top.numerator(), bottom.numerator());
    notes_->push_back(absl::StrCat("exponent '", digits,
                                   "' is a fraction; D-SI has decimals"));
  }
  if (!exponent.ok()) {
    return InvalidUnit(absl::StrCat(exponent.status().message(), At(start)));
  }
  UnitTerm& last = terms_.back();
  if (UnitAtoms()[last.atom].dsi == "one") {
    if (!lenient()) {
      return InvalidUnit(absl::StrCat("\\one takes no exponent", At(start)));
    }
    notes_->push_back("\\one takes no exponent: left out");
  }
  SUYUAN_ASSIGN_OR_RETURN(last.exponent, last.exponent.Times(*exponent));
  return absl::OkStatus();
}

// Between commands, lenient only: "^2", "/", "*".
absl::Status DsiReader::ReadLoose() {
  const size_t start = at_;
  const char c = text_[at_++];
  if (c == '/') {
    Note("/", "\\per");
    return ReadPer(start);
  }
  if (c == '*' || c == '.') {
    Note(text_.substr(start, 1), "a product");
    takes_exponent_ = false;
    return absl::OkStatus();
  }
  if (c == '^') {
    const size_t first = at_;
    while (at_ < text_.size() && text_[at_] != '\\' && !IsBlank(text_[at_])) {
      ++at_;
    }
    absl::string_view digits = text_.substr(first, at_ - first);
    if (absl::ConsumePrefix(&digits, "{")) absl::ConsumeSuffix(&digits, "}");
    Note(text_.substr(start, at_ - start),
         absl::StrCat("\\tothe{", digits, "}"));
    return UseExponent(digits, start);
  }
  return InvalidUnit(absl::StrCat("unexpected ", Character(start), At(start)));
}

absl::Status DsiReader::Unknown(absl::string_view name, size_t start) const {
  std::string message =
      absl::StrCat("unknown identifier '\\", name, "'", At(start));
  if (const absl::optional<Unit::Terms> meant = TermsOfLooseName(name)) {
    absl::StrAppend(&message, "; did you mean '", DsiTerms(*meant), "'?");
  }
  return InvalidUnit(message);
}

absl::Status DsiReader::NoPendingPrefix(absl::string_view next) const {
  if (prefix_ == kNoPrefix) return absl::OkStatus();
  return InvalidUnit(absl::StrCat("prefix \\", UnitPrefixes()[prefix_].dsi,
                                  At(prefix_start_), " is followed by ", next,
                                  "; a unit is wanted"));
}

}  // namespace

absl::StatusOr<Unit> ParseDsi(absl::string_view text) {
  return DsiReader(text, nullptr).Read();
}

absl::StatusOr<LenientUnit> ParseDsiLenient(absl::string_view text) {
  absl::StatusOr<Unit> strict = ParseDsi(text);
  if (strict.ok()) return LenientUnit{*std::move(strict), {}};
  if (ReasonOf(strict.status()) != "UNIT_INVALID") return strict.status();
  LenientUnit lenient;
  if (absl::StrContains(text, '\\')) {
    SUYUAN_ASSIGN_OR_RETURN(lenient.unit,
                            DsiReader(text, &lenient.notes).Read());
    return lenient;
  }
  absl::string_view word = WithoutBlanks(text);
  if (word.empty() || word == "-") return strict.status();
  absl::string_view name = word;
  const bool divided = absl::ConsumePrefix(&name, "/");
  if (const absl::optional<Unit::Terms> terms = TermsOfLooseName(name)) {
    SUYUAN_ASSIGN_OR_RETURN(const Unit unit, Unit::Of(*terms));
    lenient.unit = unit;
    if (divided) {
      SUYUAN_ASSIGN_OR_RETURN(lenient.unit, Unit().Per(unit));
    }
  } else {
    SUYUAN_ASSIGN_OR_RETURN(lenient.unit, ParsePrinted(word));
  }
  lenient.notes.push_back(absl::StrCat(Quoted(word),
                                       " is no D-SI text: read as ",
                                       Quoted(DsiTerms(lenient.unit.terms()))));
  return lenient;
}

absl::StatusOr<std::string> FormatDsi(const Unit& unit) {
  if (unit.terms().empty()) return std::string("\\one");
  std::string text;
  for (const UnitTerm& written : unit.terms()) {
    const UnitTerm term = Named(written);
    const UnitAtom& atom = UnitAtoms()[term.atom];
    const bool names = !atom.dsi.empty() &&
                       (term.prefix == kNoPrefix || TakesPrefixInDsi(atom));
    const absl::StatusOr<Rational> read_back =
        Rational::Parse(term.exponent.ToDecimal());
    const bool exponent_is_exact =
        read_back.ok() && *read_back == term.exponent;
    if (!names || !exponent_is_exact) {
      return WithReason(absl::InvalidArgumentError(absl::StrCat(
                            "D-SI cannot express '", FormatPrinted(unit),
                            "': ", DsiTerm(term), " has no D-SI form")),
                        "UNIT_NO_NOTATION");
    }
    // One to any power is one, and D-SI lets it have none.
    absl::StrAppend(&text, atom.dsi == "one" ? "\\one" : DsiTerm(term));
  }
  return text;
}

DsiTier TierOf(const Unit& unit) {
  DsiTier worst = DsiTier::kPlatinum;
  for (const UnitTerm& term : unit.terms()) {
    worst = std::max(worst, UnitAtoms()[term.atom].tier);
    if (term.prefix != kNoPrefix) worst = std::max(worst, DsiTier::kGold);
    const bool is_half = term.exponent.denominator() == 2 &&
                         std::abs(term.exponent.numerator()) == 1;
    if (!term.exponent.IsWhole() && !is_half) worst = DsiTier::kImprovable;
  }
  return worst;
}

LegalUse LegalUseOf(const Unit& unit) {
  LegalUse use;
  for (const UnitTerm& term : unit.terms()) {
    const UnitAtom& atom = UnitAtoms()[term.atom];
    if (atom.standing <= use.standing) continue;
    use.standing = atom.standing;
    use.unit = std::string(atom.symbol.empty() ? atom.name_en : atom.symbol);
  }
  return use;
}

}  // namespace suyuan::metrology
