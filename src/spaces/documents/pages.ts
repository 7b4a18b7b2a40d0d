// The documents of a space on screen: a folder, one document, what sends files there.
import { DOCUMENTS_CHOSEN } from '#platform/files/office.ts'
import { formatText } from '#platform/files/saved-name.ts'
import type { Made } from '#files'
import { html, type Html } from '#platform/html.ts'
import type { Context } from '#platform/http/route.ts'
import { button, linkButton } from '#platform/ui/button.ts'
import { panel } from '#platform/ui/desk.ts'
import { emptyState, errorSummary, notice } from '#platform/ui/feedback.ts'
import { fileSize, mediumDate, number } from '#platform/ui/french.ts'
import { previewOf } from '#platform/ui/leaves.ts'
import { fileField, shots } from '#platform/ui/files.ts'
import { icon } from '#platform/ui/icon.ts'
import { form } from '#platform/ui/islands.ts'
import { table } from '#platform/ui/table.ts'
import { addressOf, writesIn } from '../record/frame.ts'
import type { Space } from '../record/queries.ts'
import { MOST_AT_ONCE, MOST_FILE_BYTES } from './file.ts'
import type { Document, Edition, Folder } from './queries.ts'
import { pathText, pathTo } from './tree.ts'

export const documentsAt = (space: Pick<Space, 'id'>, folder: number | null = null): string =>
  `${addressOf(space)}/documents${folder === null ? '' : `?dossier=${folder}`}`
export const documentAt = (space: Pick<Space, 'id'>, { id }: Pick<Document, 'id'>): string =>
  `${addressOf(space)}/documents/${id}`
const within = (folder: number | null): string => (folder === null ? '' : `?dossier=${folder}`)

interface FolderView {
  space: Space
  folder: number | null
  folders: readonly Folder[]
  documents: readonly Document[]
  held: number
  zone: string
}

function crumbs({ space, folders, folder }: FolderView): Html | null {
  if (folder === null) return null
  const path = pathTo(folders, folder)
  const items = path.map(({ id, name }) =>
    id === folder
      ? html`<li aria-current="page">${name}</li>`
      : html`<li><a href="${documentsAt(space, id)}">${name}</a></li>`,
  )
  return html`<nav class="crumbs" aria-label="Dossiers"><ol><li><a href="${documentsAt(space)}">Documents</a></li>${items}</ol></nav>`
}

function ways({ space, folder, documents }: FolderView): Html {
  const at = `${addressOf(space)}/documents`
  const writes = writesIn(space)
  return html`<div class="row">${writes && linkButton('Déposer des documents', `${at}/depot${within(folder)}`)}${writes && linkButton('Nouveau dossier', `${at}/dossier${within(folder)}`, { kind: 'quiet' })}${
    writes &&
    folder !== null &&
    linkButton('Renommer ou déplacer ce dossier', `${addressOf(space)}/dossiers/${folder}`, { kind: 'bare' })
  }${documents.length > 0 && linkButton('Tout télécharger (ZIP)', `${at}/archive${within(folder)}`, { kind: 'bare' })}</div>`
}

/** « 12 Mo sur les 500 Mo de l’espace » */
const roomText = ({ held, space }: FolderView): string =>
  `${fileSize(held)} sur les ${fileSize(space.quota * 1_000_000)} de l’espace, versions comprises.`

export function folderPanel(view: FolderView): Html {
  const { space, folder, folders, documents, zone } = view
  const here = folders.filter(({ parentId }) => parentId === folder)
  const rows = [
    ...here.map(({ id, name }) => [
      html`${icon('folder')} <a href="${documentsAt(space, id)}">${name}</a>`,
      'Dossier',
      '',
      '',
    ]),
    ...documents
      .filter(({ folderId }) => folderId === folder)
      .map((one) => [
        html`${icon('file-text')} <a href="${documentAt(space, one)}">${one.name}</a>`,
        `${formatText(one)}, ${fileSize(one.bytes)}`,
        one.n === 1 ? 'Version 1' : `Version ${number(one.n)}`,
        `${mediumDate(one.at, zone)}, ${one.author}`,
      ]),
  ]
  const columns = [{ label: 'Nom' }, { label: 'Genre' }, { label: 'Version' }, { label: 'Déposé' }]
  const list =
    rows.length === 0
      ? emptyState('Rien dans ce dossier', writesIn(space) ? 'Déposez-y un document.' : undefined)
      : table({ caption: 'Ce que contient le dossier', captionHidden: true, columns, rows, dense: true })
  return html`${crumbs(view)}${ways(view)}${panel(folder === null ? 'Documents' : pathText(folders, folder), list, { bare: true })}<p class="meta">${roomText(view)}</p>`
}

/** What a document cannot be for whoever looks for its words, or listens to them. */
const UNREAD: Partial<Record<NonNullable<Made['said']>, readonly [title: string, text: string]>> = {
  bare: [
    'Ce PDF est une image',
    'Ses mots ne se cherchent pas et ne s’écoutent pas. Si vous en avez une version avec du texte, déposez-la.',
  ],
  locked: ['Ce document est protégé par un mot de passe', 'Ses mots ne se cherchent pas.'],
  unread: ['Les mots de ce document n’ont pas pu être lus', 'Il ne se trouve que par son nom.'],
}

export function documentPanels(view: {
  space: Space
  made: Made
  /** Are its pages drawn here? */
  isDrawn: boolean
  document: Document
  editions: readonly Edition[]
  folders: readonly Folder[]
  zone: string
}): Html {
  const { space, document, made, editions, folders, zone } = view
  const unread = made.said === null ? undefined : UNREAD[made.said]
  const { fileId, name, bytes, hasThumbnail, folderId } = document
  const at = documentAt(space, document)
  const url = `/fichiers/${fileId}`
  const shown = shots([
    {
      fileId,
      name,
      bytes,
      mediaType: document.mediaType,
      url,
      ...(hasThumbnail ? { thumbUrl: `${url}/vignette` } : {}),
    },
  ])
  const acts =
    writesIn(space) &&
    html`<div class="row">${linkButton('Nouvelle version', `${at}/version`, { kind: 'quiet' })}${linkButton('Renommer ou déplacer', `${at}/modifier`, { kind: 'quiet' })}${linkButton('Copier', `${at}/copie`, { kind: 'bare' })}${linkButton('Retirer', `${at}/retrait`, { kind: 'bare' })}</div>`
  const rows = editions.map((one) => [
    html`<a href="/fichiers/${one.fileId}">Version ${one.n}</a>`,
    `${mediumDate(one.at, zone)}, ${one.author}`,
    fileSize(one.bytes),
  ])
  const columns = [{ label: 'Version' }, { label: 'Déposée' }, { label: 'Poids' }]
  const where = folderId === null ? 'hors dossier' : pathText(folders, folderId)
  return html`${panel(name, html`${shown}<p class="meta">${formatText(document)}, ${fileSize(bytes)}, ${where}. Version ${document.n}, ${document.author}.</p>${unread !== undefined && notice('info', unread[0], html`<p>${unread[1]}</p>`)}${acts}${view.isDrawn && previewOf({ name, href: `/fichiers/${document.fileId}` }, made.preview)}`)}
    ${panel('Versions', table({ caption: 'Versions du document', captionHidden: true, columns, rows, dense: true }), { bare: true })}
    <p><a href="${documentsAt(space, folderId)}">Revenir aux documents</a></p>`
}

/** For the browser that offers files to choose. */
const CHOSEN = ['image/*', DOCUMENTS_CHOSEN].join()

/** What sends files there: `several`, or one. */
export function sendingForm(
  ctx: Context,
  view: {
    action: string
    title: string
    hint: string
    max: number
    problems: readonly string[]
    back: string
  },
): Html {
  const { action, title, hint, max, problems, back } = view
  const errors = problems.map((message) => ({ id: 'files', message }))
  return html`${errorSummary(errors)}<h2>${title}</h2>${form({
    action,
    csrf: ctx.csrf,
    files: true,
    body: html`${fileField({
      name: 'files',
      label: max > 1 ? 'Documents' : 'Document',
      files: [],
      hint,
      max,
      maxBytes: MOST_FILE_BYTES,
      accept: CHOSEN,
      error: problems.length > 0 ? problems.join(' ') : undefined,
    })}<div class="row">${button('Déposer')}<a href="${back}">Revenir aux documents</a></div>`,
  })}`
}

/** What may be filed. */
export const KINDS = 'PDF, image, texte, tableur ou présentation (ODT, DOCX, ODS, XLSX, ODP, PPTX, TXT, CSV)'
export const HINT = `${KINDS}, 10\u00a0Mo chacun, ${MOST_AT_ONCE} à la fois. Un document du même nom dans ce dossier devient sa version suivante.`
