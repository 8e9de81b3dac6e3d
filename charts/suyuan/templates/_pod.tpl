{{/* (dict "root" $ "service" S "args" list "volumes" list "mounts" list
     "initContainers" list "annotations" dict): the pod template of a service.
     `service` picks its ports, probes, image and values. */}}
{{- define "suyuan.podTemplate" -}}
{{- $values := .root.Values -}}
{{- $own := get $values .service -}}
metadata:
  labels:
    {{- include "suyuan.labels" . | nindent 4 }}
    {{- with $values.podLabels }}
    {{- toYaml . | nindent 4 }}
    {{- end }}
  {{- with merge (dict) (default dict .annotations) $values.podAnnotations }}
  annotations:
    {{- toYaml . | nindent 4 }}
  {{- end }}
spec:
  serviceAccountName: {{ include "suyuan.serviceAccountName" .root }}
  # No service asks the cluster for anything.
  automountServiceAccountToken: false
  # Else SUYUAN_<SERVICE>_... of the cluster would mix with our own variables.
  enableServiceLinks: false
  terminationGracePeriodSeconds: {{ add $values.preStopSeconds $values.drainSeconds 10 }}
  {{- with $values.image.pullSecrets }}
  imagePullSecrets:
    {{- toYaml . | nindent 4 }}
  {{- end }}
  {{- with $values.priorityClassName }}
  priorityClassName: {{ . }}
  {{- end }}
  securityContext:
    runAsNonRoot: true
    runAsUser: {{ $values.user.uid }}
    runAsGroup: {{ $values.user.gid }}
    fsGroup: {{ $values.user.gid }}
    fsGroupChangePolicy: OnRootMismatch
    seccompProfile:
      type: RuntimeDefault
  {{- with .initContainers }}
  initContainers:
    {{- toYaml . | nindent 4 }}
  {{- end }}
  containers:
    - name: {{ .service }}
      image: {{ include "suyuan.image" . | quote }}
      imagePullPolicy: {{ $values.image.pullPolicy }}
      args:
        - --listen=0.0.0.0:{{ include "suyuan.port" .service }}
        - --metrics-listen=0.0.0.0:{{ include "suyuan.metricsPort" .service }}
        # There is no identity on the wire yet; see networkPolicy.
        - --insecure-listen
        - --log-level={{ $values.logLevel }}
        - --drain-seconds={{ $values.drainSeconds }}
        {{- range .args }}
        - {{ . | quote }}
        {{- end }}
      ports:
        - name: {{ include "suyuan.portName" .service }}
          containerPort: {{ include "suyuan.port" .service }}
        - name: metrics
          containerPort: {{ include "suyuan.metricsPort" .service }}
      {{- include "suyuan.probes" . | nindent 6 }}
      {{- if $values.preStopSeconds }}
      lifecycle:
        preStop:
          sleep:
            seconds: {{ $values.preStopSeconds }}
      {{- end }}
      resources:
        {{- toYaml $own.resources | nindent 8 }}
      securityContext:
        {{- include "suyuan.containerSecurity" .root | nindent 8 }}
      {{- with .mounts }}
      volumeMounts:
        {{- toYaml . | nindent 8 }}
      {{- end }}
  {{- with .volumes }}
  volumes:
    {{- toYaml . | nindent 4 }}
  {{- end }}
  {{- with $own.scheduling }}
  {{- toYaml . | nindent 2 }}
  {{- end }}
{{- end -}}

{{/* (dict "root" $ "service" S "name" N "secret" NAME "key" KEY): a Secret's
     files as the services take keys, as JSON with "volumes", "mounts" and
     "init": a service refuses a key file that others may read (mode 0600), and
     a mounted Secret is readable by the pod's group. Hence a copy, in memory,
     at /run/N, that an init container makes for the service alone. With a key
     it is one file, of that name; without one all of them. */}}
{{- define "suyuan.privateFiles" -}}
{{- $from := printf "/run/%s-secret" .name -}}
{{- $to := printf "/run/%s" .name -}}
{{- $secret := dict "secretName" .secret "defaultMode" 288 -}}
{{- if .key -}}
{{- $secret = set $secret "items" (list (dict "key" .key "path" .key)) -}}
{{- end -}}
{{- /* What begins with a dot is the kubelet's. */ -}}
{{- $copy := printf "install -m 0600 -t %s %s/*" $to $from -}}
{{- dict
      "volumes" (list
        (dict "name" (printf "%s-secret" .name) "secret" $secret)
        (dict "name" .name "emptyDir" (dict "medium" "Memory" "sizeLimit" "32Mi")))
      "mounts" (list (dict "name" .name "mountPath" $to "readOnly" true))
      "init" (list (dict
        "name" .name
        "image" (include "suyuan.image" .)
        "imagePullPolicy" .root.Values.image.pullPolicy
        "command" (list "sh" "-c" $copy)
        "resources" (dict
          "requests" (dict "cpu" "10m" "memory" "16Mi")
          "limits" (dict "memory" "64Mi"))
        "securityContext" (include "suyuan.containerSecurity" .root | fromYaml)
        "volumeMounts" (list
          (dict "name" (printf "%s-secret" .name) "mountPath" $from "readOnly" true)
          (dict "name" .name "mountPath" $to))))
    | toJson -}}
{{- end -}}

{{- define "suyuan.containerSecurity" -}}
runAsNonRoot: true
readOnlyRootFilesystem: true
allowPrivilegeEscalation: false
capabilities:
  drop: [ALL]
{{- end -}}

{{/* Alive: the process answers. Ready: it has loaded what it answers from. A
     service that waits for another is alive, and a restart would not help. */}}
{{- define "suyuan.probes" -}}
{{- $port := include "suyuan.port" .service -}}
{{- $startup := default 120 (get (get .root.Values .service) "startupSeconds") | int -}}
{{- if eq .service "gateway" -}}
startupProbe:
  httpGet: {path: /healthz, port: http}
  periodSeconds: 2
  failureThreshold: 30
livenessProbe:
  httpGet: {path: /healthz, port: http}
  periodSeconds: 10
  timeoutSeconds: 5
  failureThreshold: 3
readinessProbe:
  httpGet: {path: /readyz, port: http}
  periodSeconds: 5
  timeoutSeconds: 3
  failureThreshold: 2
{{- else -}}
startupProbe:
  grpc: {port: {{ $port }}, service: live}
  periodSeconds: 2
  failureThreshold: {{ div (add $startup 1) 2 }}
livenessProbe:
  grpc: {port: {{ $port }}, service: live}
  periodSeconds: 10
  timeoutSeconds: 5
  failureThreshold: 3
readinessProbe:
  grpc: {port: {{ $port }}}
  periodSeconds: 5
  timeoutSeconds: 3
  failureThreshold: 2
{{- end -}}
{{- end -}}
