import type { Shell } from '../../../src/engine/model';

export interface Project {
  readonly name: string;
  /** By path, from /home/me/shop on. */
  readonly files: Readonly<Record<string, string>>;
  readonly held: readonly string[];
  readonly quiet: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly shell?: Shell;
}

/** Projects with their own ways to destroy and as many ways to do nothing of the kind, by class of what is followed. */
export const PROJECTS: readonly Project[] = [
  {
    name: 'makefiles that include others',
    files: {
      Makefile: 'ROOT := $(CURDIR)\ninclude build/rules/*.mk\n-include local.mk missing.mk\ninclude $(addprefix common/, docker.mk cloud.mk)\n\ntest:\n\tgo test ./...\n',
      'build/rules/data.mk': 'include build/rules/deep/store.mk\nSTORE ?= orders\nwipe-store:\n\tredis-cli -n 2 FLUSHDB\n',
      'build/rules/deep/store.mk': 'bucket-gone:\n\taws s3 rb s3://$(STORE) --force\n',
      'local.mk': 'hello:\n\techo hello\n',
      'common/docker.mk': 'image:\n\tdocker build -t $(STORE) .\nclean-image:\n\trm -rf build/out *.elf *.map *.lst\n',
      'common/cloud.mk': 'off: image\n\tgcloud sql instances delete $(STORE) -q\n',
      'lib/extra.mk': 'extra:\n\tkubectl delete ns $(STORE)\n',
      'Second.mk': 'include extra.mk\n',
    },
    held: ['make wipe-store', 'make bucket-gone', 'make off', 'make test off', 'make -f Second.mk -I lib extra'],
    quiet: ['make test', 'make hello', 'make image', 'make clean-image', 'make -n off', 'make nothing'],
  },
  {
    name: 'justfiles that import others',
    files: {
      justfile: "import 'just/base.just'\nimport? 'just/none.just'\nmod db\nmod ops 'tools/ops.just'\n\nbuild:\n    cargo build\n",
      'just/base.just': 'name := "orders"\ndrop:\n    dropdb {{name}}\nlist:\n    psql -l\n',
      'db.just': 'purge:\n    mongosh shop --eval "db.dropDatabase()"\nstatus:\n    mongosh shop --eval "db.stats()"\n',
      'tools/ops.just': 'stop:\n    kubectl scale deploy --all --replicas=0 -n live\npods:\n    kubectl get pods\n',
    },
    held: ['just drop', 'just db', 'just db purge', 'just db::purge', 'just ops stop'],
    quiet: ['just', 'just build', 'just list', 'just db status', 'just ops::pods'],
  },
  {
    name: 'tasks that are Python functions',
    files: {
      'tasks.py': "from invoke import task\nimport shutil\n\n@task\ndef build(c, out='dist'):\n    c.run(f'rm -rf {out}')\n    c.run('python -m build')\n\n@task(pre=[build])\ndef ship(c):\n    c.run('twine check dist/*')\n\n@task(\n    help={'ns': 'where'},\n)\ndef sleep_all(c, ns='dev'):\n    with c.cd('k8s'):\n        c.run(f'kubectl -n {ns} delete deploy --all', echo=True)\n\n@task(post=[sleep_all])\ndef night(c):\n    print('bye')\n\n@task(name='drop')\ndef _drop(c, bucket):\n    c.run('aws s3 rb s3://{} --force'.format(bucket))\n",
      'fabfile.py': "from fabric import task\n\n@task\ndef logs(c):\n    c.run('journalctl -u api -n 50')\n\n@task\ndef halt(c):\n    c.sudo('systemctl stop postgresql')\n",
      'noxfile.py': "import nox\n\n@nox.session(python=['3.12'])\ndef tests(session):\n    session.install('pytest')\n    session.run('pytest', *session.posargs)\n\n@nox.session(default=False)\ndef teardown(session):\n    session.run('terraform', 'destroy', '-auto-approve', external=True)\n",
      'dodo.py': "def task_docs():\n    return {'actions': ['mkdocs build'], 'targets': ['site']}\n\ndef task_reset():\n    return {\n        'actions': [['dropdb', 'shop'], 'createdb shop'],\n    }\n\ndef task_fresh():\n    return {'actions': None, 'task_dep': ['reset']}\n",
    },
    held: ['inv sleep-all --ns prod', 'invoke sleep-all', 'inv night', 'inv build drop --bucket=orders', 'inv ship night', 'uv run inv drop -b orders', 'fab -H db1 halt', 'fab -H db1 -- sudo systemctl stop nginx', 'nox -s teardown', 'nox -s tests teardown', 'doit reset', 'doit fresh', 'python -m invoke night'],
    quiet: ['inv build', 'inv build --out build', 'inv ship', 'inv -l', 'inv --dry night', 'inv --help night', 'inv night --help', 'fab -H web1 logs', 'nox -s tests -- -k orders', 'nox -l', 'doit docs', 'doit list', 'inv missing'],
  },
  {
    name: 'tasks that a project names in TOML and JSON',
    files: {
      'pyproject.toml': "[project]\nname = 'shop'\n\n[project.scripts]\nshop-purge = \"shop.ops:purge\"\nshop-show = \"shop.ops:show\"\n\n[tool.poe.tasks]\ntest = \"pytest -q\"\nlint.cmd = 'ruff check .' # not much\nall = ['lint', 'undo']\nundo = { shell = \"\"\"\nalembic downgrade base\n\"\"\" }\n[tool.poe.tasks.bye]\nscript = 'shop.ops:purge'\nhelp = 'says bye'\n\n[tool.pdm.scripts]\nserve = 'flask run'\nflatten = {composite = ['serve', 'psql -c \"TRUNCATE orders\"']}\n\n[tool.hatch.envs.default.scripts]\ncov = 'pytest --cov {args:tests}'\nrefresh = ['cov', 'dropdb {args}']\n[tool.hatch.envs.docs.scripts]\nbuild = 'mkdocs build'\n",
      'src/shop/ops.py': "import boto3\n\ndef purge():\n    boto3.client('sqs').purge_queue(QueueUrl='https://sqs.eu-west-1.amazonaws.com/1/orders')\n\ndef show():\n    print(boto3.client('sqs').list_queues())\n",
      Pipfile: "[scripts]\nserve = 'python -m http.server'\nvoid = \"bash -c 'rm -rf /srv/orders'\"\n",
      'mise.toml': "[tools]\nnode = '22'\n[tasks.fmt]\nrun = 'prettier -w .'\n[tasks.gone]\ndepends = ['fmt']\nrun = ['echo bye', 'helm uninstall shop -n live']\n",
      'Makefile.toml': "[tasks.build]\ncommand = 'cargo'\nargs = ['build']\n[tasks.nuke]\ndependencies = ['build']\ncommand = 'terraform'\nargs = ['destroy', '-auto-approve']\n[tasks.wipe]\nscript = '''\naws s3 rm s3://orders --recursive\n'''\n",
      'deno.jsonc': "{\n  // tasks\n  \"tasks\": { \"dev\": \"deno run -A main.ts\", \"ruin\": { \"command\": \"fly apps destroy shop -y\" } },\n}\n",
      'main.ts': "console.log('hello');\n",
    },
    held: ['poe undo', 'poe all', 'poe bye', 'uv run poe undo', 'pdm run flatten', 'pdm run shop-purge', 'hatch run refresh shop', 'poetry run shop-purge', 'uv run shop-purge', 'pipenv run void', 'mise run gone', 'cargo make nuke', 'makers wipe', 'deno task ruin'],
    quiet: ['poe test', 'poe lint', 'poe -d undo', 'poe missing', 'pdm run serve', 'pdm run pytest', 'hatch run cov', 'hatch run docs:build', 'poetry run shop-show', 'uv run shop-show', 'pipenv run serve', 'mise run fmt', 'mise install', 'cargo make build', 'makers --list-all-steps', 'deno task dev', 'deno task missing'],
  },
  {
    name: 'tasks that a program registers',
    files: {
      Rakefile: "require 'rake'\nBUCKET = 'orders'\n\ndesc 'tests'\ntask :test do\n  sh 'rspec'\nend\n\nnamespace :store do\n  desc 'empties'\n  task :empty, [:name] => :check do |t, args|\n    sh \"aws s3 rm s3://#{BUCKET} --recursive\"\n  end\n\n  task :check do\n    sh 'aws s3 ls'\n  end\n  task all: %w[check empty]\nend\n\ntask default: :test\ntask :rebuild => ['store:all']\n",
      'lib/tasks/data.rake': "namespace :data do\n  task purge: :environment do\n    Order.delete_all\n  end\n  task count: :environment do\n    puts Order.count\n  end\nend\n",
      Thorfile: "class Ops < Thor\n  desc 'park', 'parks'\n  def park\n    system('kubectl scale deploy --all --replicas=0')\n  end\n  desc 'show', 'shows'\n  def show\n    system('kubectl get deploy')\n  end\nend\n",
      'gulpfile.js': "const { series, parallel } = require('gulp');\nconst { execSync } = require('child_process');\nconst del = require('del');\nfunction clean() { return del(['dist']); }\nfunction css(cb) { execSync('sass src dist'); cb(); }\nfunction flush(cb) { execSync('redis-cli FLUSHALL'); cb(); }\nconst fresh = series(clean, flush);\nexports.clean = clean;\nexports.css = parallel(css);\nexports.flush = flush;\nexports.fresh = fresh;\nexports.default = series(clean, css);\n",
      'Gruntfile.js': "module.exports = function (grunt) {\n  grunt.initConfig({\n    shell: {\n      serve: { command: 'node server.js' },\n      gone: { command: 'heroku apps:destroy shop --confirm shop' },\n    },\n  });\n  grunt.registerTask('lint', ['eslint']);\n  grunt.registerTask('wipe', 'wipes', function () {\n    require('child_process').execSync('dropdb shop');\n  });\n  grunt.registerTask('reset', ['lint', 'wipe']);\n};\n",
      Jakefile: "const { execSync } = require('child_process');\ntask('build', [], function () {\n  execSync('tsc -p .');\n});\ntask('undo', ['build'], function () {\n  execSync('pulumi destroy --yes');\n});\n",
    },
    held: ['rake store:empty', 'rake store:all', 'rake rebuild', "rake 'store:empty[x]'", 'bundle exec rake data:purge', 'bin/rails data:purge', 'rails data:purge RAILS_ENV=production', 'thor ops:park', 'gulp flush', 'npx gulp fresh', 'grunt wipe', 'grunt reset', 'grunt shell:gone', 'jake undo'],
    quiet: ['rake', 'rake test', 'rake store:check', 'rake -T', 'rake -n store:empty', 'bin/rails data:count', 'rails server', 'rails db:version', 'thor ops:show', 'thor list', 'gulp', 'gulp clean', 'gulp css', 'gulp --tasks', 'grunt lint', 'grunt shell:serve', 'jake build', 'jake -T'],
  },
  {
    name: 'Go programs that are run from source',
    files: {
      'go.mod': 'module example.com/shop\n\ngo 1.22\n',
      'cmd/zones/main.go': 'package main\n\nimport (\n\t"context"\n\tcf "github.com/cloudflare/cloudflare-go"\n)\n\nfunc main() {\n\tapi, err := cf.New("k", "e")\n\tif err != nil {\n\t\tpanic(err)\n\t}\n\t_, _ = api.DeleteZone(context.Background(), "z1")\n}\n',
      'cmd/list/main.go': 'package main\n\nimport (\n\t"fmt"\n\t"github.com/cloudflare/cloudflare-go"\n)\n\n// Delete is for another day: api.DeleteZone(ctx, "x")\nfunc main() {\n\tapi, _ := cloudflare.New("k", "e")\n\tzones, _ := api.ListZones(nil)\n\tfor _, z := range zones {\n\t\tfmt.Println("would delete", z.Name)\n\t}\n}\n',
      'cmd/exec/main.go': 'package main\n\nimport (\n\t"os"\n\t"os/exec"\n)\n\nfunc run(name string, args ...string) error {\n\tcmd := exec.Command(name, args...)\n\tcmd.Stdout = os.Stdout\n\treturn cmd.Run()\n}\n\nfunc main() {\n\tif err := exec.Command("terraform", "-chdir=infra", "destroy", "-auto-approve").Run(); err != nil {\n\t\tos.Exit(1)\n\t}\n}\n',
      'cmd/shell/main.go': 'package main\n\nimport "os/exec"\n\nfunc main() {\n\tscript := `set -e\nkubectl delete ns live`\n\texec.Command("bash", "-c", script).Run()\n}\n',
      'cmd/files/main.go': 'package main\n\nimport (\n\t"os"\n\t"path/filepath"\n)\n\nfunc main() {\n\tdir := filepath.Join("/srv", "orders")\n\tdefer os.RemoveAll(dir)\n}\n',
      'cmd/tidy/main.go': "package main\n\nimport (\n\t\"os\"\n\t\"os/exec\"\n)\n\nfunc main() {\n\ttmp, _ := os.MkdirTemp(\"\", \"x\")\n\tdefer os.RemoveAll(tmp)\n\tos.RemoveAll(\"dist\")\n\tsep := '/'\n\t_ = sep\n\texec.Command(\"go\", \"build\", \"./...\").Run()\n}\n",
      'cmd/aws/main.go': 'package main\n\nimport (\n\t"context"\n\t"github.com/aws/aws-sdk-go-v2/aws"\n\t"github.com/aws/aws-sdk-go-v2/config"\n\t"github.com/aws/aws-sdk-go-v2/service/rds"\n)\n\nfunc main() {\n\tcfg, _ := config.LoadDefaultConfig(context.TODO())\n\tclient := rds.NewFromConfig(cfg)\n\tclient.DeleteDBInstance(context.TODO(), &rds.DeleteDBInstanceInput{\n\t\tDBInstanceIdentifier: aws.String("orders"),\n\t\tSkipFinalSnapshot: aws.Bool(true),\n\t})\n}\n',
      'cmd/kube/main.go': 'package main\n\nimport (\n\t"context"\n\tmetav1 "k8s.io/apimachinery/pkg/apis/meta/v1"\n\t"k8s.io/client-go/kubernetes"\n)\n\nfunc main() {\n\tclientset, _ := kubernetes.NewForConfig(nil)\n\tclientset.CoreV1().Namespaces().Delete(context.TODO(), "live", metav1.DeleteOptions{})\n}\n',
      'cmd/sql/main.go': 'package main\n\nimport (\n\t"database/sql"\n\t"example.com/shop/internal/store"\n)\n\nfunc main() {\n\tdb, _ := sql.Open("postgres", "")\n\tstore.Reset(db)\n}\n',
      'internal/store/store.go': 'package store\n\nimport "database/sql"\n\nfunc Reset(db *sql.DB) {\n\tdb.Exec(`TRUNCATE orders CASCADE`)\n}\n\nfunc Count(db *sql.DB) {\n\tdb.Query(`SELECT count(*) FROM orders`)\n}\n',
      'cmd/gcs/main.go': 'package main\n\nimport (\n\t"context"\n\t"cloud.google.com/go/storage"\n)\n\nfunc main() {\n\tctx := context.Background()\n\tclient, _ := storage.NewClient(ctx)\n\tb := client.Bucket("orders-backup")\n\tb.Delete(ctx)\n}\n',
      'magefile.go': '//go:build mage\n\npackage main\n\nimport (\n\t"github.com/magefile/mage/mg"\n\t"github.com/magefile/mage/sh"\n)\n\nfunc Build() error {\n\treturn sh.Run("go", "build", "./...")\n}\n\nfunc Down() error {\n\tmg.Deps(Build)\n\treturn sh.RunV("docker", "compose", "down", "-v")\n}\n',
      'gen.go': 'package shop\n\n//go:generate stringer -type=Kind\n',
    },
    held: ['go run ./cmd/zones', 'go run example.com/shop/cmd/zones -v', 'go run cmd/exec/main.go', 'go run ./cmd/shell', 'go run ./cmd/files', 'go run -race ./cmd/aws', 'cd cmd && go run ./kube', 'go run ./cmd/sql', 'go run ./cmd/gcs', 'mage down', 'sudo -E go run ./cmd/zones'],
    quiet: ['go run ./cmd/list', 'go run ./cmd/tidy', 'go build ./cmd/zones', 'go test ./...', 'go vet ./cmd/exec', 'mage build', 'mage -l', 'go generate ./...', 'go run ./cmd/none', 'gofmt -w cmd/exec/main.go'],
  },
  {
    name: 'programs of other compiled languages that are run from source',
    files: {
      'Cargo.toml': '[package]\nname = "shop"\n',
      '.cargo/config.toml': '[alias]\nxtask = "run --package xtask --"\n',
      'src/main.rs': "mod purge;\nuse std::process::Command;\n\nfn name<'a>(s: &'a str) -> &'a str { s }\n\nfn main() -> Result<(), Box<dyn std::error::Error>> {\n    let out = Command::new(\"git\").args([\"status\", \"-s\"]).output()?;\n    println!(\"rm -rf /srv {:?}\", out);\n    Ok(())\n}\n",
      'src/purge.rs': 'use std::fs;\n\npub fn all() {\n    fs::remove_dir_all("/srv/orders").unwrap();\n}\n',
      'src/bin/gone.rs': 'use std::process::Command;\n\nfn main() {\n    let mut cmd = Command::new("terraform");\n    cmd.arg("destroy");\n    cmd.arg("-auto-approve");\n    cmd.status().expect("no");\n}\n',
      'src/bin/wipe.rs': 'mod deep;\nuse std::fs;\nfn main() {\n    let place = format!("/srv/{}", "orders");\n    fs::remove_dir_all(place).unwrap();\n}\n',
      'src/bin/bucket.rs': '#[tokio::main]\nasync fn main() {\n    let config = aws_config::load_from_env().await;\n    let client = aws_sdk_s3::Client::new(&config);\n    client.delete_bucket().bucket("orders").send().await.unwrap();\n}\n',
      'xtask/src/main.rs': 'use xshell::{cmd, Shell};\nfn main() {\n    let sh = Shell::new().unwrap();\n    cmd!(sh, "helm uninstall shop -n live").run().unwrap();\n}\n',
      'Wipe.java': 'import java.io.IOException;\nimport java.util.List;\n\npublic class Wipe {\n  public static void main(String[] args) throws IOException {\n    List<String> command = List.of("kubectl", "delete", "ns", "live");\n    new ProcessBuilder(command).inheritIO().start();\n  }\n}\n',
      'Old.java': 'public class Old {\n  public static void main(String[] a) throws Exception {\n    String[] cmd = new String[]{"dropdb", "shop"};\n    Runtime.getRuntime().exec(cmd);\n  }\n}\n',
      'Bucket.java': 'import software.amazon.awssdk.services.s3.S3Client;\nimport software.amazon.awssdk.services.s3.model.*;\n\nclass Bucket {\n  public static void main(String[] args) {\n    S3Client s3 = S3Client.create();\n    s3.deleteBucket(DeleteBucketRequest.builder().bucket("orders").build());\n  }\n}\n',
      'Show.java': "import java.nio.file.*;\n\npublic class Show {\n  public static void main(String[] args) throws Exception {\n    char sep = '/';\n    Files.list(Path.of(\"build\")).forEach(System.out::println);\n    new ProcessBuilder(\"git\", \"log\", \"-1\").start();\n    // new ProcessBuilder(\"dropdb\", \"shop\").start();\n  }\n}\n",
      'tools/Ops/Ops.csproj': '<Project Sdk="Microsoft.NET.Sdk" />\n',
      'tools/Ops/Program.cs': 'using System.Diagnostics;\n\nvar psi = new ProcessStartInfo { FileName = "az", Arguments = "group delete -n shop-live --yes" };\nProcess.Start(psi);\n',
      'tools/Clean/Program.cs': 'using System.IO;\nvar root = Path.Combine("bin", "Debug");\nif (Directory.Exists(root)) Directory.Delete(root, true);\nConsole.WriteLine($"removed {root}");\n',
      'drop.cs': 'using System.IO;\nDirectory.Delete("/srv/orders", recursive: true);\nFile.Delete(@"/var/lib/shop/orders.db");\n',
      'ops.main.kts': 'import java.io.File\nval place = "/srv/orders"\nFile(place).deleteRecursively()\n',
      'hello.main.kts': 'fun main() {\n  println("rm -rf /srv/orders")\n}\nmain()\n',
      'gone.swift': 'import Foundation\nlet p = Process()\ntry FileManager.default.removeItem(atPath: "/srv/orders")\n',
    },
    held: ['cargo run --bin gone', 'cargo r --release --bin wipe', 'cargo run --bin bucket -- --yes', 'cargo xtask', 'java Wipe.java', 'java -cp lib/* Old.java', 'java Bucket.java', 'dotnet run --project tools/Ops', 'dotnet run --project tools/Ops/Ops.csproj -- now', 'dotnet run drop.cs', 'kotlin ops.main.kts', 'swift gone.swift'],
    quiet: ['cargo run', 'cargo build --bin gone', 'cargo test', 'cargo clippy', 'java Show.java', 'javac Wipe.java', 'java -version', 'dotnet run --project tools/Clean', 'dotnet build tools/Ops', 'dotnet test', 'kotlin hello.main.kts', 'swift build', 'cat Wipe.java', 'cargo run --bin missing'],
  },
  {
    name: 'words of programs that are followed',
    files: {
      'prune.py': "import argparse, boto3\n\ndef main(argv=None):\n    p = argparse.ArgumentParser()\n    p.add_argument('--bucket')\n    p.add_argument('--dry-run', action='store_true')\n    a = p.parse_args(argv)\n    s3 = boto3.resource('s3')\n    for o in s3.Bucket(a.bucket).objects.all():\n        if a.dry_run:\n            print(o.key)\n            continue\n        o.delete()\n    s3.Bucket(a.bucket).objects.all().delete()\n\nif __name__ == '__main__':\n    main()\n",
      'early.py': "import argparse, shutil\nshutil.rmtree('/srv/orders')\nargparse.ArgumentParser().parse_args()\n",
      'deaf.py': "import shutil\nshutil.rmtree('/srv/orders')  # what --help and --dry-run say is ignored\n",
      'host.py': "import argparse, os\np = argparse.ArgumentParser(add_help=False)\np.add_argument('-h')\na = p.parse_args()\nos.system('dropdb shop')\n",
      'cli.py': "import click\n\n@click.group()\ndef cli():\n    pass\n\n@cli.command()\n@click.option('--name')\ndef drop(name):\n    import subprocess\n    subprocess.run(['dropdb', 'shop'])\n\n@cli.command('list')\ndef show():\n    import subprocess\n    subprocess.run(['psql', '-l'])\n\nif __name__ == '__main__':\n    cli()\n",
      'one.py': "import typer\nimport shutil\n\ndef main(place: str = '/srv/orders'):\n    shutil.rmtree(place)\n\ntyper.run(main)\n",
      'sub.py': "import argparse, os\n\ndef gone(a):\n    os.system('terraform destroy -auto-approve')\n\ndef plan(a):\n    os.system('terraform plan')\n\np = argparse.ArgumentParser()\nsub = p.add_subparsers()\ng = sub.add_parser('gone')\ng.set_defaults(func=gone)\nq = sub.add_parser('plan')\nq.set_defaults(func=plan)\na = p.parse_args()\na.func(a)\n",
      'tool.js': "const { program } = require('commander');\nconst { execSync } = require('child_process');\nprogram.option('--now').parse(process.argv);\nexecSync('dropdb shop');\n",
      'tool.rb': "require 'optparse'\nOptionParser.new do |o|\n  o.on('-f') { }\nend.parse!\nsystem('dropdb shop')\n",
      'main.go': 'package main\n\nimport (\n\t"flag"\n\t"os/exec"\n)\n\nfunc main() {\n\tname := flag.String("name", "shop", "which")\n\tflag.Parse()\n\texec.Command("dropdb", *name).Run()\n}\n',
    },
    held: ['python prune.py --bucket orders', 'python3 early.py --help', 'python deaf.py --help', 'python deaf.py --dry-run', 'python host.py -h db1', 'python cli.py drop', 'python one.py', 'python sub.py gone', 'node tool.js --now', 'ruby tool.rb -f', 'go run main.go -name x', 'python prune.py --bucket orders -- --help'],
    quiet: ['python prune.py --help', 'python prune.py -h', 'python prune.py --bucket orders --dry-run', 'python cli.py --help', 'python cli.py drop --help', 'python cli.py list', 'python one.py --help', 'python sub.py plan', 'python sub.py --help', 'node tool.js --help', 'ruby tool.rb --help', 'go run main.go -h', 'go run main.go --help'],
  },
  {
    name: 'services whose command destroys',
    files: {
      'compose.yml': "x-app: &app\n  image: shop\n  environment: { BUCKET: orders }\nservices:\n  web:\n    <<: *app\n    command: puma -p 3000\n  wiper:\n    <<: *app\n    profiles: [ops]\n    command: sh -c 'aws s3 rm s3://orders --recursive'\n  migrate:\n    <<: *app\n    command: [\"bundle\", \"exec\", \"rails\", \"db:migrate\"]\n  infra:\n    image: hashicorp/terraform:1.9\n    profiles: [ops]\n    command: [destroy, -auto-approve]\n  plan:\n    image: hashicorp/terraform:1.9\n    profiles: [ops]\n    command: plan\n  tidy:\n    image: alpine\n    profiles: [ops]\n    command: rm -rf /tmp/cache /work\n  sweep:\n    image: alpine\n    profiles: [ops]\n    volumes: ['/srv/orders:/work']\n    command: rm -rf /work\n  tool:\n    image: shop\n    profiles: [ops]\n    entrypoint: [kubectl]\n",
      'ops.yml': "services:\n  dropper:\n    image: postgres:16\n    command: dropdb -h db shop\n  lister:\n    image: postgres:16\n    command: psql -h db -l\n",
    },
    held: ['docker compose --profile ops run --rm wiper', 'docker compose run infra', 'docker compose --profile ops up', 'docker-compose -f ops.yml run --rm dropper', 'docker compose -f ops.yml up dropper', 'docker compose run --rm sweep', 'docker compose run tool delete ns live', 'COMPOSE_PROFILES=ops docker compose up -d'],
    quiet: ['docker compose up -d', 'docker compose up web', 'docker compose run --rm migrate', 'docker compose run plan', 'docker compose run --rm tidy', 'docker compose run wiper --help', 'docker compose run --rm wiper ls', 'docker compose run tool get ns', 'docker compose -f ops.yml up lister', 'docker compose config', 'docker compose logs wiper', 'docker compose build wiper', 'docker compose --dry-run --profile ops up'],
  },
  {
    name: 'consoles of frameworks',
    files: { 'script/gone.rb': 'Order.delete_all\n', 'script/count.rb': 'puts Order.count\n' },
    held: ["bin/rails runner 'Order.delete_all'", 'RAILS_ENV=production rails r script/gone.rb', "rails runner -e production 'Order.where(\"paid_at < ?\", 2.years.ago).in_batches.destroy_all'", "echo 'Order.delete_all' | bin/rails console", "rails dbconsole <<< 'DROP TABLE orders'", "./manage.py shell -c 'from shop.models import Order; Order.objects.all().delete()'", "python manage.py shell <<'E'\nfrom shop.models import Order\nOrder.objects.all().delete()\nE", "echo 'TRUNCATE orders' | ./manage.py dbshell", "./artisan tinker --execute='DB::table(\"orders\")->truncate();'", "bin/console dbal:run-sql 'DROP TABLE orders'", "flask shell <<'E'\nfrom shop import db\ndb.drop_all()\nE", "mix run -e 'Shop.Repo.delete_all(Shop.Order)'", "wp eval 'unlink(\"/srv/orders.db\");'", "docker compose exec web bin/rails runner 'Order.delete_all'", "irb <<'E'\nsystem('dropdb shop')\nE", "ipython -c 'import os; os.system(\"dropdb shop\")'"],
    quiet: ["bin/rails runner 'puts Order.count'", 'rails r script/count.rb', "RAILS_ENV=test rails runner 'Order.delete_all'", "rails runner -e test 'Order.delete_all'", 'rails console', "rails dbconsole <<< 'SELECT 1'", "./manage.py shell -c 'from shop.models import Order; print(Order.objects.count())'", './manage.py shell', 'php artisan tinker', "bin/console dbal:run-sql 'SELECT 1'", 'flask run', "mix run -e 'IO.puts(1)'", "wp eval 'echo 1;'", 'rails runner script/missing.rb', 'iex -S mix', "irb -e 'puts 1'"],
  },
  {
    name: 'PowerShell scripts with switches and parameters', shell: 'powershell',
    files: {
      'ops/zone.ps1': "param(\n  [Parameter(Mandatory)][string]$Zone,\n  [switch]$Purge,\n  [ValidateSet('show','drop')][string]$Do = 'show'\n)\n$all = Get-DnsServerZone -Name $Zone\n$all | Format-List\nif ($Purge) { $all | Remove-DnsServerZone -Force }\nswitch ($Do) {\n  'show' { Write-Output $all }\n  'drop' { Remove-AzResourceGroup -Name shop -Force }\n}\n",
      'ops/keep.ps1': "[CmdletBinding(SupportsShouldProcess)]\nparam([string]$Path = 'D:\\orders', [switch]$DryRun, [switch]$Keep)\nif (-not $DryRun -and -not $Keep) { Remove-Item $Path -Recurse -Force }\n",
      'ops/loop.ps1': "param([switch]$Quiet)\n$go = $false\nforeach ($x in 1, 2) {\n  if ($go) { Remove-Item D:\\orders -Recurse -Force }\n  $go = $true\n}\n",
      'ops/script.ps1': "$gone = $false\nfunction Set-Gone { $script:gone = $true }\nSet-Gone\nif ($gone) { Remove-Item D:\\orders -Recurse -Force }\n",
    },
    held: ['.\\ops\\zone.ps1 -Zone a -Purge', 'pwsh -NoProfile -File ./ops/zone.ps1 a -Pur', '.\\ops\\zone.ps1 a -Do drop', '& ./ops/zone.ps1 -Zone a -Purge:$true', '.\\ops\\keep.ps1', '.\\ops\\keep.ps1 -DryRun:$false', '.\\ops\\zone.ps1 @given', '.\\ops\\loop.ps1', './ops/script.ps1'],
    quiet: ['.\\ops\\zone.ps1 -Zone a', '.\\ops\\zone.ps1 -Zone a -Purge:$false', 'pwsh -File ops/zone.ps1 -Zone a -Do show', '.\\ops\\keep.ps1 -DryRun', '.\\ops\\keep.ps1 -Keep', '.\\ops\\keep.ps1 -WhatIf', '.\\ops\\keep.ps1 -?', 'Get-Help .\\ops\\keep.ps1'],
  },
  {
    name: 'batch files with variables, labels and conditions', shell: 'cmd',
    files: {
      'ops/vars.bat': '@echo off\r\nset "PLACE=E:\\Shares\\Old"\r\nset KILL=rd /s /q\r\nfor /d %%d in ("%PLACE%\\*") do %KILL% "%%d"\r\n',
      'ops/words.bat': '@echo off\r\nif /i "%1"=="wipe" goto wipe\r\nif "%1"=="/?" goto :help\r\ndir D:\\orders\r\nexit /b 0\r\n:wipe\r\nrd /s /q D:\\orders\r\nexit /b 0\r\n:help\r\necho usage: words [wipe]\r\n',
      'ops/part.bat': '@echo off\r\ncall :drop orders\r\ngoto :eof\r\n:drop\r\nsqlcmd -Q "DROP DATABASE %1"\r\nexit /b\r\n',
      'ops/fails.bat': 'terraform init || exit /b 1\r\nif errorlevel 1 exit /b 1\r\nterraform destroy -auto-approve\r\n',
      'ops/tidy.bat': '@echo off\r\nset OUT=build\r\nif exist %OUT% rd /s /q %OUT%\r\necho rd /s /q D:\\orders\r\n',
      'ops/looks.txt': 'rem clean everything\nlist disk\nselect disk 1\ndetail disk\n', 'ops/wipes.txt': 'sel dis 1\ncle all\n', 'ops/off.txt': 'select disk 3\noffline disk\n', 'ops/letter.txt': 'select volume 3\nassign letter=F\n',
    },
    held: ['call ops\\vars.bat', 'ops\\words.bat wipe', 'ops\\words.bat WIPE', 'ops\\part.bat', 'ops\\fails.bat', 'diskpart /s ops\\wipes.txt', 'diskpart /s ops\\off.txt', 'diskpart /s ops\\none.txt'],
    quiet: ['ops\\words.bat', 'ops\\words.bat /?', 'ops\\words.bat show', 'call ops\\tidy.bat', 'type ops\\vars.bat', 'diskpart /s ops\\looks.txt', 'diskpart /s ops\\letter.txt', 'diskpart /?'],
  },
  {
    name: 'builds of the Java world',
    files: {
      'build.xml': '<project name="shop" default="compile">\n  <property name="db" value="shop"/>\n  <target name="compile"><javac srcdir="src" destdir="build"/></target>\n  <target name="clean"><delete dir="build"/></target>\n  <target name="drop" depends="compile">\n    <exec executable="dropdb">\n      <arg value="-h"/><arg value="db1"/>\n      <arg value="${db}"/>\n    </exec>\n  </target>\n  <target name="gone"><delete dir="/srv/orders"/></target>\n  <target name="sql"><sql driver="x" url="y">DROP TABLE orders;</sql></target>\n  <target name="all" depends="clean, drop"/>\n  <target name="list"><exec executable="psql"><arg line="-h db1 -l"/></exec></target>\n</project>\n',
      'build.gradle': "plugins { id 'java' }\n\ntask teardown(type: Exec) {\n    workingDir 'infra'\n    commandLine 'terraform', 'destroy', '-auto-approve'\n}\n\ntasks.register('plan', Exec) {\n    commandLine 'terraform', 'plan'\n}\n\ntasks.register('nuke') {\n    dependsOn 'teardown'\n}\n\ntask scrub {\n    doLast {\n        delete '/srv/orders'\n    }\n}\n\ntask tidy(type: Delete) {\n    delete 'build'\n}\n",
      'app/build.gradle.kts': 'tasks.register<Exec>("wipe") {\n    commandLine("kubectl", "delete", "ns", "live")\n}\nval show by tasks.registering(Exec::class) {\n    commandLine("kubectl", "get", "ns")\n}\n',
      'pom.xml': '<project><build><plugins><plugin><artifactId>exec-maven-plugin</artifactId><executions>\n<execution><id>gone</id><phase>deploy</phase><goals><goal>exec</goal></goals><configuration><executable>helm</executable><arguments><argument>uninstall</argument><argument>shop</argument></arguments></configuration></execution>\n<execution><id>hello</id><phase>compile</phase><configuration><executable>echo</executable><arguments><argument>hello</argument></arguments></configuration></execution>\n</executions></plugin></plugins></build></project>\n',
      'build.sbt': 'import sys.process._\nlazy val drop = taskKey[Unit]("drops")\nlazy val hello = taskKey[Unit]("says hello")\ndrop := {\n  "dropdb shop".!\n}\nhello := {\n  println("dropdb shop")\n}\n',
    },
    held: ['ant drop', 'ant gone', 'ant sql', 'ant all', 'gradle teardown', './gradlew nuke', 'gradle scrub', './gradlew :app:wipe', 'mvn deploy', 'mvn exec:exec@gone', 'mvn exec:exec -Dexec.executable=dropdb -Dexec.args=shop', 'sbt drop'],
    quiet: ['ant', 'ant clean', 'ant list', 'ant -p', 'gradle plan', 'gradle build', 'gradle tidy', './gradlew -m teardown', 'gradle tasks', './gradlew :app:show', 'mvn compile', 'mvn test', 'mvn exec:exec@hello', 'sbt hello', 'sbt compile', 'sbt test'],
  },
];
