// Where it is kept: IndexedDB, one row for the reader with their keys, one for each page. Opened and closed each time, so that the
// browser may forget all of it at any moment (Clear-Site-Data).
import type { Held, Reader } from './judge.ts'
import type { Keys, Sealed } from './sealing.ts'

export interface ReaderRow extends Reader, Keys {}

export interface PageRow extends Held {
  /** Its address, its title: what a list says. */
  head: Sealed
  body: Sealed
}

const [READER, PAGES, ONLY] = ['reader', 'pages', 1] as const

const done = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error ?? new Error('not stored'))
  })

function opened(name: string): Promise<IDBDatabase> {
  const request = indexedDB.open(name, 1)
  request.onupgradeneeded = () => {
    request.result.createObjectStore(READER)
    request.result.createObjectStore(PAGES, { keyPath: 'id' })
  }
  return done(request)
}

const rowOf = (reader: IDBObjectStore) => done(reader.get(ONLY) as IDBRequest<ReaderRow | undefined>)

/** Of what is kept under one name. */
export class Store {
  readonly #name: string
  constructor(name: string) {
    this.#name = name
  }

  /** One transaction over both, whole or not at all. */
  async #within<T>(
    mode: IDBTransactionMode,
    work: (reader: IDBObjectStore, pages: IDBObjectStore) => Promise<T>,
  ): Promise<T> {
    const base = await opened(this.#name)
    try {
      const tx = base.transaction([READER, PAGES], mode)
      const ended = new Promise<void>((resolve, reject) => {
        tx.oncomplete = () => resolve()
        tx.onabort = () => reject(tx.error ?? new Error('not stored'))
      })
      const [value] = await Promise.all([work(tx.objectStore(READER), tx.objectStore(PAGES)), ended])
      return value
    } finally {
      base.close()
    }
  }

  readerRow(): Promise<ReaderRow | undefined> {
    return this.#within('readonly', rowOf)
  }

  /** Forgets whoever is not that reader, keys and pages; null: everybody. @returns whether something was forgotten */
  forgetOthers(mark: string | null): Promise<boolean> {
    return this.#within('readwrite', async (reader, pages) => {
      const row = await rowOf(reader)
      if (row !== undefined && row.mark === mark) return false
      await Promise.all([done(reader.clear()), done(pages.clear())])
      return row !== undefined
    })
  }

  /** From now on that reader, unless they are there. */
  beginReader(row: ReaderRow): Promise<void> {
    return this.#within('readwrite', async (reader, pages) => {
      if ((await rowOf(reader))?.mark === row.mark) return
      await done(pages.clear())
      await done(reader.put(row, ONLY))
    })
  }

  /** The server said again that they are there. */
  seeReader(mark: string, seenAt: number): Promise<void> {
    return this.#within('readwrite', async (reader) => {
      const row = await rowOf(reader)
      if (row?.mark === mark) await done(reader.put({ ...row, seenAt }, ONLY))
    })
  }

  /** Keeps a page of that reader, if it is still they: an answer that comes late wakes nothing. */
  putPage(mark: string, page: PageRow): Promise<void> {
    return this.#within('readwrite', async (reader, pages) => {
      if ((await rowOf(reader))?.mark === mark) await done(pages.put(page))
    })
  }

  pageRow(id: string): Promise<PageRow | undefined> {
    return this.#within('readonly', (_reader, pages) =>
      done(pages.get(id) as IDBRequest<PageRow | undefined>),
    )
  }

  pageRows(): Promise<PageRow[]> {
    return this.#within('readonly', (_reader, pages) => done(pages.getAll() as IDBRequest<PageRow[]>))
  }

  dropPages(ids: readonly string[]): Promise<void> {
    return this.#within('readwrite', async (_reader, pages) => {
      await Promise.all(ids.map((id) => done(pages.delete(id))))
    })
  }
}
