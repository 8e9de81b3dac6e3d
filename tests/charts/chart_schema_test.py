#!/usr/bin/env python3
"""What the chart renders is what Kubernetes takes, field by field."""

import copy
import unittest

import helm
import kubernetes_schema
from chart_rules import of_kind, pod_of, workloads

# Kinds that an operator brings with it.
FOREIGN = {"ServiceMonitor"}


def container(documents):
    return pod_of(workloads(documents)[0])["containers"][0]


def rename(mapping, old, new):
    mapping[new] = mapping.pop(old)


# What is broken -> (how, what the error names).
BROKEN = {
    "a misspelt field": (
        lambda d: rename(container(d)["livenessProbe"], "failureThreshold",
                         "failureTreshold"), "failureTreshold"),
    "a quantity that is none": (
        lambda d: container(d)["resources"]["limits"].update(memory="64MiB"),
        "64MiB"),
    "text for a number": (
        lambda d: workloads(d)[0]["spec"].update(replicas="1"), "replicas"),
    "a field of another place": (
        lambda d: pod_of(workloads(d)[0]).update(readOnlyRootFilesystem=True),
        "readOnlyRootFilesystem"),
    "a list without a value": (
        lambda d: of_kind(d, "NetworkPolicy")[0]["spec"].update(egress=None),
        "egress"),
}


class ChartSchemaTest(unittest.TestCase):

    @classmethod
    def setUpClass(cls):
        cls.kubernetes = kubernetes_schema.Kubernetes()

    def errors(self, documents):
        return [error for d in documents if d["kind"] not in FOREIGN
                for error in self.kubernetes.errors(d)]

    def test_every_rendering_is_valid(self):
        for arguments in (
                (), ("--values", helm.FULL),
                ("--set", "networkPolicy.gatewayFrom=null"),
                ("--set", "gateway.service.type=NodePort"),
                ("--set", "certificates.log.keySecret.name=k")):
            with self.subTest(arguments):
                documents = helm.render(*arguments)
                for manifest in documents:
                    self.assertTrue(manifest["kind"] in FOREIGN
                                    or self.kubernetes.knows(manifest))
                self.assertEqual(self.errors(documents), [])

    def test_what_is_wrong_is_found(self):
        good = helm.render("--values", helm.FULL)
        for name, (damage, wanted) in BROKEN.items():
            with self.subTest(name):
                documents = copy.deepcopy(good)
                damage(documents)
                self.assertIn(wanted, "\n".join(self.errors(documents)))

    def test_an_api_that_is_gone_is_unknown(self):
        self.assertFalse(self.kubernetes.knows(
            {"apiVersion": "policy/v1beta1", "kind": "PodDisruptionBudget"}))
        self.assertTrue(self.kubernetes.knows(
            {"apiVersion": "policy/v1", "kind": "PodDisruptionBudget"}))


if __name__ == "__main__":
    helm.program()
    unittest.main()
