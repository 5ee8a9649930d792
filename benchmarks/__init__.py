"""What Machimori claims about its speed, measured beside others in one run.

`python -m benchmarks` measures all, `python -m benchmarks isovist` one; with `--write`
the results are kept and docs/reference/benchmarks.md is written from all that are.
"""
