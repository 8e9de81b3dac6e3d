"""What must hold of every rendering of the chart, whatever the values.

faults(documents) names each breach in a sentence; an empty list is a pass.
"""

import re

SERVICES = ("registry", "certificates", "traceability", "credit", "gateway")
SENSITIVE = re.compile(r"password|passwd|secret|token|private|credential|_key$",
                       re.IGNORECASE)
UNITS = {"": 1, "m": 1e-3, "k": 1e3, "M": 1e6, "G": 1e9, "T": 1e12,
         "Ki": 2**10, "Mi": 2**20, "Gi": 2**30, "Ti": 2**40}


def quantity(text):
    """A Kubernetes quantity as a number: "500m" is 0.5."""
    match = re.fullmatch(r"([0-9.]+)([A-Za-z]*)", str(text))
    return float(match[1]) * UNITS[match[2]]


def of_kind(documents, *kinds):
    return [d for d in documents if d["kind"] in kinds]


def workloads(documents):
    return of_kind(documents, "Deployment", "StatefulSet")


def name_of(document):
    return document["metadata"]["name"]


def service_of(workload):
    return workload["metadata"]["labels"]["app.kubernetes.io/component"]


def pod_of(workload):
    return workload["spec"]["template"]["spec"]


def pod_labels(workload):
    return workload["spec"]["template"]["metadata"]["labels"]


def containers_of(workload):
    pod = pod_of(workload)
    return pod.get("initContainers", []) + pod["containers"]


def ports_of(workload):
    return {port["name"]: port["containerPort"]
            for container in pod_of(workload)["containers"]
            for port in container["ports"]}


def flags_of(workload):
    """The service's arguments: {"--listen": "0.0.0.0:9101"}."""
    args = pod_of(workload)["containers"][0]["args"]
    return {flag: value for flag, _, value in (a.partition("=") for a in args)}


def selects(selector, labels):
    return bool(selector) and selector.items() <= labels.items()


def leaves(value, path=""):
    if isinstance(value, dict):
        for key, item in value.items():
            yield from leaves(item, f"{path}.{key}")
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from leaves(item, f"{path}[{index}]")
    else:
        yield path, value


def resource_faults(container):
    resources = container.get("resources", {})
    requests = resources.get("requests", {})
    limits = resources.get("limits", {})
    for kind, given, wanted in (("requests", requests, ("cpu", "memory")),
                                ("limits", limits, ("memory",))):
        for name in wanted:
            if name not in given:
                yield f"has no {name} in its {kind}"
    for name in requests.keys() & limits.keys():
        if quantity(requests[name]) > quantity(limits[name]):
            yield f"asks for more {name} than its limit"


def security_faults(container):
    context = container.get("securityContext", {})
    for key, wanted in (("runAsNonRoot", True),
                        ("readOnlyRootFilesystem", True),
                        ("allowPrivilegeEscalation", False)):
        if context.get(key) is not wanted:
            yield f"has {key} {context.get(key)}, not {wanted}"
    if context.get("capabilities") != {"drop": ["ALL"]}:
        yield "does not drop all capabilities"
    if context.get("privileged") or context.get("runAsUser") == 0:
        yield "is privileged"


def image_faults(container):
    tag = container.get("image", "").rpartition("/")[2].partition(":")[2]
    if tag in ("", "latest"):
        yield f"has an image without a version: {container.get('image')}"


def wanted_probes(service, ports):
    if service == "gateway":
        return {"startupProbe": {"path": "/healthz", "port": "http"},
                "livenessProbe": {"path": "/healthz", "port": "http"},
                "readinessProbe": {"path": "/readyz", "port": "http"}}
    live = {"port": ports.get("grpc"), "service": "live"}
    return {"startupProbe": live, "livenessProbe": live,
            "readinessProbe": {"port": ports.get("grpc")}}


def probe_faults(workload):
    service = service_of(workload)
    how = "httpGet" if service == "gateway" else "grpc"
    container = pod_of(workload)["containers"][0]
    for name, wanted in wanted_probes(service, ports_of(workload)).items():
        if container.get(name, {}).get(how) != wanted:
            yield f"its {name} is not {how} {wanted}: {container.get(name)}"


def volume_faults(workload):
    pod = pod_of(workload)
    there = {v["name"] for v in pod.get("volumes", [])}
    there |= {c["metadata"]["name"]
              for c in workload["spec"].get("volumeClaimTemplates", [])}
    used = {m["name"] for c in containers_of(workload)
            for m in c.get("volumeMounts", [])}
    for name in sorted(there ^ used):
        yield f"volume {name} is not both there and mounted"
    if any("hostPath" in v for v in pod.get("volumes", [])):
        yield "it mounts a path of the node"


def listen_faults(workload):
    flags = flags_of(workload)
    ports = ports_of(workload)
    own = "http" if service_of(workload) == "gateway" else "grpc"
    for flag, port in (("--listen", own), ("--metrics-listen", "metrics")):
        if flags.get(flag) != f"0.0.0.0:{ports.get(port)}":
            yield f"{flag} is {flags.get(flag)}, port {port} {ports.get(port)}"
    if "--insecure-listen" not in flags:
        yield "it would refuse to listen: no --insecure-listen"


def pod_faults(workload):
    pod = pod_of(workload)
    context = pod.get("securityContext", {})
    if not context.get("runAsNonRoot") or not context.get("runAsUser"):
        yield "its pod may run as root"
    if context.get("seccompProfile") != {"type": "RuntimeDefault"}:
        yield "its pod has no seccomp profile"
    if pod.get("automountServiceAccountToken") is not False:
        yield "its pod is given a token of the cluster"
    if pod.get("enableServiceLinks") is not False:
        yield "the cluster's variables may shadow ours"
    if any(pod.get(key) for key in ("hostNetwork", "hostPID", "hostIPC")):
        yield "its pod shares a namespace of the node"
    drain = int(flags_of(workload)["--drain-seconds"])
    stop = pod["containers"][0].get("lifecycle", {}).get("preStop", {})
    wait = stop.get("sleep", {}).get("seconds", 0)
    if pod.get("terminationGracePeriodSeconds", 30) <= drain + wait:
        yield "its pod is killed before it has drained"


def secret_faults(documents):
    for document in documents:
        if document["kind"] == "Secret":
            yield f"Secret {name_of(document)} is in the chart"
        for path, value in leaves(document):
            if "PRIVATE KEY" in str(value):
                yield f"{name_of(document)}{path} holds a private key"
    for workload in workloads(documents):
        for container in containers_of(workload):
            for variable in container.get("env", []):
                if "value" in variable and SENSITIVE.search(variable["name"]):
                    yield f"{variable['name']} is written out, not referred to"
        flags = flags_of(workload)
        for flag, value in flags.items():
            path = re.fullmatch(r"(/[\w.-]+)+", value)
            if SENSITIVE.search(flag.replace("-", "_")) and not path:
                yield f"{flag} is a value, not a file"


def address_faults(documents):
    """The services that a service is told to ask are in the release."""
    there = {f"{name_of(s)}:{p['port']}" for s in of_kind(documents, "Service")
             for p in s["spec"]["ports"]}
    for workload in workloads(documents):
        for flag, value in flags_of(workload).items():
            if flag.lstrip("-") in SERVICES and value not in there:
                yield f"{name_of(workload)} asks {value}, which no Service is"


def service_faults(documents):
    for service in of_kind(documents, "Service"):
        behind = [w for w in workloads(documents)
                  if selects(service["spec"]["selector"], pod_labels(w))]
        if len(behind) != 1:
            yield f"Service {name_of(service)} selects {len(behind)} workloads"
            continue
        for port in service["spec"]["ports"]:
            if port["targetPort"] not in ports_of(behind[0]):
                yield f"Service {name_of(service)} has no {port['targetPort']}"
        public = service["spec"]["type"] != "ClusterIP"
        if public and any(p["name"] != "http" for p in service["spec"]["ports"]):
            yield f"Service {name_of(service)} shows more than HTTP"


def budget_faults(documents):
    budgets = of_kind(documents, "PodDisruptionBudget")
    for workload in workloads(documents):
        over = [b for b in budgets if selects(
            b["spec"]["selector"]["matchLabels"], pod_labels(workload))]
        wanted = 1 if workload["spec"]["replicas"] > 1 else 0
        if len(over) != wanted:
            yield f"{name_of(workload)} has {len(over)} budgets, not {wanted}"


def policy_faults(documents):
    policies = of_kind(documents, "NetworkPolicy")
    for workload in workloads(documents):
        over = [p for p in policies if selects(
            p["spec"]["podSelector"]["matchLabels"], pod_labels(workload))]
        if len(over) != 1:
            yield f"{name_of(workload)} has {len(over)} network policies, not 1"
    for policy in policies:
        spec = policy["spec"]
        if set(spec["policyTypes"]) != {"Ingress", "Egress"}:
            yield f"NetworkPolicy {name_of(policy)} leaves a way open"
        # No or an empty list of peers is everybody.
        if not all(rule.get("from") for rule in spec.get("ingress") or []):
            yield f"NetworkPolicy {name_of(policy)} lets everybody in"
        if any(not rule.get("ports") for way in ("ingress", "egress")
               for rule in spec.get(way) or []):
            yield f"NetworkPolicy {name_of(policy)} opens every port"


def call_faults(documents):
    """Who is told to ask a service may: by the policies of both."""
    policies = {p["metadata"]["labels"]["app.kubernetes.io/component"]: p
                for p in of_kind(documents, "NetworkPolicy")}
    by_service = {service_of(w): w for w in workloads(documents)}

    def open_to(rules, way, other):
        return any(
            selects(peer.get("podSelector", {}).get("matchLabels", {}),
                    pod_labels(by_service[other]))
            and {"port": "grpc"} in rule["ports"]
            for rule in rules or [] for peer in rule.get(way) or [])

    for caller, workload in by_service.items():
        for flag in flags_of(workload):
            called = flag.lstrip("-")
            # Without a policy of its own there is nothing to compare.
            if not {caller, called} <= policies.keys() & by_service.keys():
                continue
            if not open_to(policies[caller]["spec"]["egress"], "to", called):
                yield f"{caller} may not call {called}"
            if not open_to(policies[called]["spec"]["ingress"], "from", caller):
                yield f"{called} does not let {caller} in"


def monitor_faults(documents):
    for monitor in of_kind(documents, "ServiceMonitor"):
        selector = monitor["spec"]["selector"]["matchLabels"]
        port = monitor["spec"]["endpoints"][0]["port"]
        seen = [s["spec"]["selector"]["app.kubernetes.io/component"]
                for s in of_kind(documents, "Service")
                if selects(selector, s["metadata"]["labels"])
                and port in (p["name"] for p in s["spec"]["ports"])]
        if sorted(seen) != sorted(SERVICES):
            yield f"ServiceMonitor {name_of(monitor)} sees {sorted(seen)}"


def name_faults(documents):
    names = [(d["kind"], name_of(d)) for d in documents]
    for kind, name in sorted({n for n in names if names.count(n) > 1}):
        yield f"{kind} {name} is there twice"
    for kind, name in names:
        # A StatefulSet's pods carry its name and a hash in a label of 63.
        most = 52 if kind == "StatefulSet" else 63
        if len(name) > most or name.endswith("-"):
            yield f"{kind} {name} has a bad name of {len(name)} characters"


def workload_faults(workload):
    if not selects(workload["spec"]["selector"]["matchLabels"],
                   pod_labels(workload)):
        yield "it does not select its own pods"
    if workload["kind"] == "StatefulSet" and workload["spec"]["replicas"] != 1:
        yield "a database has one writer"
    for rule in (pod_faults, probe_faults, volume_faults, listen_faults):
        yield from rule(workload)
    for container in containers_of(workload):
        for rule in (resource_faults, security_faults, image_faults):
            for fault in rule(container):
                yield f"container {container['name']} {fault}"


def faults(documents):
    found = []
    services = sorted(service_of(w) for w in workloads(documents))
    if services != sorted(SERVICES):
        found.append(f"the workloads are {services}")
    for workload in workloads(documents):
        found += [f"{name_of(workload)}: {fault}"
                  for fault in workload_faults(workload)]
    for rule in (secret_faults, address_faults, service_faults, budget_faults,
                 policy_faults, call_faults, monitor_faults, name_faults):
        found += rule(documents)
    return found
