/**
 * How a program that runs another command writes it. Facts from the manual pages of each.
 *
 * words    what is left of its words is the program with its arguments
 * text     what is left, joined by blanks, is read by a shell (`watch`, `ssh`)
 * texts    every word that is left is a command line of its own (`concurrently`)
 * keys     as text, typed into a terminal: names of keys (`Enter`) are not part of it
 * option   only the value of an option is a command line
 */
export interface Wrapping {
  readonly takes: 'words' | 'text' | 'texts' | 'keys' | 'option';
  /** Subcommand words that must come first: `compose exec`. */
  readonly after?: string;
  /** Options that take a value. */
  readonly values?: string;
  /** Options whose value is a command line. */
  readonly option?: string;
  /** How many words of its own stand before the command. */
  readonly skip?: number;
  /** The command stands behind one of these words only. */
  readonly marker?: string;
  /** `NAME=value` words before the command are its variables. */
  readonly assignments?: true;
  /** Runs on another machine or in a container: `first` names it by its first own word. */
  readonly elsewhere?: 'first' | 'there';
  /** It stays an invocation of its own: what it is told besides the command matters too. */
  readonly keeps?: true;
  /** A variable that the first own word gives. */
  readonly sets?: string;
  /** The first word names a package, which may have a version and a program of another name. */
  readonly packages?: true;
  /** Without a command it reads commands from standard input; with options, only when one of them is given. */
  readonly reads?: true | string;
  /** With one of these it runs nothing. */
  readonly never?: string;
}

const SUDO = '-C -D -g -h -p -R -r -T -t -u -U --close-from --chdir --group --host --prompt --chroot --role --command-timeout --type --user --other-user';
const DOCKER_GLOBAL = '-H --host -c --context --config -l --log-level --tlscacert --tlscert --tlskey';
const DOCKER_RUN = `${DOCKER_GLOBAL} -a --attach -e --env --env-file -h --hostname --name -p --publish -u --user -v --volume -w --workdir -m --memory --memory-swap --network --net --network-alias --mount --entrypoint --cpus --cpuset-cpus --cpu-shares --device --dns --add-host --cap-add --cap-drop --cgroupns --cidfile --expose --gpus --group-add --health-cmd --ip --ipc --label --label-file --link --log-driver --log-opt --mac-address --pid --pids-limit --platform --pull --restart --runtime --security-opt --shm-size --stop-signal --stop-timeout --storage-opt --sysctl --tmpfs --ulimit --userns --uts --volume-driver --volumes-from --detach-keys --isolation`;
const DOCKER_EXEC = `${DOCKER_GLOBAL} -e --env --env-file -u --user -w --workdir --detach-keys`;
const COMPOSE = `-f --file -p --project-name --profile --env-file --project-directory --parallel --ansi --progress -e --env -u --user -w --workdir -v --volume --name --entrypoint --index -l --label --publish --pull ${DOCKER_GLOBAL}`;
const KUBE = '-n --namespace --context --cluster --kubeconfig --user -s --server --token --as --as-group --request-timeout -c --container -f --filename --pod-running-timeout --image --env --labels -l --overrides --restart --port --target --profile --copy-to --certificate-authority --client-certificate --client-key --image-pull-policy --limits --requests --serviceaccount --annotations';
const SSH = '-B -b -c -D -E -e -F -I -i -J -L -l -m -O -o -P -p -Q -R -S -W -w';
const TMUX = '-L -S -f -t -s -n -c -x -y -F -e -N -l -p';

const ROWS: readonly (readonly [names: string, wrapping: Wrapping])[] = [
  // Who runs it.
  ['sudo', { takes: 'words', values: SUDO, assignments: true, reads: '-s -i --shell --login', never: '-l --list -v --validate -k -K -e --edit -V --version' }],
  ['doas', { takes: 'words', values: '-C -u', reads: '-s' }],
  ['su', { takes: 'option', option: '-c --command --session-command', values: '-s --shell -g --group -G --supp-group -w', reads: true }],
  ['runuser', { takes: 'option', option: '-c --command', values: '-s --shell -g --group -G --supp-group' }],
  ['runuser', { takes: 'words', values: '-u --user -g --group -G --supp-group -s --shell' }],
  ['sg', { takes: 'text', skip: 1, option: '-c' }],
  ['gosu su-exec s6-setuidgid', { takes: 'words', skip: 1 }],
  ['chpst', { takes: 'words', values: '-u -U -b -e -d -o -p -f -c -m -n -l -L -C -/' }],
  ['setpriv', { takes: 'words', values: '--reuid --regid --groups --ruid --rgid --euid --egid --inh-caps --bounding-set --securebits --selinux-label' }],
  ['pkexec', { takes: 'words', values: '-u --user' }],
  ['run0', { takes: 'words', values: '-u --user -g --group -D --chdir --setenv --unit --property' }],
  ['gsudo please sudo-rs winpty', { takes: 'words', values: '-u -g' }],

  // How it runs.
  ['env genv', { takes: 'words', values: '-u -C --unset --chdir', option: '-S --split-string', assignments: true }],
  ['cross-env', { takes: 'words', assignments: true }],
  ['cross-env-shell', { takes: 'text', assignments: true }],
  ['env-cmd', { takes: 'words', values: '-f --file -e --environments -r --rc-file' }],
  ['nice', { takes: 'words', values: '-n --adjustment' }],
  ['ionice', { takes: 'words', values: '-c -n -p -P -u --class --classdata' }],
  ['chrt taskset', { takes: 'words', skip: 1, values: '-T -P -D' }],
  ['numactl', { takes: 'words', values: '-N -m -C -i -p' }],
  ['cpulimit', { takes: 'words', values: '-l -p -e -P --limit' }],
  ['nohup setsid unbuffer chronic fakeroot fakechroot torsocks torify tsocks nocorrect noglob busybox toybox dbus-run-session catchsegv rlwrap linux32 linux64 nocache eatmydata ifne', { takes: 'words', never: '--list --help' }],
  ['command builtin', { takes: 'words', never: '-v -V' }],
  ['time gtime', { takes: 'words', values: '-f -o --format --output' }],
  ['caffeinate', { takes: 'words', values: '-t -w' }],
  ['aa-exec', { takes: 'words', values: '-p --profile' }],
  ['exec', { takes: 'words', values: '-a' }],
  ['timeout gtimeout', { takes: 'words', skip: 1, values: '-k -s --kill-after --signal' }],
  ['retry', { takes: 'words', values: '-t --times -d --delay -m --max -u --until -w --while' }],
  ['faketime datefudge', { takes: 'words', skip: 1, values: '-f' }],
  ['stdbuf', { takes: 'words', values: '-i -o -e --input --output --error' }],
  ['watch', { takes: 'text', values: '-n --interval -q --equexit' }],
  ['viddy hwatch', { takes: 'text', values: '-n --interval -L --logfile' }],
  ['script', { takes: 'option', option: '-c --command', values: '-E -I -O -B -o -m -T' }],
  ['flock', { takes: 'words', skip: 1, option: '-c --command', values: '-w --timeout --wait -E --conflict-exit-code' }],
  ['chroot', { takes: 'words', skip: 1, elsewhere: 'first', values: '--groups --userspec' }],
  ['unshare', { takes: 'words', values: '--map-user --map-group --propagation --setgroups -R --root -w --wd -S --setuid -G --setgid' }],
  ['nsenter', { takes: 'words', values: '-t --target -S --setuid -G --setgid' }],
  ['firejail proot', { takes: 'words', values: '-r -b -w -q' }],
  ['bwrap', { takes: 'words', marker: '--' }],
  ['systemd-run', { takes: 'words', values: '-u --unit -p --property -E --setenv -H --host -M --machine --uid --gid --slice --description --nice --working-directory --service-type --on-active --on-boot --on-startup --on-unit-active --on-calendar --timer-property' }],
  ['systemd-inhibit', { takes: 'words', values: '--what --who --why --mode' }],
  ['strace ltrace', { takes: 'words', values: '-e -o -p -s -u -E -P -I -O -S -a -b -X -l -n' }],
  ['valgrind xvfb-run', { takes: 'words', values: '-n -s -f -e -p -w --server-num --server-args --auth-file --error-file' }],
  ['perf', { takes: 'words', after: 'stat', values: '-e -r -o -p' }],
  ['perf', { takes: 'words', after: 'record', values: '-e -F -o -p -g' }],
  ['proxychains proxychains4 proxychains-ng', { takes: 'words', values: '-f' }],
  ['dumb-init', { takes: 'words', values: '-r --rewrite' }],
  ['tini catatonit', { takes: 'words', values: '-p -e' }],
  ['sshpass', { takes: 'words', values: '-p -f -d -P' }],
  ['entr', { takes: 'words', values: '' }],
  ['watchexec', { takes: 'words', values: '-w --watch -e --exts -i --ignore -f --filter -s --signal -d --debounce --shell' }],
  ['nodemon', { takes: 'option', option: '-x --exec', values: '-w --watch -e --ext -i --ignore' }],
  ['cargo', { takes: 'option', after: 'watch', option: '-s --shell', values: '-w -i -x --exec' }],
  ['concurrently hyperfine', { takes: 'texts', values: '-n --names -c --prefix-colors -p --prefix -m --max-processes -w --warmup -r --runs --prepare -P -L --setup --cleanup --export-json -k' }],
  ['start-stop-daemon daemonize', { takes: 'words', values: '-p -u -o -e -a -c -l --pidfile --user --chdir --name' }],
  ['gnome-terminal konsole xterm alacritty kitty wezterm foot', { takes: 'words', marker: '-- -e -x', option: '--command' }],

  // Terminals that are typed into.
  ['tmux', { takes: 'keys', after: 'send-keys', values: TMUX }],
  ['tmux', { takes: 'keys', after: 'send', values: TMUX }],
  ...['new-session', 'new', 'new-window', 'neww', 'split-window', 'splitw', 'respawn-pane', 'respawn-window', 'run-shell', 'run', 'display-popup', 'popup'].map((after): [string, Wrapping] => ['tmux', { takes: 'text', after, values: TMUX }]),
  ['screen', { takes: 'keys', values: '-S -c -e -h -p -s -t -T' }],
  ['zellij', { takes: 'words', after: 'run', values: '-n --name -d --direction --cwd' }],

  // Package runners.
  ['npx pnpx bunx', { takes: 'words', packages: true, values: '-p --package', option: '-c --call' }],
  ['npm', { takes: 'words', packages: true, after: 'exec', values: '-p --package -w --workspace --prefix', option: '-c --call' }],
  ['npm', { takes: 'words', packages: true, after: 'x', values: '-p --package -w --workspace --prefix', option: '-c --call' }],
  ['pnpm', { takes: 'words', packages: true, after: 'dlx', values: '--package -C --dir' }],
  ['pnpm', { takes: 'words', packages: true, after: 'exec', values: '-C --dir --filter -F', option: '' }],
  ['yarn', { takes: 'words', packages: true, after: 'dlx', values: '-p --package' }],
  ['yarn', { takes: 'words', packages: true, after: 'exec', values: '--cwd' }],
  ['bun', { takes: 'words', packages: true, after: 'x' }],
  ['deno', { takes: 'words', packages: true, after: 'x' }],
  ['uvx', { takes: 'words', packages: true, values: '--from --with -p --python --index-url --refresh-package --with-requirements --env-file' }],
  ['uv', { takes: 'words', packages: true, after: 'tool run', values: '--from --with -p --python' }],
  ['uv', { takes: 'words', after: 'run', values: '--with --with-requirements --with-editable -p --python --env-file --project --directory --extra --group --only-group --package -m --module', packages: true }],
  ['pipx', { takes: 'words', packages: true, after: 'run', values: '--spec --python --pip-args --index-url' }],
  ['poetry pipenv pdm rye hatch', { takes: 'words', after: 'run', values: '-C --directory -P --project -e --env -p' }],
  ['conda mamba micromamba', { takes: 'words', after: 'run', values: '-n --name -p --prefix --cwd' }],
  ['bundle', { takes: 'words', after: 'exec', values: '--gemfile' }],
  ['bundle', { takes: 'words', after: 'e' }],
  ['rbenv pyenv nodenv goenv asdf tfenv', { takes: 'words', after: 'exec' }],
  ['mise rtx', { takes: 'words', after: 'exec', marker: '--', values: '-C --cd -j' , option: '-c --command' }],
  ['mise rtx', { takes: 'words', after: 'x', marker: '--', option: '-c --command' }],
  ['fnm nvm volta', { takes: 'words', after: 'exec', values: '--using', skip: 0 }],
  ['volta', { takes: 'words', after: 'run', values: '--node --npm --yarn' }],
  ['nix-shell', { takes: 'option', option: '--run --command', values: '-p -I -A --attr -E --expr --arg --argstr' }],
  ['nix', { takes: 'words', marker: '-c --command' }],
  ['devbox', { takes: 'words', after: 'run', values: '-c --config -e --env' }],
  ['direnv', { takes: 'words', after: 'exec', skip: 1 }],
  ['composer', { takes: 'words', after: 'exec' }],
  ['rushx dotnet-exec', { takes: 'words' }],

  // Secrets and roles.
  ['aws-vault', { takes: 'words', after: 'exec', skip: 1, sets: 'AWS_PROFILE', values: '-d --duration -t --mfa-token --region --backend --prompt --keychain --assume-role-ttl' }],
  ['aws-okta granted-exec', { takes: 'words', after: 'exec', skip: 1, sets: 'AWS_PROFILE' }],
  ['saml2aws', { takes: 'words', after: 'exec', marker: '--', values: '-a --idp-account -p --profile --exec-profile' }],
  ['assume', { takes: 'option', option: '--exec' }],
  ['awsume', { takes: 'words', marker: '--' }],
  ['op doppler infisical teller chamber berglas dotenvx phase akeyless vlt varlock', { takes: 'words', after: 'run', marker: '--', option: '--command', values: '--env-file' }],
  ['chamber berglas', { takes: 'words', after: 'exec', marker: '--' }],
  ['envchain', { takes: 'words', skip: 1 }],
  ['envconsul vault-env summon secrethub-run consul-template', { takes: 'words', values: '-f -p -e --yaml -config -prefix -secret -exec' , option: '-exec' }],
  ['sops', { takes: 'text', after: 'exec-env', skip: 1 }],
  ['sops', { takes: 'text', after: 'exec-file', skip: 1 }],
  ['dotenv', { takes: 'words', after: 'run', values: '-f --file' }],
  ['dotenv', { takes: 'words', values: '-e -f -c -v' }],
  ['fnox', { takes: 'words', after: 'exec', marker: '--' }],
  ['bws pass-cli secretspec psst envio dotenv-vault keyshade keeper conjur', { takes: 'words', after: 'run', marker: '--' }],
  ['vercel', { takes: 'words', after: 'env run', marker: '--', values: '-e --environment --git-branch' }],
  ['netlify', { takes: 'text', after: 'dev:exec', values: '--context' }],
  ['heroku', { takes: 'text', after: 'local:run', values: '-e --env' }],
  ['with-contenv envdir', { takes: 'words', skip: 1 }],

  // Other machines.
  ['ssh autossh', { takes: 'text', skip: 1, elsewhere: 'first', values: `${SSH} -M`, reads: true, never: '-N -V' }],
  ['mosh', { takes: 'words', skip: 1, elsewhere: 'first', values: '-p --port --ssh --predict' }],
  ['tsh', { takes: 'text', after: 'ssh', skip: 1, elsewhere: 'first', values: '-l --login -p --port -i --identity --proxy --cluster' }],
  ['pssh parallel-ssh pdsh clush dsh', { takes: 'text', elsewhere: 'there', values: '-h -H -l -p -o -e -t -O -w -g -x -f -u --hosts --user' }],
  ['vagrant', { takes: 'option', after: 'ssh', option: '-c --command', elsewhere: 'there' }],
  ['gcloud', { takes: 'text', after: 'compute ssh', option: '--command', marker: '--', elsewhere: 'first', skip: 1, values: '--zone --project --account --configuration --region --ssh-flag --ssh-key-file' }],
  ['az', { takes: 'option', after: 'vm run-command invoke', option: '--scripts', elsewhere: 'there', values: '-g --resource-group -n --name --command-id --parameters --subscription' }],
  ['az', { takes: 'option', after: 'aks command invoke', option: '-c --command', elsewhere: 'there', values: '-g --resource-group -n --name -f --file --subscription' }],
  ['az', { takes: 'option', after: 'container exec', option: '--exec-command', elsewhere: 'there', values: '-g --resource-group -n --name --container-name --subscription' }],
  ['aws', { takes: 'option', after: 'ecs execute-command', option: '--command', elsewhere: 'there', values: '--profile --region --cluster --task --container --output' }],
  ['copilot', { takes: 'option', after: 'svc exec', option: '-c --command', elsewhere: 'there', values: '-a --app -e --env -n --name --container --task-id' }],
  ['cf', { takes: 'option', after: 'ssh', option: '-c --command', elsewhere: 'there', values: '-i --app-instance-index' }],
  ['cf', { takes: 'option', after: 'run-task', option: '-c --command', elsewhere: 'there', values: '--name -m -k' }],
  ['gh', { takes: 'text', after: 'codespace ssh', marker: '--', elsewhere: 'there', values: '-c --codespace -R --repo' }],
  ['gh', { takes: 'text', after: 'cs ssh', marker: '--', elsewhere: 'there', values: '-c --codespace -R --repo' }],
  ['coder', { takes: 'text', after: 'ssh', skip: 1, elsewhere: 'first' }],
  ['nomad', { takes: 'words', after: 'alloc exec', skip: 1, elsewhere: 'first', keeps: true, values: '-task -job -address -region -namespace' }],
  ['nomad', { takes: 'words', after: 'exec', skip: 1, elsewhere: 'first', keeps: true, values: '-task -job -address -region -namespace' }],
  ['juju', { takes: 'text', after: 'ssh', skip: 1, elsewhere: 'first', values: '-m --model' }],
  ['juju', { takes: 'text', after: 'exec', marker: '--', elsewhere: 'there', values: '-m --model --unit --application' }],
  ['fly flyctl', { takes: 'option', after: 'ssh console', option: '-C --command', elsewhere: 'there', values: '-a --app -c --config -r --region -u --user' }],
  ['fly flyctl', { takes: 'text', after: 'machine exec', skip: 1, elsewhere: 'first', values: '-a --app' }],
  ['heroku', { takes: 'text', after: 'run', elsewhere: 'there', keeps: true, values: '-a --app -s --size -e --env -r --remote --type' }],
  ['heroku', { takes: 'text', after: 'run:detached', elsewhere: 'there', keeps: true, values: '-a --app -s --size -e --env -r --remote --type' }],
  ['heroku', { takes: 'option', after: 'ps:exec', option: '--command -c', elsewhere: 'there', values: '-a --app -d --dyno' }],
  ['railway', { takes: 'words', after: 'run', values: '-s --service -e --environment -p --project' }],
  ['railway', { takes: 'words', after: 'ssh', elsewhere: 'there', values: '-s --service -e --environment -p --project' }],
  ['scalingo', { takes: 'words', after: 'run', elsewhere: 'there', values: '-a --app -r --remote -s --size' }],
  ['eb', { takes: 'option', after: 'ssh', option: '-c --command', elsewhere: 'there', values: '-n --number -i --instance -e --custom' }],
  ['platform upsun', { takes: 'text', after: 'ssh', elsewhere: 'there', values: '-p --project -e --environment -A --app' }],
  ['dokku', { takes: 'words', after: 'run', skip: 1, elsewhere: 'first' }],
  ['dokku', { takes: 'words', after: 'enter', skip: 2, elsewhere: 'first' }],
  ['ansible', { takes: 'option', option: '-a --args', elsewhere: 'there', keeps: true, values: '-i -m -u -e -f -l -t -c -M --inventory --module-name --user --extra-vars --limit --become-user' }],
  ['salt', { takes: 'words', marker: 'cmd.run', elsewhere: 'there', keeps: true }],
  ['knife', { takes: 'text', after: 'ssh', skip: 1, elsewhere: 'first', values: '-x -i -P -a' }],
  ['multipass', { takes: 'words', after: 'exec', skip: 1, elsewhere: 'first', values: '-d --working-directory' }],
  ['limactl', { takes: 'words', after: 'shell', skip: 1, elsewhere: 'first', values: '--workdir' }],
  ['lima', { takes: 'words', elsewhere: 'there' }],
  ['colima minikube', { takes: 'text', after: 'ssh', marker: '--', elsewhere: 'there', values: '-p --profile -n --node', reads: true }],
  ['minikube', { takes: 'words', after: 'ssh', elsewhere: 'there', values: '-p --profile -n --node' }],
  ['orb orbctl', { takes: 'words', elsewhere: 'there', values: '-m --machine -u --user -w --workdir' }],
  ['wsl', { takes: 'words', values: '-d --distribution -u --user --cd' }],

  // Containers.
  ...['docker', 'podman', 'nerdctl'].flatMap((name): [string, Wrapping][] => [
    [name, { takes: 'words', after: 'exec', skip: 1, elsewhere: 'first', keeps: true, values: DOCKER_EXEC }],
    [name, { takes: 'words', after: 'container exec', skip: 1, elsewhere: 'first', keeps: true, values: DOCKER_EXEC }],
    [name, { takes: 'words', after: 'run', skip: 1, elsewhere: 'first', keeps: true, values: DOCKER_RUN }],
    [name, { takes: 'words', after: 'container run', skip: 1, elsewhere: 'first', keeps: true, values: DOCKER_RUN }],
    [name, { takes: 'words', after: 'compose exec', skip: 1, elsewhere: 'first', keeps: true, values: COMPOSE }],
    [name, { takes: 'words', after: 'compose run', skip: 1, elsewhere: 'first', keeps: true, values: COMPOSE }],
  ]),
  ['docker-compose podman-compose', { takes: 'words', after: 'exec', skip: 1, elsewhere: 'first', keeps: true, values: COMPOSE }],
  ['docker-compose podman-compose', { takes: 'words', after: 'run', skip: 1, elsewhere: 'first', keeps: true, values: COMPOSE }],
  ['crictl ctr', { takes: 'words', after: 'exec', skip: 1, elsewhere: 'first', keeps: true, values: '-r -i --runtime-endpoint' }],
  ['kubectl oc microk8s.kubectl k3s.kubectl', { takes: 'words', after: 'exec', marker: '--', elsewhere: 'first', keeps: true, values: KUBE }],
  ['kubectl oc', { takes: 'words', after: 'exec', skip: 1, elsewhere: 'first', keeps: true, values: KUBE }],
  ['kubectl oc', { takes: 'words', after: 'run', marker: '--', elsewhere: 'first', keeps: true, values: KUBE }],
  ['kubectl oc', { takes: 'words', after: 'debug', marker: '--', elsewhere: 'first', keeps: true, values: KUBE }],
  ['oc', { takes: 'words', after: 'rsh', skip: 1, elsewhere: 'first', keeps: true, values: KUBE }],
  ['kubectl', { takes: 'words', after: 'node-shell', marker: '--', elsewhere: 'first', keeps: true, values: KUBE }],
  ['lxc incus', { takes: 'words', after: 'exec', skip: 1, elsewhere: 'first', values: '--cwd --env --user --group --mode' }],
  ['lxc-attach', { takes: 'words', marker: '--', elsewhere: 'there', values: '-n --name' }],
  ['pct', { takes: 'words', after: 'exec', skip: 1, elsewhere: 'first' }],
  ['machinectl', { takes: 'words', after: 'shell', skip: 1, elsewhere: 'first', values: '--uid -E --setenv' }],
  ['systemd-nspawn', { takes: 'words', elsewhere: 'there', values: '-D --directory -M --machine -u --user --bind --bind-ro -i --image' }],
  ['devcontainer', { takes: 'words', after: 'exec', elsewhere: 'there', values: '--workspace-folder --container-id --config --docker-path --id-label --remote-env' }],
  ['distrobox', { takes: 'words', after: 'enter', marker: '-- -e', elsewhere: 'there', values: '-n --name' }],
  ['toolbox', { takes: 'words', after: 'run', elsewhere: 'there', values: '-c --container -d --distro -r --release' }],
  ['flatpak-spawn', { takes: 'words', values: '--env --directory' }],
  ['ddev lando', { takes: 'words', after: 'exec', elsewhere: 'there', keeps: true, values: '-s --service -d --dir' }],
  ['ddev lando', { takes: 'words', after: 'ssh', marker: '-c', elsewhere: 'there', keeps: true }],
  ['sail', { takes: 'words', after: 'exec', skip: 1, elsewhere: 'first' }],

  // Git runs commands too.
  ['git', { takes: 'words', after: 'bisect run', keeps: true, values: '-C -c' }],
  ['git', { takes: 'text', after: 'submodule foreach', keeps: true, values: '-C -c' }],
  ['git', { takes: 'option', after: 'rebase', option: '-x --exec', keeps: true, values: '-C -c --onto -s -X' }],
];

/** Every program that runs another command, with the ways it can be told to. Shells, `xargs`, `find` and their like are read apart. */
export const WRAPPERS: ReadonlyMap<string, readonly Wrapping[]> = byName();

/** Packages whose program has another name, for `npx aws-cdk destroy` and `uvx --from …`. */
export const PACKAGE_PROGRAMS: Readonly<Record<string, string>> = {
  'aws-cdk': 'cdk', 'cdktf-cli': 'cdktf', '@railway/cli': 'railway', 'firebase-tools': 'firebase', 'netlify-cli': 'netlify', '@aws-amplify/cli': 'amplify', 'sequelize-cli': 'sequelize',
  awscli: 'aws', 'awscli-local': 'awslocal', '@cloudflare/wrangler': 'wrangler', '@neondatabase/cli': 'neonctl', 'neonctl': 'neonctl', '@planetscale/cli': 'pscale', '@render/cli': 'render',
  '@aws-sdk/cli': 'aws', '@azure/static-web-apps-cli': 'swa', '@google/clasp': 'clasp', '@anthropic-ai/claude-code': 'claude', '@openai/codex': 'codex', '@google/gemini-cli': 'gemini',
  'ansible-core': 'ansible', 'azure-cli': 'az', 'aws-sam-cli': 'sam', '@supabase/cli': 'supabase', '@turso/cli': 'turso', '@sentry/cli': 'sentry-cli', '@heroku/cli': 'heroku', '@pulumi/pulumi': 'pulumi',
  '@mikro-orm/cli': 'mikro-orm', 'node-pg-migrate': 'node-pg-migrate', '@digitalocean/doctl': 'doctl', 'copilot-cli': 'copilot', 'zx': 'zx', 'typeorm-ts-node-commonjs': 'typeorm', 'typeorm-ts-node-esm': 'typeorm',
};

function byName(): Map<string, Wrapping[]> {
  const map = new Map<string, Wrapping[]>();
  for (const [names, wrapping] of ROWS) {
    for (const name of names.split(' ')) map.set(name, [...(map.get(name) ?? []), wrapping]);
  }
  return map;
}
