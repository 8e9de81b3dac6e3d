#include "services/certificates/table/columns.h"

#include <string>

#include "absl/container/flat_hash_map.h"
#include "libs/text/normalise.h"

namespace suyuan::certificates {
namespace {

using F = TableForm;
constexpr TableSection kC = TableSection::kCertificate;
constexpr TableSection kI = TableSection::kItem;
constexpr TableSection kR = TableSection::kReference;
constexpr TableSection kP = TableSection::kResult;
constexpr TableSection kX = TableSection::kFailedItem;

// clang-format off
constexpr TableColumn kColumns[] = {
    {"证书类型", "kind", kC, "kind", F::kEnum},
    {"证书编号", "number", kC, "number"},
    {"发证机构", "issuer", kC, "issuer.title"},
    {"发证机构代码", "issuer_code", kC, "issuer.code"},
    {"发证机构记录", "issuer_record", kC, "issuer.institution"},
    {"发证机构地址", "issuer_address", kC, "issuer.address"},
    {"授权证书号", "issuer_authorisation", kC, "issuer.authorisation_number"},
    {"送检单位", "customer", kC, "customer.title", F::kText, "", "委托方"},
    {"送检单位地址", "customer_address", kC, "customer.address", F::kText, "", "委托方地址"},
    {"收样日期", "received", kC, "received", F::kDay, "", "接收日期"},
    {"开始日期", "begin", kC, "begin", F::kDay},
    {"检定日期", "end", kC, "end", F::kDay, "", "校准日期"},
    {"发证日期", "issued", kC, "issued", F::kDay},
    {"有效期至", "valid_to", kC, "valid_to", F::kDay},
    {"地点类型", "place", kC, "place", F::kEnum},
    {"检定地点", "place_text", kC, "place_text", F::kText, "", "校准地点"},
    {"纬度", "latitude", kC, "place_point.latitude", F::kDecimal},
    {"经度", "longitude", kC, "place_point.longitude", F::kDecimal},
    {"依据文件", "specifications", kC, "specifications", F::kList},
    {"温度(℃)", "temperature_celsius", kC, "environment", F::kCondition, "temperature \\degreecelsius"},
    {"相对湿度(%)", "humidity_percent", kC, "environment", F::kCondition, "relative_humidity \\percent"},
    {"大气压(kPa)", "pressure_kilopascal", kC, "environment", F::kCondition, "pressure \\kilo\\pascal"},
    {"结论", "conclusion", kC, "conclusion.text"},
    {"结论判定", "conclusion_conformity", kC, "conclusion.conformity", F::kEnum},
    {"结论等级", "conclusion_class", kC, "conclusion.accuracy_class"},
    {"签字", "signers", kC, "signers", F::kSigners},
    {"替代方式", "replaces_kind", kC, "replaces.kind", F::kEnum},
    {"被替代证书编号", "replaces_number", kC, "replaces.number"},
    {"替代原因", "replaces_reason", kC, "replaces.reason"},
    {"抽样", "sampling", kC, "sampling"},
    {"偏离", "deviations", kC, "deviations"},
    {"声明", "statements", kC, "statements", F::kLines},
    {"溯源性声明", "traceability_statement", kC, "traceability_statement"},
    {"页数", "pages", kC, "pages", F::kCount},
    {"标准物质编号", "material_number", kC, "reference_material.number"},
    {"标准物质级别", "material_grade", kC, "reference_material.grade", F::kEnum},
    {"定级证书号", "grading_certificate", kC, "reference_material.grading_certificate"},
    {"批号", "batch", kC, "reference_material.batch"},
    {"基体", "matrix", kC, "reference_material.matrix"},
    {"生产日期", "production_date", kC, "reference_material.production_date", F::kDay, "", "定值日期"},
    {"最小取样量", "minimum_sample", kC, "reference_material.minimum_sample"},
    {"储存条件", "storage", kC, "reference_material.storage"},
    {"开封后有效期", "opened_life", kC, "reference_material.opened_life"},
    {"均匀性", "homogeneity", kC, "reference_material.homogeneity"},
    {"稳定性", "stability", kC, "reference_material.stability"},
    {"定值方法", "method", kC, "reference_material.method"},

    {"器具序号", "item", kI, "id"},
    {"器具名称", "item_name", kI, "title", F::kTitle, "zh", "名称"},
    {"器具名称(英文)", "item_name_en", kI, "title", F::kTitle, "en"},
    {"制造厂", "manufacturer", kI, "manufacturer", F::kText, "", "制造单位"},
    {"型号规格", "model", kI, "model"},
    {"出厂编号", "serial_number", kI, "identifications", F::kIdentification, "manufacturer"},
    {"管理编号", "asset_number", kI, "identifications", F::kIdentification, "owner"},
    {"测量范围", "measuring_range", kI, "measuring_range"},
    {"准确度等级", "accuracy_class", kI, "accuracy_class"},
    {"器具类别", "equipment_class", kI, "equipment_class"},
    {"器具记录", "item_record", kI, "record"},
    {"器具状态", "item_state", kI, "state"},

    {"标准器序号", "reference", kR, "id"},
    {"标准器名称", "reference_name", kR, "title", F::kTitle, "zh", "计量标准名称"},
    {"标准器名称(英文)", "reference_name_en", kR, "title", F::kTitle, "en"},
    {"标准器作用", "reference_role", kR, "role", F::kEnum},
    {"考核证书号", "assessment_number", kR, "assessment_number", F::kText, "", "计量标准考核证书号"},
    {"考核证书有效期至", "assessment_valid_to", kR, "assessment_valid_to", F::kDay},
    {"标准器证书编号", "reference_certificates", kR, "certificate_numbers", F::kList},
    {"标准器证书有效期至", "reference_valid_to", kR, "valid_to", F::kDay},
    {"标准器发证机构", "reference_issuer", kR, "issuer.title"},
    {"标准器制造厂", "reference_manufacturer", kR, "manufacturer"},
    {"标准器型号", "reference_model", kR, "model"},
    {"标准器编号", "reference_serial_number", kR, "identifications", F::kIdentification, "manufacturer"},
    {"标准器测量范围", "reference_range", kR, "measuring_range"},
    {"标准器技术指标", "reference_capability", kR, "capability"},
    {"计量标准记录", "reference_standard", kR, "standard"},
    {"标准器记录", "reference_record", kR, "record"},
    {"标准器状态", "reference_state", kR, "state"},
    {"标准器证书摘要", "reference_digest", kR, "digest"},

    {"点号", "result", kP, "id"},
    {"测量项目", "measurand", kP, "title", F::kTitle, "zh"},
    {"测量项目(英文)", "measurand_en", kP, "title", F::kTitle, "en"},
    {"量", "quantity", kP, "kind.code"},
    {"量的限定", "qualifiers", kP, "kind.qualifiers", F::kQualifiers},
    {"标称值", "nominal_value", kP, "nominal_value", F::kDecimal},
    {"标准值", "value", kP, "value", F::kDecimal, "", "特性值"},
    {"单位", "unit", kP, "unit", F::kUnit},
    {"示值", "indication", kP, "indication", F::kDecimal},
    {"示值误差", "error", kP, "error", F::kDecimal},
    {"修正值", "correction", kP, "correction", F::kDecimal},
    {"扩展不确定度", "expanded_uncertainty", kP, "uncertainty.expanded", F::kDecimal},
    {"包含因子", "coverage_factor", kP, "uncertainty.coverage_factor", F::kDecimal},
    {"包含概率", "coverage_probability", kP, "uncertainty.coverage_probability", F::kDecimal},
    {"标准不确定度", "standard_uncertainty", kP, "uncertainty.standard", F::kDecimal},
    {"自由度", "degrees_of_freedom", kP, "uncertainty.degrees_of_freedom", F::kDecimal},
    {"分布", "distribution", kP, "uncertainty.distribution"},
    {"相对不确定度", "relative_uncertainty", kP, "uncertainty.relative", F::kYesNo},
    {"最大允许误差", "maximum_permissible_error", kP, "maximum_permissible_error", F::kLimit},
    {"单点等级", "result_class", kP, "accuracy_class"},
    {"适用下限", "range_from", kP, "valid_range.min", F::kDecimal},
    {"适用上限", "range_to", kP, "valid_range.max", F::kDecimal},
    {"适用单位", "range_unit", kP, "valid_range.unit", F::kUnit},
    {"调整", "stage", kP, "stage", F::kEnum},
    {"单点结论", "conformity", kP, "conformity", F::kEnum},
    {"判定规则", "conformity_rule", kP, "conformity_rule"},
    {"使用标准器", "references", kP, "reference_ids", F::kList},
    {"多标准器平均", "reference_average", kP, "multi_reference_average", F::kYesNo},
    {"灵敏系数", "sensitivities", kP, "sensitivities", F::kSensitivities},
    {"特性值类别", "value_status", kP, "value_status", F::kEnum},

    {"不合格项目", "failed_item", kX, "title"},
    {"不合格项目要求", "failed_requirement", kX, "requirement"},
    {"不合格项目结果", "failed_found", kX, "found"},
};
// clang-format on

// "器具名称（英文）" and "Issuer_Code " as the table has them.
std::string HeaderKey(absl::string_view header) {
  return text::NormaliseIdentifier(header);
}

const absl::flat_hash_map<std::string, int>& ByHeader() {
  static const auto& all = *[] {
    auto* const made = new absl::flat_hash_map<std::string, int>;
    int index = 0;
    for (const TableColumn& column : kColumns) {
      for (const absl::string_view name :
           {column.zh, column.en, column.alias}) {
        if (!name.empty()) made->emplace(HeaderKey(name), index);
      }
      ++index;
    }
    return made;
  }();
  return all;
}

}  // namespace

absl::Span<const TableColumn> TableColumns() { return kColumns; }

int FindTableColumn(absl::string_view header) {
  const auto found = ByHeader().find(HeaderKey(header));
  return found == ByHeader().end() ? -1 : found->second;
}

}  // namespace suyuan::certificates
