// What the page keeps, in IndexedDB: the key of the door, which nothing reads, what it knows and did, and the lines that were not sent.
import { newKeys } from '../../token/keys.ts'
import type { Line } from './calls.ts'
import { type Memory, NEW, type Store } from './memory.ts'

const NAME = 'parvis-porte'
const [THINGS, LINES] = ['things', 'lines'] as const
/** `left`: lines of a door that this device was before, which nobody received. */
type Thing = 'keys' | 'memory' | 'left' | 'choices'

export interface Choices {
  isSilent: boolean
  showsChallenge: boolean
}

const done = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error ?? new Error('not stored'))
  })

function opened(): Promise<IDBDatabase> {
  const request = indexedDB.open(NAME, 1)
  request.onupgradeneeded = () => {
    request.result.createObjectStore(THINGS)
    request.result.createObjectStore(LINES, { keyPath: 'seq' })
  }
  return done(request)
}

/** One transaction over both, whole or not at all: on the disk before it is said. */
async function within<T>(
  mode: IDBTransactionMode,
  work: (things: IDBObjectStore, lines: IDBObjectStore) => Promise<T>,
): Promise<T> {
  const base = await opened()
  try {
    const tx = base.transaction([THINGS, LINES], mode, { durability: 'strict' })
    const ended = new Promise<void>((resolve, reject) => {
      tx.oncomplete = () => resolve()
      tx.onabort = () => reject(tx.error ?? new Error('not stored'))
    })
    const [value] = await Promise.all([work(tx.objectStore(THINGS), tx.objectStore(LINES)), ended])
    return value
  } finally {
    base.close()
  }
}

const thing = <T>(name: Thing): Promise<T | undefined> =>
  within('readonly', (things) => done(things.get(name) as IDBRequest<T | undefined>))

const put = (name: Thing, value: unknown): Promise<void> =>
  within('readwrite', async (things) => {
    await done(things.put(value, name))
  })

export const heldKeys = (): Promise<CryptoKeyPair | undefined> => thing<CryptoKeyPair>('keys')

/** Of a door that begins: its private half never leaves the device. What another door did here and did not send is kept apart. */
export async function freshKeys(): Promise<CryptoKeyPair> {
  const keys = await newKeys()
  await within('readwrite', async (things, lines) => {
    const unsent = await done(lines.getAll() as IDBRequest<Line[]>)
    const left = (await done(things.get('left') as IDBRequest<Line[] | undefined>)) ?? []
    await Promise.all([
      done(things.put([...left, ...unsent], 'left')),
      done(lines.clear()),
      done(things.put(NEW, 'memory')),
      done(things.put(keys, 'keys')),
    ])
  })
  return keys
}

/** All that nobody received: of this door, and of those that this device was before. */
export const unreceived = (): Promise<Line[]> =>
  within('readonly', async (things, lines) => {
    const left = (await done(things.get('left') as IDBRequest<Line[] | undefined>)) ?? []
    return [...left, ...(await done(lines.getAll() as IDBRequest<Line[]>))]
  })

export const choices = async (): Promise<Choices> =>
  (await thing<Choices>('choices')) ?? { isSilent: false, showsChallenge: false }

export const choose = (chosen: Choices): Promise<void> => put('choices', chosen)

/** No door has that key any more. */
export const dropKeys = (): Promise<void> =>
  within('readwrite', async (things) => {
    await done(things.delete('keys'))
  })

export const baseStore: Store = {
  read: async () => (await thing<Memory>('memory')) ?? NEW,
  write: (memory, added = []) =>
    within('readwrite', async (things, lines) => {
      await Promise.all([done(things.put(memory, 'memory')), ...added.map((line) => done(lines.add(line)))])
    }),
  lines: (most) =>
    within('readonly', (_things, lines) => done(lines.getAll(null, most) as IDBRequest<Line[]>)),
  sent: (upTo, memory) =>
    within('readwrite', async (things, lines) => {
      await Promise.all([
        done(things.put(memory, 'memory')),
        done(lines.delete(IDBKeyRange.upperBound(upTo))),
      ])
    }),
}

/** One at a time, over all pages of this device. */
export const alone = <T>(work: () => Promise<T>): Promise<T> =>
  navigator.locks.request(NAME, work) as Promise<T>

export const isAble = (): boolean =>
  'indexedDB' in globalThis && 'locks' in navigator && 'subtle' in (globalThis.crypto ?? {})
