// The screen stays lit while a code is shown, where browsers can.
interface Lock {
  release(): Promise<void>
}

const locks = (): { request(what: 'screen'): Promise<Lock> } | undefined =>
  (navigator as unknown as { wakeLock?: { request(what: 'screen'): Promise<Lock> } }).wakeLock

let held: Promise<Lock | null> | null = null

/** @param isWanted a page that is hidden loses it, and asks again when it is seen */
export function stayAwake(isWanted: boolean): void {
  if (isWanted === (held !== null)) return
  if (isWanted)
    held =
      locks()
        ?.request('screen')
        .catch(() => null) ?? Promise.resolve(null)
  else {
    void held?.then((lock) => lock?.release())
    held = null
  }
}
