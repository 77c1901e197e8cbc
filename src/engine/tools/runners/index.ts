import type { Tool } from '../../model';
import { ant, gradle, maven, sbt } from './build-files';
import { go, groovy, java, jbang, kotlin, mage, rustScript, scala, swift } from './compiled';
import { composer, procfile } from './composer';
import { awk, deno, elixir, ipython, irb, lua, node, osascript, perl, php, python, r, rscript, ruby } from './interpreters';
import { jenkinsCli } from './jars';
import { just } from './just';
import { make } from './make';
import { nx, runAll, turbo } from './monorepos';
import { bun, npm, packageRunner, pnpm, yarn } from './packages';
import { doit, fabric, invoke, nox } from './python-tasks';
import { cargoMake, mise, pixi, poe } from './project-tasks';
import { capistrano, gruntWithCommands, gulp, jake, thor } from './registered-tasks';
import { cmd, posixShell, powershell, sourced, wsl } from './shells';
import { task } from './task';

/** Programs that run what stands in a text or a file: read, and followed. */
export const RUNNERS: Readonly<Record<string, Tool>> = {
  bash: posixShell, sh: posixShell, zsh: posixShell, dash: posixShell, ksh: posixShell, ash: posixShell, mksh: posixShell, fish: posixShell, rbash: posixShell, 'git-bash': posixShell,
  source: sourced, '.': sourced, powershell, pwsh: powershell, 'pwsh-preview': powershell, cmd, wsl,
  ...named(['python', 'python2', 'python3', 'py', 'pypy', 'pypy3', ...Array.from({ length: 10 }, (_, i) => `python3.${i + 6}`), 'python2.7'], python),
  ...named(['node', 'nodejs', 'tsx', 'ts-node', 'ts-node-esm', 'esno', 'esr', 'jiti', 'babel-node', 'zx', 'vite-node', 'swc-node'], node),
  ...named(['ruby', 'jruby', 'truffleruby'], ruby), ...named(['irb', 'pry', 'rails-console'], irb), ...named(['ipython', 'ipython3', 'bpython', 'ptpython'], ipython), ...named(['elixir', 'iex'], elixir), ...named(['perl', 'perl5'], perl), ...named(['php', 'php8', 'php7', 'php8.1', 'php8.2', 'php8.3', 'php8.4'], php),
  ...named(['awk', 'gawk', 'mawk', 'nawk', 'original-awk'], awk), ...named(['lua', 'luajit', 'lua5.1', 'lua5.2', 'lua5.3', 'lua5.4', 'texlua', 'resty'], lua), rscript, Rscript: rscript, littler: rscript, R: r, osascript, deno,
  make, gmake: make, bmake: make, remake: make, 'mingw32-make': make, just, task, 'go-task': task,
  npm, pnpm, yarn, yarnpkg: yarn, bun, npx: packageRunner, pnpx: packageRunner, bunx: packageRunner, turbo, lerna: turbo, nx, 'npm-run-all': runAll, 'run-s': runAll, 'run-p': runAll,
  poe, 'poethepoet': poe, makers: cargoMake, 'cargo-make': cargoMake, pixi, mise, rtx: mise,
  gulp, grunt: gruntWithCommands, jake, thor, cap: capistrano,
  ant, gradle, gradlew: gradle, mvn: maven, mvnw: maven, mvnd: maven, sbt,
  'jenkins-cli': jenkinsCli, go, mage, java, jshell: java, jbang, kotlin, kotlinc: kotlin, scala, 'scala-cli': scala, groovy, swift, 'rust-script': rustScript,
  inv: invoke, invoke, fab: fabric, fab2: fabric, nox, doit,
  composer, foreman: procfile, honcho: procfile, overmind: procfile, hivemind: procfile, forego: procfile, goreman: procfile,
};

function named(names: readonly string[], tool: Tool): Record<string, Tool> {
  return Object.fromEntries(names.map((name) => [name, tool]));
}
