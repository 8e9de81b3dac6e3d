#!/usr/bin/env python3
"""charts/suyuan lints, renders and refuses values that make no sense."""

import os
import re
import subprocess
import unittest

import helm
from chart_rules import (faults, flags_of, name_of, of_kind, pod_of, service_of,
                         workloads)

FULL = ("--values", helm.FULL)
VALUES = helm.load(os.path.join(helm.CHART, "values.yaml"))

# What helm is told -> what it answers.
REFUSED = {
    "image.tga=1": "tga",
    "image.tag=2": "Invalid type",
    "image.pullPolicy=Sometimes": "image.pullPolicy",
    "user.uid=0": "user.uid",
    "registry.replicas=2": "replicas",
    "gateway.replicas=0": "gateway.replicas",
    "gateway.service.type=Public": "gateway.service.type",
    "gateway.service.port=65536": "gateway.service.port",
    "registry.resources.limits.memory=64MiB": "registry.resources.limits",
    "credit.resources.limits=null": "credit.resources",
    "certificates.persistence.accessModes[0]=ReadWriteMany":
        "certificates.persistence.accessModes",
    "certificates.log.origin=a+b": "certificates.log.origin",
    "certificates.log.keySecret.value=x": "value",
    "certificates.issuingKeysSecret=A Secret": "issuingKeysSecret",
    "traceability.proof.keySecret.key=a/b": "traceability.proof.keySecret.key",
    "traceability.proof.keyName=a+b": "traceability.proof.keyName",
    "redis.address=redis": "redis.address",
    "logLevel=loud": "logLevel",
    "networkPolicy.gatewayFrom[0].anyone=true": "anyone",
    "credit.policies.readme={}": "readme",
    "traceability.memoryLimit=1536Mi": "traceability.memoryLimit",
}


def leaf_keys(values, path=""):
    """Every key that an operator sets, as the README names it."""
    whole = ("annotations", "podAnnotations", "podLabels", "labels", "requests",
             "limits", "scheduling", "policies", "volume")
    for key, value in values.items():
        if isinstance(value, dict) and key not in whole:
            yield from leaf_keys(value, f"{path}{key}.")
        else:
            yield f"{path}{key}", value


def by_service(documents):
    return {service_of(w): w for w in workloads(documents)}


def kinds(documents):
    return sorted({d["kind"] for d in documents})


class LintTest(unittest.TestCase):

    def test_helm_lint_is_content(self):
        for arguments in ((), FULL):
            with self.subTest(arguments):
                done = helm.lint(*arguments)
                self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
                self.assertIn("0 chart(s) failed", done.stdout)

    def test_values_that_make_no_sense_are_refused_by_name(self):
        for setting, wanted in REFUSED.items():
            with self.subTest(setting):
                done = helm.template("--set", setting)
                self.assertNotEqual(done.returncode, 0)
                self.assertIn(wanted, done.stderr)

    def test_an_old_cluster_is_refused(self):
        done = helm.helm("template", "x", helm.CHART, "--kube-version", "1.29.0")
        self.assertIn("incompatible with Kubernetes", done.stderr)


class RulesTest(unittest.TestCase):

    def test_every_rendering_keeps_the_rules(self):
        for arguments in (
                (), FULL,
                ("--set", "traceability.replicas=2"),
                ("--set", "preStopSeconds=0,drainSeconds=0"),
                ("--set", "gateway.service.type=NodePort"),
                ("--set", "certificates.log.keySecret.name=k"),
                ("--set", "certificates.log.policy=quorum none"),
                ("--set", "certificates.issuingKeysSecret=k"),
                ("--set", "traceability.proof.keySecret.name=k"),
                ("--set", "redis.address=redis:6379"),
                ("--set", "networkPolicy.gatewayFrom=null"),
                ("--set", "metrics.serviceMonitor.enabled=true")):
            with self.subTest(arguments):
                self.assertEqual(faults(helm.render(*arguments)), [])

    def test_the_longest_names_of_a_release_fit(self):
        for release in ("r" * 53, "r" * 38 + "-" + "s" * 14):
            with self.subTest(release):
                self.assertEqual(faults(helm.render(release=release)), [])

    def test_two_releases_in_a_namespace_do_not_meet(self):
        one, other = (helm.render(*FULL, "--set", "fullnameOverride=",
                                  release=release)
                      for release in ("one", "other"))
        names = [(d["kind"], name_of(d)) for d in one + other
                 if d["kind"] != "ServiceAccount"]
        self.assertEqual(len(names), len(set(names)))
        for service, workload in by_service(one).items():
            self.assertNotEqual(
                workload["spec"]["selector"],
                by_service(other)[service]["spec"]["selector"])


class DefaultTest(unittest.TestCase):

    @classmethod
    def setUpClass(cls):
        cls.documents = helm.render()
        cls.workloads = by_service(cls.documents)

    def test_what_it_makes(self):
        self.assertEqual(kinds(self.documents), [
            "Deployment", "NetworkPolicy", "PodDisruptionBudget", "Service",
            "ServiceAccount", "StatefulSet"])

    def test_databases_keep_their_data_and_nothing_else_does(self):
        claims = {service: [c["metadata"]["name"] for c in
                            w["spec"].get("volumeClaimTemplates", [])]
                  for service, w in self.workloads.items()}
        self.assertEqual(claims, {
            "registry": ["data"], "certificates": ["data"], "credit": ["data"],
            "traceability": [], "gateway": []})

    def test_what_is_not_asked_for_is_not_passed(self):
        flags = flags_of(self.workloads["certificates"])
        for flag in ("--redis", "--log-key", "--log-origin", "--dcc-schemas",
                     "--require-valid-schema", "--signature-trust",
                     "--public-url", "--log-policy", "--issuing-keys"):
            self.assertNotIn(flag, flags)
        flags = flags_of(self.workloads["traceability"])
        for flag in ("--proof-key", "--proof-key-name"):
            self.assertNotIn(flag, flags)
        self.assertNotIn("--policy", flags_of(self.workloads["credit"]))

    def test_the_tag_is_that_of_the_chart(self):
        version = helm.load(os.path.join(helm.CHART, "Chart.yaml"))["appVersion"]
        with open(os.path.join(helm.ROOT, "CMakeLists.txt"),
                  encoding="utf-8") as file:
            self.assertIn(f"project(suyuan VERSION {version} ", file.read())
        image = pod_of(self.workloads["credit"])["containers"][0]["image"]
        self.assertEqual(image, f"suyuan-credit:{version}")

    def test_the_snapshot_of_the_graph_outlives_the_container(self):
        pod = pod_of(self.workloads["traceability"])
        flags = flags_of(self.workloads["traceability"])
        mount = next(m for m in pod["containers"][0]["volumeMounts"]
                     if m["mountPath"] == flags["--data-dir"])
        self.assertIn({"name": mount["name"], "emptyDir": {}}, pod["volumes"])
        self.assertEqual(flags["--memory-limit"], "1536MiB")

    def test_the_graph_may_take_its_time_to_load(self):
        probe = pod_of(self.workloads["traceability"])["containers"][0][
            "startupProbe"]
        self.assertEqual(probe["periodSeconds"] * probe["failureThreshold"],
                         VALUES["traceability"]["startupSeconds"])


class FullTest(unittest.TestCase):

    @classmethod
    def setUpClass(cls):
        cls.documents = helm.render(*FULL)
        cls.workloads = by_service(cls.documents)

    def test_it_sets_every_key_to_something_else(self):
        full = dict(leaf_keys(helm.load(helm.FULL)))
        on_by_default = {"serviceAccount.create", "podDisruptionBudget.enabled",
                         "networkPolicy.enabled",
                         "credit.persistence.accessModes"}
        # Without a claim of one's own, or only with one.
        one_way_only = {f"{service}.persistence.existingClaim"
                        for service in ("registry", "certificates")}
        one_way_only |= {"credit.persistence.storageClass",
                         "credit.persistence.annotations"}
        for key, value in leaf_keys(VALUES):
            if key in one_way_only:
                continue
            with self.subTest(key):
                self.assertIn(key, full)
                if key not in on_by_default:
                    self.assertNotEqual(full[key], value)

    def test_keys_come_from_secrets_as_the_services_take_them(self):
        for service, flag, secret, file in (
                ("certificates", "--log-key", "suyuan-log-key", "signing.key"),
                ("certificates", "--issuing-keys", "suyuan-issuing-keys", None),
                ("traceability", "--proof-key", "suyuan-proof-key",
                 "operator.key")):
            with self.subTest(flag):
                self.check_private_files(service, flag, secret, file)

    def check_private_files(self, service, flag, secret, file):
        pod = pod_of(self.workloads[service])
        folder = flags_of(self.workloads[service])[flag]
        if file:
            folder, _, name = folder.rpartition("/")
            self.assertEqual(name, file)
        volumes = {v["name"]: v for v in pod["volumes"]}
        source = next(v for v in pod["volumes"]
                      if v.get("secret", {}).get("secretName") == secret)
        if file:
            self.assertEqual(source["secret"]["items"],
                             [{"key": file, "path": file}])
        init = next(c for c in pod["initContainers"]
                    if any(m["name"] == source["name"]
                           for m in c["volumeMounts"]))
        paths = {m["name"]: m["mountPath"] for m in init["volumeMounts"]}
        copy = next(name for name, path in paths.items() if path == folder)
        self.assertEqual(volumes[copy]["emptyDir"]["medium"], "Memory")
        # The copy is made by a shell that finds every file, and no other.
        self.assertEqual(init["command"], [
            "sh", "-c",
            f"install -m 0600 -t {folder} {paths[source['name']]}/*"])
        # Only the copy may read the Secret.
        mounts = {m["name"]: m for m in pod["containers"][0]["volumeMounts"]}
        self.assertNotIn(source["name"], mounts)
        self.assertTrue(mounts[copy]["readOnly"])
        self.assertEqual(mounts[copy]["mountPath"], folder)

    def test_the_witnesses_are_read_where_their_policy_is_mounted(self):
        workload = self.workloads["certificates"]
        pod = pod_of(workload)
        folder, _, file = flags_of(workload)["--log-policy"].rpartition("/")
        mount = next(m for m in pod["containers"][0]["volumeMounts"]
                     if m["mountPath"] == folder)
        volume = next(v for v in pod["volumes"] if v["name"] == mount["name"])
        config = next(d for d in of_kind(self.documents, "ConfigMap")
                      if name_of(d) == volume["configMap"]["name"])
        self.assertIn("quorum w1\n", config["data"][file])
        self.assertIn("checksum/log-policy",
                      workload["spec"]["template"]["metadata"]["annotations"])

    def test_the_snapshot_is_kept_where_one_says(self):
        pod = pod_of(self.workloads["traceability"])
        data = [v for v in pod["volumes"] if v["name"] == "data"]
        self.assertEqual([sorted(v) for v in data], [["ephemeral", "name"]])
        self.assertEqual(
            flags_of(self.workloads["traceability"])["--snapshot-seconds"],
            "600")

    def test_the_schemas_are_read_where_their_volume_is_mounted(self):
        pod = pod_of(self.workloads["certificates"])
        flags = flags_of(self.workloads["certificates"])
        self.assertIn("--require-valid-schema", flags)
        folder = flags["--dcc-schemas"]
        mount = next(m for m in pod["containers"][0]["volumeMounts"]
                     if m["mountPath"] == folder)
        self.assertTrue(mount["readOnly"])
        volume = next(v for v in pod["volumes"] if v["name"] == mount["name"])
        self.assertEqual(volume["persistentVolumeClaim"]["claimName"],
                         "dcc-schemas")

    def test_the_roots_are_read_where_their_volume_is_mounted(self):
        pod = pod_of(self.workloads["certificates"])
        folder = flags_of(self.workloads["certificates"])["--signature-trust"]
        mount = next(m for m in pod["containers"][0]["volumeMounts"]
                     if m["mountPath"] == folder)
        self.assertTrue(mount["readOnly"])
        volume = next(v for v in pod["volumes"] if v["name"] == mount["name"])
        self.assertEqual(volume["configMap"]["name"], "signature-trust")

    def test_flags_follow_the_values(self):
        flags = flags_of(self.workloads["certificates"])
        self.assertEqual(flags["--redis"], "redis.cache.svc.cluster.local:6380")
        self.assertEqual(flags["--log-origin"], "log.example.test/certificates")
        self.assertEqual(flags["--drain-seconds"], "45")
        flags = flags_of(self.workloads["gateway"])
        self.assertEqual((flags["--max-connections"], flags["--max-calls"]),
                         ("20000", "4096"))

    def test_a_policy_is_mounted_where_its_flag_says(self):
        workload = self.workloads["credit"]
        pod = pod_of(workload)
        folder, _, file = flags_of(workload)["--policy"].rpartition("/")
        mount = next(m for m in pod["containers"][0]["volumeMounts"]
                     if m["mountPath"] == folder)
        volume = next(v for v in pod["volumes"] if v["name"] == mount["name"])
        config = next(d for d in of_kind(self.documents, "ConfigMap")
                      if name_of(d) == volume["configMap"]["name"])
        self.assertEqual(config["data"][file], '{"id": "REGION-v1"}\n')

    def test_other_policies_make_other_pods(self):
        other = by_service(helm.render(
            *FULL, "--set-string", r"credit.policies.region-v1\.json=\{\}"))
        sums = [w["spec"]["template"]["metadata"]["annotations"]
                ["checksum/policies"]
                for w in (self.workloads["credit"], other["credit"])]
        self.assertNotEqual(*sums)

    def test_a_claim_that_is_there_is_used(self):
        workload = self.workloads["credit"]
        self.assertNotIn("volumeClaimTemplates", workload["spec"])
        data = next(v for v in pod_of(workload)["volumes"]
                    if v["name"] == "data")
        self.assertEqual(data["persistentVolumeClaim"],
                         {"claimName": "credit-data"})

    def test_redis_is_reached_and_nothing_beyond(self):
        policy = next(p for p in of_kind(self.documents, "NetworkPolicy")
                      if name_of(p) == "xj-suyuan-certificates")
        redis = [rule for rule in policy["spec"]["egress"]
                 if rule["ports"] == [{"port": 6380}]]
        self.assertEqual(len(redis), 1)
        self.assertIn("namespaceSelector", redis[0]["to"][0])

    def test_switches_switch_off(self):
        documents = helm.render(
            *FULL, "--set", "networkPolicy.enabled=false,podDisruptionBudget."
            "enabled=false,metrics.serviceMonitor.enabled=false,"
            "serviceAccount.create=false")
        for kind in ("NetworkPolicy", "PodDisruptionBudget", "ServiceMonitor",
                     "ServiceAccount"):
            self.assertEqual(of_kind(documents, kind), [])
        for workload in workloads(documents):
            self.assertEqual(pod_of(workload)["serviceAccountName"],
                             "xj-suyuan-pods")


class PromisesTest(unittest.TestCase):

    def test_every_flag_is_one_of_the_binary(self):
        folder = os.environ["SUYUAN_BIN"]
        for service, workload in by_service(helm.render(*FULL)).items():
            with self.subTest(service):
                text = subprocess.run(
                    [os.path.join(folder, f"suyuan-{service}"), "--help"],
                    check=True, capture_output=True, text=True,
                    timeout=60).stdout
                known = set(re.findall(r"--[a-z][a-z-]*", text))
                self.assertEqual(set(flags_of(workload)) - known, set())

    def test_the_readme_lists_every_key_with_its_default(self):
        with open(os.path.join(helm.CHART, "README.md"),
                  encoding="utf-8") as file:
            listed = set(re.findall(r"^\| `([\w.]+)` \|", file.read(),
                                    re.MULTILINE))
        self.assertEqual(listed, {key for key, _ in leaf_keys(VALUES)})


if __name__ == "__main__":
    helm.program()
    unittest.main()
