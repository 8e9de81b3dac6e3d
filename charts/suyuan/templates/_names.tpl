{{/* The release's name in front of every object, at most 39 characters: with
     the longest suffix a StatefulSet has then 52, and its pods label values
     of 63. */}}
{{- define "suyuan.fullname" -}}
{{- if .Values.fullnameOverride -}}
{{- .Values.fullnameOverride | trunc 39 | trimSuffix "-" -}}
{{- else -}}
{{- $name := default .Chart.Name .Values.nameOverride -}}
{{- if contains $name .Release.Name -}}
{{- .Release.Name | trunc 39 | trimSuffix "-" -}}
{{- else -}}
{{- printf "%s-%s" .Release.Name $name | trunc 39 | trimSuffix "-" -}}
{{- end -}}
{{- end -}}
{{- end -}}

{{- define "suyuan.serviceAccountName" -}}
{{- if .Values.serviceAccount.create -}}
{{- default (include "suyuan.fullname" .) .Values.serviceAccount.name -}}
{{- else -}}
{{- default "default" .Values.serviceAccount.name -}}
{{- end -}}
{{- end -}}

{{/* (dict "root" $ "service" "registry"): what selects a service's pods.
     Immutable in a workload. */}}
{{- define "suyuan.selectorLabels" -}}
app.kubernetes.io/name: {{ default .root.Chart.Name .root.Values.nameOverride | trunc 63 | trimSuffix "-" }}
app.kubernetes.io/instance: {{ .root.Release.Name }}
app.kubernetes.io/component: {{ .service }}
{{- end -}}

{{- define "suyuan.labels" -}}
{{ include "suyuan.selectorLabels" . }}
app.kubernetes.io/part-of: suyuan
app.kubernetes.io/version: {{ .root.Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .root.Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .root.Chart.Name .root.Chart.Version | replace "+" "_" }}
{{- end -}}

{{/* The ports of a service: its own and that of /metrics. */}}
{{- define "suyuan.port" -}}
{{- get (dict "registry" "9101" "certificates" "9102" "traceability" "9103" "credit" "9104" "gateway" "8080") . -}}
{{- end -}}
{{- define "suyuan.metricsPort" -}}
{{- get (dict "registry" "9201" "certificates" "9202" "traceability" "9203" "credit" "9204" "gateway" "9280") . -}}
{{- end -}}
{{- define "suyuan.portName" -}}
{{- if eq . "gateway" }}http{{ else }}grpc{{ end -}}
{{- end -}}

{{/* host:port where the others find a service. */}}
{{- define "suyuan.address" -}}
{{- printf "%s-%s:%s" (include "suyuan.fullname" .root) .service (include "suyuan.port" .service) -}}
{{- end -}}

{{- define "suyuan.image" -}}
{{- $image := .root.Values.image -}}
{{- with $image.registry }}{{ . }}/{{ end -}}
{{- printf "%s-%s:%s" $image.repository .service (default .root.Chart.AppVersion $image.tag) -}}
{{- end -}}
