// GET and POST of the documents of a space: a folder, a document, files sent, an archive of a folder.
import { Readable } from 'node:stream'
import { z } from 'zod'
import { drawnTypes, type KeptFile, madeOf, openFile, storeUploads, takeFileRoom } from '#files'
import { BadInput, Conflict } from '#platform/errors.ts'
import { servingHeaders } from '#platform/files/headers.ts'
import { MOST_ZIP_BYTES, MOST_ZIP_ENTRIES, type ZipEntry, zipStream } from '#platform/sheets/zip-stream.ts'
import { html } from '#platform/html.ts'
import {
  type Context,
  one,
  page,
  post,
  type Posted,
  redirect,
  type Reply,
  type Route,
} from '#platform/http/route.ts'
import { slugFor } from '#platform/plain-words.ts'
import { agentPage } from '#platform/ui/layout.ts'
import { territory } from '#territory'
import { askedSpace, HERE, idOf, ONE, spaceFrame, spaceHead } from '../record/frame.ts'
import {
  ACCEPTED,
  documentIn,
  fileDocuments,
  fileVersion,
  filing,
  folderOf,
  MOST_AT_ONCE,
  MOST_FILE_BYTES,
} from './file.ts'
import { documentAt, documentPanels, documentsAt, folderPanel, HINT, KINDS, sendingForm } from './pages.ts'
import { documentsOf, editionsOf, foldersOf, heldBytes } from './queries.ts'
import { pathTo } from './tree.ts'

export const AT = `${ONE}/documents`

/** The folder that the address names; null: none. */
export const folderAsked = ({ query }: Pick<Context, 'query'>): number | null => {
  const text = one(query, 'dossier')
  return /^[1-9]\d{0,8}$/.test(text) ? Number(text) : null
}

const showFolder = (ctx: Context): Promise<Reply> =>
  ctx.db.read(ctx.actor, async (tx) => {
    const space = await askedSpace(tx, ctx, 'space.read')
    const folder = (await folderOf(tx, space.id, folderAsked(ctx)))?.id ?? null
    const view = {
      ...{ space, folder, zone: (await territory(tx)).zone },
      folders: await foldersOf(tx, space.id),
      documents: await documentsOf(tx, space.id),
      held: await heldBytes(tx, space.id),
    }
    const main = html`${await spaceHead(tx, space, '/documents')}<div class="stack">${folderPanel(view)}</div>`
    return page(
      agentPage(await spaceFrame(ctx, tx), { title: `Documents, ${space.name}`, main, current: HERE }),
    )
  })

const showDocument = (ctx: Context): Promise<Reply> =>
  ctx.db.read(ctx.actor, async (tx) => {
    const space = await askedSpace(tx, ctx, 'space.read')
    const document = await documentIn(tx, space.id, idOf(ctx, 'document'))
    const panels = documentPanels({
      ...{ space, document, zone: (await territory(tx)).zone },
      made: await madeOf(tx, document.fileId),
      isDrawn: drawnTypes(ctx.config).includes(document.mediaType),
      editions: await editionsOf(tx, document.id),
      folders: await foldersOf(tx, space.id),
    })
    const main = html`${await spaceHead(tx, space, '/documents')}<div class="stack">${panels}</div>`
    return page(agentPage(await spaceFrame(ctx, tx), { title: document.name, main, current: HERE }))
  })

/** The page that sends files: into a folder, or as the next version of a document. */
const showSending = (ctx: Context, problems: readonly string[] = []): Promise<Reply> =>
  ctx.db.read(ctx.actor, async (tx) => {
    const space = await askedSpace(tx, ctx, 'space.contribute')
    const isVersion = ctx.params.document !== undefined
    const document = isVersion ? await documentIn(tx, space.id, idOf(ctx, 'document')) : null
    const folder = isVersion ? null : ((await folderOf(tx, space.id, folderAsked(ctx)))?.id ?? null)
    const title = document === null ? 'Déposer des documents' : `${document.name}\u00a0: nouvelle version`
    const form = sendingForm(ctx, {
      ...{ title, problems },
      action:
        document === null
          ? `/espaces/${space.id}/documents/depot${folder === null ? '' : `?dossier=${folder}`}`
          : `${documentAt(space, document)}/version`,
      hint: document === null ? HINT : `${KINDS}, 10\u00a0Mo. Les versions d’avant restent à lire.`,
      max: document === null ? MOST_AT_ONCE : 1,
      back: document === null ? documentsAt(space, folder) : documentAt(space, document),
    })
    const main = html`${await spaceHead(tx, space, '/documents')}<div class="stack">${form}</div>`
    return page(
      agentPage(await spaceFrame(ctx, tx), { title, main, current: HERE, errorCount: problems.length }),
      problems.length > 0 ? 422 : 200,
    )
  })

const FULL = `${MOST_AT_ONCE} documents au plus à la fois.`
const NONE = 'Choisissez au moins un document.'

/** Takes in what was sent, files it, says what was refused. What is refused costs nothing to the others. */
async function take(
  ctx: Context,
  { uploads, refusal }: Posted,
  most: number,
  done: (files: readonly KeptFile[]) => Promise<Reply>,
): Promise<Reply> {
  await takeFileRoom(ctx, uploads.length)
  const { stored, problems } = await storeUploads(
    ctx,
    uploads.filter(({ field }) => field === 'files'),
    { accept: ACCEPTED, maxBytes: MOST_FILE_BYTES, room: most, full: FULL },
  )
  const said = [...(refusal ? [refusal] : []), ...problems]
  if (stored.length === 0) return showSending(ctx, said.length > 0 ? said : [NONE])
  try {
    const reply = await filing(ctx.db, stored, () => done(stored))
    if (said.length === 0) return reply
    const filed = `${stored.map(({ name }) => name).join(', ')}\u00a0: déposé.`
    return await showSending(ctx, [...said, filed])
  } catch (error) {
    if (error instanceof BadInput)
      return showSending(
        ctx,
        error.problems.map(({ message }) => message),
      )
    throw error
  }
}

const doFile = (ctx: Context, _: unknown, posted: Posted): Promise<Reply> =>
  take(ctx, posted, MOST_AT_ONCE, async (files) => {
    const id = idOf(ctx, 'espace')
    const folder = folderAsked(ctx)
    await ctx.db.write(ctx.actor, (tx) => fileDocuments(tx, id, folder, files))
    return redirect(
      documentsAt({ id }, folder),
      files.length === 1 ? 'Le document est déposé.' : 'Les documents sont déposés.',
    )
  })

const doVersion = (ctx: Context, _: unknown, posted: Posted): Promise<Reply> =>
  take(ctx, posted, 1, async ([file]) => {
    const [id, document] = [idOf(ctx, 'espace'), idOf(ctx, 'document')]
    if (file !== undefined) await ctx.db.write(ctx.actor, (tx) => fileVersion(tx, id, document, file))
    return redirect(documentAt({ id }, { id: document }), 'La nouvelle version est déposée.')
  })

/** A document that was named anew opens by the kind of its file. */
const withExtension = (name: string, file: string): string => {
  const extension = /\.[a-z0-9]{2,5}$/i.exec(file)?.[0] ?? ''
  return name.toLowerCase().endsWith(extension.toLowerCase()) ? name : name + extension
}

const TOO_MUCH = 'Ce dossier est trop grand pour une seule archive\u00a0: téléchargez ses dossiers un par un.'

/** GET …/documents/archive: a folder and those below it, each document in its last version, as it is read from the store. */
async function sendArchive(ctx: Context): Promise<Reply> {
  const { entries, name } = await ctx.db.read(ctx.actor, async (tx) => {
    const space = await askedSpace(tx, ctx, 'space.read')
    const folders = await foldersOf(tx, space.id)
    const top = await folderOf(tx, space.id, folderAsked(ctx))
    const above = pathTo(folders, top?.id ?? null).length
    const inside = (await documentsOf(tx, space.id)).filter(
      ({ folderId }) => top === null || pathTo(folders, folderId).some(({ id }) => id === top.id),
    )
    const bytes = inside.reduce((sum, one) => sum + one.bytes, 0)
    if (bytes > MOST_ZIP_BYTES || inside.length > MOST_ZIP_ENTRIES) throw new Conflict(TOO_MUCH)
    const found: ZipEntry[] = []
    for (const document of inside) {
      const opened = await openFile(tx, document.fileId, 'file')
      if (opened === undefined) continue
      const path = pathTo(folders, document.folderId).slice(above)
      found.push({
        name: [...path.map((folder) => folder.name), withExtension(document.name, opened.name)].join('/'),
        at: document.at,
        open: () => ctx.files.get(opened.storageKey),
      })
    }
    return { entries: found, name: `${slugFor(top?.name ?? space.name) || 'documents'}.zip` }
  })
  return {
    kind: 'stream',
    body: Readable.from(zipStream(entries)),
    headers: servingHeaders({ mediaType: 'application/zip', name }),
  }
}

const sending = { action: 'space.contribute', title: 'Déposer des documents', face: 'agent' } as const
const Nothing = z.object({})

export const documentPages: readonly Route[] = [
  {
    get: AT,
    action: 'space.read',
    title: 'Documents d’un espace',
    face: 'agent',
    keeps: true,
    handle: showFolder,
  },
  { get: `${AT}/depot`, ...sending, handle: (ctx: Context) => showSending(ctx) },
  post({ post: `${AT}/depot`, ...sending, takesFiles: 'documents', input: Nothing, handle: doFile }),
  {
    get: `${AT}/archive`,
    action: 'space.read',
    title: 'Archive d’un dossier',
    face: 'agent',
    handle: sendArchive,
  },
  {
    get: `${AT}/:document`,
    action: 'space.read',
    title: 'Document',
    face: 'agent',
    keeps: true,
    handle: showDocument,
  },
  { get: `${AT}/:document/version`, ...sending, handle: (ctx: Context) => showSending(ctx) },
  post({
    post: `${AT}/:document/version`,
    ...sending,
    takesFiles: 'documents',
    input: Nothing,
    handle: doVersion,
  }),
]
