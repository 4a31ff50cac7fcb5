"""The catalog (监管事项目录): its model, how it is read from YAML, and what is checked in it.

It knows law (citations) and nothing of the outputs.
"""
