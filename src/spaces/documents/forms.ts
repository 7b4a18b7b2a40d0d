// Forms on documents and folders: made, named, moved, copied, taken away.
import { takeFileRoom } from '#files'
import { html } from '#platform/html.ts'
import { BadInput } from '#platform/errors.ts'
import type { Read } from '#platform/db/db.ts'
import { type Context, redirect, type Route } from '#platform/http/route.ts'
import { field, lineOf } from '#platform/screens/field.ts'
import { formOf } from '#platform/screens/form.ts'
import { z } from 'zod'
import { askedSpace, idOf, ONE, spaceForm } from '../record/frame.ts'
import { AT, folderAsked } from './documents.page.ts'
import {
  changeDocument,
  changeFolder,
  copyDocument,
  documentIn,
  folderOf,
  makeFolder,
  removeDocument,
  removeFolder,
} from './file.ts'
import { documentAt, documentsAt } from './pages.ts'
import { foldersOf } from './queries.ts'
import { chosenFolder, folderChoices } from './tree.ts'

const action = 'space.contribute'
const ONE_DOCUMENT = `${AT}/:document`
const toDocument = { href: ONE_DOCUMENT, label: 'Revenir au document' }
const toAll = { href: AT, label: 'Revenir aux documents' }

const nameField = (label: string, most: number) =>
  field({
    label,
    control: 'line',
    type: lineOf(most).refine((text) => text !== '', 'Donnez un nom.'),
  })
const folderField = field({ label: 'Dossier', control: { list: [] }, type: z.string() })

/** @throws BadInput beside the list */
async function typedFolder(tx: Read, spaceId: number, typed: string): Promise<number | null> {
  const found = chosenFolder(await foldersOf(tx, spaceId), typed)
  if (found === undefined)
    throw new BadInput([{ field: 'folder', message: 'Choisissez un dossier de la liste.' }])
  return found
}

const asked = async (tx: Read, ctx: Context) => {
  const space = await askedSpace(tx, ctx, action)
  return { space, document: await documentIn(tx, space.id, idOf(ctx, 'document')) }
}

const newFolder = spaceForm({
  at: `${AT}/dossier`,
  keeps: 'dossier',
  action,
  title: 'Nouveau dossier',
  form: formOf({ name: nameField('Nom du dossier', 80) }),
  button: 'Créer le dossier',
  back: toAll,
  async shown(tx, ctx) {
    const space = await askedSpace(tx, ctx, action)
    const folder = await folderOf(tx, space.id, folderAsked(ctx))
    return folder === null ? {} : { intro: html`<p class="reading">Dans ${folder.name}.</p>` }
  },
  async act(tx, { name }, ctx) {
    const space = await askedSpace(tx, ctx, action)
    const id = await makeFolder(tx, space.id, folderAsked(ctx), name)
    return redirect(documentsAt(space, id), 'Le dossier est créé.')
  },
})

const KEEP = 'keep'
const folderChange = spaceForm({
  at: `${ONE}/dossiers/:dossier`,
  action,
  title: 'Renommer ou déplacer un dossier',
  form: formOf({
    name: nameField('Nom du dossier', 80),
    folder: folderField,
    act: field({
      label: 'Que faire',
      control: [
        [KEEP, 'Enregistrer ce nom et cette place'],
        ['remove', 'Retirer ce dossier', 'S’il est vide.'],
      ],
      type: z.enum([KEEP, 'remove'], { error: 'Choisissez.' }),
    }),
  }),
  button: 'Enregistrer',
  back: toAll,
  async shown(tx, ctx) {
    const space = await askedSpace(tx, ctx, action)
    const id = idOf(ctx, 'dossier')
    const folder = await folderOf(tx, space.id, id)
    const choices = { folder: folderChoices(await foldersOf(tx, space.id), id) }
    const typed = {
      name: folder?.name ?? '',
      folder: folder?.parentId == null ? '' : String(folder.parentId),
      act: KEEP,
    }
    return { choices, typed }
  },
  async act(tx, { name, folder, act }, ctx) {
    const space = await askedSpace(tx, ctx, action)
    const id = idOf(ctx, 'dossier')
    if (act !== KEEP) {
      await removeFolder(tx, space.id, id)
      return redirect(documentsAt(space), 'Le dossier est retiré.')
    }
    const parentId = await typedFolder(tx, space.id, folder)
    await changeFolder(tx, space.id, id, { name, parentId })
    return redirect(documentsAt(space, id), 'C’est enregistré.')
  },
})

const documentChange = spaceForm({
  at: `${ONE_DOCUMENT}/modifier`,
  action,
  title: 'Renommer ou déplacer un document',
  form: formOf({ name: nameField('Nom', 120), folder: folderField }),
  button: 'Enregistrer',
  back: toDocument,
  async shown(tx, ctx) {
    const { space, document } = await asked(tx, ctx)
    const { name, folderId, version } = document
    return {
      version,
      choices: { folder: folderChoices(await foldersOf(tx, space.id)) },
      typed: { name, folder: folderId === null ? '' : String(folderId) },
    }
  },
  async act(tx, { name, folder }, ctx, version) {
    const { space, document } = await asked(tx, ctx)
    const folderId = await typedFolder(tx, space.id, folder)
    await changeDocument(tx, space.id, document.id, version, { name, folderId })
    return redirect(documentAt(space, document), 'C’est enregistré.')
  },
})

const removal = spaceForm({
  at: `${ONE_DOCUMENT}/retrait`,
  action,
  title: 'Retirer un document',
  form: formOf({}),
  button: 'Retirer ce document',
  back: toDocument,
  async shown(tx, ctx) {
    const { document } = await asked(tx, ctx)
    return {
      title: `Retirer ${document.name}`,
      intro: html`<p class="reading">Le document part avec ses versions, pour tous les membres. Rien ne le ramène.</p>`,
    }
  },
  async act(tx, _, ctx) {
    const { space, document } = await asked(tx, ctx)
    await removeDocument(tx, space.id, document.id)
    return redirect(documentsAt(space, document.folderId), 'Le document est retiré.')
  },
})

/** A copy takes bytes in again, which no transaction holds: its verb has its own, once this one has ended. */
const copy = spaceForm({
  at: `${ONE_DOCUMENT}/copie`,
  action,
  title: 'Copier un document',
  form: formOf({ folder: folderField }),
  button: 'Copier',
  back: toDocument,
  async shown(tx, ctx) {
    const { space, document } = await asked(tx, ctx)
    return {
      title: `Copier ${document.name}`,
      choices: { folder: folderChoices(await foldersOf(tx, space.id)) },
      intro: html`<p class="reading">Sa dernière version, dans un autre dossier. Les deux vivent ensuite chacun de leur côté.</p>`,
    }
  },
  async act(tx, { folder }, ctx) {
    const { space, document } = await asked(tx, ctx)
    const folderId = await typedFolder(tx, space.id, folder)
    return async () => {
      await takeFileRoom(ctx, 1)
      await copyDocument(ctx, space.id, document.id, folderId)
      return redirect(documentsAt(space, folderId), 'Le document est copié.')
    }
  },
})

export const documentForms: readonly Route[] = [
  ...newFolder,
  ...folderChange,
  ...documentChange,
  ...removal,
  ...copy,
]
