/** Waits until something is so; `why` says what went wrong when it is not in time. */
export async function until(fits, why, seconds = 20) {
  const end = Date.now() + seconds * 1000;
  while (!fits()) {
    if (Date.now() > end) throw new Error(why());
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
