#!/usr/bin/env python3
"""Each rule of chart_rules.py finds what it is there for.

A good rendering is broken in one place at a time.
"""

import copy
import unittest

import helm
from chart_rules import (faults, flags_of, name_of, of_kind, pod_of, quantity,
                         service_of, workloads)


def container(documents, service):
    workload = next(w for w in workloads(documents) if service_of(w) == service)
    return pod_of(workload)["containers"][0]


def pod(documents, service):
    return pod_of(next(w for w in workloads(documents)
                       if service_of(w) == service))


def one(documents, kind, service):
    return next(d for d in of_kind(documents, kind)
                if d["metadata"]["labels"]["app.kubernetes.io/component"]
                == service)


def drop(mapping, *keys):
    for key in keys[:-1]:
        mapping = mapping[key]
    del mapping[keys[-1]]


def replace_argument(documents, service, old, new):
    args = container(documents, service)["args"]
    args[args.index(old)] = new


# What is broken -> (how, what the fault says).
BROKEN = {
    "no liveness probe": (
        lambda d: drop(container(d, "registry"), "livenessProbe"),
        "its livenessProbe is not grpc"),
    "alive only when ready": (
        lambda d: drop(container(d, "traceability"),
                       "livenessProbe", "grpc", "service"),
        "its livenessProbe is not grpc"),
    "the gateway's process asked whether it is ready": (
        lambda d: container(d, "gateway")["readinessProbe"]["httpGet"]
        .update(path="/healthz"), "its readinessProbe is not httpGet"),
    "no memory limit": (
        lambda d: drop(container(d, "credit"), "resources", "limits", "memory"),
        "has no memory in its limits"),
    "no CPU request": (
        lambda d: drop(container(d, "gateway"), "resources", "requests", "cpu"),
        "has no cpu in its requests"),
    "a request above its limit": (
        lambda d: container(d, "credit")["resources"]["requests"]
        .update(memory="9Gi"), "asks for more memory than its limit"),
    "root in the pod": (
        lambda d: pod(d, "registry")["securityContext"].update(runAsUser=0),
        "may run as root"),
    "root in the container": (
        lambda d: drop(container(d, "registry"),
                       "securityContext", "runAsNonRoot"),
        "has runAsNonRoot None"),
    "a root file system that can be written": (
        lambda d: container(d, "credit")["securityContext"]
        .update(readOnlyRootFilesystem=False), "has readOnlyRootFilesystem"),
    "a capability": (
        lambda d: container(d, "gateway")["securityContext"]["capabilities"]
        .update(add=["NET_ADMIN"]), "does not drop all capabilities"),
    "an init container that is root": (
        lambda d: drop(pod(d, "certificates")["initContainers"][0],
                       "securityContext"), "container log-key has runAsNonRoot"),
    "a token of the cluster": (
        lambda d: drop(pod(d, "gateway"), "automountServiceAccountToken"),
        "is given a token"),
    "variables of the cluster": (
        lambda d: drop(pod(d, "gateway"), "enableServiceLinks"),
        "variables may shadow ours"),
    "killed before it has drained": (
        lambda d: pod(d, "gateway").update(terminationGracePeriodSeconds=55),
        "killed before it has drained"),
    "the newest image, whichever": (
        lambda d: container(d, "credit").update(image="suyuan-credit:latest"),
        "an image without a version"),
    "a Secret in the chart": (
        lambda d: d.append({"kind": "Secret", "metadata": {"name": "key"},
                            "stringData": {"log.key": "x"}}),
        "Secret key is in the chart"),
    "a key in a file of the chart": (
        lambda d: one(d, "ConfigMap", "credit")["data"].update(
            x="-----BEGIN PRIVATE KEY-----"), "holds a private key"),
    "a password in a variable": (
        lambda d: container(d, "certificates").update(
            env=[{"name": "REDIS_PASSWORD", "value": "x"}]),
        "REDIS_PASSWORD is written out"),
    "a key in an argument": (
        lambda d: replace_argument(d, "certificates",
                                   "--log-key=/run/log-key/signing.key",
                                   "--log-private=MC4CAQAwBQYDK2VwBCIEIA"),
        "--log-private is a value"),
    "a volume that nobody mounts": (
        lambda d: drop(container(d, "credit"), "volumeMounts", 0),
        "is not both there and mounted"),
    "a port that nobody listens on": (
        lambda d: container(d, "registry")["ports"][0]
        .update(containerPort=9111), "--listen is 0.0.0.0:9101"),
    "an address that no Service has": (
        lambda d: one(d, "Service", "registry")["spec"]["ports"][0]
        .update(port=9111), ":9101, which no Service is"),
    "a Service without pods": (
        lambda d: one(d, "Service", "credit")["spec"]["selector"]
        .update({"app.kubernetes.io/name": "x"}), "selects 0 workloads"),
    "metrics for the world": (
        lambda d: one(d, "Service", "gateway")["spec"]["ports"].append(
            {"name": "metrics", "port": 1, "targetPort": "metrics"}),
        "shows more than HTTP"),
    "no budget": (
        lambda d: d.remove(one(d, "PodDisruptionBudget", "gateway")),
        "has 0 budgets, not 1"),
    "no network policy": (
        lambda d: d.remove(one(d, "NetworkPolicy", "credit")),
        "has 0 network policies"),
    "everybody let in": (
        lambda d: one(d, "NetworkPolicy", "gateway")["spec"]["ingress"][0]
        .update({"from": []}), "lets everybody in"),
    "a call that the callee forbids": (
        lambda d: one(d, "NetworkPolicy", "registry")["spec"]["ingress"][0]
        .update({"from": [{"podSelector": {"matchLabels": {"x": "y"}}}]}),
        "registry does not let traceability in"),
    "a call that the caller may not make": (
        lambda d: one(d, "NetworkPolicy", "gateway")["spec"].update(egress=[]),
        "gateway may not call credit"),
    "a service that nobody watches": (
        lambda d: drop(one(d, "Service", "credit")["spec"]["ports"], 1),
        "ServiceMonitor xj-suyuan sees"),
    "two writers of a database": (
        lambda d: next(w for w in workloads(d) if service_of(w) == "registry")
        ["spec"].update(replicas=2), "a database has one writer"),
    "a service left out": (
        lambda d: d.remove(next(w for w in workloads(d)
                                if service_of(w) == "credit")),
        "the workloads are"),
    "a name too long": (
        lambda d: one(d, "Service", "credit")["metadata"]
        .update(name="x" * 64), "a bad name of 64 characters"),
}


class ChartRulesTest(unittest.TestCase):

    @classmethod
    def setUpClass(cls):
        cls.good = helm.render("--values", helm.FULL)

    def test_the_rendering_is_good_before_it_is_broken(self):
        self.assertEqual(faults(self.good), [])

    def test_each_breach_is_found(self):
        for name, (damage, wanted) in BROKEN.items():
            with self.subTest(name):
                documents = copy.deepcopy(self.good)
                damage(documents)
                self.assertIn(wanted, "\n".join(faults(documents)))

    def test_quantities(self):
        for text, number in (("500m", 0.5), ("2", 2), (4, 4), ("1Gi", 2**30),
                             ("64Mi", 2**26), ("1.5k", 1500)):
            with self.subTest(text):
                self.assertEqual(quantity(text), number)

    def test_flags_are_those_of_the_service(self):
        flags = flags_of(workloads(self.good)[0])
        self.assertIn("--insecure-listen", flags)
        self.assertTrue(name_of(workloads(self.good)[0]))


if __name__ == "__main__":
    helm.program()
    unittest.main()
