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
