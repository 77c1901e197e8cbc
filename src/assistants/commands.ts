/** Said by the installed command when the launcher itself is gone: then nothing can be judged, so nothing runs. */
export const LAUNCHER_GONE = 'Infrahold could not run, so this action is held. Nothing ran. Ask a person to open VS Code and run Infrahold: Doctor.';

/** The command for a POSIX shell. It blocks by exit code 2 when the launcher is missing or was killed. Its text stays the same over versions. */
export function posixCommand(launcher: string, assistant: string): string {
  return `${quoted(launcher)} hook --assistant ${assistant} || { echo '${LAUNCHER_GONE}' >&2; exit 2; }`;
}

/** The same for PowerShell. */
export function powershellCommand(launcher: string, assistant: string): string {
  return `try { & '${launcher.replaceAll("'", "''")}' hook --assistant ${assistant}; exit $LASTEXITCODE } catch { [Console]::Error.WriteLine('${LAUNCHER_GONE}'); exit 2 }`;
}

/** Whether a text is an installed command of ours, for one assistant. */
export function isOurCommand(text: unknown, assistant: string): boolean {
  return typeof text === 'string' && /[\\/]infrahold(?:\.ps1|\.cmd)?['"]? hook --assistant /.test(text) && text.includes(`--assistant ${assistant}`);
}

function quoted(path: string): string {
  return `'${path.replaceAll("'", `'\\''`)}'`;
}
