/**
 * Whether a text names an installer that its makers publish to be piped into a shell, so that every pipeline does.
 * Only over https: what comes another way is whoever's is in between.
 */
export function isPublishedInstaller(text: string): boolean {
  const [, host = '', path = ''] = /https:\/\/([\w.-]+)(?::443)?(\/[^\s"']*)?/.exec(text) ?? [];
  return HOSTS.has(host.toLowerCase()) || (/^(?:raw\.githubusercontent\.com|github\.com)$/i.test(host) && OWNERS.has((path.split('/')[1] ?? '').toLowerCase()));
}

const HOSTS: ReadonlySet<string> = new Set([
  'sh.rustup.rs', 'deb.nodesource.com', 'rpm.nodesource.com', 'get.docker.com', 'astral.sh', 'install.python-poetry.org', 'bun.sh', 'deno.land', 'get.sdkman.io', 'get.pnpm.io', 'get.volta.sh', 'mise.run', 'mise.jdx.dev',
  'nixos.org', 'install.determinate.systems', 'get.k3s.io', 'get.helm.sh', 'get.pulumi.com', 'get.rke2.io', 'fly.io', 'cli.codecov.io', 'codecov.io', 'uploader.codecov.io', 'coveralls.io', 'aka.ms', 'sdk.cloud.google.com', 'taskfile.dev',
  'just.systems', 'sentry.io', 'cli.doppler.com', 'getcomposer.org', 'packages.gitlab.com', 'packagecloud.io', 'install.duckdb.org', 'dl.dagger.io', 'wasmtime.dev', 'rustwasm.github.io', 'bootstrap.pypa.io', 'pixi.sh', 'micro.mamba.pm',
  'cli.run.pulumi.com', 'get.opentofu.org', 'fluxcd.io', 'linkerd.io', 'run.linkerd.io', 'istio.io', 'downloads.snyk.io', 'static.snyk.io', 'hatch.pypa.io', 'install.meteor.com', 'get.please.build', 'get.haskellup.org', 'get-ghcup.haskell.org',
]);

/** Owners on GitHub whose installers are read from their repositories. */
const OWNERS: ReadonlySet<string> = new Set([
  'nvm-sh', 'helm', 'golangci', 'homebrew', 'anchore', 'aquasecurity', 'k3d-io', 'kubernetes-sigs', 'terraform-linters', 'goreleaser', 'rhysd', 'cargo-bins', 'pyenv', 'rbenv', 'tfutils', 'gruntwork-io', 'securego', 'bridgecrewio',
  'hadolint', 'reviewdog', 'docker', 'argoproj', 'kedacore', 'cli', 'deislabs', 'infracost', 'open-policy-agent', 'tilt-dev', 'okteto', 'nektos', 'sigstore', 'ko-build',
]);
