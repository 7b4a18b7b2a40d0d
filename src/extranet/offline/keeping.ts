// Keeping pages on this device, opening and forgetting them: what the worker and the pages do alike.
import { isHeld, judge, leaving, type Verdict } from './judge.ts'
import { HERE, MARK, MOST_FILES, STORE } from './places.ts'
import { nameOf, newKeys, open, seal } from './sealing.ts'
import {
  beginReader,
  dropPages,
  forgetOthers,
  pageRow,
  pageRows,
  putPage,
  type ReaderRow,
  readerRow,
  seeReader,
} from './store.ts'
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

const markName = (): string => (location.protocol === 'https:' ? MARK.secure : MARK.plain)

/** Can this browser keep pages, and tell whose session is there? */
export const isAble = (): boolean =>
  cookies() !== undefined && 'indexedDB' in globalThis && 'caches' in globalThis && 'subtle' in crypto

/** The mark that the browser holds, as the server gave it or took it back. */
const heldMark = async (): Promise<string | null> => (await cookies()?.get(markName()))?.value ?? null

/** Path and query: what is after # is of the page alone. */
export function addressOf(url: string): string {
  const { pathname, search } = new URL(url, location.origin)
  return pathname + search
}

/** Whose pages open now; whatever is somebody else’s, or too old, is forgotten first. */
export async function current(): Promise<ReaderRow | null> {
  const row = await readerRow()
  if (row === undefined) return null
  if (isHeld(row, await heldMark(), Date.now())) return row
  await forget()
  return null
}

/** Forgets everything but what is of that mark. */
export async function forget(but: string | null = null): Promise<void> {
  if (but !== null && !(await forgetOthers(but))) return
  if (but === null) await forgetOthers(null)
  await caches.delete(STORE)
}

/** They sign out: the browser forgets the mark as well, whether the server hears of it or not. */
export async function leave(): Promise<void> {
  await forget()
  await cookies()?.delete(markName())
}

/** Pages of that session are kept from now on. @returns whether it had not begun */
export async function begin(mark: string): Promise<boolean> {
  await forget(mark)
  if ((await readerRow())?.mark === mark) {
    await seeReader(mark, Date.now())
    return false
  }
  await beginReader({ mark, seenAt: Date.now(), ...(await newKeys()) })
  return true
}

/** What the answer to that address says of what is kept; a page that may be is, and is read then. */
export async function note(address: string, answer: Response): Promise<Verdict> {
  const row = await current()
  if (row === null) return 'nothing'
  const verdict = judge(answer, row.mark)
  if (verdict === 'forget') await forget()
  else if (verdict !== 'nothing') await seeReader(row.mark, Date.now())
  if (verdict === 'drop') await dropPages([await nameOf(row, address)])
  if (verdict === 'keep') await keep(row, address, answer)
  return verdict
}

async function keep(row: ReaderRow, address: string, answer: Response): Promise<void> {
  const page = await answer.text()
  const id = await nameOf(row, address)
  const head: Head = {
    address,
    title: titleOf(page),
    policy: answer.headers.get('content-security-policy') ?? "default-src 'self'",
  }
  await putPage(row.mark, {
    id,
    keptAt: Date.now(),
    size: page.length,
    head: await seal(row, id, head),
    body: await seal(row, `${id} body`, page),
  })
  const always = await nameOf(row, HERE)
  await dropPages(leaving((await pageRows()).filter((one) => one.id !== always)))
  await keepFiles(filesOf(page))
}

/** Style sheets, with their fonts, and scripts: each once, for it is named by its content. */
async function keepFiles(addresses: readonly string[]): Promise<void> {
  const cache = await caches.open(STORE)
  for (const address of addresses) {
    if (await cache.match(address)) continue
    const answer = await fetch(address).catch(() => null)
    if (!answer?.ok) continue
    await cache.put(address, answer.clone())
    if (address.endsWith('.css')) await keepFiles(filesOfSheet(await answer.text()))
  }
  const kept = await cache.keys()
  for (const request of kept.slice(0, Math.max(0, kept.length - MOST_FILES))) await cache.delete(request)
}

/** The page of that address, as it was; null when it is not kept, or not for whoever is there. */
export async function keptAt(address: string): Promise<(Kept & { page: string }) | null> {
  const row = await current()
  if (row === null) return null
  const id = await nameOf(row, address)
  const found = await pageRow(id)
  if (found === undefined) return null
  const head = await open<Head>(row, id, found.head)
  return { ...head, keptAt: found.keptAt, page: await open<string>(row, `${id} body`, found.body) }
}

/** All that is kept for whoever is there, the newest first. */
export async function keptPages(): Promise<Kept[]> {
  const row = await current()
  if (row === null) return []
  const rows = (await pageRows()).sort((a, b) => b.keptAt - a.keptAt)
  const heads = await Promise.all(
    rows.map(async ({ id, head, keptAt: at }) => ({ ...(await open<Head>(row, id, head)), keptAt: at })),
  )
  return heads.filter(({ address }) => address !== HERE)
}
