// Which store keeps the files of this installation: a folder of this machine, or what PARVIS_FILES_URL names.
import { join } from 'node:path'
import type { Config } from '../../config.ts'
import { diskStore } from './disk.ts'
import { s3Store } from './s3.ts'
import type { FileStore } from './store.ts'

/** The store of this installation, as configured: `check` says whether it answers. */
export function openFiles({ filesUrl, dataFolder }: Pick<Config, 'filesUrl' | 'dataFolder'>): FileStore {
  return filesUrl === null ? diskStore(join(dataFolder, 'files')) : s3Store(filesUrl)
}
