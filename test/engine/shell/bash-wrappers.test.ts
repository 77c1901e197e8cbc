import assert from 'node:assert/strict';
import { test } from 'node:test';
import { unwrap } from '../../../src/engine/shell/unwrap';
import { WRAPPERS, type Wrapping } from '../../../src/engine/shell/wrappers';
import { line, reading, rows } from './bash-reading';

rows('who runs it', [
  ['sudo rm x', ['rm x']],
  ['sudo -u root -- rm x', ['rm x']],
  ['sudo -nu deploy rm x', ['rm x']],
  ['sudo -E -H A=1 rm x', ['rm x']],
  ['sudo -l', ['sudo -l']],
  ['doas -u root rm x', ['rm x']],
  ["su -c 'rm x' root", ['rm x']],
  ["su - postgres -c 'dropdb a'", ['dropdb a']],
  ['runuser -u postgres -- dropdb a', ['dropdb a']],
  ["runuser -l postgres -c 'dropdb a'", ['dropdb a']],
  ["sg docker -c 'docker rm -f a'", ['docker rm -f a']],
  ['gosu postgres dropdb a', ['dropdb a']],
  ['pkexec rm x', ['rm x']],
  ['sudo sudo env nice rm x', ['rm x']],
]);

rows('how it runs', [
  ['env -i A=1 rm x', ['rm x']],
  ["env -S 'rm x'", ['rm x']],
  ['/usr/bin/env rm x', ['rm x']],
  ['nice -n 10 ionice -c3 rm x', ['rm x']],
  ['nohup rm x &', ['rm x']],
  ['timeout -s KILL 10s rm x', ['rm x']],
  ['timeout --preserve-status 10 rm x', ['rm x']],
  ['/usr/bin/time -f %e rm x', ['rm x']],
  ['watch -n 5 rm x', ['rm x']],
  ["watch 'kubectl delete ns a | cat'", ['kubectl delete ns a']],
  ['setsid -f rm x', ['rm x']],
  ['stdbuf -oL rm x', ['rm x']],
  ["script -qec 'rm x' /dev/null", ['rm x']],
  ['flock -n /tmp/l rm x', ['rm x']],
  ["flock /tmp/l -c 'rm x'", ['rm x']],
  ['chroot /mnt rm x', ['rm x']],
  ['systemd-run --user --unit=a rm x', ['rm x']],
  ['strace -f -o out rm x', ['rm x']],
  ['xvfb-run -a rm x', ['rm x']],
  ['proxychains4 -q rm x', ['rm x']],
  ['dumb-init -- rm x', ['rm x']],
  ['command rm x', ['rm x']],
  ['command -v rm', ['command -v rm']],
  ['builtin eval "rm x"', ['rm x']],
  ['exec -a n rm x', ['rm x']],
  ['busybox rm x', ['rm x']],
  ['caffeinate -i rm x', ['rm x']],
  ['ls *.tf | entr -r rm x', ['ls **.tf', 'rm x']],
  ["hyperfine 'rm x' 'rm y'", ['rm x', 'rm y']],
  ["concurrently 'rm x' 'rm y'", ['rm x', 'rm y']],
  ["tmux send-keys -t 0 'rm x' Enter", ['rm x']],
  ["tmux new-session -d -s a 'rm x'", ['rm x']],
  ["screen -dmS a bash -c 'rm x'", ['rm x']],
  ["screen -S a -X stuff 'rm x\\n'", ['rm x']],
  ["expect -c 'spawn rm x; expect eof'", ['rm x']],
  ["nodemon --exec 'rm x'", ['rm x']],
  ['git bisect run rm x', ['git bisect run rm x', 'rm x']],
  ["git submodule foreach 'rm x'", ['git submodule foreach ‹rm x›', 'rm x']],
  ["tar xf a --to-command='rm x'", ['rm x', 'tar xf a ‹--to-command=rm x›']],
]);

rows('shells', [
  ["bash -c 'rm x'", ['rm x']],
  ["sh -ec 'rm x && ls'", ['rm x', 'ls']],
  ["bash -lc 'cd a && rm x'", ['rm x']],
  ["bash -o pipefail -c 'rm x'", ['rm x']],
  ["zsh -ic 'rm x'", ['rm x']],
  ["bash --norc -c 'rm $1' _ a", ['rm a']],
  ["$SHELL -c 'rm x'", ['rm x']],
  ["bash -c \"bash -c 'rm x'\"", ['rm x']],
  ['eval rm x', ['rm x']],
  ['eval "eval \\"rm x\\""', ['rm x']],
  ['X=rm; bash -c "$X y"', ['rm y']],
  ["X=prod sh -c 'rm -rf /data/$X'", ['rm -rf /data/prod']],
  ["env X=prod bash -c 'rm $X'", ['rm prod']],
  ["sh -c '$0 -rf $1' rm x", ['rm -rf x']],
  ['bash x.sh a', ['bash x.sh a']],
  ['bash', ['bash']],
  ['bash --version', []],
]);

rows('package runners', [
  ['npx prisma migrate reset', ['prisma migrate reset']],
  ['npx --yes prisma@5.2 migrate reset', ['prisma migrate reset']],
  ['npx aws-cdk destroy --all', ['cdk destroy --all']],
  ['npx -p @aws-amplify/cli amplify delete', ['amplify delete']],
  ["npx -c 'rimraf x'", ['rimraf x']],
  ['pnpm dlx rimraf x', ['rimraf x']],
  ['pnpm --filter a exec rimraf x', ['rimraf x']],
  ['yarn dlx rimraf x', ['rimraf x']],
  ['bunx rimraf x', ['rimraf x']],
  ['npm exec -- cdk destroy', ['cdk destroy']],
  ['uvx --from awscli aws s3 ls', ['aws s3 ls']],
  ['uv run --with boto3 python a.py', ['python a.py']],
  ['pipx run ansible-core', ['ansible']],
  ['poetry run alembic downgrade base', ['alembic downgrade base']],
  ['pipenv run flask db downgrade', ['flask db downgrade']],
  ['bundle exec rails db:drop', ['rails db:drop']],
  ['conda run -n a python a.py', ['python a.py']],
  ['mise exec terraform@1.5 -- terraform destroy', ['terraform destroy']],
  ['asdf exec terraform destroy', ['terraform destroy']],
  ['direnv exec . terraform destroy', ['terraform destroy']],
  ["nix-shell -p terraform --run 'terraform destroy'", ['terraform destroy']],
  ['nix develop -c terraform destroy', ['terraform destroy']],
  ['npm run build', ['npm run build']],
]);

rows('secrets and roles', [
  ['aws-vault exec prod -- terraform destroy', ['terraform destroy']],
  ['aws-vault exec -d 1h prod terraform destroy', ['terraform destroy']],
  ['op run --env-file=.env -- terraform destroy', ['terraform destroy']],
  ['doppler run -- terraform destroy', ['terraform destroy']],
  ["doppler run --command 'terraform destroy && ls'", ['terraform destroy', 'ls']],
  ['infisical run --env=prod -- terraform destroy', ['terraform destroy']],
  ['chamber exec prod -- terraform destroy', ['terraform destroy']],
  ['dotenv -e .env.prod -- terraform destroy', ['terraform destroy']],
  ['dotenv run -- terraform destroy', ['terraform destroy']],
  ['envchain aws terraform destroy', ['terraform destroy']],
  ["sops exec-env s.yaml 'terraform destroy'", ['terraform destroy']],
  ['cross-env A=1 terraform destroy', ['terraform destroy']],
  ['somevault exec -- terraform destroy', ['somevault exec -- terraform destroy', 'terraform destroy']],
  ['git checkout -- rm', ['git checkout -- rm']],
  ['doppler secrets delete X', ['doppler secrets delete X']],
]);

/** A text, where its last invocation runs, and what it is. */
const ELSEWHERE: readonly (readonly [text: string, where: string, what: string])[] = [
  ["ssh prod 'rm -rf /data'", 'prod', 'rm -rf /data'],
  ['ssh -i k -p 22 me@prod -- sudo rm -rf /data', 'me@prod', 'rm -rf /data'],
  ['sshpass -p x ssh prod rm a', 'prod', 'rm a'],
  ["ssh prod 'cd /x && rm $HOME'", 'prod', 'rm ?$HOME'],
  ["gcloud compute ssh vm --zone z --command 'rm a'", 'vm', 'rm a'],
  ['gcloud compute ssh vm -- rm a', 'vm', 'rm a'],
  ["fly ssh console -a a -C 'rm a'", 'fly', 'rm a'],
  ['heroku run -a shop rake db:drop', 'heroku', 'rake db:drop'],
  ["vagrant ssh -c 'rm a'", 'vagrant', 'rm a'],
  ['docker exec -it db psql -c x', 'db', 'psql -c x'],
  ["docker run --rm -v /a:/a alpine sh -c 'rm -rf /a'", 'alpine', 'rm -rf /a'],
  ["docker run --entrypoint sh alpine -c 'rm a'", 'alpine', 'rm a'],
  ['docker compose -f a.yml exec -T db dropdb a', 'db', 'dropdb a'],
  ['docker-compose run --rm web rails db:drop', 'web', 'rails db:drop'],
  ['podman exec db dropdb a', 'db', 'dropdb a'],
  ['kubectl -n a exec -it pod -c c -- dropdb a', 'pod', 'dropdb a'],
  ['kubectl exec pod dropdb a', 'pod', 'dropdb a'],
  ["oc rsh pod rm a", 'pod', 'rm a'],
  ['lxc exec c -- rm a', 'c', 'rm a'],
  ['machinectl shell root@c /bin/rm a', 'root@c', 'rm a'],
  ["ansible all -m shell -a 'rm a'", 'ansible', 'rm a'],
  ["aws --profile prod ecs execute-command --cluster c --task t --interactive --command 'rm a'", 'aws', 'rm a'],
  ['az aks command invoke -g g -n n --command "kubectl delete ns a"', 'az', 'kubectl delete ns a'],
  ['nomad alloc exec -task web 1a2b rm a', '1a2b', 'rm a'],
  ["aws ssm send-command --document-name AWS-RunShellScript --parameters 'commands=[\"rm a\"]'", 'instances', 'rm a'],
];

for (const [text, where, what] of ELSEWHERE) {
  test(`elsewhere: ${text}`, () => {
    const found = reading(text).invocations.filter(({ wrappers }) => wrappers.some(({ elsewhere }) => elsewhere === where));
    assert.deepEqual(found.map(line), [what]);
  });
}

test('containers and clusters stay invocations of their own', () => {
  for (const text of ['docker exec db ls', 'docker run --rm alpine ls', 'docker compose exec db ls', 'kubectl exec pod -- ls']) {
    const [own, inner] = reading(text).invocations;
    assert.deepEqual([own && line(own), inner && line(inner)], [text, 'ls']);
  }
});

/** A text, and what another reader gets of it. */
const NESTED: readonly (readonly [text: string, language: string, nested: string])[] = [
  ['powershell -NoProfile -Command "Remove-Item -Recurse x"', 'powershell', 'Remove-Item -Recurse x'],
  ['pwsh -EncodedCommand cgBtACAAeAA=', 'powershell', 'rm x'],
  ['cmd.exe /c "rd /s /q x"', 'cmd', 'rd /s /q x'],
  ['cmd //c rd x', 'cmd', 'rd x'],
];

for (const [text, language, nested] of NESTED) {
  test(`nested: ${text}`, () => assert.deepEqual(reading(text).nested.map((one) => [one.language, one.text]), [[language, nested]]));
}

test('every wrapper of the table gives back what it wraps', () => {
  let ways = 0;
  for (const [name, list] of WRAPPERS) {
    for (const way of list) {
      ways += 1;
      const text = wrapped(name, way);
      const { invocations } = reading(text);
      assert.ok(invocations.some((one) => line(one) === 'rm -rf /data'), `${text} gave ${invocations.map(line).join('; ')}`);
    }
  }
  assert.ok(ways > 150);
});

test('a wrapper without a command is no wrapper', () => {
  for (const name of WRAPPERS.keys()) assert.equal(unwrap(name, [{ value: name, known: true, glob: false, span: [0, 0] }])?.inner.some((one) => one.kind !== 'stdin') ?? false, false, name);
});

/** A command line that wraps `rm -rf /data` in one way of the table. */
export function wrapped(name: string, way: Wrapping, command = 'rm -rf /data'): string {
  const own = [name, way.after ?? '', ...Array.from({ length: way.skip ?? 0 }, (_, i) => `own${i}`)].filter((word) => word !== '').join(' ');
  const quoted = `'${command}'`;
  if (way.takes === 'option') return `${own} ${way.option?.split(' ').at(-1) ?? ''} ${quoted}`;
  if (way.marker !== undefined) return `${own} ${way.marker.split(' ')[0]} ${way.takes === 'text' ? quoted : command}`;
  return `${own} ${way.takes === 'words' ? command : name === 'screen' ? `-X stuff ${quoted}` : quoted}`;
}
