"""What the call of Estimator in a file is given, and which arguments the installed SDK knows: from the source alone."""

import ast
import importlib.util
import json
import pathlib
import sys

folder = importlib.util.find_spec("sagemaker").submodule_search_locations[0]
sdk = ast.parse(pathlib.Path(folder, "estimator.py").read_text())
known = set()
for node in sdk.body:
    if isinstance(node, ast.ClassDef) and node.name in ("Estimator", "EstimatorBase"):
        for method in node.body:
            if isinstance(method, ast.FunctionDef) and method.name == "__init__":
                known.update(a.arg for a in method.args.args + method.args.kwonlyargs)

answers = []
for name in sys.argv[1:]:
    given = {}
    for node in ast.walk(ast.parse(pathlib.Path(name).read_text())):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Estimator":
            for argument in node.keywords:
                try:
                    given[argument.arg] = ast.literal_eval(argument.value)
                except ValueError:
                    given[argument.arg] = {"expression": ast.unparse(argument.value)}
    answers.append(given)
json.dump({"known": sorted(known), "given": answers}, sys.stdout)
