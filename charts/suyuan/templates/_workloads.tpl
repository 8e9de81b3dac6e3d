{{/* (dict "root" $ "service" S "args" list "volumes" list "mounts" list
     "initContainers" list "annotations" dict): a service with a database of its
     own. One pod: the database has one writer. */}}
{{- define "suyuan.stateful" -}}
{{- $name := printf "%s-%s" (include "suyuan.fullname" .root) .service -}}
{{- $claim := (get .root.Values .service).persistence -}}
{{- $volumes := list (dict "name" "tmp" "emptyDir" (dict)) -}}
{{- if $claim.existingClaim -}}
{{- $volumes = append $volumes (dict "name" "data" "persistentVolumeClaim" (dict "claimName" $claim.existingClaim)) -}}
{{- end -}}
{{- $mounts := list (dict "name" "data" "mountPath" "/data") (dict "name" "tmp" "mountPath" "/tmp") -}}
{{- $pod := merge (dict
      "args" (prepend (default list .args) "--data-dir=/data")
      "volumes" (concat $volumes (default list .volumes))
      "mounts" (concat $mounts (default list .mounts))) . -}}
apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: {{ $name }}
  labels:
    {{- include "suyuan.labels" . | nindent 4 }}
spec:
  replicas: 1
  serviceName: {{ $name }}
  selector:
    matchLabels:
      {{- include "suyuan.selectorLabels" . | nindent 6 }}
  template:
    {{- include "suyuan.podTemplate" $pod | nindent 4 }}
  {{- if not $claim.existingClaim }}
  # The data outlives the release: helm uninstall keeps the claims.
  volumeClaimTemplates:
    - metadata:
        name: data
        labels:
          {{- include "suyuan.selectorLabels" . | nindent 10 }}
        {{- with $claim.annotations }}
        annotations:
          {{- toYaml . | nindent 10 }}
        {{- end }}
      spec:
        accessModes:
          {{- toYaml $claim.accessModes | nindent 10 }}
        {{- with $claim.storageClass }}
        storageClassName: {{ . | quote }}
        {{- end }}
        resources:
          requests:
            storage: {{ $claim.size }}
  {{- end }}
{{- end -}}

{{/* (dict "root" $ "service" S "args" list "volumes" list "mounts" list): a
     service that keeps nothing that cannot be made anew. */}}
{{- define "suyuan.stateless" -}}
{{- $own := get .root.Values .service -}}
apiVersion: apps/v1
kind: Deployment
metadata:
  name: {{ include "suyuan.fullname" .root }}-{{ .service }}
  labels:
    {{- include "suyuan.labels" . | nindent 4 }}
spec:
  replicas: {{ $own.replicas }}
  # A new pod is ready before an old one goes.
  strategy:
    type: RollingUpdate
    rollingUpdate:
      maxSurge: 1
      maxUnavailable: 0
  selector:
    matchLabels:
      {{- include "suyuan.selectorLabels" . | nindent 6 }}
  template:
    {{- include "suyuan.podTemplate" . | nindent 4 }}
{{- end -}}
