// What a phone keeps of the pass that it carries, in IndexedDB: keys that no script reads, numbers and tokens that are nothing without
// them. One row for each account of this browser, and of the one that is there alone.
import type { Bytes } from '../../token/bytes.ts'

/** A token of one partner and sector, with the key that signs around it. */
export interface Copy {
  /** `12/sport`, as the page says it. */
  audience: string
  token: Bytes
  key: CryptoKey
  /** Milliseconds, by the clock of the phone; null: never yet. */
  shownAt: number | null
}

export interface Phone {
  /** Whose page it is: the mark of the account (`data-whose`). */
  whose: string
  support: number
  keys: CryptoKeyPair
  /** Proves the moment of a number. */
  mac: CryptoKey
  ids: Bytes[]
  /** Numbers were asked for and never came: those that are held may be no good any more. */
  isDoubtful: boolean
  /** Seconds from the clock of the phone to that of the server. */
  drift: number
  copies: Copy[]
  /** What the page said of rights when the copies came, and when that was (milliseconds). */
  copiesOf: string
  copiesAt: number
}

const NAME = 'parvis-pass'
const PHONES = 'phones'

const done = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error ?? new Error('not stored'))
  })

function opened(): Promise<IDBDatabase> {
  const request = indexedDB.open(NAME, 1)
  request.onupgradeneeded = () => request.result.createObjectStore(PHONES, { keyPath: 'whose' })
  return done(request)
}

/** One transaction, whole or not at all; closed each time, so that the browser may forget all of it at any moment. */
async function within<T>(mode: IDBTransactionMode, work: (phones: IDBObjectStore) => Promise<T>): Promise<T> {
  const base = await opened()
  try {
    const tx = base.transaction(PHONES, mode, { durability: 'strict' })
    const ended = new Promise<void>((resolve, reject) => {
      tx.oncomplete = () => resolve()
      tx.onabort = () => reject(tx.error ?? new Error('not stored'))
    })
    const [value] = await Promise.all([work(tx.objectStore(PHONES)), ended])
    return value
  } finally {
    base.close()
  }
}

const row = (phones: IDBObjectStore, whose: string) =>
  done(phones.get(whose) as IDBRequest<Phone | undefined>)

/** What is kept for that account; whatever is another’s is forgotten first. */
export const phoneFor = (whose: string): Promise<Phone | undefined> =>
  within('readwrite', async (phones) => {
    const others = (await done(phones.getAllKeys())).filter((key) => key !== whose)
    await Promise.all(others.map((key) => done(phones.delete(key))))
    return row(phones, whose)
  })

export const keep = (phone: Phone): Promise<void> =>
  within('readwrite', async (phones) => {
    await done(phones.put(phone))
  })

/** Changes what is kept, whatever other pages of this browser do meanwhile. @returns undefined once it was forgotten */
export const change = <T>(whose: string, work: (phone: Phone) => T): Promise<T | undefined> =>
  within('readwrite', async (phones) => {
    const phone = await row(phones, whose)
    if (phone === undefined) return undefined
    const value = work(phone)
    await done(phones.put(phone))
    return value
  })

/** All of it, of everybody. */
export const forget = (): Promise<void> =>
  done(indexedDB.deleteDatabase(NAME) as IDBRequest<unknown>).then(() => undefined)

export const isAble = (): boolean =>
  'indexedDB' in globalThis && 'locks' in navigator && 'subtle' in (globalThis.crypto ?? {})

/** One at a time, over all pages of this browser. */
export const alone = <T>(work: () => Promise<T>): Promise<T> =>
  navigator.locks.request(NAME, work) as Promise<T>
