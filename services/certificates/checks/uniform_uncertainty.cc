#include "services/certificates/checks/uniform_uncertainty.h"

#include <map>
#include <set>
#include <string>

#include "libs/base/status.h"
#include "services/certificates/checks/json_memory.h"

namespace suyuan::certificates::checks {
namespace {

using nlohmann::json;

constexpr size_t kMostStrata = 8;
constexpr size_t kMostTold = 8;  // values of a run that are told apart

// What one certificate states for one kind of quantity in one unit.
struct Statement {
  std::set<std::string> uncertainties;
  std::set<std::string> classes;
  std::set<int> resolutions;
  bool has_unclassed = false;
};

std::map<std::string, Statement> StatementsOf(const CheckedCertificate& c) {
  std::map<std::string, Statement> statements;
  for (const CheckedResult& result : c.results) {
    if (result.uncertainty_text.empty()) continue;
    const std::string stratum = ShortKey(
        {c.IssuerKey(), result.kind.empty() ? result.title : result.kind,
         result.unit});
    if (statements.size() == kMostStrata && !statements.contains(stratum)) {
      continue;
    }
    Statement& statement = statements[stratum];
    statement.uncertainties.insert(result.uncertainty_text);
    if (result.accuracy_class.empty()) {
      statement.has_unclassed = true;
    } else {
      statement.classes.insert(result.accuracy_class);
    }
    if (result.indication.has_value()) {
      statement.resolutions.insert(result.indication->last_digit());
    }
  }
  return statements;
}

void AddTo(json& list, const json& value) {
  if (list.size() >= kMostTold) return;
  for (const json& held : list) {
    if (held == value) return;
  }
  list.push_back(value);
}

json NewRun(const CheckedCertificate& c, const std::string& uncertainty) {
  return {{"u", uncertainty},
          {"n", 0},
          {"told", 0},
          {"first", c.id.text()},
          {"models", json::array()},
          {"digits", json::array()},
          {"classes", json::array()},
          {"unclassed", false},
          {"newest", json::array()}};
}

void Continue(const CheckedCertificate& c, const Statement& statement,
              json& run) {
  run["n"] = run["n"].get<int>() + 1;
  for (const CheckedItem& item : c.items) {
    if (item.artefact.model.empty()) continue;
    AddTo(run["models"],
          ShortKey({item.artefact.maker, item.artefact.model}).substr(0, 12));
  }
  for (const int digit : statement.resolutions) AddTo(run["digits"], digit);
  for (const std::string& name : statement.classes) {
    AddTo(run["classes"], name);
  }
  if (statement.has_unclassed) run["unclassed"] = true;
  json& newest = run["newest"];
  newest.insert(newest.begin(), c.id.text());
  if (newest.size() > Finding::kMostNamed) newest.erase(newest.size() - 1);
}

bool IsLead(const json& run, const Thresholds& thresholds) {
  const bool is_of_one_class =
      !run["unclassed"].get<bool>() && run["classes"].size() == 1;
  return !is_of_one_class &&
         static_cast<int>(run["models"].size()) >= thresholds.uniform_models &&
         static_cast<int>(run["digits"].size()) >=
             thresholds.uniform_resolutions &&
         IsToTell(run["n"], thresholds.uniform_certificates, run["told"]);
}

Finding UniformFinding(const CheckedCertificate& c, const std::string& stratum,
                       const json& run, const Thresholds& thresholds) {
  Finding finding = FindingOn(
      c, "A_UNIFORM_U", ShortKey({stratum, run["first"].get<std::string>()}),
      FindingKind::kAnomaly, Severity::kMinor);
  finding.certificates.clear();
  for (const json& id : run["newest"]) {
    finding.certificates.push_back(
        CertificateId::FromText(id.get<std::string>()));
  }
  finding.figures = {
      FigureOf("uncertainty", run["u"].get<std::string>()),
      FigureOf("certificates", run["n"].get<double>(),
               thresholds.uniform_certificates),
      FigureOf("models", static_cast<double>(run["models"].size()),
               thresholds.uniform_models),
      FigureOf("resolutions", static_cast<double>(run["digits"].size()),
               thresholds.uniform_resolutions)};
  return finding;
}

}  // namespace

absl::Status CheckUniformUncertainty(const CheckedCertificate& c,
                                     const Thresholds& thresholds,
                                     Memory& memory,
                                     std::vector<Finding>& found) {
  for (const auto& [stratum, statement] : StatementsOf(c)) {
    SUYUAN_ASSIGN_OR_RETURN(json run,
                            RecallJson(memory, Shelf::kUncertainty, stratum));
    if (statement.uncertainties.size() != 1) {
      if (!run.is_null()) memory.Remember(Shelf::kUncertainty, stratum, "");
      continue;
    }
    const std::string& uncertainty = *statement.uncertainties.begin();
    if (run.is_null() || run["u"] != uncertainty) run = NewRun(c, uncertainty);
    Continue(c, statement, run);
    if (IsLead(run, thresholds)) {
      run["told"] = run["n"];
      found.push_back(UniformFinding(c, stratum, run, thresholds));
    }
    RememberJson(memory, Shelf::kUncertainty, stratum, run);
  }
  return absl::OkStatus();
}

}  // namespace suyuan::certificates::checks
