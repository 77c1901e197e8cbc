import { baseName, inside } from './paths';

/** The folders whose loss is the loss of a machine, an account on it or a drive. `path` is absolute and normal. */
export function isHostFolder(path: string, home: string): boolean {
  if (path === '/' || path === home || /^[a-z]:\/$/.test(path)) return true;
  if (inside(home, path)) return true;
  if (HOST_FOLDERS.has(path) || /^\/(?:home|Users)\/[^/]+$/.test(path) || /^\/(?:mnt|media|Volumes|run\/media)\/[a-z]$/.test(path)) return true;
  if (/^[a-z]:\/(?:windows|winnt|program files(?: \(x86\))?|programdata|users|windows\/system32)$/i.test(path) || /^[a-z]:\/users\/[^/]+$/i.test(path)) return true;
  const own = inside(path, home) ? path.slice(home.length + 1) : (/^(?:\/(?:home|Users)\/[^/]+|\/root|[a-z]:\/users\/[^/]+)\/(.+)$/i.exec(path)?.[1] ?? '');
  return OWN_FOLDERS.test(own);
}

/** The system's own folders: what stands in them is the machine's, not a project's. */
export function isSystemPath(path: string): boolean {
  return /^\/(?:etc|boot|usr|bin|sbin|lib|lib64|sys|proc|dev|System|Library)(?:\/|$)/.test(path) || /^[a-z]:\/(?:windows|program files)/i.test(path);
}

/** Temporary by place: what stands there is gone at the next boot anyway. The root of it is not. */
export function isTemporary(path: string): boolean {
  return /^(?:\/private)?(?:\/tmp|\/var\/tmp|\/var\/folders|\/dev\/shm|\/run\/user\/\d+)\/./.test(path) || /\/(?:AppData\/Local\/Temp|Windows\/Temp)\/./i.test(path) || /^[a-z]:\/te?mp\/./i.test(path);
}

/**
 * Made again by a tool that every developer knows: dependencies, build outputs, caches, logs. `segments` are the parts of the path
 * to look at; one regenerated folder makes everything below it regenerated.
 */
export function isRegenerated(segments: readonly string[]): boolean {
  return segments.some((name, i) => REGENERATED.has(name) || (i === segments.length - 1 && isRegeneratedFile(name)) || FOLDER_SHAPES.test(name) || REGENERATED_PAIRS.has(`${segments[i - 1]}/${name}`));
}

/** Caches that tools keep outside projects. */
export function isSystemCache(path: string): boolean {
  return SYSTEM_CACHES.test(path);
}

export function isRegeneratedFile(name: string): boolean {
  return FILE_SHAPES.test(name) || LOCK_FILES.has(baseName(name));
}

const HOST_FOLDERS: ReadonlySet<string> = new Set(
  '/bin /boot /dev /etc /home /lib /lib32 /lib64 /media /mnt /opt /proc /root /run /sbin /srv /sys /usr /usr/bin /usr/lib /usr/local /usr/local/bin /usr/sbin /usr/share /var /var/lib /var/log /var/www /Users /System /Library /Applications /Volumes /private /private/etc /private/var /cygdrive /c /d /nix /nix/store /snap'.split(' '),
);

const OWN_FOLDERS = /^(?:Documents|Downloads|Desktop|Pictures|Music|Videos|Movies|Library|OneDrive|Dropbox|AppData(?:\/(?:Local|Roaming))?|\.config|\.local|\.local\/share)$/i;

const REGENERATED: ReadonlySet<string> = new Set(
  (
    'node_modules dist build out target .next .nuxt .output .svelte-kit .astro .cache __pycache__ .pytest_cache .mypy_cache .ruff_cache .hypothesis .tox .nox .venv venv .virtualenv coverage htmlcov .nyc_output ' +
    '.turbo .parcel-cache .gradle .vite .vitest .angular .expo .docusaurus .vuepress .yarn-cache .pnpm-store .eslintcache .stylelintcache .rollup.cache .webpack .serverless .aws-sam .vercel .netlify .wrangler .firebase-cache ' +
    'obj .terraform .terragrunt-cache cdk.out .cdk.staging tmp temp .tmp .temp logs log _build deps_build .elixir_ls .dart_tool Pods DerivedData .build .swiftpm ' +
    'cmake-build-debug cmake-build-release CMakeFiles bazel-bin bazel-out bazel-testlogs .bundle .sass-cache .jekyll-cache _site .ipynb_checkpoints .stack-work dist-newstyle zig-cache .zig-cache zig-out ' +
    'elm-stuff bower_components jspm_packages vendor storybook-static playwright-report test-results test-output test-reports .playwright allure-results allure-report junit .nx .rpt2_cache .fusebox .dynamodb ' +
    'autom4te.cache .deps .libs site-packages wheelhouse .eggs eggs sdist pip-wheel-metadata .ccls-cache .clangd generated gen-out __generated__ .generated .idea_cache lib-cov .scannerwork .jest-cache jest_cache .metro .kotlin .cxx ' +
    'dist-ssr dist-electron .vscode-test .idea .vs release-builds build-output build-tmp lcov-report .coverage reports-tmp scratch .scratch __snapshots__tmp packer_cache .vagrant-cache .pants.d .mypy .pyre .pytype .benchmarks .cargo-cache ' +
    'TestResults BenchmarkDotNet.Artifacts AppPackages .yardoc _yardoc .bloop .metals .phpunit.cache .psalm-cache .swc .contentlayer .react-router .vinxi .solargraph _book _bookdown_files .quarto'
  ).split(/\s+/),
);

const REGENERATED_PAIRS: ReadonlySet<string> = new Set(['storage/framework', 'cypress/videos', 'cypress/screenshots', 'cypress/downloads', 'var/cache', 'public/build', 'public/packs', 'public/packs-test', 'public/assets', 'priv/static', 'bootstrap/cache', 'vendor/bundle', 'ios/Pods', 'android/build', '.yarn/cache', '.angular/cache']);

const FOLDER_SHAPES = /^(?:[\w.+*-]+\.egg-info|[\w.+*-]+\.dist-info|cmake-build-[\w*]+|bazel-[\w*-]+|build[-_]\w+|dist[-_]\w+|[\w.-]+\.xcarchive|[\w-]+[-_]cache|cache|tmp[-_.][\w.-]+|temp[-_.][\w.-]+|[\w-]+[-_.]te?mp|\.venv[\w.-]*|venv[\d.-]+|env\d*-?test|coverage-[\w-]+)$/i;

const FILE_SHAPES =
  /^(?:.*\.(?:log|tmp|temp|pyc|pyo|pyd|o|a|so|obj|class|swp|swo|lo|gcda|gcno|gcov|tsbuildinfo|pid|lock|cache|part|crdownload|rlib|rmeta|elc|beam|hi|ilk|pdb|aux|bbl|blg|fls|fdb_latexmk|synctex\.gz|lcov|coverage|prof|cpuprofile|heapsnapshot|hprof|min\.(?:js|css)|js\.map|css\.map|elf|axf|lst|uf2|srec|gch|pch|vcd|vvp)|\*\.(?:map|hex|eep|su|d)|.*\.log\.\d+(?:\.gz)?|.*\.log\.gz|.+~|#.*#|\.DS_Store|Thumbs\.db|desktop\.ini|core(?:\.\d+)?|nohup\.out|a\.out|npm-debug\.log.*|yarn-error\.log.*|\.coverage(?:\..*)?|coverage\.(?:xml|out|json|txt|html)|lcov\.info|junit[\w.-]*\.xml|test-results[\w.-]*|\.eslintcache|tsconfig\.tsbuildinfo|\*\.py\[.*\]|tfplan|.*\.tfplan|plan\.(?:out|bin|tfplan)|config\.(?:status|log|cache)|aclocal\.m4|stamp-h\d*|.*\.(?:deps|libs)|libtool)$/i;

const LOCK_FILES: ReadonlySet<string> = new Set(
  'package-lock.json npm-shrinkwrap.json yarn.lock pnpm-lock.yaml bun.lockb bun.lock composer.lock Gemfile.lock Cargo.lock poetry.lock Pipfile.lock uv.lock pdm.lock go.sum flake.lock mix.lock pubspec.lock Podfile.lock .terraform.lock.hcl packages.lock.json'.split(' '),
);

const SYSTEM_CACHES =
  /^(?:\/var\/cache\/.|\/usr\/local\/(?:go|lib\/node_modules|lib\/python[\d.]+)(?:\/|$)|\/var\/lib\/apt\/lists(?:\/|$)|\/var\/log\/(?:apt|dnf|yum)\b)|\/(?:\.npm|\.cache|\.gradle\/(?:caches|daemon|wrapper)|\.m2\/repository|\.cargo\/(?:registry|git)|\.pnpm-store|\.local\/share\/virtualenvs|\.virtualenvs|\.(?:pyenv|rbenv|nodenv|asdf|nvm|rye|fnm|volta|sdkman)\/(?:versions|installs|cache|tmp|tools|candidates)|\.yarn\/cache|\.bun\/install\/cache|\.nuget\/packages|\.ivy2\/cache|\.sbt\/boot|\.rustup\/(?:downloads|tmp)|Library\/Caches|Library\/Developer\/Xcode\/DerivedData|\.local\/share\/Trash|\.Trash|go\/pkg\/mod|\.terraform\.d\/plugin-cache|AppData\/Local\/(?:npm-cache|pip\/cache|Yarn\/Cache|NuGet\/Cache))(?:\/|$)/i;
