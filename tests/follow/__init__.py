"""Tests of following sites."""
