#include "services/registry/files/csv_records.h"

#include <google/protobuf/util/message_differencer.h>

#include <algorithm>
#include <memory>
#include <type_traits>

#include "catch2/catch.hpp"
#include "libs/csv/csv.h"
#include "libs/text/encoding.h"
#include "services/registry/convert/messages.h"
#include "services/registry/files/cells.h"
#include "tests/support/rich_message.h"
#include "tests/support/status_matchers.h"

namespace suyuan::registry {
namespace {

using google::protobuf::Message;
using google::protobuf::util::MessageDifferencer;
using suyuan::testing::HasReason;
using suyuan::testing::IsOk;
using suyuan::testing::StatusOf;

std::unique_ptr<Message> NewOf(RecordKind kind) {
  return WithMessageOf(kind, [](auto* none) -> std::unique_ptr<Message> {
    return std::make_unique<std::remove_pointer_t<decltype(none)>>();
  });
}

// A file in memory, as an export writes it.
csv::Table FileOf(RecordKind kind, const Message& record) {
  std::string text;
  AppendCsvHeader(kind, text);
  AppendCsvRecord(kind, record, text);
  auto table = csv::Table::Parse(text::DecodeFile(text).utf8);
  REQUIRE_THAT(StatusOf(table), IsOk());
  REQUIRE(table->size() == 2);
  return *std::move(table);
}

std::vector<std::string> ColumnsOf(RecordKind kind) {
  std::vector<std::string> names;
  for (const Column& column : Columns::Of(kind).exported()) {
    names.push_back(column.name);
  }
  return names;
}

// One row under a header, applied to `record`.
std::vector<FieldViolation> Apply(std::vector<absl::string_view> header_cells,
                                  std::vector<absl::string_view> row,
                                  Message& record,
                                  RecordKind kind = RecordKind::kInstrument) {
  const auto header = CsvHeader::Parse(kind, header_cells);
  REQUIRE_THAT(StatusOf(header), IsOk());
  REQUIRE_THAT(header->CheckRow(row), IsOk());
  return header->Apply(row, record);
}

TEST_CASE("Every field of every kind is read back as it was written") {
  for (const RecordKind kind : kRecordKinds) {
    for (uint32_t seed = 0; seed < 10; ++seed) {
      CAPTURE(CollectionOf(kind), seed);
      const auto record = NewOf(kind);
      suyuan::testing::FillEveryField(*record, seed);
      const csv::Table file = FileOf(kind, *record);
      // What the service alone sets is written and not read: read it here with
      // all other columns.
      const auto read = NewOf(kind);
      for (size_t i = 0; i < file.row(0).size(); ++i) {
        const Column column = *Columns::Of(kind).Find(file.row(0)[i]);
        Column at = column;
        at.languages = {"zh", "en", "ug"};
        REQUIRE_THAT(SetCell(at, file.row(1)[i], *read), IsOk());
      }
      CHECK(MessageDifferencer::Equals(*read, *record));
      CHECK(FileOf(kind, *read).row(1) == file.row(1));
    }
  }
}

TEST_CASE("A record is read from its row but for what the service keeps") {
  for (const RecordKind kind : kRecordKinds) {
    CAPTURE(CollectionOf(kind));
    const auto record = NewOf(kind);
    suyuan::testing::FillEveryField(*record, 1);
    const csv::Table file = FileOf(kind, *record);
    const auto header = CsvHeader::Parse(kind, file.row(0));
    REQUIRE_THAT(StatusOf(header), IsOk());
    const auto read = NewOf(kind);
    CHECK(header->Apply(file.row(1), *read).empty());
    const auto* meta = read->GetDescriptor()->FindFieldByName("meta");
    CHECK_FALSE(read->GetReflection()->HasField(*read, meta));
    // The row of a record that says nothing clears all the rest.
    const csv::Table empty = FileOf(kind, *NewOf(kind));
    CHECK(header->Apply(empty.row(1), *read).empty());
    CHECK(MessageDifferencer::Equals(*read, *NewOf(kind)));
  }
}

TEST_CASE("Columns are the fields by their dotted paths, meta last") {
  const auto names = ColumnsOf(RecordKind::kInstrument);
  CHECK(names.front() == "name");
  const std::vector<std::string> title = {"title.zh", "title.en", "title.ug",
                                          "title"};
  CHECK(std::search(names.begin(), names.end(), title.begin(), title.end()) !=
        names.end());
  CHECK(std::count(names.begin(), names.end(), "identifications") == 1);
  CHECK(std::count(names.begin(), names.end(), "period.from") == 1);
  CHECK(std::count(names.begin(), names.end(), "period") == 0);
  CHECK(names.back() == "meta.end_reason");
}

TEST_CASE("Columns come in any order, by proto or JSON name, in any language") {
  proto::Instrument read;
  CHECK(Apply({"period.to", "equipmentClass", "title.kk", "name", "title.zh"},
              {"2025-12-31", "water_meter", "су есептегіш", "instruments/a",
               "水表"},
              read)
            .empty());
  CHECK(read.name() == "instruments/a");
  CHECK(read.period().to() == "2025-12-31");
  CHECK(read.equipment_class() == "water_meter");
  CHECK(read.title().texts().at("kk") == "су есептегіш");
  CHECK(read.title().texts().at("zh") == "水表");
}

TEST_CASE("A column that is missing says nothing, an empty cell clears") {
  proto::Instrument read;
  read.set_owner("institutions/a");
  read.set_model("M");
  read.set_latitude(0);
  read.mutable_period()->set_from("2020-01-01");
  read.mutable_period()->set_to("2020-12-31");
  CHECK(Apply({"name", "model", "period.to"}, {"instruments/a", "", ""}, read)
            .empty());
  CHECK(read.owner() == "institutions/a");
  CHECK(read.has_latitude());
  CHECK(read.model().empty());
  CHECK(read.period().from() == "2020-01-01");
  CHECK(read.period().to().empty());
  // A message that has lost its content is none; one that had none stays.
  CHECK(Apply({"name", "period.from"}, {"instruments/a", ""}, read).empty());
  CHECK_FALSE(read.has_period());
  read.mutable_period();
  CHECK(Apply({"name", "period.from"}, {"instruments/a", ""}, read).empty());
  CHECK(read.has_period());
}

TEST_CASE("An optional number tells zero from none") {
  proto::Instrument read;
  CHECK(
      Apply({"name", "latitude", "longitude"}, {"instruments/a", "0", ""}, read)
          .empty());
  CHECK(read.has_latitude());
  CHECK_FALSE(read.has_longitude());
}

TEST_CASE("Enums are read as filters write them, and in full") {
  proto::Instrument read;
  for (const char* cell : {"TRADE", "trade", "PURPOSE_TRADE"}) {
    read.clear_purpose();
    CHECK(Apply({"name", "purpose"}, {"instruments/a", cell}, read).empty());
    CHECK(read.purpose() == proto::Instrument::PURPOSE_TRADE);
  }
}

TEST_CASE("A day that a spreadsheet has rewritten is a day still") {
  proto::Instrument read;
  CHECK(Apply({"name", "period.from", "period.to", "place"},
              {"instruments/a", "2024/3/1", "2024/12/31", "2024/3/1"}, read)
            .empty());
  CHECK(read.period().from() == "2024-03-01");
  CHECK(read.period().to() == "2024-12-31");
  CHECK(read.place() == "2024/3/1");  // a text is a text
  CHECK(Apply({"name", "period.from"}, {"instruments/a", "3/1/2024"}, read)
            .empty());
  CHECK(read.period().from() == "3/1/2024");  // for the field's own check
}

TEST_CASE("What a spreadsheet would run is written behind an apostrophe") {
  const Column place = *Columns::Of(RecordKind::kInstrument).Find("place");
  struct Case {
    const char* text;
    const char* cell;
  };
  for (const Case& c : std::initializer_list<Case>{{"=1+1", "'=1+1"},
                                                   {"+86 991", "'+86 991"},
                                                   {"-", "'-"},
                                                   {"-40", "-40"},
                                                   {"+1.5e3", "+1.5e3"},
                                                   {"-2+3", "'-2+3"},
                                                   {"@SUM(A1)", "'@SUM(A1)"},
                                                   {"\tx", "'\tx"},
                                                   {"\rx", "'\rx"},
                                                   {"＝1", "'＝1"},
                                                   {"'=x", "''=x"},
                                                   {"'", "'"},
                                                   {"'s", "'s"},
                                                   {"''s", "''s"},
                                                   {"a=b", "a=b"}}) {
    CAPTURE(c.text);
    proto::Instrument record;
    record.set_place(c.text);
    CHECK(ToCell(place, record) == c.cell);
    proto::Instrument read;
    REQUIRE_THAT(SetCell(place, c.cell, read), IsOk());
    CHECK(read.place() == c.text);
  }
}

TEST_CASE("A header is refused with every column that is none") {
  const auto header = [](std::vector<absl::string_view> cells) {
    return StatusOf(CsvHeader::Parse(RecordKind::kInstrument, cells));
  };
  const absl::Status unknown =
      header({"name", "ownr", "period", "title.chinese", "owner", "owner"});
  REQUIRE_THAT(unknown, HasReason("INVALID_FIELD"));
  std::vector<std::string> told;
  for (const auto& each : ViolationsOf(unknown)) {
    CHECK(each.field == "content");
    told.push_back(each.description);
  }
  CHECK(told == std::vector<std::string>{
                    "\"ownr\" in column 2 is no field of instruments",
                    "\"period\" in column 3 is no field of instruments",
                    "\"title.chinese\" in column 4 is no field of instruments",
                    "\"owner\" stands in columns 5 and 6"});
  CHECK_THAT(header({"owner"}), HasReason("INVALID_FIELD"));
  CHECK_THAT(header({}), HasReason("INVALID_FIELD"));
  CHECK_THAT(header({"name", "", ""}), IsOk());
}

TEST_CASE("A row has the cells that the header has") {
  const std::vector<absl::string_view> cells = {"name", "", "owner"};
  const auto header = CsvHeader::Parse(RecordKind::kInstrument, cells);
  REQUIRE_THAT(StatusOf(header), IsOk());
  const auto check = [&](std::vector<absl::string_view> row) {
    return header->CheckRow(row).ok();
  };
  CHECK(check({"instruments/a", "", "institutions/b"}));
  CHECK_FALSE(check({"instruments/a", ""}));
  CHECK_FALSE(check({"instruments/a", "", "institutions/b", ""}));
  // Under a column without a name nothing may be said.
  CHECK_FALSE(check({"instruments/a", "note", "institutions/b"}));
}

TEST_CASE("A cell that cannot be read is told by its column") {
  proto::Instrument read;
  const auto wrong =
      Apply({"name", "purpose", "quantity", "latitude", "verified_on_site",
             "identifications", "title", "title.zh"},
            {"instruments/a", "TRADING", "many", "x", "maybe",
             R"([{"issuer": "ISSUER_OWNR"}])", R"({"zh": "水表"})", "水表"},
            read);
  std::vector<std::string> told;
  for (const auto& each : wrong) told.push_back(each.field);
  CHECK(told == std::vector<std::string>{"purpose", "quantity", "latitude",
                                         "verified_on_site", "identifications",
                                         "title"});
  CHECK(wrong[0].description ==
        "\"TRADING\"; wanted a value of Purpose such as TRADE");
  CHECK(wrong[4].description.find("identifications[0].issuer: ") == 0);
}

TEST_CASE("A violation is told by the column that its field stands in") {
  const std::vector<absl::string_view> cells = {"name", "period.from",
                                                "identifications"};
  const auto header = CsvHeader::Parse(RecordKind::kInstrument, cells);
  REQUIRE_THAT(StatusOf(header), IsOk());
  const auto by_column = [&](const std::string& field) {
    const FieldViolation told = header->ByColumn({field, "is wrong"});
    return told.field + "|" + told.description;
  };
  CHECK(by_column("period.from") == "period.from|is wrong");
  CHECK(by_column("identifications[1].value") ==
        "identifications|identifications[1].value: is wrong");
  CHECK(by_column("owner") == "owner|is wrong");
  CHECK(by_column("names") == "names|is wrong");
}

}  // namespace
}  // namespace suyuan::registry
