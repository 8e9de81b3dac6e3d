#include "services/suyuanctl/commands/register.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstddef>
#include <memory>
#include <string>

#include "libs/base/clock.h"
#include "libs/base/status.h"
#include "libs/dcc/schema_folder.h"
#include "services/suyuanctl/cli/certificate_table.h"
#include "services/suyuanctl/commands/apply.h"
#include "services/suyuanctl/commands/certificate_export.h"
#include "services/suyuanctl/commands/evidence.h"
#include "services/suyuanctl/commands/import.h"
#include "services/suyuanctl/commands/lint.h"
#include "services/suyuanctl/commands/profile_test.h"
#include "services/suyuanctl/commands/prove.h"
#include "services/suyuanctl/commands/records_export.h"
#include "services/suyuanctl/commands/records_import.h"
#include "services/suyuanctl/commands/register_issued.h"
#include "services/suyuanctl/commands/register_log.h"
#include "services/suyuanctl/commands/register_prove.h"
#include "services/suyuanctl/commands/register_question.h"
#include "services/suyuanctl/commands/resources.h"
#include "services/suyuanctl/commands/sign.h"
#include "services/suyuanctl/commands/suggest.h"
#include "services/suyuanctl/commands/table_export.h"
#include "services/suyuanctl/commands/table_import.h"
#include "services/suyuanctl/commands/trace.h"
#include "services/suyuanctl/commands/verify.h"

namespace suyuan::ctl {
namespace {

void RegisterApply(CLI::App& app, Command& chosen) {
  auto options = std::make_shared<ApplyOptions>();
  CLI::App* command = app.add_subcommand(
      "apply", "write the worlds in files: what is there already is left");
  command->add_option("WORLD", options->files, "files of worlds")->required();
  command->add_flag("--check", options->check,
                    "judge what the files expect, too");
  command->callback([options, &chosen] {
    chosen = [options](Connections& connections, Console& console) {
      world::GrpcRecords records(connections.registry(),
                                 connections.registry_peer(),
                                 connections.settings());
      world::GrpcCertificates certificates(connections.certificates(),
                                           connections.certificates_peer(),
                                           connections.settings());
      world::GrpcJudge judge(connections.traceability(),
                             connections.traceability_peer(),
                             connections.settings());
      return Apply(*options, records, certificates, judge, console);
    };
  });
}

// Tables travel in parts of rows, documents in batches of files.
absl::StatusOr<bool> ImportPaths(const ImportOptions& options,
                                 const std::string& report,
                                 Connections& connections, Console& console) {
  const auto tables =
      std::count_if(options.paths.begin(), options.paths.end(), IsTableName);
  if (tables == 0) {
    return Import(options, BatchImportOver(connections), console);
  }
  if (tables != static_cast<std::ptrdiff_t>(options.paths.size())) {
    return InvalidField("PATH",
                        "names tables (.csv) and other documents; one of the "
                        "two is wanted in a call");
  }
  TableImportOptions table;
  table.paths = options.paths;
  table.journal = options.journal;
  table.report = report;
  table.validate_only = options.validate_only;
  return ImportTables(table, ImportTablePartOver(connections), console);
}

void RegisterImport(CLI::App& app, Command& chosen) {
  auto options = std::make_shared<ImportOptions>();
  auto report = std::make_shared<std::string>();
  CLI::App* command = app.add_subcommand(
      "import",
      "import DCCs (.xml), canonical certificates (.json) and tables of them "
      "(.csv)");
  command->add_option("PATH", options->paths, "files and folders")->required();
  command->add_option("--journal", options->journal,
                      "file that remembers what was acknowledged, and so is "
                      "skipped the next time");
  command->add_flag("--keep-going", options->keep_going,
                    "go on after a document that is refused");
  command->add_flag("--validate-only", options->validate_only,
                    "check everything, keep nothing");
  command->add_option("--batch", options->batch, "documents a call")
      ->check(CLI::Range(1, 1000))
      ->capture_default_str();
  command->add_option("--kind", options->kind,
                      "of documents that do not say it: VERIFICATION, "
                      "VERIFICATION_FAIL, CALIBRATION, CRM or COMPARISON");
  CLI::Option* signature = command->add_option(
      "--signature", options->signature,
      "file with the signature of the one document that is imported");
  command
      ->add_flag("--with-signatures", options->with_signatures,
                 "each document comes with the signature beside it, FILE.sig, "
                 "where there is one")
      ->excludes(signature);
  command->add_option("--report", *report,
                      "of tables: file for what is refused, as CSV");
  command->callback([options, report, &chosen] {
    chosen = [options, report](Connections& connections, Console& console) {
      return ImportPaths(*options, *report, connections, console);
    };
  });
}

void RegisterSign(CLI::App& app, Command& chosen) {
  auto options = std::make_shared<SignOptions>();
  CLI::App* command = app.add_subcommand(
      "sign", "sign certificates: a file's signature is written beside it");
  command
      ->add_option("TARGET", options->targets,
                   "files (.xml, .json), or certificates/* that are held, to "
                   "which the signature is added")
      ->required();
  command
      ->add_option("--key", options->key_file,
                   "file with the private key (PKCS #8, PEM)")
      ->required();
  command->add_option("-o,--output", options->output,
                      "file for the signature of one file; default: FILE.sig");
  command->callback([options, &chosen] {
    chosen = [options](Connections& connections, Console& console) {
      return Sign(*options, HeldCertificatesOver(connections),
                  SystemClock().Now(), console);
    };
  });
}

void RegisterKeyRegistration(CLI::App& key, Command& chosen) {
  auto options = std::make_shared<RegisterKeyOptions>();
  CLI::App* command = key.add_subcommand(
      "register", "add a key to those of an institution in the registry");
  command->add_option("INSTITUTION", options->institution, "institutions/*")
      ->required();
  command->add_option("FILE", options->key_file, "with the key")->required();
  command->add_option("--from", options->from, "first day; default: today");
  command->add_option("--to", options->to, "last day; default: none");
  command->callback([options, &chosen] {
    chosen = [options](Connections& connections, Console& console) {
      return RegisterKey(*options, SystemClock().Now(), connections, console);
    };
  });
}

void RegisterKeys(CLI::App& app, Command& chosen) {
  CLI::App* key = app.add_subcommand("key", "keys that sign certificates");
  key->require_subcommand(1);
  auto options = std::make_shared<GenerateKeyOptions>();
  CLI::App* command = key->add_subcommand(
      "generate", "make a key and print what the institution registers of it");
  command->add_option("FILE", options->key_file, "for the private key")
      ->required();
  command
      ->add_option("--algorithm", options->algorithm, "ed25519, ecdsa or sm2")
      ->capture_default_str();
  command->callback([options, &chosen] {
    chosen = [options](Connections&, Console& console) {
      return GenerateKey(*options, SystemClock().Now(), console);
    };
  });
  auto shown = std::make_shared<std::string>();
  command = key->add_subcommand("public", "print the public part, PEM");
  command->add_option("FILE", *shown, "with the private key")->required();
  command->callback([shown, &chosen] {
    chosen = [shown](Connections&, Console& console) {
      return PrintPublicKey(*shown, console);
    };
  });
  RegisterKeyRegistration(*key, chosen);
}

absl::StatusOr<ExitCode> RunLint(const LintOptions& options,
                                 Connections& connections, Console& console) {
  std::unique_ptr<dcc::SchemaFolder> schemas;
  if (!options.schemas.empty()) {
    SUYUAN_ASSIGN_OR_RETURN(schemas, dcc::SchemaFolder::Open(options.schemas));
  }
  SUYUAN_ASSIGN_OR_RETURN(
      const LintOutcome outcome,
      Lint(options,
           options.server ? LintOver(connections) : LintHere(schemas.get()),
           console));
  return ExitCode(static_cast<int>(outcome));
}

void RegisterLint(CLI::App& app, Command& chosen) {
  auto options = std::make_shared<LintOptions>();
  CLI::App* command = app.add_subcommand(
      "lint", "judge documents: well-formed, by schema, by sense, signed");
  command->add_option("PATH", options->paths, "files and folders")->required();
  CLI::Option* schemas = command->add_option(
      "--schemas", options->schemas,
      "folder of the XML schemas (XSD) of the DCC and of D-SI; default: no "
      "schema is checked");
  command
      ->add_flag("--server", options->server,
                 "ask the certificates service, with its schemas")
      ->excludes(schemas);
  command->add_flag("--json", options->json, "one JSON object a line");
  command->callback([options, &chosen] {
    chosen = [options](Connections& connections, Console& console) {
      return RunLint(*options, connections, console);
    };
  });
}

void RegisterCertificate(CLI::App& app, Command& chosen) {
  CLI::App* certificate =
      app.add_subcommand("certificate", "other forms of a certificate");
  certificate->require_subcommand(1);
  auto options = std::make_shared<CertificateExportOptions>();
  CLI::App* command = certificate->add_subcommand(
      "export", "write a certificate as a DCC, a page or the original");
  command->add_option("NAME", options->name, "such as certificates/0123...")
      ->required();
  command->add_option("-o,--output", options->file, "file; default: stdout");
  command->add_option("--format", options->format, "dcc, page or original")
      ->capture_default_str();
  command->add_option("--token", options->token, "of a write to be included");
  command->callback([options, &chosen] {
    chosen = [options](Connections& connections, Console& console) {
      return ExportCertificate(*options, connections, console);
    };
  });
}

void RegisterRecordsImport(CLI::App& records, Command& chosen) {
  auto options = std::make_shared<RecordsImportOptions>();
  CLI::App* command =
      records.add_subcommand("import", "write the records in a file");
  command->add_option("FILE", options->file)->required();
  command
      ->add_option("--type", options->type,
                   "kind of records, such as standards")
      ->required();
  command->add_option("--format", options->format,
                      "csv, jsonl or kcdb; default: by the file's name");
  command->add_option("--snapshot-day", options->snapshot_day,
                      "of a file of the KCDB; default: today");
  command->add_option("--journal", options->journal,
                      "file that remembers which parts were acknowledged, and "
                      "so are skipped the next time");
  command->add_option("--report", options->report,
                      "file for the refused rows, as CSV");
  command->add_flag("--validate-only", options->validate_only,
                    "check everything, keep nothing");
  command->add_option("--part-rows", options->part_rows, "rows a call")
      ->check(CLI::Range(1, 20000))
      ->capture_default_str();
  command->callback([options, &chosen] {
    chosen = [options](Connections& connections, Console& console) {
      return ImportRecordsFile(*options, ImportPartOver(connections), console);
    };
  });
}

void RegisterRecordsExport(CLI::App& records, Command& chosen) {
  auto options = std::make_shared<RecordsExportOptions>();
  CLI::App* command =
      records.add_subcommand("export", "write all records of a kind to a file");
  command
      ->add_option("--type", options->type,
                   "kind of records, such as standards")
      ->required();
  command->add_option("-o,--output", options->file, "file; default: stdout");
  command->add_option("--format", options->format,
                      "csv or jsonl; default: by the file's name, else csv");
  command->add_option("--filter", options->filter,
                      "such as 'level = PUBLIC_HIGHEST' (AIP-160)");
  command->add_option("--as-of", options->as_of,
                      "records whose period has this day");
  command->add_option("--known-at", options->known_at,
                      "as known at that instant, RFC 3339");
  command->add_option("--token", options->token, "of a write to be included");
  command->callback([options, &chosen] {
    chosen = [options](Connections& connections, Console& console) {
      return ExportRecordsFile(*options, ExportStreamOver(connections),
                               console);
    };
  });
}

void RegisterRecordsDataset(CLI::App& records, Command& chosen) {
  auto options = std::make_shared<DatasetOptions>();
  CLI::App* command = records.add_subcommand(
      "dataset", "write what a data centre may have, as JSON lines");
  command->add_option("-o,--output", options->file, "file; default: stdout");
  command->add_option("--known-at", options->known_at,
                      "as known at that instant, RFC 3339");
  command->add_option("--token", options->token, "of a write to be included");
  command->callback([options, &chosen] {
    chosen = [options](Connections& connections, Console& console) {
      return ExportDatasetFile(*options, connections, console);
    };
  });
}

void RegisterRecords(CLI::App& app, Command& chosen) {
  CLI::App* records = app.add_subcommand(
      "records", "import and export files of the registry's records");
  records->require_subcommand(1);
  RegisterRecordsImport(*records, chosen);
  RegisterRecordsExport(*records, chosen);
  RegisterRecordsDataset(*records, chosen);
}

void RegisterTable(CLI::App& app, Command& chosen) {
  CLI::App* table =
      app.add_subcommand("table", "write certificates as a table (CSV)");
  table->require_subcommand(1);
  auto options = std::make_shared<TableExportOptions>();
  CLI::App* command = table->add_subcommand(
      "export", "write canonical certificates, a row for each result");
  command->add_option("-o,--output", options->file, "default: stdout");
  command->add_option("--filter", options->filter, "as of list certificates");
  command->add_option("--language", options->language,
                      "of the header: zh or en; default: zh");
  command->callback([options, &chosen] {
    chosen = [options](Connections& connections, Console& console) {
      return ExportTable(*options, ExportTablePageOver(connections), console);
    };
  });
  auto form = std::make_shared<TableTemplateOptions>();
  command = table->add_subcommand("template", "write an empty table");
  command->add_option("-o,--output", form->file, "default: stdout");
  command->add_option("--language", form->language,
                      "of the header: zh or en; default: zh");
  command->add_flag("--examples", form->examples,
                    "with a made-up certificate of each kind");
  command->callback([form, &chosen] {
    chosen = [form](Connections& connections, Console& console) {
      return WriteTableTemplate(*form, connections, console);
    };
  });
}

void RegisterTrace(CLI::App& app, Command& chosen) {
  auto options = std::make_shared<TraceOptions>();
  CLI::App* command =
      app.add_subcommand("trace", "judge a chain and draw it as a tree");
  AddOptions(*command, options->question)->required();
  command->add_flag("--full", options->full, "show what holds, too");
  command->add_flag("--json", options->json, "the answer as JSON");
  command->callback([options, &chosen] {
    chosen = [options](Connections& connections, Console& console) {
      return Trace(*options, connections, console);
    };
  });
}

void RegisterAffected(CLI::App& app, Command& chosen) {
  auto options = std::make_shared<AffectedOptions>();
  CLI::App* command = app.add_subcommand(
      "affected", "list every certificate that rests on something");
  command->add_option("NUMBER", options->target,
                      "certificate number, or the name of a certificate, "
                      "standard, instrument, material, institution or person");
  command->add_option("--issuer", options->issuer,
                      "who issued the number, as printed or by name");
  command->add_option("--from", options->from, "uses from that day on");
  command->add_option("--to", options->to, "uses that began by that day");
  command->add_option("--void-from", options->void_from,
                      "day on which the fault began");
  command->add_option("--void-to", options->void_to, "last day of the fault");
  command->add_flag("--include-targets", options->include_targets,
                    "also what the institution or person made in that time");
  command->add_flag("--current-only", options->current_only,
                    "leave out items with a newer, sound certificate");
  command->add_option("--as-of", options->as_of, "day for --current-only");
  command->add_option("--known-at", options->known_at,
                      "by what was known at that instant, RFC 3339");
  command->add_option("--token", options->token, "of a write to be included");
  auto* freeze = command->add_option("--freeze", options->freeze,
                                     "file to keep the list in");
  command
      ->add_option("--check", options->check,
                   "file with a list that was kept: tells what was added or "
                   "removed since")
      ->excludes(freeze);
  command->add_flag("--json", options->json, "one JSON object a line");
  command->callback([options, &chosen] {
    chosen = [options](Connections& connections, Console& console) {
      return Affected(*options, connections, console);
    };
  });
}

void RegisterSuggest(CLI::App& app, Command& chosen) {
  auto options = std::make_shared<SuggestOptions>();
  CLI::App* command = app.add_subcommand(
      "suggest", "find measurement standards that could carry an item");
  command->add_option("INSTRUMENT", options->instrument,
                      "instruments/*, which says what is left out here");
  command->add_option("--kind", options->kind,
                      "kind of quantity, such as MASS");
  command->add_option("--value", options->value, "at which value");
  command->add_option("--unit", options->unit,
                      "D-SI unit of all numbers; default: the SI unit");
  command->add_option("--uncertainty", options->uncertainty,
                      "U (k = 2) that the result shall not exceed");
  command->add_option("--mpe", options->mpe,
                      "maximum permissible error of the item");
  command->add_option("--ratio", options->ratio, "such as 1/4; default: 1/3");
  command->add_option("--specification", options->specification,
                      "whose ratio holds");
  command->add_option("--division", options->division,
                      "where the item is, GB/T 2260");
  command->add_option("--class", options->equipment_class,
                      "kind of instrument");
  command->add_flag("--verification", options->verification,
                    "for a verification, not a calibration");
  command->add_flag("--outside", options->outside,
                    "also outside the region where it has one");
  command->add_option("--profile", options->profile, "see profiles");
  command->add_option("--as-of", options->as_of, "day of the work");
  command->add_option("--token", options->token, "of a write to be included");
  command->add_flag("--json", options->json, "the answer as JSON");
  command->callback([options, &chosen] {
    chosen = [options](Connections& connections, Console& console) {
      return Suggest(*options, connections, console);
    };
  });
}

void RegisterEvidence(CLI::App& app, Command& chosen) {
  auto options = std::make_shared<EvidenceOptions>();
  CLI::App* command = app.add_subcommand(
      "evidence", "pack a judged chain with what proves it, or check a pack");
  AddOptions(*command, options->question);
  command->add_option("-o,--output", options->file,
                      "the pack, a ZIP file; default: stdout");
  command->add_flag("!--without-documents", options->documents,
                    "digests of the certificates alone");
  command->add_option("--check", options->check,
                      "a pack to be checked; nobody is asked");
  auto* key = command->add_option(
      "--key", options->key, "the log's verifier key, to check receipts by");
  command->add_option("--key-file", options->key_file, "file with that key")
      ->excludes(key);
  command->callback([options, &chosen] {
    chosen = [options](Connections& connections, Console& console) {
      return PackOrCheckEvidence(*options, connections, console);
    };
  });
}

void RegisterProfiles(CLI::App& app, Command& chosen) {
  auto only = std::make_shared<std::string>();
  auto json = std::make_shared<bool>(false);
  CLI::App* command = app.add_subcommand(
      "profiles", "show the profiles and the severity of their rules");
  command->add_option("PROFILE", *only, "only this one");
  command->add_flag("--json", *json, "as JSON");
  command->callback([only, json, &chosen] {
    chosen = [only, json](Connections& connections, Console& console) {
      return Profiles(*only, *json, connections, console);
    };
  });
}

void RegisterProfileTest(CLI::App& app, Command& chosen) {
  auto options = std::make_shared<ProfileTestOptions>();
  CLI::App* profile =
      app.add_subcommand("profile", "work on profiles of one's own");
  profile->require_subcommand(1);
  CLI::App* command = profile->add_subcommand(
      "test", "judge files by a profile and tell where a built-in one differs");
  command->add_option("PROFILE", options->profile, "file of its definition")
      ->required();
  command->add_option("FILE", options->files,
                      "worlds (.json), and canonical certificates, one a line "
                      "(.jsonl); none: only check the profile");
  command->add_option("--against", options->against,
                      "CN_LEGAL or CNAS_ILAC; default: what it is made from");
  command->add_option("--as-of", options->as_of, "day; default: today");
  command->callback([options, &chosen] {
    chosen = [options](Connections&, Console& console) {
      return TestProfile(*options, SystemClock(), console);
    };
  });
}

void RegisterVerify(CLI::App& app, Command& chosen) {
  auto options = std::make_shared<VerifyOptions>();
  CLI::App* command = app.add_subcommand(
      "verify",
      "check a document's receipt against its bytes and the log, or a proof");
  command
      ->add_option("DOCUMENT", options->target,
                   "file, certificates/* to fetch the original, or a .proof")
      ->required();
  auto proof = std::make_shared<VerifyProofOptions>();
  command->add_option("--operator-key", proof->operator_key,
                      "of a proof: the key that signs proofs, name+hash+key");
  command->add_option("--operator-key-file", proof->operator_key_file,
                      "file with that key");
  command->add_option("--profile", proof->profiles,
                      "of a proof: file with the profile that it was judged "
                      "by, where that is not built in");
  command->add_option("--receipt", options->receipt,
                      "file with the receipt; default: fetch it");
  command->add_option("--leaf", options->leaf,
                      "file with the leaf, where a .tlog-proof lacks it");
  auto* key = command->add_option("--key", options->key,
                                  "the log's verifier key, name+hash+key; "
                                  "default: as the log says itself");
  auto* key_file =
      command->add_option("--key-file", options->key_file, "file with that key")
          ->excludes(key);
  command
      ->add_option("--policy", options->policy,
                   "file with the log's key, its witnesses and the quorum of "
                   "them that must have cosigned (C2SP tlog-policy)")
      ->excludes(key)
      ->excludes(key_file);
  command->add_flag("--offline", options->offline,
                    "ask nobody: the receipt and whom to believe are given");
  command->add_option("--signature", options->signature,
                      "file with a signature over the document, to be checked");
  command->add_option("--public-key", options->public_key,
                      "file with the key that made it (PEM)");
  command->add_option("--save-receipt", options->save_receipt,
                      "file to keep the receipt in, to verify without a "
                      "network later");
  command->callback([options, proof, &chosen] {
    chosen = [options, proof](Connections& connections, Console& console) {
      if (!IsProof(options->target)) {
        return Verify(*options, connections, console);
      }
      proof->path = options->target;
      proof->key = options->key;
      proof->key_file = options->key_file;
      proof->policy = options->policy;
      return VerifyProof(*proof, console);
    };
  });
}

void RegisterGet(CLI::App& app, Command& chosen) {
  auto options = std::make_shared<GetOptions>();
  CLI::App* command = app.add_subcommand("get", "show a resource as JSON");
  command->add_option("NAME", options->name, "such as standards/1234")
      ->required();
  command->add_option("--known-at", options->known_at,
                      "of a certificate: by what was known at that instant, "
                      "RFC 3339");
  command->add_option("--token", options->token, "of a write to be included");
  command->callback([options, &chosen] {
    chosen = [options](Connections& connections, Console& console) {
      return Get(*options, connections, console);
    };
  });
}

void RegisterList(CLI::App& app, Command& chosen) {
  auto options = std::make_shared<ListOptions>();
  CLI::App* command =
      app.add_subcommand("list", "list a collection, all pages of it");
  command
      ->add_option("COLLECTION", options->collection,
                   "such as standards, certificates, creditSubjects")
      ->required();
  command->add_option("--filter", options->filter,
                      "such as 'level = PUBLIC_HIGHEST' (AIP-160)");
  command->add_option("--as-of", options->as_of,
                      "records whose period has this day");
  command->add_option("--page-size", options->page_size, "resources a call")
      ->check(CLI::Range(1, 1000));
  command->add_option("--token", options->token, "of a write to be included");
  command->add_flag("--json", options->json, "one JSON object a line");
  command->callback([options, &chosen] {
    chosen = [options](Connections& connections, Console& console) {
      return List(*options, connections, console);
    };
  });
}

}  // namespace

void Globals::AddTo(CLI::App& app) {
  app.add_option("--registry", addresses.registry, "host:port of the registry")
      ->capture_default_str();
  app.add_option("--certificates", addresses.certificates,
                 "host:port of the certificates service")
      ->capture_default_str();
  app.add_option("--traceability", addresses.traceability,
                 "host:port of the traceability service")
      ->capture_default_str();
  app.add_option("--credit", addresses.credit,
                 "host:port of the credit service")
      ->capture_default_str();
  app.add_option("--lang", lang,
                 "language of the texts, zh or en; default: by the locale");
  app.add_option("--principal", principal, "who writes, name@realm")
      ->capture_default_str();
  app.add_option("--timeout-seconds", timeout_seconds,
                 "how long one call may take")
      ->check(CLI::Range(0.1, 86400.0))
      ->capture_default_str();
}

world::CallSettings Globals::Settings() const {
  world::CallSettings settings;
  settings.principal = principal;
  settings.timeout = absl::Seconds(timeout_seconds);
  return settings;
}

void RegisterCommands(CLI::App& app, Command& chosen) {
  RegisterImport(app, chosen);
  RegisterSign(app, chosen);
  RegisterKeys(app, chosen);
  RegisterLint(app, chosen);
  RegisterCertificate(app, chosen);
  RegisterIssued(app, chosen);
  RegisterRecords(app, chosen);
  RegisterTable(app, chosen);
  RegisterTrace(app, chosen);
  RegisterAffected(app, chosen);
  RegisterSuggest(app, chosen);
  RegisterEvidence(app, chosen);
  RegisterProve(app, chosen);
  RegisterVerify(app, chosen);
  RegisterLog(app, chosen);
  RegisterGet(app, chosen);
  RegisterList(app, chosen);
  RegisterProfiles(app, chosen);
  RegisterProfileTest(app, chosen);
  RegisterApply(app, chosen);
}

}  // namespace suyuan::ctl
