"""Kernels compiled ahead of their first use, so that nobody waits for them."""

from machimori.warming.kept import forget_stale, kernels
from machimori.warming.rounds import call_every_kernel

__all__ = ["call_every_kernel", "forget_stale", "kernels"]
