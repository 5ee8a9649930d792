"""Forecasts of places: sealed before their time, and held against what happened."""
