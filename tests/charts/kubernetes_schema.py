"""Manifests against the OpenAPI document of Kubernetes itself.

Helm and a cluster let a misspelt field pass in silence; here it is an error.
"""

import json
import os
import re
import subprocess
import sys

import helm

try:
    import jsonschema
except ImportError:
    helm.unavailable("python3-jsonschema is not installed")

VERSION = f"v{helm.KUBE_VERSION}"


def document():
    """The OpenAPI 2 document, out of the Go module of Kubernetes."""
    try:
        done = subprocess.run(
            ["go", "mod", "download", "-json", f"k8s.io/kubernetes@{VERSION}"],
            check=False, cwd="/", capture_output=True, text=True, timeout=600)
    except FileNotFoundError:
        helm.unavailable("Go is not installed")
    module = json.loads(done.stdout or "{}")
    if "Dir" not in module:
        helm.unavailable(f"no k8s.io/kubernetes {VERSION}: "
                         f"{module.get('Error', done.stderr)}")
    path = os.path.join(module["Dir"], "api", "openapi-spec", "swagger.json")
    with open(path, encoding="utf-8") as file:
        return json.load(file)


def strict(definitions):
    """The definitions with what the document leaves open: an object has no
    other fields than those listed."""
    for name, schema in definitions.items():
        if name.endswith(".util.intstr.IntOrString"):
            schema.clear()
            schema["type"] = ["string", "integer"]
        elif name.endswith(".api.resource.Quantity"):
            schema.clear()
            schema["type"] = ["string", "number"]
            schema["pattern"] = r"^[0-9.]+([KMGTPE]i|[mkMGTPE])?$"
        elif "properties" in schema:
            schema.setdefault("additionalProperties", False)
    return definitions


class Kubernetes:

    def __init__(self):
        definitions = strict(document()["definitions"])
        self.names = {
            (kind["group"], kind["version"], kind["kind"]): name
            for name, schema in definitions.items()
            for kind in schema.get("x-kubernetes-group-version-kind", [])}
        self.root = {"definitions": definitions}
        self.resolver = jsonschema.RefResolver.from_schema(self.root)

    def knows(self, manifest):
        return self._key(manifest) in self.names

    def errors(self, manifest):
        """What is wrong, a sentence each."""
        name = self.names[self._key(manifest)]
        validator = jsonschema.Draft4Validator(
            {"$ref": f"#/definitions/{name}"}, resolver=self.resolver)
        return [f"{manifest['kind']} {manifest['metadata']['name']}: "
                f"{'.'.join(str(p) for p in error.absolute_path)}: "
                f"{error.message[:300]}"
                for error in validator.iter_errors(manifest)]

    @staticmethod
    def _key(manifest):
        match = re.fullmatch(r"(?:(.*)/)?([^/]+)", manifest["apiVersion"])
        return match[1] or "", match[2], manifest["kind"]


if __name__ == "__main__":
    sys.exit("a module of chart_schema_test.py")
