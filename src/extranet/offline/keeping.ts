// Keeping pages on this device, opening and forgetting them: what the worker and the pages do alike.
import { isHeld, judge, leaving, type Verdict } from './judge.ts'
import { MOST_FILES, type Place } from './places.ts'
import { nameOf, newKeys, open, seal } from './sealing.ts'
import { type ReaderRow, Store } from './store.ts'
import { filesOf, filesOfSheet, titleOf } from './written.ts'

interface Cookies {
  get(name: string): Promise<{ value?: string } | null>
  delete(name: string): Promise<void>
}

interface Head {
  address: string
  title: string
  /** The content policy that came with it. */
  policy: string
}

export interface Kept extends Head {
  keptAt: number
}

const cookies = (): Cookies | undefined => (globalThis as { cookieStore?: Cookies }).cookieStore

/** Can this browser keep pages, and tell whose session is there? */
export const isAble = (): boolean =>
  cookies() !== undefined && 'indexedDB' in globalThis && 'caches' in globalThis && 'subtle' in crypto

/** Path and query: what is after # is of the page alone. */
export function addressOf(url: string): string {
  const { pathname, search } = new URL(url, location.origin)
  return pathname + search
}

/** What is kept of one sort, and for whom. */
export class Keeper {
  readonly #place: Place
  readonly #store: Store
  constructor(place: Place) {
    this.#place = place
    this.#store = new Store(place.store)
  }

  get #markName(): string {
    return location.protocol === 'https:' ? this.#place.mark.secure : this.#place.mark.plain
  }

  /** The mark that the browser holds, as the server gave it or took it back. */
  async #heldMark(): Promise<string | null> {
    return (await cookies()?.get(this.#markName))?.value ?? null
  }

  /** Whose pages open now; whatever is somebody else’s, or too old, is forgotten first. */
  async current(): Promise<ReaderRow | null> {
    const row = await this.#store.readerRow()
    if (row === undefined) return null
    const { life } = this.#place
    if (isHeld(row, await this.#heldMark(), { now: Date.now(), life })) return row
    await this.forget()
    return null
  }

  /** Forgets everything but what is of that mark. */
  async forget(but: string | null = null): Promise<void> {
    if (but !== null && !(await this.#store.forgetOthers(but))) return
    if (but === null) await this.#store.forgetOthers(null)
    await caches.delete(this.#place.store)
  }

  /** They sign out: the browser forgets the mark as well, whether the server hears of it or not. */
  async leave(): Promise<void> {
    await this.forget()
    await cookies()?.delete(this.#markName)
  }

  /** Pages of that session are kept from now on. @returns whether it had not begun */
  async begin(mark: string): Promise<boolean> {
    await this.forget(mark)
    if ((await this.#store.readerRow())?.mark === mark) {
      await this.#store.seeReader(mark, Date.now())
      return false
    }
    await this.#store.beginReader({ mark, seenAt: Date.now(), ...(await newKeys()) })
    return true
  }

  /** What the answer to that address says of what is kept; a page that may be is, and is read then. */
  async note(address: string, answer: Response): Promise<Verdict> {
    const row = await this.current()
    if (row === null) return 'nothing'
    const verdict = judge(answer, row.mark, this.#place.what)
    if (verdict === 'forget') await this.forget()
    else if (verdict !== 'nothing') await this.#store.seeReader(row.mark, Date.now())
    if (verdict === 'drop') await this.#store.dropPages([await nameOf(row, address)])
    if (verdict === 'keep') await this.#keep(row, address, answer)
    return verdict
  }

  async #keep(row: ReaderRow, address: string, answer: Response): Promise<void> {
    const page = await answer.text()
    const id = await nameOf(row, address)
    const head: Head = {
      address,
      title: titleOf(page),
      policy: answer.headers.get('content-security-policy') ?? "default-src 'self'",
    }
    await this.#store.putPage(row.mark, {
      id,
      keptAt: Date.now(),
      size: page.length,
      head: await seal(row, id, head),
      body: await seal(row, `${id} body`, page),
    })
    const always = await nameOf(row, this.#place.home)
    const others = (await this.#store.pageRows()).filter((one) => one.id !== always)
    await this.#store.dropPages(leaving(others))
    await this.#keepFiles(filesOf(page))
  }

  /** Style sheets, with their fonts, and scripts: each once, for it is named by its content. */
  async #keepFiles(addresses: readonly string[]): Promise<void> {
    const cache = await caches.open(this.#place.store)
    for (const address of addresses) {
      if (await cache.match(address)) continue
      const answer = await fetch(address).catch(() => null)
      if (!answer?.ok) continue
      await cache.put(address, answer.clone())
      if (address.endsWith('.css')) await this.#keepFiles(filesOfSheet(await answer.text()))
    }
    const kept = await cache.keys()
    for (const request of kept.slice(0, Math.max(0, kept.length - MOST_FILES))) await cache.delete(request)
  }

  /** The page of that address, as it was; null when it is not kept, or not for whoever is there. */
  async keptAt(address: string): Promise<(Kept & { page: string }) | null> {
    const row = await this.current()
    if (row === null) return null
    const id = await nameOf(row, address)
    const found = await this.#store.pageRow(id)
    if (found === undefined) return null
    const head = await open<Head>(row, id, found.head)
    return { ...head, keptAt: found.keptAt, page: await open<string>(row, `${id} body`, found.body) }
  }

  /** All that is kept for whoever is there, the newest first. */
  async keptPages(): Promise<Kept[]> {
    const row = await this.current()
    if (row === null) return []
    const rows = (await this.#store.pageRows()).sort((a, b) => b.keptAt - a.keptAt)
    const heads = await Promise.all(
      rows.map(async ({ id, head, keptAt: at }) => ({ ...(await open<Head>(row, id, head)), keptAt: at })),
    )
    return heads.filter(({ address }) => address !== this.#place.home)
  }
}
