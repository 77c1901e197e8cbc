import assert from 'node:assert/strict';
import { test } from 'node:test';
import { reading, rows } from './bash-reading';

const IN = { env: { HOME: '/home/me', DEPLOY_ENV: 'staging' } };

rows('quotes', [
  ["'r'm -rf x", ['rm -rf x']],
  ["r''m -rf x", ['rm -rf x']],
  ['\\rm x', ['rm x']],
  ['"rm" "-rf" x', ['rm -rf x']],
  ["$'\\x74erraform' destroy", ['terraform destroy']],
  ["$'\\162\\155' -rf /", ['rm -rf /']],
  ['rm\\\n  -rf x', ['rm -rf x']],
  ['rm -rf "a b" \'c d\'', ['rm -rf ‹a b› ‹c d›']],
  ['r"m" x # rm y', ['rm x']],
  ['rm ""', ['rm ‹›']],
  ['rm $"x"', ['rm x']],
]);

rows('variables', [
  ['T=terraform; $T destroy', ['terraform destroy']],
  ['T=terraform D=destroy; "$T" ${D}', ['terraform destroy']],
  ['x=rm; y="-rf /data"; $x $y', ['rm -rf /data']],
  ['y="-rf /data"; rm "$y"', ['rm ‹-rf /data›']],
  ['a=terr; a+=aform; $a destroy', ['terraform destroy']],
  ['a=(rm -rf /data); "${a[@]}"', ['rm -rf /data']],
  ['a=(rm -rf); a+=(/data); ${a[*]}', ['rm -rf /data']],
  ['a=(rm -rf /data); ${a[0]} x', ['rm x']],
  ['declare -A m=([prod]=p-1 [dev]=d-1); rm ${m[prod]}', ['rm p-1']],
  ['local x=rm; $x y', ['rm y']],
  ['readonly T=terraform; $T destroy', ['terraform destroy']],
  ['n=x; x=rm; ${!n} -rf y', ['rm -rf y']],
  ['rm "$HOME/x" ~/y "${HOME}"', ['rm /home/me/x /home/me/y /home/me'], IN],
  ['rm "$PWD/x" "$(pwd)/y"', ['pwd', 'rm /home/me/shop/x /home/me/shop/y']],
  ['deploy $DEPLOY_ENV', ['deploy staging'], IN],
  ['rm -rf $UNSET/x', ['rm -rf ?$UNSET/x']],
  ['rm -rf "${UNSET:?}"/*', ['rm -rf ?*${UNSET:?}/*']],
  ['x=$(kubectl get ns); rm $x', ['kubectl get ns', 'rm ?‹$(kubectl get ns)›']],
  ['printf -v x rm; $x y', ['rm y']],
  ['read -r x <<< "rm -rf"; $x y', ['rm -rf y']],
  ['IFS=, read -ra p <<< "rm,-rf,/"; "${p[@]}"', ['rm -rf /']],
  ['IFS=-; w=rm-x; $w', ['rm x']],
  ['set -- a b; rm "$@" $# $1', ['rm a b 2 a']],
  ['set -- a b c; shift; rm $1', ['rm b']],
  ['unset X; rm -rf "$X/data"', ['rm -rf /data']],
  ['if x; then T=rm; else T=ls; fi; $T y', ['x', 'rm y', 'ls y']],
  ['DC=docker-compose; x && DC="docker compose"; $DC down', ['x', 'docker compose down']],
  ['x || DC="docker compose"; ${DC} down', ['x', 'docker compose down']],
  ['case $1 in a) C=rm;; b) C=ls;; esac; $C x', ['rm x', 'ls x']],
  ['if x; then T=rm; else T=rm; fi; $T y', ['x', 'rm y']],
]);

rows('operations', [
  ['x=; ${x:-rm} -rf y', ['rm -rf y']],
  ['${CMD:-terraform} destroy', ['terraform destroy']],
  ['x=1; rm ${x:+-rf} y', ['rm -rf y']],
  [': ${x:=rm}; $x y', ['rm y']],
  ['a=xrmx; ${a:1:2} y', ['rm y']],
  ['a=xxrm; ${a: -2} y', ['rm y']],
  ['X=TERRAFORM; ${X,,} destroy', ['terraform destroy']],
  ['x=terraXform; ${x/X/} destroy', ['terraform destroy']],
  ['x=tXeXrrXaform; ${x//X/} destroy', ['terraform destroy']],
  ['f=a.tar.gz; rm ${f%.gz} ${f%%.*} ${f#*.} ${f##*.}', ['rm a.tar a tar.gz gz']],
  ['p=/a/b/c; rm ${p##*/} ${p%/*}', ['rm c /a/b']],
  ['x=abc; rm ${#x}', ['rm 3']],
  ['rm $((1 + 2 * 3)) $((2 ** 4))', ['rm 7 16']],
  ['i=4; rm db-$((i + 1))', ['rm db-5']],
  ['set -- a b c; rm "${@:2}"', ['rm b c']],
]);

rows('braces and globs', [
  ['{rm,-rf,/data}', ['rm -rf /data']],
  ['rm {a,b}{1,2}', ['rm a1 a2 b1 b2']],
  ['rm f{1..3} {c..a}', ['rm f1 f2 f3 c b a']],
  ['rm {a,"b c"}', ['rm a ‹b c›']],
  ['rm {} {a} a{,.bak}', ['rm {} {a} a a.bak']],
  ['rm *.tf src/?.ts [ab]c', ['rm **.tf *src/?.ts *[ab]c']],
  ["rm '*.tf' \\*", ['rm *.tf *']],
  ['/bin/r? -rf y', ['rm -rf y']],
  ['/???/rm -rf y', ['rm -rf y']],
  ['g="*.log"; rm $g "$g"', ['rm **.log *.log']],
]);

rows('substitutions', [
  ['$(echo rm) -rf y', ['rm -rf y']],
  ['`echo rm` -rf y', ['rm -rf y']],
  ["$(printf '\\x72\\x6d') -rf y", ['rm -rf y']],
  ["$(printf '%s%s' r m) y", ['rm y']],
  ['$(echo mr | rev) y', ['rm y']],
  ['$(echo cm0= | base64 -d) -rf y', ['rm -rf y']],
  ["$(echo ez | tr 'a-z' 'n-za-m') y", ['rm y']],
  ['$(which rm) -rf y', ['which rm', 'rm -rf y']],
  ['$(command -v terraform) destroy', ['command -v terraform', 'terraform destroy']],
  ['rm $(cat list)', ['rm a b'], { files: { '/home/me/shop/list': 'a\nb\n' } }],
  ['rm $(< list)', ['rm a b'], { files: { '/home/me/shop/list': 'a\nb\n' } }],
  ['rm "$(dirname /a/b/c)"', ['dirname /a/b/c', 'rm /a/b']],
  ['T=$(mktemp -d); rm -rf "$T"', ['rm -rf /tmp/tmp.XXXXXXXXXX']],
  ['cd "$(git rev-parse --show-toplevel)" && rm x', ['git rev-parse --show-toplevel', 'rm x']],
  ['rm $(kubectl get pods -o name)', ['kubectl get pods -o name', 'rm ?‹$(kubectl get pods -o name)›']],
  ['rm "a-$(date +%F).log"', ['date +%F', 'rm ?‹a-$(date +%F).log›']],
  ['echo "$(terraform destroy)"', ['terraform destroy', 'echo ?‹$(terraform destroy)›']],
  ['rm$IFS-rf${IFS}y', ['rm -rf y']],
  ['r$@m -rf y', ['rm -rf y']],
  ['"$BIN/terraform" destroy', ['terraform destroy']],
]);

test('a command word that cannot be worked out is said to be unread', () => {
  for (const text of ['$CMD destroy', '"$@"', '$(jq -r .cmd x.json) a', '${!name} x']) {
    assert.equal(reading(text).unread.length, 1, text);
  }
});

test('an unknown argument lowers nothing', () => {
  for (const text of ['rm -rf "$X"', 'kubectl delete pod $(kubectl get pod)', 'echo $((x + y))', 'for f in $(ls); do echo $f; done']) {
    assert.deepEqual(reading(text).unread, [], text);
  }
});
