import { LAUNCHER_GONE } from './commands';

// Put together, so that it is not taken for an import of this file's own.
const IMPORT = ['import { spawn }', 'from', '"node:child_process";'].join(' ');

/**
 * The part that every JavaScript plugin of ours shares: asks the launcher about one tool call and waits as long as a person takes.
 * Only a plain `pass` lets the call through; no answer, another answer, or a launcher that is gone stops it.
 */
export function askingText(launcher: string, assistant: string): string {
  return `// Written by Infrahold. Take it out with Infrahold: Remove guard.
${IMPORT}

const LAUNCHER = ${JSON.stringify(launcher)};
const GONE = ${JSON.stringify(LAUNCHER_GONE)};

function ask(call) {
  return new Promise((resolve) => {
    const windows = process.platform === "win32";
    const child = windows
      ? spawn("powershell", ["-NoProfile", "-ExecutionPolicy", "Bypass", "-File", LAUNCHER + ".ps1", "hook", "--assistant", "${assistant}"], { stdio: ["pipe", "pipe", "ignore"] })
      : spawn("/bin/sh", [LAUNCHER, "hook", "--assistant", "${assistant}"], { stdio: ["pipe", "pipe", "ignore"] });
    let said = "";
    child.on("error", () => resolve(GONE));
    child.stdin.on("error", () => {});
    child.stdout.on("data", (chunk) => { said += chunk; });
    child.on("close", () => {
      try {
        const answer = JSON.parse(said);
        resolve(answer.decision === "pass" ? null : answer.reason || GONE);
      } catch {
        resolve(GONE);
      }
    });
    child.stdin.end(JSON.stringify({ hook_event_name: "PreToolUse", ...call }));
  });
}
`;
}
