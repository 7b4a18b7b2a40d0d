// Takes a file in: judged, rewritten, stored, owned by whoever sent it until something holds it.
import { randomUUID } from 'node:crypto'
import type { Database, Write } from '#platform/db.ts'
import type { Actor } from '#platform/actor.ts'
import type { Config } from '#platform/config.ts'
import { type Accepted, acceptStream, acceptUpload, type UploadRules } from '#platform/files/inspect.ts'
import { refuseSize } from '#platform/files/refusal.ts'
import { spoolFolder } from '#platform/files/spool.ts'
import { clamdScan } from '#platform/files/scan.ts'
import { type FileStore, newFileKey } from '#platform/files/store.ts'
import type { Upload } from '#platform/http/route.ts'
import { insertFile, insertRendition, type KeptFile } from './queries.ts'

/** What storing needs: a Context is one. */
export interface Storing {
  readonly db: Pick<Database, 'write'>
  readonly actor: Actor
  readonly files: FileStore
  readonly config: Pick<Config, 'clamd' | 'dataFolder'>
}

/** Stores a judged file in the transaction's name. */
async function keepFile(tx: Write, store: FileStore, accepted: Accepted): Promise<KeptFile> {
  const storageKey = newFileKey()
  await store.put(storageKey, accepted.content)
  const thumbnailKey = accepted.thumbnail === undefined ? null : newFileKey()
  if (thumbnailKey !== null && accepted.thumbnail !== undefined)
    await store.put(thumbnailKey, accepted.thumbnail)
  const answer: KeptFile = {
    fileId: randomUUID(),
    name: accepted.name,
    bytes: accepted.content.size,
    mediaType: accepted.mediaType,
  }
  await insertFile(tx, {
    ...answer,
    storageKey,
    sha256: Buffer.from(accepted.content.sha256, 'hex'),
    width: accepted.width ?? null,
    height: accepted.height ?? null,
  })
  if (thumbnailKey !== null) await insertRendition(tx, answer.fileId, 'thumbnail', thumbnailKey)
  return answer
}

/** What a field accepts. */
type Rules = Pick<UploadRules, 'accept' | 'maxBytes'>

/**
 * Judges and stores one uploaded file.
 * @throws RefusedFile whose message is for the person
 */
export async function storeUpload(storing: Storing, upload: Upload, rules: Rules): Promise<KeptFile> {
  if (upload.tooBig) throw refuseSize(rules.maxBytes)
  const folder = spoolFolder(storing.config)
  return keep(storing, await acceptUpload(folder, upload.arrived, upload.name, withScan(storing, rules)))
}

/**
 * Judges and stores what comes in a stream, without ever holding it whole.
 * @throws RefusedFile whose message is for the person, as soon as it is certain
 */
export async function receive(
  storing: Storing,
  { source, name }: { source: AsyncIterable<Uint8Array>; name: string },
  rules: Rules,
): Promise<KeptFile> {
  const folder = spoolFolder(storing.config)
  return keep(storing, await acceptStream(folder, source, name, withScan(storing, rules)))
}

const withScan = ({ config: { clamd } }: Storing, rules: Rules): UploadRules => ({
  ...rules,
  scan: clamd === null ? undefined : clamdScan(clamd),
})

async function keep({ db, actor, files }: Storing, accepted: Accepted): Promise<KeptFile> {
  try {
    return await db.write(actor, (tx) => keepFile(tx, files, accepted))
  } finally {
    await accepted.drop()
  }
}
