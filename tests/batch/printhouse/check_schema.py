"""Judges JSON by a JSON Schema (draft 2020-12), with python3-jsonschema.

    check_schema.py SCHEMA FILE

FILE holds one text a line. For each a line is printed: "valid", "refused", or "no JSON". Formats are
checked: a reader that only notes them lets through a 30 February.
"""

import json
import sys

import jsonschema

with open(sys.argv[1], encoding="utf-8") as file:
    schema = json.load(file)
jsonschema.Draft202012Validator.check_schema(schema)
validator = jsonschema.Draft202012Validator(schema, format_checker=jsonschema.FormatChecker())
with open(sys.argv[2], "rb") as file:
    texts = file.read().split(b"\n")[:-1]
for text in texts:
    try:
        value = json.loads(text.decode("utf-8"))
    except (ValueError, RecursionError):
        print("no JSON")
        continue
    print("valid" if validator.is_valid(value) else "refused")
