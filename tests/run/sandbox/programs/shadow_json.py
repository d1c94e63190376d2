"""shadow_json [import shadowing]
TRIES: lie beside the answer under the name of a standard module
MUST: never imported by the grader
KIND: shadow:json.py
"""

from pathlib import Path

Path(__file__).with_name("MARK").write_text("imported")
