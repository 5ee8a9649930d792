"""Seminars (市民防犯講習会): seats without an account, waiting list, attendance."""
