/** Whether a process lives. One of somebody else's that may not be asked lives as well. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Tells when a process has ended. It is looked at, for it is no child of ours. */
export function whenDead(pid: number): { readonly signal: AbortSignal; stop(): void } {
  const dead = new AbortController();
  const timer = setInterval(() => {
    if (!isAlive(pid)) dead.abort();
  }, 500);
  timer.unref();
  return { signal: dead.signal, stop: () => clearInterval(timer) };
}
