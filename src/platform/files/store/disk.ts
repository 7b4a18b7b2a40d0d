// Kept files in a folder of this machine, which every process of the installation shares.
import { randomBytes } from 'node:crypto'
import { mkdir, open, rename, unlink } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Readable } from 'node:stream'
import { StartError } from '../../start-error.ts'
import { checkKey, type Content, type FileStore, type Range, tryOut } from './store.ts'

/** A store in `folder`, made when absent: `ab/cd/abcd…`, files 0600, folders 0700. */
export function diskStore(folder: string): FileStore {
  const store: FileStore = {
    put: async (key, content) => write(pathOf(folder, key), content),
    get: async (key, range) => read(pathOf(folder, key), range),
    remove: async (key) => {
      await missingIsFine(unlink(pathOf(folder, key)))
    },
    check: async () => {
      try {
        await tryOut(store)
      } catch (error) {
        const code = error instanceof Error && 'code' in error ? String(error.code) : 'inconnue'
        throw new StartError(`Les fichiers ne peuvent pas être gardés dans ${folder} (erreur ${code}).`)
      }
    },
  }
  return store
}

function pathOf(folder: string, key: string): string {
  checkKey(key)
  return join(folder, key.slice(0, 2), key.slice(2, 4), key)
}

// The bytes reach the disk under another name first: a reader sees the whole file or none.
async function write(path: string, content: Content): Promise<void> {
  const parent = dirname(path)
  const created = await mkdir(parent, { recursive: true, mode: 0o700 })
  const temporary = `${path}.${randomBytes(4).toString('hex')}.tmp`
  try {
    await writeDurably(temporary, content)
    await rename(temporary, path)
  } catch (error) {
    await missingIsFine(unlink(temporary))
    throw error
  }
  await syncFolder(parent)
  if (created !== undefined) await syncNewFolders(parent, dirname(created))
}

async function writeDurably(path: string, content: Content): Promise<void> {
  const file = await open(path, 'wx', 0o600)
  try {
    await file.writeFile(content.read())
    await file.sync()
  } finally {
    await file.close()
  }
}

// A file is only as durable as the folder entries that lead to it.
async function syncNewFolders(from: string, upTo: string): Promise<void> {
  for (let folder = dirname(from); folder.length >= upTo.length; folder = dirname(folder)) {
    await syncFolder(folder)
    if (folder === dirname(folder)) return
  }
}

async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r')
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
}

async function read(path: string, range?: Range): Promise<Readable | null> {
  const file = await missingIsFine(open(path, 'r'))
  return file ? file.createReadStream(range) : null
}

async function missingIsFine<T>(attempt: Promise<T>): Promise<T | null> {
  try {
    return await attempt
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
    throw error
  }
}
