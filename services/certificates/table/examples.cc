#include "services/certificates/table/examples.h"

#include "libs/base/check.h"
#include "services/certificates/convert/canonical.h"

namespace suyuan::certificates {
namespace {

constexpr const char* kExamples[] = {
    R"({
  "kind": "KIND_VERIFICATION",
  "number": "模拟检字第2024-0451号",
  "issuer": {"title": "天山计量检定所（模拟数据）", "address": "乌鲁木齐市示例路1号",
             "authorisationNumber": "（新）法计（2022）001号"},
  "customer": {"title": "示例纺织厂（模拟数据）", "address": "阿克苏市示例路2号"},
  "items": [{"title": {"texts": {"zh": "一般压力表"}}, "manufacturer": "安驼仪表厂（模拟）",
             "model": "YB-150", "measuringRange": "(0~1.6) MPa", "accuracyClass": "1.6级",
             "identifications": [{"issuer": "manufacturer", "value": "2023-0451"}]}],
  "received": "2024-03-08", "begin": "2024-03-11", "end": "2024-03-11",
  "issued": "2024-03-12", "validTo": "2024-09-10",
  "place": "PLACE_LABORATORY", "placeText": "压力室",
  "specifications": ["JJG 52-2013"],
  "environment": [
    {"quantity": "temperature", "min": "20.3", "max": "20.6", "unit": "\\degreecelsius"},
    {"quantity": "relative_humidity", "min": "45", "unit": "\\percent"}],
  "references": [{"id": "ref1", "title": {"texts": {"zh": "精密压力表标准装置"}},
    "assessmentNumber": "（新）量标企证字第0132号", "assessmentValidTo": "2027-04-30",
    "certificateNumbers": ["模拟校字第2023-P0217号"], "validTo": "2024-10-19",
    "measuringRange": "(0~2.5) MPa", "capability": "0.25级", "role": "ROLE_MAIN"}],
  "results": [
    {"id": "r1", "title": {"texts": {"zh": "示值误差"}},
     "kind": {"code": "PRES", "qualifiers": {"pressure_reference": "gauge"}},
     "value": "0.8", "unit": "\\mega\\pascal", "indication": "0.810", "error": "0.010",
     "maximumPermissibleError": "0.0256", "conformity": "CONFORMITY_PASS"},
    {"id": "r2", "title": {"texts": {"zh": "示值误差"}},
     "kind": {"code": "PRES", "qualifiers": {"pressure_reference": "gauge"}},
     "value": "1.6", "unit": "\\mega\\pascal", "indication": "1.605", "error": "0.005",
     "maximumPermissibleError": "0.0256", "conformity": "CONFORMITY_PASS"}],
  "conclusion": {"text": "合格", "conformity": "CONFORMITY_PASS", "accuracyClass": "1.6级"},
  "signers": [{"role": "ROLE_PERFORMER", "registration": "XJ-0012"},
              {"role": "ROLE_CHECKER", "registration": "XJ-0007"}, {"role": "ROLE_APPROVER"}],
  "pages": 3})",
    R"({
  "kind": "KIND_VERIFICATION_FAIL",
  "number": "模拟检通字第2024-0007号",
  "issuer": {"title": "天山计量检定所（模拟数据）", "address": "乌鲁木齐市示例路1号",
             "authorisationNumber": "（新）法计（2022）001号"},
  "customer": {"title": "示例纺织厂（模拟数据）"},
  "items": [{"title": {"texts": {"zh": "一般压力表"}}, "manufacturer": "安驼仪表厂（模拟）",
             "model": "YB-150", "measuringRange": "(0~1.6) MPa", "accuracyClass": "1.6级",
             "identifications": [{"issuer": "manufacturer", "value": "2019-1188"}]}],
  "end": "2024-03-11", "issued": "2024-03-12", "place": "PLACE_LABORATORY",
  "specifications": ["JJG 52-2013"],
  "environment": [{"quantity": "temperature", "min": "20.4", "unit": "\\degreecelsius"}],
  "references": [{"id": "ref1", "title": {"texts": {"zh": "精密压力表标准装置"}},
    "assessmentNumber": "（新）量标企证字第0132号", "assessmentValidTo": "2027-04-30",
    "certificateNumbers": ["模拟校字第2023-P0217号"], "validTo": "2024-10-19"}],
  "results": [
    {"id": "r1", "title": {"texts": {"zh": "示值误差"}},
     "kind": {"code": "PRES", "qualifiers": {"pressure_reference": "gauge"}},
     "value": "0.8", "unit": "\\mega\\pascal", "indication": "0.850", "error": "0.050",
     "maximumPermissibleError": "0.0256", "conformity": "CONFORMITY_FAIL"}],
  "failedItems": [{"title": "示值误差", "requirement": "±0.0256 MPa", "found": "0.050 MPa",
                   "resultIds": ["r1"]}],
  "conclusion": {"text": "不合格", "conformity": "CONFORMITY_FAIL"},
  "signers": [{"role": "ROLE_PERFORMER", "registration": "XJ-0012"},
              {"role": "ROLE_CHECKER"}, {"role": "ROLE_APPROVER"}]})",
    R"({
  "kind": "KIND_CALIBRATION",
  "number": "模拟校字第2024-M0031号",
  "issuer": {"title": "昆仑校准实验室（模拟数据）", "code": "CNAS L00000", "address": "喀什市示例路3号"},
  "customer": {"title": "示例药厂（模拟数据）"},
  "items": [{"title": {"texts": {"zh": "砝码", "en": "weight"}}, "manufacturer": "示例衡器厂（模拟）",
             "model": "F2", "accuracyClass": "F2等级",
             "identifications": [{"issuer": "manufacturer", "value": "W-2201"},
                                 {"issuer": "owner", "value": "YC-017"}]}],
  "begin": "2024-05-09", "end": "2024-05-10", "issued": "2024-05-13",
  "place": "PLACE_LABORATORY", "placeText": "质量室",
  "specifications": ["JJG 99-2022"],
  "environment": [
    {"quantity": "temperature", "min": "19.8", "max": "20.2", "unit": "\\degreecelsius"},
    {"quantity": "relative_humidity", "min": "42", "max": "48", "unit": "\\percent"},
    {"quantity": "pressure", "min": "87.2", "unit": "\\kilo\\pascal"}],
  "references": [{"id": "ref1", "title": {"texts": {"zh": "F1等级砝码标准装置"}},
    "assessmentNumber": "（新）量标（2022）第045号", "assessmentValidTo": "2027-05-17",
    "certificateNumbers": ["模拟校字第2023-M0102号", "模拟校字第2023-M0103号"]}],
  "results": [
    {"id": "r1", "title": {"texts": {"zh": "折算质量"}}, "kind": {"code": "MASS"},
     "nominalValue": "1", "value": "1.0000021", "unit": "\\kilogram", "correction": "0.0000021",
     "uncertainty": {"expanded": "5.0E-6", "coverageFactor": "2"}}],
  "deviations": "无",
  "statements": ["本证书的结果仅对所校准的器具有效", "未经实验室书面批准，不得部分复制本证书"],
  "traceabilityStatement": "溯源至国家公斤原器复现装置",
  "signers": [{"role": "ROLE_PERFORMER"}, {"role": "ROLE_APPROVER"}],
  "pages": 2})",
    R"({
  "kind": "KIND_CRM",
  "number": "模拟GBW(E)139999证书",
  "issuer": {"title": "戈壁气体标准物质中心（模拟数据）"},
  "items": [{"title": {"texts": {"zh": "氮中一氧化碳气体标准物质"}},
             "identifications": [{"issuer": "manufacturer", "value": "模拟瓶号2506-01"}]}],
  "end": "2025-06-16", "issued": "2025-06-20", "validTo": "2026-06-19",
  "specifications": ["JJF 1343-2022"],
  "references": [{"id": "ref1", "title": {"texts": {"zh": "一氧化碳气体一级标准物质"}},
    "certificateNumbers": ["模拟GBW09999证书"]}],
  "results": [
    {"id": "r1", "title": {"texts": {"zh": "一氧化碳"}},
     "kind": {"code": "AMFR", "qualifiers": {"amount_basis": "mole_fraction"}},
     "value": "100.2", "unit": "\\micro\\mole\\per\\mole",
     "uncertainty": {"expanded": "0.02", "coverageFactor": "2", "relative": true},
     "valueStatus": "VALUE_STATUS_CERTIFIED"},
    {"id": "r2", "title": {"texts": {"zh": "二氧化碳"}},
     "kind": {"code": "AMFR", "qualifiers": {"amount_basis": "mole_fraction"}},
     "value": "0.4", "unit": "\\micro\\mole\\per\\mole",
     "valueStatus": "VALUE_STATUS_INFORMATION"}],
  "referenceMaterial": {"number": "GBW(E)139999", "grade": "GRADE_SECONDARY",
    "gradingCertificate": "模拟定级（2024）001", "batch": "2506", "matrix": "氮气",
    "productionDate": "2025-06-15", "minimumSample": "不适用", "storage": "避光，(5~40) ℃",
    "openedLife": "P6M", "homogeneity": "均匀性检验合格", "stability": "稳定性考察 12 个月",
    "method": "称量法配制，气相色谱法核验"},
  "traceabilityStatement": "溯源至国家一级标准物质"})",
};

}  // namespace

std::vector<v1::Certificate> TableExamples() {
  std::vector<v1::Certificate> examples;
  for (const char* json : kExamples) {
    absl::StatusOr<v1::Certificate> example = CertificateFromJson(json);
    SUYUAN_CHECK(example.ok());
    examples.push_back(*std::move(example));
  }
  return examples;
}

}  // namespace suyuan::certificates
