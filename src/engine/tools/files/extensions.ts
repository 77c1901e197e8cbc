import { baseName } from '../../kinds/paths';

/** Whether a name reads as a file's rather than a folder's: it ends in a suffix that only files have, or is a file everybody knows. */
export function looksLikeFile(path: string): boolean {
  const name = baseName(path);
  // A copy of a hidden folder is a folder.
  if (path.endsWith('/') || /^\.\w+\.(?:bak|old|orig|backup)$/.test(name)) return false;
  const suffix = /[^.]\.([A-Za-z0-9]{1,9})$/.exec(name)?.[1]?.toLowerCase();
  return (suffix !== undefined && SUFFIXES.has(suffix)) || KNOWN_FILES.test(name);
}

const SUFFIXES: ReadonlySet<string> = new Set(
  (
    'ts tsx mts cts js jsx mjs cjs json jsonc json5 jsonl ndjson map css scss sass less html htm xml xsl svg vue svelte astro md mdx rst txt adoc tex pdf doc docx xls xlsx ppt pptx odt csv tsv parquet avro ' +
    'py pyi pyx ipynb rb erb rs go java kt kts scala groovy gradle clj cljs ex exs erl hs ml fs cs vb fsx c cc cpp cxx h hh hpp hxx m mm swift dart lua pl pm php phtml r jl nim zig v sol asm s ' +
    'sh bash zsh fish ps1 psm1 psd1 bat cmd awk sed sql psql prisma graphql gql proto thrift tf tfvars hcl yaml yml toml ini cfg conf config properties env lock log tmp bak old orig rej patch diff ' +
    'png jpg jpeg gif webp ico bmp tiff mp3 mp4 wav mov avi mkv webm ttf otf woff woff2 eot zip tar gz tgz bz2 xz zst 7z rar jar war ear whl egg deb rpm apk dmg pkg msi exe dll so dylib a lib bin wasm ' +
    'pem crt cer key csr p12 pub asc sig db sqlite sqlite3 dump dat data pid sock out err test snap j2 tmpl tpl mustache hbs ejs pug njk liquid service timer socket mk cmake bzl nix tfstate tfplan iml xcconfig plist strings po mo'
  ).split(' '),
);

const KNOWN_FILES = /^(?:Dockerfile|Makefile|Gemfile|Rakefile|Procfile|Vagrantfile|Jenkinsfile|Justfile|justfile|LICENSE|README|CHANGELOG|NOTICE|AUTHORS|Pipfile|\.(?:git(?:ignore|attributes|modules|keep)|dockerignore|npmrc|nvmrc|editorconfig|prettierrc|eslintrc|babelrc|env|env\..*|bash\w+|zsh\w+|profile|vimrc|tool-versions|python-version|node-version|ruby-version|travis\.yml|DS_Store|coverage|\w+rc))$/;
