# Draws the rest of the sample region and loads it. Sourced after suite.sh.

# In an order in which the registry takes them.
region_kinds=(institutions specifications persons competences standards
  referenceMaterials instruments declarations comparisons indicatorEntries)

# Whether it is loaded: the last thing that loading makes is there.
region_is_loaded() {
  curl --noproxy '*' --fail --silent --output /dev/null --max-time 10 \
    "$(gateway_url)/v1/indicatorReports/sim-2026-q3"
}

# Does nothing to a region that is loaded: what comparisons have written into
# its standards since would be taken back.
load_region() {
  if region_is_loaded; then
    say "The region is there already." "该地区已载入。"
    return
  fi
  local kind
  deploy/sample/generate "$data/sample"
  for kind in "${region_kinds[@]}"; do
    ctl records import --type "$kind" "$data/sample/$kind.jsonl"
  done
  deploy/sample/call "$(gateway_url)" "$data/sample/calls.jsonl"
}

show_region() {
  local language=en
  if is_chinese; then language=zh; fi
  deploy/sample/show "$(gateway_url)" --language "$language"
}
