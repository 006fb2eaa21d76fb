"""The description and the tags of each case, as Python, Terraform's grammar and YAML read them."""

import ast
import json
import pathlib
import re
import sys

import hcl2
import yaml


class Loader(yaml.SafeLoader):
    """Of CloudFormation's short forms, only that they are there."""


Loader.add_multi_constructor("!", lambda loader, suffix, node: {suffix: loader.construct_scalar(node)})


def tags_of_job(text):
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.keyword) and node.arg in ("Tags", "tags"):
            return [[tag["Key"], tag["Value"]] for tag in ast.literal_eval(node.value)]


def terraform_text(raw):
    """A quoted text whose signs the grammar left as they are. It must hold no template."""
    inner = raw[1:-1]
    assert raw[0] == raw[-1] == '"', raw

    def read(match):
        found = match.group(0)
        assert found not in ("${", "%{"), raw
        if found[0] != "\\":
            return found[1:]
        if found[1] in "uU":
            return chr(int(found[2:], 16))
        return {"n": "\n", "r": "\r", "t": "\t", '"': '"', "\\": "\\"}[found[1]]

    return re.sub(r"\\u[0-9a-f]{4}|\\U[0-9a-f]{8}|\\.|\$\$\{|%%\{|\$\{|%\{", read, inner)


def of_terraform(text):
    for resource in hcl2.loads(text)["resource"]:
        for kind, named in resource.items():
            if kind == '"aws_iam_role"':
                role = named['"training"']
                tags = role["tags"].items()
                quoted = lambda key: terraform_text(key) if key.startswith('"') else key
                return [terraform_text(role["description"]), [[quoted(k), terraform_text(v)] for k, v in tags]]


def of_cloudformation(text):
    role = yaml.load(text, Loader)["Resources"]["Role"]["Properties"]
    return [role["Description"], [[tag["Key"], tag["Value"]] for tag in role["Tags"]]]


answers = []
for folder in sorted(pathlib.Path(sys.argv[1]).iterdir()):
    read = lambda name: (folder / name).read_bytes().decode()
    answers.append({
        "boto3": tags_of_job(read("train_boto3.py")),
        "sdk": tags_of_job(read("train_sagemaker.py")),
        "terraform": of_terraform(read("main.tf")),
        "cloudformation": of_cloudformation(read("template.yaml")),
    })
json.dump(answers, sys.stdout)
