import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { decide } from '../../../src/engine/decide';
import type { Disposition, Shell, Verdict } from '../../../src/engine/model';
import { RECOMMENDED } from '../../../src/engine/policy/policy';
import { RUNNERS } from '../../../src/engine/tools/runners';
import { POWERSHELL } from '../../../src/engine/tools/powershell';
import { world } from '../../world';
import { contextOf, invocationOf } from './invocations';

/** A project with a way to destroy it for every runner, and as many ways to do nothing of the kind. */
const FILES: Readonly<Record<string, string>> = {
  "Makefile": [
    "TF ?= terraform",
    "ENV=prod",
    ".PHONY: destroy deploy clean",
    "all: build",
    "build:",
    "\t@echo building",
    "",
    "clean:",
    "\trm -rf build",
    "",
    "destroy: check",
    "\t@echo \"destroying\"",
    "\tcd infra && $(TF) destroy -auto-approve",
    "",
    "teardown:",
    "\t./scripts/teardown.sh $(ENV)",
    "",
    "check:",
    "\tkubectl get ns",
    "",
    "ns-%:",
    "\tkubectl delete ns $*",
    "",
    "sub:",
    "\t$(MAKE) -C sub nuke",
    "loop:",
    "\tfor n in a b; do \\",
    "\t  kubectl delete ns $$n; \\",
    "\tdone",
  ].join('\n') + '\n',
  "sub/Makefile": [
    "nuke:",
    "\tterraform destroy -auto-approve",
  ].join('\n') + '\n',
  "scripts/teardown.sh": [
    "#!/usr/bin/env bash",
    "set -e",
    "HERE=\"$(cd \"$(dirname \"$0\")\" && pwd)\"",
    "cd \"$HERE/..\"",
    "kubectl delete namespace \"$1\"",
  ].join('\n') + '\n',
  "scripts/ok.sh": [
    "#!/bin/sh",
    "echo hi",
    "terraform plan",
  ].join('\n') + '\n',
  "scripts/clean.py": [
    "import shutil, os",
    "ROOT = os.path.dirname(os.path.abspath(__file__))",
    "shutil.rmtree(os.path.join(ROOT, '..', 'node_modules'))",
  ].join('\n') + '\n',
  "scripts/wipe.py": [
    "#!/usr/bin/env python3",
    "import boto3",
    "client = boto3.client('dynamodb')",
    "def main():",
    "    client.delete_table(TableName='orders')",
    "main()",
  ].join('\n') + '\n',
  "scripts/nuke.js": [
    "const { execSync } = require('child_process');",
    "function nuke() {",
    "  execSync('terraform destroy -auto-approve');",
    "}",
    "nuke();",
  ].join('\n') + '\n',
  "scripts/reset.ps1": [
    "param([string]$Name = 'shop-prod')",
    "Remove-AzResourceGroup -Name $Name -Force",
  ].join('\n') + '\n',
  "scripts/clean.ps1": [
    "Remove-Item -Recurse -Force \"$PSScriptRoot\\..\\node_modules\"",
    "Remove-Item -Recurse -Force \"$PSScriptRoot/../bin\",\"$PSScriptRoot/../obj\"",
  ].join('\n') + '\n',
  "reset.bat": [
    "@echo off\r",
    "set DIR=data\r",
    "rd /s /q \"%~dp0%DIR%\"\r",
  ].join('\n') + '\n',
  "package.json": [
    "{",
    "  \"name\": \"shop\",",
    "  \"scripts\": {",
    "    \"build\": \"tsc -p .\",",
    "    \"clean\": \"rimraf dist\",",
    "    \"nuke\": \"terraform destroy -auto-approve\",",
    "    \"predeploy\": \"node scripts/nuke.js\",",
    "    \"deploy\": \"echo deploying\",",
    "    \"db:reset\": \"prisma migrate reset --force\",",
    "    \"all\": \"npm run build && npm run nuke\",",
    "    \"start\": \"node server.js\",",
    "    \"loop\": \"npm run loop\"",
    "  },",
    "  \"workspaces\": [\"packages/*\"]",
    "}",
  ].join('\n') + '\n',
  "tool/Makefile": "OUT = bin\n\nbuild:\n\tgo build -o $(OUT)/tool .\n\nclean:\n\trm -rf $(OUT)\n\npurge:\n\trm -rf uploads\n",
  "packages/api/package.json": "{\"name\":\"@shop/api\",\"scripts\":{\"drop\":\"psql -c \\\"DROP DATABASE shop\\\"\"}}",
  "justfile": [
    "tf := 'terraform'",
    "env := \"prod\"",
    "",
    "default: build",
    "",
    "build:",
    "    echo build",
    "",
    "destroy target='infra':",
    "    cd {{target}} && {{tf}} destroy -auto-approve",
    "",
    "nuke: destroy",
    "",
    "py:",
    "    #!/usr/bin/env python3",
    "    import shutil",
    "    shutil.rmtree('/srv/data')",
  ].join('\n') + '\n',
  "Taskfile.yml": [
    "version: '3'",
    "vars:",
    "  NS: prod",
    "tasks:",
    "  default:",
    "    cmds: [echo hi]",
    "  destroy:",
    "    deps: [check]",
    "    dir: infra",
    "    cmds:",
    "      - echo destroying",
    "      - kubectl delete ns {{.NS}}",
    "  check: kubectl get ns",
    "  all:",
    "    cmds:",
    "      - task: destroy",
  ].join('\n') + '\n',
  "composer.json": "{\"scripts\":{\"nuke\":[\"@php artisan config:clear\",\"rm -rf data\"],\"post-install-cmd\":\"echo ok\",\"again\":\"@nuke\"}}",
  "Procfile": [
    "web: node server.js",
    "release: python manage.py migrate",
  ].join('\n') + '\n',
  "server.js": "const http = require('http'); http.createServer((q, r) => r.end('x')).listen(80);\n",
  "pkg/__main__.py": [
    "import os",
    "os.system('kubectl delete ns prod')",
  ].join('\n') + '\n',
};
const WORLD = world({ files: Object.fromEntries(Object.entries(FILES).map(([name, text]) => [`/home/me/shop/${name}`, text])) });

function verdict(text: string, shell: Shell = 'bash'): Verdict {
  return decide(RECOMMENDED, { kind: 'command', shell, cwd: '/home/me/shop', text }, WORLD);
}

function chains(text: string, shell?: Shell): string[] {
  return verdict(text, shell).findings.map(({ effect: { chain } }) => chain.join(' > '));
}

/** What leads to what, for the person who has to decide. */
const CHAINS: readonly (readonly [text: string, chain: string, shell?: Shell])[] = [
  ['make destroy', 'make destroy > Makefile:13'],
  ['make teardown', 'make teardown > Makefile:16 > ./scripts/teardown.sh prod > scripts/teardown.sh:5'],
  ['make sub', 'make sub > Makefile:25 > make -C sub nuke > sub/Makefile:2'],
  ['npm run all', 'npm run all > package.json:10 > npm run nuke > package.json:6'],
  ['npm run deploy', 'npm run deploy > package.json:7 > node scripts/nuke.js > scripts/nuke.js:3'],
  ['just nuke', 'just nuke > justfile:10'],
  ['task all', 'task all > Taskfile.yml:12'],
  ['composer again', 'composer again > composer.json:1'],
  ['./scripts/teardown.sh prod', './scripts/teardown.sh prod > scripts/teardown.sh:5'],
  ['python3 scripts/wipe.py', 'python3 scripts/wipe.py > scripts/wipe.py:5'],
  ['pwsh scripts/reset.ps1', 'pwsh scripts/reset.ps1 > scripts/reset.ps1:2'],
  ['reset.bat', 'reset.bat > reset.bat:3', 'cmd'],
];

describe('the chain is kept', () => {
  for (const [text, chain, shell] of CHAINS) test(text, () => assert.ok(chains(text, shell).includes(chain), chains(text, shell).join('; ')));
});

const HELD: readonly (readonly [text: string, shell?: Shell])[] = [
  ["make destroy"],
  ["make teardown"],
  ["make ns-prod"],
  ["make -C sub nuke"],
  ["make sub"],
  ["make loop"],
  ["make destroy TF=tofu"],
  ["cd sub && make nuke"],
  ["./scripts/teardown.sh prod"],
  ["bash scripts/teardown.sh prod"],
  ["sh ./scripts/teardown.sh prod"],
  ["source scripts/teardown.sh prod"],
  [". scripts/teardown.sh prod"],
  ["python3 scripts/wipe.py"],
  ["./scripts/wipe.py"],
  ["node scripts/nuke.js"],
  ["pwsh scripts/reset.ps1"],
  ["pwsh -File scripts/reset.ps1"],
  ["npm run nuke"],
  ["npm run all"],
  ["npm run deploy"],
  ["yarn nuke"],
  ["pnpm nuke"],
  ["bun run nuke"],
  ["pnpm run nuke"],
  ["npm run-script nuke"],
  ["npm run drop -w @shop/api"],
  ["pnpm --filter @shop/api drop"],
  ["yarn workspace @shop/api drop"],
  ["just destroy"],
  ["just nuke"],
  ["just py"],
  ["task destroy"],
  ["task all"],
  ["composer nuke"],
  ["composer run nuke"],
  ["composer again"],
  ["python3 -m pkg"],
  ["sudo make destroy"],
  ["time npm run nuke"],
  ["sudo bash -c \"make destroy\""],
  ["node --run nuke"],
  ["make check destroy"],
  ["npm run nuke -- --foo"],
  ["npx npm-run-all nuke"],
  ["turbo run drop"],
  ["cat scripts/teardown.sh | bash -s prod"],
  ["bash < scripts/teardown.sh"],
  ["xargs -I{} make ns-{} <<< prod"],
  [".\\scripts\\reset.ps1", 'powershell'],
  ["& ./scripts/reset.ps1 -Name x", 'powershell'],
  [". ./scripts/reset.ps1", 'powershell'],
  ["npm run nuke", 'powershell'],
  ["npx terraform destroy", 'powershell'],
  ["make destroy", 'powershell'],
  ["docker exec web rm -rf /srv/data", 'powershell'],
  ["aws-vault exec prod -- terraform destroy", 'powershell'],
  ["make -C tool purge"],
  ["reset.bat", 'cmd'],
  ["call reset.bat", 'cmd'],
  ["reset", 'cmd'],
  ["npm run nuke", 'cmd'],
  ["npx cdk destroy --force", 'cmd'],
  [".\\reset.bat", 'powershell'],
  ["python scripts\\wipe.py", 'cmd'],
  ["node scripts\\nuke.js", 'powershell'],
];

const QUIET: typeof HELD = [
  ["make"],
  ["make build"],
  ["make clean"],
  ["make -n destroy"],
  ["make -C tool clean"],
  ["make check"],
  ["make missing"],
  ["./scripts/ok.sh"],
  ["bash scripts/ok.sh"],
  ["bash -n scripts/teardown.sh"],
  ["cat scripts/teardown.sh"],
  ["python3 scripts/clean.py"],
  ["python3 missing.py"],
  ["./missing.sh"],
  ["pwsh scripts/clean.ps1"],
  ["npm run build"],
  ["npm run clean"],
  ["npm start"],
  ["npm run loop"],
  ["npm run missing"],
  ["yarn build"],
  ["just"],
  ["just build"],
  ["just --show destroy"],
  ["task"],
  ["task check"],
  ["task -n destroy"],
  ["composer install"],
  ["node server.js"],
  ["foreman start web"],
  ["git add scripts/teardown.sh"],
  ["chmod +x scripts/teardown.sh"],
  ["npm test"],
  ["npm install"],
  ["less Makefile"],
  ["node --check scripts/nuke.js"],
  ["shellcheck scripts/teardown.sh"],
  ["./scripts/clean.ps1", 'powershell'],
];

for (const [what, rows, wanted] of [['held', HELD, ['hold', 'deny']], ['quiet', QUIET, ['allow']]] as const) {
  describe(what, () => {
    for (const [text, shell] of rows) test(`${shell ?? 'bash'}: ${text}`, () => assert.ok((wanted as readonly Disposition[]).includes(verdict(text, shell).disposition), verdict(text, shell).disposition));
  });
}

test('a file that is not there is said to be unread', () => {
  for (const [text, word] of [['bash missing.sh', /missing\.sh/], ['./missing.sh', /missing\.sh/], ['python3 missing.py', /missing\.py/], ['just missing', /missing/], ['npm run missing', /missing/]] as const) {
    const { coverage, unread, effects } = verdict(text);
    assert.equal(effects.length, 0, text);
    assert.equal(coverage, 'partial', text);
    assert.match(unread.join(), word);
  }
});

test('no words make a runner throw', () => {
  const tools = { ...RUNNERS, ...POWERSHELL };
  const word = fc.constantFrom('-c', '-e', '-m', '-C', '-f', '-File', '-Command', '-EncodedCommand', '/c', '/s', 'run', 'x', 'destroy', '-', '--', '', 'delete', 'stop', '-Name', '-Uri', 'http://x', '-Query', 'DROP TABLE a', '=', 'A=b', '*', '.', '/', '\\', '-d', '--unregister', 'scripts/teardown.sh', 'é', '\0', '-ArgumentList', '$x');
  fc.assert(fc.property(fc.constantFrom(...Object.keys(tools)), fc.array(word, { maxLength: 7 }), fc.constantFrom<Shell>('bash', 'powershell', 'cmd'), (program, words, shell) => {
    const args = words.map((value) => ({ value, known: !value.startsWith('$'), glob: value === '*', span: [0, 0] as const }));
    const lowered = tools[program]?.({ ...invocationOf(program), program, args, shell, cwd: '/home/me/shop', stdin: { kind: 'text', text: 'x', complete: true } }, { ...contextOf({}, {}), surroundings: WORLD });
    assert.ok(lowered);
  }), { numRuns: 400 });
});
