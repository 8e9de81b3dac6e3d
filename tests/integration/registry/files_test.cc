// Files of records, in and out.

#include "tests/integration/registry/files.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "google/protobuf/message.h"
#include "libs/csv/csv.h"
#include "libs/json/message_json.h"
#include "libs/text/encoding.h"
#include "tests/support/registry_examples.h"

namespace suyuan::registry {
namespace {

using suyuan::testing::HasReason;
using suyuan::testing::IsOk;
using suyuan::testing::RegistryExamples;
using suyuan::testing::StatusOf;
using testing::Export;
using testing::Import;
using testing::ReadAll;
using testing::Told;
using testing::TypeOf;
using Texts = std::vector<std::string>;

constexpr auto kInstitutions = proto::RECORD_TYPE_INSTITUTION;
constexpr auto kStandards = proto::RECORD_TYPE_STANDARD;
constexpr auto kInstruments = proto::RECORD_TYPE_INSTRUMENT;
constexpr auto kCsv = proto::FILE_FORMAT_CSV;
constexpr auto kLines = proto::FILE_FORMAT_JSON_LINES;

const google::protobuf::Message& Inside(const proto::Record& record) {
  std::vector<const google::protobuf::FieldDescriptor*> set;
  record.GetReflection()->ListFields(record, &set);
  return record.GetReflection()->GetMessage(record, set.at(0));
}

std::string NameOf(const proto::Record& record) {
  const auto& message = Inside(record);
  return message.GetReflection()->GetString(
      message, message.GetDescriptor()->FindFieldByName("name"));
}

std::string LineOf(const proto::Record& record) {
  std::string line;
  json::AppendJson(Inside(record), line);
  return line;
}

// A report is frozen by its own method; all else can be made by a file.
bool IsMadeByFiles(const proto::Record& record) {
  return TypeOf(record) != proto::RECORD_TYPE_INDICATOR_REPORT;
}

// A file of CSV without the columns of meta, which differ between registries.
std::vector<Texts> WithoutMeta(const std::string& file) {
  const auto table = csv::Table::Parse(text::DecodeFile(file).utf8);
  REQUIRE_THAT(StatusOf(table), IsOk());
  std::vector<Texts> rows;
  for (size_t i = 0; i < table->size(); ++i) {
    rows.emplace_back();
    for (size_t cell = 0; cell < table->row(i).size(); ++cell) {
      if (table->row(0)[cell].substr(0, 5) == "meta.") continue;
      rows.back().emplace_back(table->row(i)[cell]);
    }
  }
  return rows;
}

// One line of JSON without meta.
std::string WithoutMeta(const std::string& line, const proto::Record& like) {
  proto::Record record = like;
  std::vector<const google::protobuf::FieldDescriptor*> set;
  record.GetReflection()->ListFields(record, &set);
  auto& message = *record.GetReflection()->MutableMessage(&record, set.at(0));
  REQUIRE_THAT(json::FromJson(line, message), IsOk());
  message.GetReflection()->ClearField(
      &message, message.GetDescriptor()->FindFieldByName("meta"));
  return LineOf(record);
}

// A registry with all examples in it.
class WithExamples {
 public:
  WithExamples() {
    for (const proto::Record& record : RegistryExamples()) {
      if (!IsMadeByFiles(record)) continue;
      INFO(NameOf(record));
      CHECK(Told(Import(registry, TypeOf(record), kLines, LineOf(record))) ==
            Texts{"CREATED"});
    }
  }
  Registry registry;
};

TEST_CASE("Every kind goes from one registry to another as CSV and as JSON") {
  WithExamples of;
  for (const auto format : {kCsv, kLines}) {
    Registry other;
    for (const proto::Record& record : RegistryExamples()) {
      if (!IsMadeByFiles(record)) continue;
      const std::string name = NameOf(record);
      CAPTURE(name, format);
      const std::string filter = "name = \"" + name + "\"";
      const std::string file =
          Export(of.registry, TypeOf(record), format, filter);
      // The etag in it is of a revision that the other registry has not: it
      // makes a new record.
      CHECK(Told(Import(other, TypeOf(record), format, file)) ==
            Texts{"CREATED"});
      CHECK(Told(Import(other, TypeOf(record), format, file)) ==
            Texts{"UNCHANGED"});
      const std::string back = Export(other, TypeOf(record), format, filter);
      if (format == kCsv) {
        CHECK(WithoutMeta(back) == WithoutMeta(file));
      } else {
        CHECK(WithoutMeta(back, record) == WithoutMeta(file, record));
      }
    }
  }
}

TEST_CASE("An export that comes back changes nothing") {
  WithExamples of;
  const int64_t position = 17;  // all examples but the report
  for (int type = 1; type <= 12; ++type) {
    for (const auto format : {kCsv, kLines}) {
      const auto kind = static_cast<proto::RecordType>(type);
      CAPTURE(proto::RecordType_Name(kind), format);
      const auto again =
          Import(of.registry, kind, format, Export(of.registry, kind, format));
      REQUIRE_THAT(StatusOf(again), IsOk());
      CHECK(again->unchanged() > 0);
      CHECK(again->unchanged() == again->rows_size());
    }
  }
  grpc::ClientContext context;
  rpc::Prepare(context, {});
  proto::WatchRequest watch;
  watch.set_position(position);
  const auto reader = of.registry.stub().Watch(&context, watch);
  proto::WatchResponse response;
  REQUIRE(reader->Read(&response));
  CHECK(response.changes().empty());
  CHECK(response.position() == position);
  context.TryCancel();
  reader->Finish();
}

// Rows of institutions under a header, as CSV.
std::string Rows(const std::string& header, const Texts& rows) {
  std::string file = header + "\r\n";
  for (const std::string& row : rows) file += row + "\r\n";
  return file;
}

TEST_CASE("Each row is kept or refused by itself, in the order of the file") {
  Registry registry;
  const std::string header = "name,title.zh,kind,uscc,division";
  proto::ImportRecordsRequest request;
  request.set_type(kInstitutions);
  request.set_format(kCsv);
  request.set_rows_before(100);
  request.set_content(Rows(
      header,
      {"institutions/a,甲,ENTERPRISE,,650100", "institutions/b,乙,ENTERPRIZE,,",
       "institutions/c,,ENTERPRISE,,9", "institutions/A,丁,ENTERPRISE,,",
       "institutions/e,戊,ENTERPRISE", "institutions/a,甲,ENTERPRISE,,650100",
       "institutions/a,甲二,ENTERPRISE,,650100"}));
  const auto response = Import(registry, request, "li@kashi");
  CHECK(Told(response) == Texts{"CREATED", "REFUSED INVALID_FIELD kind",
                                "REFUSED INVALID_FIELD title division",
                                "REFUSED INVALID_FIELD name",
                                "REFUSED INVALID_FIELD row", "UNCHANGED",
                                "UPDATED"});
  CHECK(response->rows(0).row() == 101);
  CHECK(response->rows(6).row() == 107);
  CHECK(response->rows(0).name() == "institutions/a");
  CHECK(response->rows(3).name().empty());
  CHECK(response->created() == 1);
  CHECK(response->updated() == 1);
  CHECK(response->unchanged() == 1);
  CHECK(response->refused() == 4);
  CHECK(response->rows(1).problems(0).description().find("ENTERPRIZE") !=
        std::string::npos);
  const auto kept = registry.Get("institutions/a");
  REQUIRE_THAT(StatusOf(kept), IsOk());
  CHECK(kept->title().texts().at("zh") == "甲二");
  CHECK(kept->meta().revision() == 2);
  CHECK(kept->meta().principal() == "li@kashi");
  CHECK(kept->meta().token() == response->token());
  CHECK_THAT(StatusOf(registry.Get("institutions/b")),
             HasReason("RECORD_NOT_FOUND"));
  request.set_skip_unchanged(true);
  const auto again = Import(registry, request);
  CHECK(again->rows_size() == 6);
  CHECK(again->unchanged() == 1);
}

TEST_CASE("A record that a row names must be there") {
  Registry registry;
  const std::string row =
      Rows("name,title.zh,level,holder",
           {"standards/a,甲,PUBLIC_HIGHEST,institutions/x"});
  CHECK(Told(Import(registry, kStandards, kCsv, row)) ==
        Texts{"REFUSED RECORD_NOT_FOUND holder"});
  REQUIRE_THAT(StatusOf(registry.Create("x", "机构")), IsOk());
  CHECK(Told(Import(registry, kStandards, kCsv, row)) == Texts{"CREATED"});
}

TEST_CASE("A column that is missing leaves its field as it is") {
  Registry registry;
  REQUIRE_THAT(StatusOf(registry.Create("a", "甲")), IsOk());
  CHECK(Told(Import(registry, kInstitutions, kCsv,
                    Rows("name,division", {"institutions/a,653101"}))) ==
        Texts{"UPDATED"});
  const auto changed = registry.Get("institutions/a");
  CHECK(changed->title().texts().at("zh") == "甲");
  CHECK(changed->period().from() == "2001-01-01");
  CHECK(changed->division() == "653101");
  CHECK(Told(Import(registry, kInstitutions, kCsv,
                    Rows("name,division", {"institutions/a,"}))) ==
        Texts{"UPDATED"});
  CHECK(registry.Get("institutions/a")->division().empty());
  // A line of JSON is the whole record.
  CHECK(Told(Import(
            registry, kInstitutions, kLines,
            R"({"name": "institutions/a", "kind": "KIND_ENTERPRISE"})")) ==
        Texts{"REFUSED INVALID_FIELD title"});
}

TEST_CASE("A change with an etag is of that revision only") {
  Registry registry;
  const auto made = registry.Create("a", "甲");
  const std::string header = "name,meta.etag,division";
  const auto row = [&](const std::string& etag, const std::string& division) {
    return Rows(header, {"institutions/a," + etag + "," + division});
  };
  CHECK(Told(Import(registry, kInstitutions, kCsv,
                    row(made->meta().etag(), "653101"))) == Texts{"UPDATED"});
  CHECK(Told(Import(registry, kInstitutions, kCsv,
                    row(made->meta().etag(), "653102"))) ==
        Texts{"REFUSED ETAG_MISMATCH"});
  // What changes nothing is in nobody's way: an answer that was lost.
  CHECK(Told(Import(registry, kInstitutions, kCsv,
                    row(made->meta().etag(), "653101"))) == Texts{"UNCHANGED"});
}

TEST_CASE("A check keeps nothing") {
  Registry registry;
  proto::ImportRecordsRequest request;
  request.set_type(kInstitutions);
  request.set_format(kCsv);
  request.set_validate_only(true);
  request.set_content(
      Rows("name,title.zh,kind",
           {"institutions/a,甲,ENTERPRISE", "institutions/b,乙,"}));
  CHECK(Told(Import(registry, request)) ==
        Texts{"CREATED", "REFUSED INVALID_FIELD kind"});
  CHECK_THAT(StatusOf(registry.Get("institutions/a")),
             HasReason("RECORD_NOT_FOUND"));
}

TEST_CASE("A file of GB18030 is read, a broken one is refused with its place") {
  Registry registry;
  // 质量所 in GB18030.
  const std::string title = "\xD6\xCA\xC1\xBF\xCB\xF9";
  CHECK(Told(Import(registry, kInstitutions, kCsv,
                    Rows("name,title.zh,kind",
                         {"institutions/a," + title + ",ENTERPRISE"}))) ==
        Texts{"CREATED"});
  CHECK(registry.Get("institutions/a")->title().texts().at("zh") == "质量所");
  const auto broken =
      Import(registry, kInstitutions, kCsv,
             Rows("name,title.zh,kind",
                  {"institutions/b," + title + "\xFF,ENTERPRISE"}));
  REQUIRE_THAT(StatusOf(broken), HasReason("INVALID_FIELD"));
  CHECK(ViolationsOf(broken.status())[0].description.find("row 2, cell 2") ==
        0);
}

TEST_CASE("A call takes so much and no more") {
  Registry registry;
  const auto rows = [](int count) {
    std::string file;
    for (int i = 0; i < count; ++i) absl::StrAppend(&file, "{}\n");
    return file;
  };
  const auto most = Import(registry, kInstitutions, kLines, rows(20000));
  REQUIRE_THAT(StatusOf(most), IsOk());
  CHECK(most->refused() == 20000);
  CHECK_THAT(StatusOf(Import(registry, kInstitutions, kLines, rows(20001))),
             HasReason("TOO_MANY"));
  const std::string long_line(8 << 20, ' ');
  CHECK_THAT(StatusOf(Import(registry, kInstitutions, kLines, long_line)),
             IsOk());
  CHECK_THAT(StatusOf(Import(registry, kInstitutions, kLines, long_line + " ")),
             HasReason("TOO_MANY"));
  for (const auto& [type, format] :
       std::initializer_list<std::pair<proto::RecordType, proto::FileFormat>>{
           {proto::RECORD_TYPE_UNSPECIFIED, kLines},
           {kInstitutions, proto::FILE_FORMAT_UNSPECIFIED},
           {kInstitutions, proto::FILE_FORMAT_KCDB_JSON}}) {
    CHECK_THAT(StatusOf(Import(registry, type, format, "{}")),
               HasReason("INVALID_FIELD"));
  }
  proto::ImportRecordsRequest request;
  request.set_type(kInstitutions);
  request.set_format(kLines);
  request.set_rows_before(-1);
  CHECK_THAT(StatusOf(Import(registry, request)), HasReason("INVALID_FIELD"));
}

TEST_CASE("Lines that cannot be read are told with what is wrong") {
  Registry registry;
  CHECK(Told(Import(registry, kInstruments, kLines,
                    "\xEF\xBB\xBF{\"name\": \"instruments/a\", \"ownr\": 1}\n"
                    "\r\n{\n{\"name\": \"instruments/b\", \"title\": "
                    "{\"texts\": {\"zh\": \"秤\"}}}\r\n")) ==
        Texts{"REFUSED INVALID_FIELD", "REFUSED JSON_SYNTAX", "CREATED"});
}

TEST_CASE("A report is made by no file, and a comparison begins as planned") {
  WithExamples of;
  const proto::Record report =
      suyuan::testing::RegistryExample("indicator_report");
  CHECK(Told(Import(of.registry, proto::RECORD_TYPE_INDICATOR_REPORT, kLines,
                    LineOf(report))) == Texts{"REFUSED REPORT_FROZEN"});
  const std::string line =
      Export(of.registry, proto::RECORD_TYPE_COMPARISON, kLines);
  CHECK(line.find("\"state\":\"STATE_PLANNED\"") != std::string::npos);
}

std::string ManyInstruments(int count) {
  std::string file = "name,title.zh,period.from\r\n";
  for (int i = 0; i < count; ++i) {
    absl::StrAppend(&file, "instruments/i-", 1000 + i, ",秤 ", i,
                    i % 2 == 0 ? ",2020-01-01\r\n" : ",2030-01-01\r\n");
  }
  return file;
}

proto::ExportRecordsRequest AskFor(proto::RecordType type,
                                   proto::FileFormat format) {
  proto::ExportRecordsRequest request;
  request.set_type(type);
  request.set_format(format);
  return request;
}

int64_t LinesIn(const std::string& file) {
  return std::count(file.begin(), file.end(), '\n');
}

TEST_CASE("A long import and a long export are whole") {
  Registry registry;
  const auto made = Import(registry, kInstruments, kCsv, ManyInstruments(1234));
  REQUIRE_THAT(StatusOf(made), IsOk());
  CHECK(made->created() == 1234);
  CHECK(made->rows(1233).row() == 1234);
  const auto streamed = ReadAll<proto::ExportRecordsResponse>(
      registry, &proto::Registry::Stub::ExportRecords,
      AskFor(kInstruments, kCsv));
  REQUIRE_THAT(streamed.status, IsOk());
  CHECK(streamed.pieces.size() > 2);
  std::string file;
  for (const auto& piece : streamed.pieces) {
    file += piece.content();
    CHECK(file.substr(file.size() - 2) == "\r\n");  // whole rows
    CHECK(LinesIn(file) == piece.rows() + 1);
  }
  CHECK(streamed.pieces.back().rows() == 1234);
  CHECK(streamed.pieces.back().last_name() == "instruments/i-2233");
  CHECK(file.substr(0, 7) == "\xEF\xBB\xBFname");
}

TEST_CASE("A file that broke off is taken up as of the same instant") {
  Registry registry;
  REQUIRE_THAT(
      StatusOf(Import(registry, kInstruments, kCsv, ManyInstruments(300))),
      IsOk());
  const auto whole = Export(registry, kInstruments, kCsv);
  const auto first = ReadAll<proto::ExportRecordsResponse>(
                         registry, &proto::Registry::Stub::ExportRecords,
                         AskFor(kInstruments, kCsv))
                         .pieces.at(0);
  registry.clock().Advance(absl::Hours(1));
  CHECK(Told(Import(registry, kInstruments, kCsv,
                    Rows("name,title.zh", {"instruments/i-1299,天平"}))) ==
        Texts{"UPDATED"});
  proto::ExportRecordsRequest rest = AskFor(kInstruments, kCsv);
  rest.set_after_name(first.last_name());
  *rest.mutable_known_at() = first.known_at();
  CHECK(first.content() + Export(registry, rest) == whole);
  CHECK(Export(registry, kInstruments, kCsv).find("天平") != std::string::npos);
}

TEST_CASE("An export holds what is asked for") {
  Registry registry;
  REQUIRE_THAT(
      StatusOf(Import(registry, kInstruments, kCsv, ManyInstruments(20))),
      IsOk());
  proto::ExportRecordsRequest request = AskFor(kInstruments, kLines);
  CHECK(LinesIn(Export(registry, request)) == 20);
  request.set_as_of("2025-01-01");
  CHECK(LinesIn(Export(registry, request)) == 10);
  request.set_filter("name = \"instruments/i-1002\"");
  CHECK(LinesIn(Export(registry, request)) == 1);
  request.set_as_of("");
  request.set_filter("");
  request.mutable_known_at()->set_seconds(absl::ToUnixSeconds(kNoon) - 1);
  CHECK(Export(registry, request).empty());
  // A file without records has its header.
  request.set_format(kCsv);
  CHECK(LinesIn(Export(registry, request)) == 1);
}

TEST_CASE("An export that cannot be is refused before its first piece") {
  Registry registry;
  const auto refused = [&](const proto::ExportRecordsRequest& request) {
    const auto streamed = ReadAll<proto::ExportRecordsResponse>(
        registry, &proto::Registry::Stub::ExportRecords, request);
    CHECK(streamed.pieces.empty());
    return streamed.status;
  };
  CHECK_THAT(refused(AskFor(proto::RECORD_TYPE_UNSPECIFIED, kCsv)),
             HasReason("INVALID_FIELD"));
  CHECK_THAT(refused(AskFor(kInstruments, proto::FILE_FORMAT_KCDB_JSON)),
             HasReason("INVALID_FIELD"));
  proto::ExportRecordsRequest request = AskFor(kInstruments, kCsv);
  request.set_filter("nothing = 1");
  CHECK_THAT(refused(request), HasReason("INVALID_FILTER"));
  request = AskFor(kInstruments, kCsv);
  request.set_after_name("standards/a");
  CHECK_THAT(refused(request), HasReason("INVALID_FIELD"));
  request = AskFor(kInstruments, kCsv);
  request.set_as_of("yesterday");
  CHECK_THAT(refused(request), HasReason("INVALID_FIELD"));
}

TEST_CASE("A download is the bytes of the file") {
  WithExamples of;
  const auto streamed = ReadAll<google::api::HttpBody>(
      of.registry, &proto::Registry::Stub::DownloadRecords,
      AskFor(kStandards, kCsv));
  REQUIRE_THAT(streamed.status, IsOk());
  REQUIRE(streamed.pieces.size() == 1);
  CHECK(streamed.pieces[0].content_type() ==
        "text/csv; charset=utf-8; header=present");
  CHECK(streamed.pieces[0].data() == Export(of.registry, kStandards, kCsv));

  proto::UploadRecordsRequest upload;
  upload.set_type(kStandards);
  upload.set_format(kCsv);
  *upload.mutable_file() = streamed.pieces[0];
  CHECK(Told(of.registry.Call(&proto::Registry::Stub::UploadRecords, upload)) ==
        Texts{"UNCHANGED"});
}

TEST_CASE("The dataset describes itself and names nobody") {
  WithExamples of;
  const auto streamed = ReadAll<proto::ExportDatasetResponse>(
      of.registry, &proto::Registry::Stub::ExportDataset,
      proto::ExportDatasetRequest());
  REQUIRE_THAT(streamed.status, IsOk());
  std::string file;
  for (const auto& piece : streamed.pieces) file += piece.content();
  const std::vector<std::string> lines =
      absl::StrSplit(file, '\n', absl::SkipEmpty());
  CHECK(streamed.pieces.back().lines() == static_cast<int64_t>(lines.size()));

  proto::DatasetLine first;
  REQUIRE_THAT(json::FromJson(lines.at(0), first), IsOk());
  REQUIRE(first.has_description());
  const proto::DatasetDescription& description = first.description();
  CHECK(description.title().texts().contains("zh"));
  CHECK(description.title().texts().contains("en"));
  CHECK(description.known_at().seconds() == absl::ToUnixSeconds(kNoon));
  int64_t counted = 0;
  for (const auto& count : description.counts()) {
    CHECK(count.type() != proto::RECORD_TYPE_PERSON);
    counted += count.records();
  }
  CHECK(counted + 1 == static_cast<int64_t>(lines.size()));
  const auto& left_out = description.fields_left_out();
  CHECK(std::count(left_out.begin(), left_out.end(), "instrument.owner") == 1);

  for (size_t i = 1; i < lines.size(); ++i) {
    proto::DatasetLine line;
    REQUIRE_THAT(json::FromJson(lines[i], line), IsOk());
    CHECK_FALSE(line.record().has_person());
  }
  for (const char* secret :
       {"persons/", "anonymous@local", "signingKeys", "例示市场 12 号摊位",
        "KL150226", "铅封", "\"etag\""}) {
    CAPTURE(secret);
    CHECK(file.find(secret) == std::string::npos);
  }
  CHECK(file.find("price_computing_scale") != std::string::npos);

  const auto download = ReadAll<google::api::HttpBody>(
      of.registry, &proto::Registry::Stub::DownloadDataset,
      proto::ExportDatasetRequest());
  std::string downloaded;
  for (const auto& piece : download.pieces) downloaded += piece.data();
  CHECK(downloaded == file);
}

}  // namespace
}  // namespace suyuan::registry
