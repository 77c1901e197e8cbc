import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { World } from '../../world';
import { line, reading, rows } from './bash-reading';

rows('lists', [
  ['terraform init && terraform destroy', ['terraform init', 'terraform destroy']],
  ['a || b; c & d', ['a', 'b', 'c', 'd']],
  ['a | b |& c', ['a', 'b', 'c']],
  ['! rm x', ['rm x']],
  ["GIT_SEQUENCE_EDITOR='rm x' git rebase -i main", ['rm x', 'git rebase -i main']],
  ['time -p rm x', ['rm x']],
  ['exit 0; rm x', []],
  ['[ -z "$X" ] && exit 1; rm x', ['rm x']],
  ['die() { echo "$1"; exit 1; }; test -d x || die "none"; rm x', ['rm x']],
  ['echo "unfinished; rm x', []],
  ['set -e\r\nrm x\r\ncat <<E | sh\r\nrm y\r\nE\r\n', ['rm x', 'rm y']],
  ['if true; then rm x', ['rm x']],
  ['coproc rm x', ['rm x']],
  ["trap 'rm -rf \"$D\"' EXIT; D=/tmp/d", ['rm -rf /tmp/d']],
  ["trap - EXIT; trap '' INT", []],
]);

rows('functions and aliases', [
  ['f() { rm -rf "$1"; }; f /data', ['rm -rf /data']],
  ['function f { rm "$@"; }; f a b; f c', ['rm a b', 'rm c']],
  ['f() { rm -rf /; }', []],
  ['run() { echo "+ $*"; "$@"; }; run terraform destroy', ['terraform destroy']],
  ['rm() { command rm -i "$@"; }; rm x', ['rm -i x']],
  ['f() { return 0; rm x; }; f; ls', ['ls']],
  ['f() { local x=$1; rm $x; }; f a; rm $1', ['rm a', 'rm ?$1']],
  ['walk() { rm $1; walk $1/x; }; walk a', ['rm a', 'rm a/x']],
  ['alias k=kubectl; k delete ns prod', ['kubectl delete ns prod']],
  ["alias tfd='terraform destroy -auto-approve'; tfd", ['terraform destroy -auto-approve']],
  ["alias ls='ls -l'; ls x", ['ls -l x']],
  ['alias k=kubectl; \\k get', ['k get']],
]);

rows('branches', [
  ['if [ -f x ]; then rm a; else rm b; fi', ['rm a', 'rm b']],
  ['if grep -q x y; then rm a; elif z; then rm b; fi', ['grep -q x y', 'rm a', 'z', 'rm b']],
  ['case "$1" in destroy) rm a;; *) rm b;; esac', ['rm a', 'rm b']],
  ['f() { case "$1" in destroy) rm a;; *) ls;; esac; }; f plan', ['ls']],
  ['f() { if [ "$1" = destroy ]; then rm a; else ls; fi; }; f destroy', ['rm a']],
  ['f() { if [[ "$1" == d* && -n "$1" ]]; then rm a; fi; }; f plan', []],
  ['set -- up; case $1 in up|down) rm a;; *) rm b;; esac', ['rm a']],
  ['[[ -n "$(rm x)" ]] && ls', ['rm x', 'ls']],
  // The shell that will run it may have another environment than this one.
  ['if [ "$STAGE" = prod ]; then rm a; fi', ['rm a'], { env: { STAGE: 'dev' } }],
]);

rows('loops', [
  ['for x in a b c; do rm $x; done', ['rm a', 'rm b', 'rm c']],
  ['for x in {1..3}; do rm db-$x; done', ['rm db-1', 'rm db-2', 'rm db-3']],
  ['for x in $(seq 1 2); do rm $x; done', ['seq 1 2', 'rm 1', 'rm 2']],
  ['for x in *.tf; do rm "$x"; done', ['rm **.tf']],
  ['for x in $(kubectl get ns -o name); do kubectl delete $x; done', ['kubectl get ns -o name', 'kubectl delete ?$x']],
  ['f() { for x; do rm $x; done; }; f a b', ['rm a', 'rm b']],
  ['for ((i=0;i<3;i++)); do rm $i; done', ['rm ?$i']],
  ['while true; do rm x; sleep 5; done', ['rm x', 'sleep 5']],
  ['until rm x; do ls; done', ['rm x', 'ls']],
  ["printf 'a\\nb\\n' | while read -r x; do rm $x; done", ['rm a', 'rm b']],
  ['while read -r x; do rm $x; done < list', ['rm a', 'rm b'], { files: { '/home/me/shop/list': 'a\nb\n' } }],
  ['while read -r x; do rm "$x"; done < list', ['rm ?$x']],
  ["find . -name '*.tmp' | while read f; do rm \"$f\"; done", ['find . -name *.tmp', 'rm *./**/*.tmp']],
  ['for x in a b; do [ $x = a ] && continue; rm $x; done', ['rm a', 'rm b']],
  ['select x in a b; do rm $x; done', ['rm a', 'rm b']],
  ['for d in a b; do for e in 1 2; do rm $d$e; done; done', ['rm a1', 'rm a2', 'rm b1', 'rm b2']],
]);

const THERE: World = { files: { '/home/me/shop/infra/main.tf': '' } };

/** A text, and the folders its programs would run in. */
const FOLDERS: readonly (readonly [text: string, folders: readonly (string | null)[], outside?: World])[] = [
  ['cd infra && terraform destroy', ['/home/me/shop/infra']],
  ['cd infra; terraform destroy', [null]],
  ['cd infra; terraform destroy', ['/home/me/shop/infra'], THERE],
  ['set -e\ncd infra\nterraform destroy', ['/home/me/shop/infra']],
  ['cd infra || exit 1; rm -rf *', ['/home/me/shop/infra']],
  ['cd infra || true; rm -rf *', [null]],
  ['cd "$X" && rm -rf *', [null]],
  ['mkdir -p out && cd out; rm -rf *', ['/home/me/shop/out']],
  ['(cd infra && ls); rm x', ['/home/me/shop/infra', '/home/me/shop']],
  ['pushd infra && ls && popd && rm x', ['/home/me/shop/infra', '/home/me/shop']],
  ['cd ..; rm x', ['/home/me']],
  ['cd /tmp; rm x', ['/tmp']],
  ['cd; rm x', ['/home/me']],
  ['cd ~/a/b && cd ../c && rm x', ['/home/me/a/c']],
  ['cd infra && cd - && rm x', ['/home/me/shop']],
  ['if cd infra; then ls; fi', ['/home/me/shop/infra']],
  ['if ! cd infra; then exit 1; fi; rm x', ['/home/me/shop/infra']],
  ['cd infra & rm x', ['/home/me/shop']],
  ['cd infra | rm x', ['/home/me/shop']],
  ['if x; then cd a && b; fi; rm x', ['/home/me/shop', '/home/me/shop/a', null]],
];

for (const [text, folders, outside] of FOLDERS) {
  test(`cd: ${text.replaceAll('\n', '⏎')}`, () => {
    assert.deepEqual(reading(text, outside).invocations.filter(({ program }) => program !== 'mkdir').map(({ cwd }) => cwd), folders);
  });
}

/** A text, and the variables its last program would see of it. */
const VARIABLES: readonly (readonly [text: string, env: Readonly<Record<string, string | null>>])[] = [
  ['AWS_PROFILE=prod aws s3 ls', { AWS_PROFILE: 'prod' }],
  ['export AWS_PROFILE=prod; aws s3 ls', { AWS_PROFILE: 'prod' }],
  ['AWS_PROFILE=prod; aws s3 ls', {}],
  ['AWS_PROFILE=prod; export AWS_PROFILE; aws s3 ls', { AWS_PROFILE: 'prod' }],
  ['declare -x A=1; a', { A: '1' }],
  ['set -a; A=1; a', { A: '1' }],
  ['env -i A=1 B=$X a', { A: '1', B: null }],
  ['sudo A=1 a', { A: '1' }],
  ['A=1 bash -c "B=2 c"', { A: '1', B: '2' }],
  ['export A=$(secret); a', { A: null }],
  ['aws-vault exec prod -- terraform apply', { AWS_PROFILE: 'prod' }],
  ['(export A=1); a', {}],
];

for (const [text, env] of VARIABLES) {
  test(`env: ${text}`, () => assert.deepEqual(reading(text).invocations.at(-1)?.env, env));
}

/** A text, and the span of its last invocation. */
const SPANS: readonly (readonly [text: string, carets: string])[] = [
  ['cd infra && sudo terraform destroy -target x',
   '            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^'],
  ['A=1 rm x; ls',
   '          ^^'],
  ['A=1 rm x > out',
   '^^^^^^^^^^^^^^'],
  ['bash -c "cd x && terraform destroy" && :',
   '^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^     '],
  ['f() { rm "$1"; }; f x',
   '      ^^^^^^^     '],
  ['ls $(rm x)',
   '^^^^^^^^^^'],
  ['echo hi | psql -c x',
   '          ^^^^^^^^^'],
  ['for x in a; do rm $x; done',
   '               ^^^^^'],
  ['ssh host "rm -rf /data"',
   '^^^^^^^^^^^^^^^^^^^^^^^'],
  ['eval "rm x"',
   '^^^^^^^^^^^'],
  ['{ ls; } > out',
   '^^^^^^^^^^^^^'],
];

for (const [text, carets] of SPANS) {
  test(`span: ${text}`, () => {
    const last = reading(text).invocations.at(-1);
    assert.deepEqual(last && [last.span[0], last.span[1]], [carets.indexOf('^'), carets.lastIndexOf('^') + 1], last && line(last));
  });
}

/** A text, and what its redirections would write. */
const WRITES: readonly (readonly [text: string, expected: readonly string[]])[] = [
  ['> a', ['overwrite a']],
  ['x > a 2>&1', ['overwrite a']],
  ['x >> a 2> b', ['append a', 'overwrite b']],
  ['x &> a; x &>> b; x >| c; x >& d', ['overwrite a', 'append b', 'overwrite c', 'overwrite d']],
  ['x > /dev/null 2>/dev/null', []],
  ['for x in 1; do y; done > a', ['overwrite a']],
  ['{ x; y; } >> a', ['append a']],
  ['exec > a', ['overwrite a']],
  [': > a', ['overwrite a']],
  ['sudo sh -c "x > /etc/a"', ['overwrite /etc/a']],
  ['cat > a <<E\nrm -rf /\nE', ['overwrite a']],
  ['x < a', []],
  ['x > /dev/sda', ['overwrite /dev/sda']],
];

for (const [text, expected] of WRITES) {
  test(`writes: ${text.replaceAll('\n', '⏎')}`, () => {
    assert.deepEqual(reading(text).invocations.flatMap(({ redirects }) => redirects.map(({ to, mode }) => `${mode} ${to.value}`)), expected);
  });
}
