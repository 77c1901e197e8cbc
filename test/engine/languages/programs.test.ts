import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { LANGUAGES } from '../../../src/engine/languages';
import { doings } from './reading';

type Row = readonly [text: string, ...doings: string[]];

const PYTHON: readonly Row[] = [
  ["import subprocess\nsubprocess.run(['git', 'status'])", 'git status'],
  ["import subprocess as sp; sp.run('git status', shell=True)", '> bash: git status'],
  ["from subprocess import check_call as c\nc(['git', x])", 'git ?$(x)'],
  ["from subprocess import *\nrun(['git'])", 'git'],
  ["import os\nos.system('git ' + 'status')", '> bash: git status'],
  ["import os\nb = 'main'\nos.system(f'git push {b} {c}')", '> bash: git push main ${c}'],
  ["import os\nos.system('git tag %s' % 'x')\nos.system('git tag {}'.format('y'))", '> bash: git tag x', '> bash: git tag y'],
  ["import subprocess\nsubprocess.run('git status'.split())", 'git status'],
  ["import os\nos.execvp('git', ['git', 'status'])", 'git status'],
  ["import os\nfor b in ['x', 'y']:\n    os.remove(b)", 'rm -- x y'],
  ["import os\n[os.system(c) for c in ['git a', 'git b']]", '> bash: git a', '> bash: git b'],
  ["import shutil\nshutil.rmtree('/srv/x')", 'rm -rf -- /srv/x'],
  ["import shutil, os\nshutil.rmtree(os.path.join('/srv', 'x'))", 'rm -rf -- /srv/x'],
  ["import shutil\nfrom pathlib import Path\np = Path('/srv') / 'x'\nshutil.rmtree(p)", 'rm -rf -- /srv/x'],
  ["from pathlib import Path\nfor p in Path('/srv').glob('*.log'):\n    p.unlink()", 'rm -- /srv/*.log'],
  ["open('terraform.tfstate', 'w').write('')", ': > terraform.tfstate'],
  ["open('a.txt')"],
  ["import boto3\nboto3.client('rds').delete_db_instance(DBInstanceIdentifier='a', SkipFinalSnapshot=True)", 'aws rds delete-db-instance --db-instance-identifier a --skip-final-snapshot'],
  ["import boto3\ns = boto3.Session(profile_name='p')\nc = s.client('ecs')\nc.update_service(cluster='a', desiredCount=0)", 'aws ecs update-service --cluster a --desired-count 0'],
  ["import boto3\nboto3.resource('s3').Bucket('a').objects.all().delete()", 'aws s3 rm s3://a --recursive'],
  ["import boto3\nboto3.resource('dynamodb').Table('a').delete()", 'aws dynamodb delete-table --table-name a'],
  ["from kubernetes import client\nclient.AppsV1Api().delete_namespaced_deployment('a', 'b')", 'kubectl delete deployment a -n b'],
  ["import requests\nrequests.delete('https://x.example/a')", 'curl -X DELETE https://x.example/a'],
  ["c.execute('DROP TABLE a')", '> sql: DROP TABLE a'],
  ["c.execute('''\nDELETE FROM a\n''')", '> sql: \nDELETE FROM a\n'],
  ["c.execute(text('DROP TABLE a'))", '> sql: DROP TABLE a'],
  ["from app import db\ndb.drop_all()", 'delete data-store app.db'],
  ["User.objects.all().delete()", 'delete rows User'],
  ["User.objects.filter(id=1).delete()"],
  ["db.users.delete_many({})", 'delete rows db.users'], ["db.users.delete_many({'a': 1})"],
  ["from google.cloud import storage\nstorage.Client().bucket('a').delete()", 'delete data-store bucket a'],
  ["from azure.mgmt.resource import ResourceManagementClient\nResourceManagementClient(c, 's').resource_groups.begin_delete('a')", 'delete stack resource_group a'],
  ["exec(__import__('base64').b64decode('Z2l0'))", '> python: git'],
  ["import urllib.request\nexec(urllib.request.urlopen('https://x.example').read())", 'run-unseen code code that is downloaded or decoded'],
  ["def f(x):\n    import os\n    os.system(x)\nf('git a')", '> bash: git a'],
  ["def f():\n    import os\n    os.system('git a')\nprint(1)"],
  ["import os\nclass C:\n    def run(self):\n        os.system('git a')\nC().run()", '> bash: git a'],
  ["# os.system('git a')\n'''\nos.system('git b')\n'''\nprint(\"os.system('git c')\")"],
  ["d = {'os.system': 'git a'}\nd.clear(); d.pop(1); s.remove(2); del d['x']"],
];

const JAVASCRIPT: readonly Row[] = [
  ["require('child_process').execSync('git status')", '> bash: git status'],
  ["const { spawn } = require('node:child_process'); spawn('git', ['status'])", 'git status'],
  ["import { exec as run } from 'child_process'; run(`git ${'a'} tag`)", '> bash: git ${_a_} tag'],
  ["import cp from 'child_process'; const b = 'main'; cp.exec(`git push ${b}`)", '> bash: git push main'],
  ["import { $ } from 'zx'; await $`git status`", '> bash: git status'],
  ["import { execa } from 'execa'; await execa('git', ['status'])", 'git status'],
  ["Bun.spawn(['git', 'status'])", 'git status'], ["new Deno.Command('git', { args: ['status'] }).spawn()", 'git status'],
  ["const fs = require('fs'); fs.rmSync('a', { recursive: true })", 'rm -rf -- a'], ["import fs from 'node:fs/promises'; await fs.rm('a', { recursive: true })", 'rm -rf -- a'],
  ["const fs = require('fs').promises; fs.unlink('a')", 'rm -- a'], ["require('fs-extra').removeSync('a')", 'rm -rf -- a'], ["require('rimraf').sync('a')", 'rm -rf -- a'], ["require('shelljs').rm('-rf', 'a')", 'rm -rf -- a'],
  ["const p = require('path'); require('fs').rmSync(p.join('a', 'b'), { recursive: true })", 'rm -rf -- a/b'],
  ["const { S3Client, DeleteBucketCommand: D } = require('@aws-sdk/client-s3'); c.send(new D({ Bucket: 'a' }))", 'aws s3api delete-bucket --bucket a'],
  ["const AWS = require('aws-sdk'); new AWS.EC2().terminateInstances({ InstanceIds: ['a'] }).promise()", 'aws ec2 terminate-instances --instance-ids a'],
  ["pool.query(`DROP TABLE a`)", '> sql: DROP TABLE a'], ["prisma.$executeRaw`DROP TABLE a`", '> sql: DROP TABLE a'], ["db.query('SELECT 1')", '> sql: SELECT 1'],
  ["prisma.user.deleteMany()", 'delete rows prisma.user'], ["prisma.user.deleteMany({ where: { id: 1 } })"], ["sequelize.sync({ force: true })", 'delete data-store sequelize'],
  ["fetch('https://x.example/a', { method: 'DELETE' })", 'curl -X DELETE https://x.example/a'], ["fetch('https://x.example/a')"],
  ["eval(Buffer.from('Z2l0', 'base64').toString())", '> javascript: git'],
  ["['a', 'b'].forEach(x => require('fs').unlinkSync(x))", 'rm -- a b'],
  ["const run = (c) => require('child_process').execSync(c); run('git a')", '> bash: git a'],
  ["function f() { require('child_process').execSync('git a') }"],
  ["// execSync('git a')\n/* execSync('git b') */ console.log('execSync(git c)', /execSync('git d')/)"],
  ["const m = new Map(); m.delete(1); m.clear(); el.remove()"],
];

const OTHERS: Readonly<Record<string, readonly Row[]>> = {
  ruby: [
    ["system('git status')", '> bash: git status'], ["system 'git', 'status'", 'git status'], ['`git status`', '> bash: git status'], ['%x{git status}', '> bash: git status'], ["b = 'x'\nsystem(\"git #{b}\")", '> bash: git x'],
    ["FileUtils.rm_rf 'a'", 'rm -rf -- a'], ["FileUtils.rm_rf(%w[a b])", 'rm -rf -- a b'], ["File.delete('a')", 'rm -- a'], ['User.delete_all', 'delete rows User'], ["conn.execute('DROP TABLE a')", '> sql: DROP TABLE a'],
    ["Aws::S3::Client.new.delete_bucket(bucket: 'a')", 'aws s3api delete-bucket --bucket a'], ["def f\n  system('git a')\nend\nputs 'system(git b)'"], ['# system("git")\nh.delete(:a)'],
  ],
  perl: [
    ["system('git status');", '> bash: git status'], ['system "git", "status";', 'git status'], ['my $x = `git status`;', '> bash: git status'], ['qx{git status};', '> bash: git status'], ['my $b = "x"; system("git $b");', '> bash: git x'],
    ['my $c = "git " . "a"; system($c);', '> bash: git a'], ['rmtree("a");', 'rm -rf -- a'], ['unlink "a";', 'rm -- a'], ['sub f { my ($c) = @_; system($c); } f("git a");', '> bash: git a'], ['print "system(git)\\n"; delete $h{a};'],
  ],
  php: [
    ["<?php exec('git status');", '> bash: git status'], ['<?php shell_exec("git a");', '> bash: git a'], ['<?php echo `git a`;', '> bash: git a'], ["<?php unlink('a');", 'rm -- a'], ["<?php $pdo->exec('DROP TABLE a');", '> sql: DROP TABLE a'], ["<?php Schema::drop('a');", 'delete data-store a'],
    ["<?php echo 'exec(git)'; unset($a['x']);"],
  ],
  awk: [['BEGIN { system("git status") }', '> bash: git status'], ['{ system("git " $1) }', '> bash: git ${field_1}'], ['BEGIN { c = "git a"; system(c) }', '> bash: git a'], ['BEGIN { "git a" | getline x }', '> bash: git a'], ['{ print "git " $1 }']],
};

for (const [language, rows] of [['python', PYTHON], ['javascript', JAVASCRIPT], ...Object.entries(OTHERS)] as const) {
  describe(language, () => {
    for (const [text, ...expected] of rows) test(text, () => assert.deepEqual(doings(language as 'python', text), expected));
  });
}

const piece = fc.constantFrom('def f(a):\n  ', 'f(', ')', '(', '[', ']', '{', '}', "'", '"', '"""', '`', '${', '#{', '$x', '%w[', '<<A\n', 'A\n', '\n', ' ', ':', '=', '=>', '+', '.', ',', ';', '/', '\\', '#', '//', '/*', '*/', 'import os', 'from a import *', 'for x in ', 'lambda x:', 'new ', 'require(', 'const ', 'function f(', 'sub f {', 'os.system(', 'exec(', 'eval(', 'system ', 'x', '1', 'é', '\0', 'q(', 'return ', 'Path(');

test('no program throws, and every span lies inside it', () => {
  const programs = fc.oneof(fc.string({ unit: 'binary', maxLength: 150 }), fc.array(piece, { maxLength: 40 }).map((pieces) => pieces.join('')));
  for (const language of ['python', 'javascript', 'ruby', 'perl', 'php', 'awk'] as const) {
    fc.assert(fc.property(programs, (text) => {
      const silent = { effects: [], coverage: 'full', unread: [] } as const;
      const inside = (span: readonly [number, number]) => assert.ok(span[0] >= 0 && span[0] <= span[1] && span[1] <= text.length, `${span.join()} of ${text.length}`);
      LANGUAGES[language]?.({ language, text, cwd: null, place: (span) => ({ in: 'text', span }) }, {
        surroundings: { readFile: () => null, listFiles: () => null, env: {}, homeDirectory: '/home/me', table: () => '' },
        follow: ({ place }) => (typeof place === 'object' && place.in === 'text' && inside(place.span), silent),
        invoke: ({ span }) => (inside(span), silent),
      });
    }), { numRuns: 200 });
  }
});
