// Models as they are kept: judged like any file, once for the same bytes; a form that names one that is not here is not published.
import { buffer } from 'node:stream/consumers'
import { attach, eraseFiles, filesOf, openFile, type OpenedFile, receive, type Storing } from '#files'
import type { Read } from '#platform/db/db.ts'
import { type Gate, gateOn } from '#platform/house/definition.ts'
import { RefusedFile } from '#platform/files/inspect.ts'
import { quoted } from '#platform/ui/french.ts'
import { fieldsOf } from '../definition/definition.ts'
import { type Model, MODEL_KINDS, modelOf, modelsOf, MOST_MODEL_BYTES } from '../definition/model.ts'
import { FORM } from '../versions/kind.ts'
import { insertModel, modelIds } from './queries.ts'

const SUBJECT = 'form-model'

/** A file of whoever acts, as a definition would name it. */
async function modelOfFile(tx: Read, fileId: string): Promise<Model | undefined> {
  const file = await openFile(tx, fileId, 'file')
  if (file === undefined) return undefined
  const { name, sha256, bytes, mediaType } = file
  return { name, sha256, bytes, mediaType }
}

/** Which of these are kept here, as far as whoever acts may be served them. */
export async function modelFiles(tx: Read, digests: readonly string[]): Promise<OpenedFile[]> {
  const ids = await modelIds(tx, digests)
  const held = await filesOf(tx, ...ids.map((id) => ({ kind: SUBJECT, id })))
  const opened: OpenedFile[] = []
  for (const { fileId } of held) {
    const file = await openFile(tx, fileId, 'file')
    // What a definition names is those bytes, and no others.
    if (file !== undefined && digests.includes(file.sha256)) opened.push(file)
  }
  return opened
}

/**
 * Keeps a file that whoever acts has just sent as a model. Bytes that are one already are not kept twice.
 * Whoever writes no form is refused by the database.
 */
export async function keepModel(storing: Storing, fileId: string): Promise<Model> {
  const { model, isKept } = await storing.db.write(storing.actor, async (tx) => {
    const found = await modelOfFile(tx, fileId)
    if (found === undefined) throw new Error(`no file ${fileId} to keep as a model`)
    const id = await insertModel(tx, found.sha256)
    if (id !== undefined) await attach(tx, [fileId], { kind: SUBJECT, id })
    return { model: found, isKept: id !== undefined }
  })
  if (!isKept) await eraseFiles(storing.db, [fileId])
  return model
}

/**
 * Keeps the bytes of a model that came with the file of a form.
 * @throws RefusedFile whose message is for the person, also when they are not those that were announced
 */
export async function keepModelBytes(
  storing: Storing,
  { name, sha256 }: Pick<Model, 'name' | 'sha256'>,
  bytes: Buffer,
): Promise<void> {
  const rules = { accept: MODEL_KINDS, maxBytes: MOST_MODEL_BYTES }
  const { fileId } = await receive(storing, { source: piecesOf(bytes), name }, rules)
  const found = await storing.db.write(storing.actor, (tx) => modelOfFile(tx, fileId))
  if (found?.sha256 === sha256) await keepModel(storing, fileId)
  else {
    await eraseFiles(storing.db, [fileId])
    throw new RefusedFile('name-mismatch', 'Ce fichier n’est pas celui que le formulaire annonce.')
  }
}

async function* piecesOf(bytes: Buffer): AsyncGenerator<Buffer> {
  yield bytes
}

/** A form gives the models that are here, and no other. */
export const modelsGate: Gate = gateOn(FORM, {
  async refuse(form, { tx }) {
    const named = modelsOf(form)
    if (named.length === 0) return []
    const found = await modelFiles(
      tx,
      named.map(({ sha256 }) => sha256),
    )
    const here = new Set(found.map(({ sha256 }) => sha256))
    return fieldsOf(form).flatMap((field) => {
      const model = modelOf(field)
      if (model === undefined || here.has(model.sha256)) return []
      const sentence = `La question ${quoted(field.id)} donne un modèle, ${quoted(model.name)}, qui n’est pas gardé ici\u00a0: joignez-le de nouveau.`
      return [{ at: field.id, sentence }]
    })
  },
})

/** Those of these models that are kept here, with their bytes. */
export async function keptModels(
  { files }: Pick<Storing, 'files'>,
  tx: Read,
  models: readonly Model[],
): Promise<(Model & { content: Buffer })[]> {
  const found = await modelFiles(
    tx,
    models.map(({ sha256 }) => sha256),
  )
  const keys = new Map(found.map(({ sha256, storageKey }) => [sha256, storageKey]))
  const whole: (Model & { content: Buffer })[] = []
  for (const model of models) {
    const key = keys.get(model.sha256)
    const body = key === undefined ? null : await files.get(key)
    if (body !== null) whole.push({ ...model, content: await buffer(body) })
  }
  return whole
}
