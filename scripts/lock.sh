#!/usr/bin/env bash
# Write the two hashed lock files from pyproject.toml. Needs uv (pip install uv).
# torch and its CUDA companions stay out of the lock: `make up` installs torch by plain pip, so that a CPU build may serve.
set -euo pipefail
cd "$(dirname "$0")/.."
without_torch=()
for name in torch triton cuda-bindings cuda-pathfinder cuda-toolkit nvidia-cublas nvidia-cuda-cccl nvidia-cuda-cupti \
  nvidia-cuda-nvrtc nvidia-cuda-runtime nvidia-cudnn-cu13 nvidia-cufft nvidia-cufile nvidia-curand nvidia-cusolver nvidia-cusparse \
  nvidia-cusparselt-cu13 nvidia-nccl-cu13 nvidia-nvjitlink nvidia-nvshmem-cu13 nvidia-nvtx; do
  without_torch+=(--no-emit-package "$name")
done
common=(pip compile pyproject.toml --no-emit-index-url --no-annotate --no-header --generate-hashes --quiet)
uv "${common[@]}" --extra assist --group dev --python-version 3.11 --constraint <(echo "torch==2.13.0") "${without_torch[@]}" -o requirements/assist.txt
uv "${common[@]}" --extra bot --python-version 3.10 --no-emit-package pip -o requirements/bot.txt
