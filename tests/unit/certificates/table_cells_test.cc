#include <memory>
#include <set>

#include "absl/strings/str_cat.h"
#include "catch2/catch.hpp"
#include "services/certificates/table/cells.h"
#include "services/certificates/table/columns.h"
#include "suyuan/certificates/v1/certificate.pb.h"
#include "tests/support/status_matchers.h"

namespace suyuan::certificates {
namespace {

using google::protobuf::Message;
using suyuan::testing::IsOk;

const TableColumn& Column(absl::string_view header) {
  const int index = FindTableColumn(header);
  REQUIRE(index >= 0);
  return TableColumns()[static_cast<size_t>(index)];
}

std::unique_ptr<Message> MessageOf(TableSection section) {
  switch (section) {
    case TableSection::kCertificate:
      return std::make_unique<v1::Certificate>();
    case TableSection::kItem:
      return std::make_unique<v1::Item>();
    case TableSection::kReference:
      return std::make_unique<v1::ReferenceUse>();
    case TableSection::kResult:
      return std::make_unique<v1::Result>();
    case TableSection::kFailedItem:
      return std::make_unique<v1::FailedItem>();
  }
  return nullptr;
}

// A cell that every column of the form takes, as an export writes it.
std::string AnyCell(const TableColumn& column) {
  switch (column.form) {
    case TableForm::kText:
    case TableForm::kTitle:
    case TableForm::kIdentification:
      return "=文字 1";
    case TableForm::kDay:
      return "2024-03-11";
    case TableForm::kDecimal:
    case TableForm::kLimit:
      return "-1.0E-3";
    case TableForm::kUnit:
      return "\\mega\\pascal";
    case TableForm::kEnum:
      return column.path == "kind"                       ? "检定证书"
             : column.path == "place"                    ? "实验室"
             : column.path == "replaces.kind"            ? "修改"
             : column.path == "role"                     ? "主标准器"
             : column.path == "stage"                    ? "调整后"
             : column.path == "value_status"             ? "标准值"
             : column.path == "reference_material.grade" ? "二级"
                                                         : "合格";
    case TableForm::kYesNo:
      return "是";
    case TableForm::kCount:
      return "3";
    case TableForm::kList:
      return "JJG 52-2013；B-2";
    case TableForm::kLines:
      return "一；\n二";
    case TableForm::kCondition:
      return "19.6~20.4";
    case TableForm::kQualifiers:
      return "matrix=氮气；pressure_reference=gauge";
    case TableForm::kSensitivities:
      return "ref1=2.5；ref2=-1";
    case TableForm::kSigners:
      return "检定员 XJ-0012；核验员；批准人";
  }
  return "";
}

std::string Guarded(const std::string& cell) {
  return cell[0] == '=' ? "'" + cell : cell;
}

TEST_CASE("Each column sets one field and writes the cell that set it") {
  std::set<std::string> written;
  for (const TableColumn& column : TableColumns()) {
    INFO(column.en);
    const auto message = MessageOf(column.section);
    const std::string cell = Guarded(AnyCell(column));
    REQUIRE_THAT(SetTableCell(column, cell, *message), IsOk());
    CHECK(ToTableCell(column, *message) == cell);
    CHECK(ToTableCell(column, *MessageOf(column.section)) == "");
    // No two columns set the same.
    const std::string key = absl::StrCat(static_cast<int>(column.section),
                                         message->SerializeAsString());
    CHECK(written.insert(key).second);
  }
}

TEST_CASE("A column is found by either name, however it is typed") {
  for (const char* header : {"温度(℃)", "温度（℃）", " 温度 (℃) ",
                             "temperature_celsius", "Temperature_Celsius"}) {
    INFO(header);
    CHECK(Column(header).en == "temperature_celsius");
  }
  CHECK(Column("校准日期").en == "end");
  CHECK(Column("委托方").en == "customer");
  CHECK(FindTableColumn("温度") < 0);
  CHECK(FindTableColumn("姓名") < 0);
}

TEST_CASE("No two columns have a name in common") {
  std::set<std::string> names;
  for (const TableColumn& column : TableColumns()) {
    for (const absl::string_view name : {column.zh, column.en, column.alias}) {
      if (name.empty()) continue;
      INFO(name);
      CHECK(names.insert(std::string(name)).second);
    }
  }
}

struct Cell {
  const char* column;
  const char* cell;
  const char* becomes;  // nullptr: refused
};

TEST_CASE("Cells are read as people write them, and refused where unclear") {
  const auto one = GENERATE(values<Cell>({
      {"end", "2024/3/1", "2024-03-01"},
      {"end", "2024.3.1", "2024-03-01"},
      {"end", "2024-3-1", "2024-03-01"},
      {"end", "２０２４年3月1日", "2024-03-01"},
      {"end", "2024-02-30", nullptr},
      {"end", "2024-03", nullptr},
      {"end", "3/1/2024", nullptr},
      {"end", "昨天", nullptr},
      {"value", "1.000", "1.000"},
      {"value", "１．０００", "1.000"},
      {"value", "−1.5", "-1.5"},
      {"value", "1.0E-3", "1.0E-3"},
      {"value", "1,000", nullptr},
      {"value", "1.0×10-3", nullptr},
      {"value", "0.02%", nullptr},
      {"value", "NaN", nullptr},
      {"value", "一", nullptr},
      {"maximum_permissible_error", "±0.016", "0.016"},
      {"error", "±0.016", nullptr},
      {"unit", "MPa", "\\mega\\pascal"},
      {"unit", "℃", "\\degreecelsius"},
      {"unit", "\\mega\\pascal", "\\mega\\pascal"},
      {"unit", "公斤力", nullptr},
      {"kind", "校准证书", "校准证书"},
      {"kind", "CALIBRATION", "校准证书"},
      {"kind", "KIND_CALIBRATION", "校准证书"},
      {"kind", "UNSPECIFIED", nullptr},
      {"kind", "测试报告", nullptr},
      {"value_status", "认定值", "标准值"},
      {"conformity", "符合", "合格"},
      {"relative_uncertainty", "是", "是"},
      {"relative_uncertainty", "否", ""},
      {"relative_uncertainty", "也许", nullptr},
      {"pages", "３", "3"},
      {"pages", "-1", nullptr},
      {"pages", "三", nullptr},
      {"specifications", "JJG 52-2013;JJG 875-2019",
       "JJG 52-2013；JJG 875-2019"},
      {"specifications", "JJG 52-2013 ；；", "JJG 52-2013"},
      {"temperature_celsius", "20.3", "20.3"},
      {"temperature_celsius", "-5～２０", "-5~20"},
      {"temperature_celsius", "19 至 21", "19~21"},
      {"temperature_celsius", "1~2~3", nullptr},
      {"temperature_celsius", "常温", nullptr},
      {"signers", "校准员 XJ-0012；批准人", "检定员 XJ-0012；批准人"},
      {"signers", "检定员 张三", nullptr},
      {"signers", "检定员 ZhangSan", nullptr},
      {"signers", "见证人", nullptr},
      {"qualifiers", "pressure_reference = gauge", "pressure_reference=gauge"},
      {"qualifiers", "gauge", nullptr},
      {"sensitivities", "ref1 = ２.5", "ref1=2.5"},
      {"sensitivities", "2.5", nullptr},
      {"sensitivities", "ref1=x", nullptr},
      {"number", "'=1+1", "'=1+1"},
      {"number", "-40", "-40"},
  }));
  INFO(one.column << " " << one.cell);
  const TableColumn& column = Column(one.column);
  const auto message = MessageOf(column.section);
  const absl::Status set = SetTableCell(column, one.cell, *message);
  CHECK(set.ok() == (one.becomes != nullptr));
  if (one.becomes != nullptr) {
    CHECK(ToTableCell(column, *message) == one.becomes);
  }
}

TEST_CASE("Blanks around a cell are stripped, wide ones too") {
  CHECK(StripBlanks(" \t\u3000a b\u3000 \r\n") == "a b");
  CHECK(StripBlanks("\u3000") == "");
}

}  // namespace
}  // namespace suyuan::certificates
