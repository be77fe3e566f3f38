#!/usr/bin/env bash
# Measures what reading a review costs, in the release build and elsewhere; docs/bench.md tells how.
# From the environment: DATA (reviews as `id document label`), SENTIMENT_MODEL, SENTIMENT_PYTHON (a
# Python of your own, which may have torch), SENTIMENT_CHECKPOINT (weights for PyTorch).
. "$(dirname "$0")/lib/common.sh"
. scripts/lib/tools.sh
. scripts/lib/postgres.sh
. scripts/lib/site.sh

# What training/bench.py imports, torch left out: it is large, and not everybody wants it.
PACKAGES="numpy onnxruntime tokenizers"

# Sets PYTHON to one that can run training/bench.py, or MISSING to what there is none for.
find_python() {
  local pins name key folder
  PYTHON="" MISSING=""
  if [ -n "${SENTIMENT_PYTHON:-}" ]; then
    "$SENTIMENT_PYTHON" -c 'import numpy, onnxruntime, tokenizers' 2>/dev/null ||
      die "SENTIMENT_PYTHON lacks packages: $SENTIMENT_PYTHON -m pip install -r sentiment/training/requirements.txt"
    PYTHON=$SENTIMENT_PYTHON
    return
  fi
  if ! have python3 || ! python3 -c 'import sys, venv; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
    MISSING="Python 3.11 or newer with venv"
    return
  fi
  pins=""
  for name in $PACKAGES; do pins="$pins $(grep "^$name==" sentiment/training/requirements.txt)"; done
  key=$(printf '%s' "$pins $(python3 -V)" | sha256 | cut -c 1-10)
  folder="$CACHE/tools/sentiment-bench-$key"
  if [ ! -f "$folder/complete" ]; then
    step "Python packages (downloading once, about 40 MB)"
    rm -rf "$folder"
    # shellcheck disable=SC2086 # a list of plain words
    if ! { python3 -m venv "$folder" && "$folder/bin/pip" install --quiet --disable-pip-version-check $pins; } \
      >"$CACHE/logs/sentiment-bench-pip.log" 2>&1 </dev/null; then
      MISSING="the Python packages$pins (see $CACHE/logs/sentiment-bench-pip.log)"
      return
    fi
    touch "$folder/complete"
  fi
  PYTHON="$folder/bin/python"
  ok "Python packages"
}

# shellcheck disable=SC2317,SC2329 # called on the way out
remove_report() { rm -f "$REPORT"; }

if [ -n "${DATA:-}" ]; then
  DATA=$(absolute "$DATA")
  [ -r "$DATA" ] || die "DATA cannot be read: $DATA"
fi
[ -z "${SENTIMENT_CHECKPOINT:-}" ] || SENTIMENT_CHECKPOINT=$(absolute "$SENTIMENT_CHECKPOINT")
case "${SENTIMENT_PYTHON:-}" in */*) SENTIMENT_PYTHON=$(absolute "$SENTIMENT_PYTHON") ;; esac
SENTIMENT_MODEL=$(absolute "${SENTIMENT_MODEL:-$ROOT/sentiment/model}")
export SENTIMENT_MODEL

setup rust npm cargo_leptos onnx_runtime
[ -n "${ONNX_RUNTIME_LIBRARY:-}" ] || die "Without ONNX Runtime there is nothing to measure: set ONNX_RUNTIME_LIBRARY."
find_python
# The whole release, as `make run` and `make bench` build it: the server alone would be compiled with
# other flags, and so all of it once more.
build_site
# A build beside it would be measured as well.
claim_target_dir
step "measuring (about three minutes with PyTorch, seconds without)"
if [ -n "$PYTHON" ]; then
  REPORT="$CACHE/bench-sentiment.$$"
  on_exit remove_report
  "$SERVER_BINARY" sentiment bench ${DATA:+"$DATA"} --json >"$REPORT"
  OMP_NUM_THREADS=1 TOKENIZERS_PARALLELISM=false "$PYTHON" sentiment/training/bench.py ${DATA:+"$DATA"} \
    --model "$SENTIMENT_MODEL" --beside "$REPORT" ${SENTIMENT_CHECKPOINT:+--checkpoint "$SENTIMENT_CHECKPOINT"}
else
  "$SERVER_BINARY" sentiment bench ${DATA:+"$DATA"}
  warn "Not measured beside it: ONNX Runtime and PyTorch in Python, for want of $MISSING."
fi
