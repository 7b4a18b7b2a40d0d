// Takes a file in: judged, rewritten, stored, owned by whoever sent it until something holds it.
import { randomUUID } from 'node:crypto'
import type { Database, Write } from '#platform/db.ts'
import type { Actor } from '#platform/actor.ts'
import type { Config } from '#platform/config.ts'
import { type Accepted, acceptUpload, type FileKind } from '#platform/files/inspect.ts'
import { refuseSize } from '#platform/files/refusal.ts'
import { clamdScan } from '#platform/files/scan.ts'
import { type FileStore, newFileKey } from '#platform/files/store.ts'
import type { Upload } from '#platform/http/route.ts'
import { insertFile, insertRendition, type KeptFile } from './queries.ts'

/** What storing needs: a Context is one. */
export interface Storing {
  readonly db: Database
  readonly actor: Actor
  readonly files: FileStore
  readonly config: Pick<Config, 'clamd'>
}

/** Stores a judged file in the transaction's name. */
export async function keepFile(tx: Write, store: FileStore, accepted: Accepted): Promise<KeptFile> {
  const storageKey = newFileKey()
  await store.put(storageKey, accepted.bytes)
  const thumbnailKey = accepted.thumbnail === undefined ? null : newFileKey()
  if (thumbnailKey !== null && accepted.thumbnail !== undefined)
    await store.put(thumbnailKey, accepted.thumbnail)
  const answer: KeptFile = {
    fileId: randomUUID(),
    name: accepted.name,
    bytes: accepted.size,
    mediaType: accepted.mediaType,
  }
  await insertFile(tx, {
    ...answer,
    storageKey,
    sha256: Buffer.from(accepted.sha256, 'hex'),
    width: accepted.width ?? null,
    height: accepted.height ?? null,
  })
  if (thumbnailKey !== null) await insertRendition(tx, answer.fileId, 'thumbnail', thumbnailKey)
  return answer
}

/**
 * Judges and stores one uploaded file.
 * @throws RefusedFile whose message is for the person
 */
export async function storeUpload(
  storing: Storing,
  upload: Upload,
  rules: { accept: readonly FileKind[]; maxBytes: number },
): Promise<KeptFile> {
  if (upload.tooBig) throw refuseSize(rules.maxBytes)
  const { clamd } = storing.config
  const accepted = await acceptUpload(upload.bytes, upload.name, {
    ...rules,
    scan: clamd === null ? undefined : clamdScan(clamd),
  })
  return storing.db.write(storing.actor, (tx) => keepFile(tx, storing.files, accepted))
}
