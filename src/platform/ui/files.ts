// Supporting files of a form: those already stored with a button to remove each, and the control to add some.
import type { Html } from '#platform/html.ts'
import { attrs, html } from '#platform/html.ts'
import { button } from './button.ts'
import type { FieldOptions } from './fields.ts'
import { controlAttributes, field, fieldId } from './fields.ts'
import { fileSize } from './french.ts'
import { icon } from './icon.ts'

/** A file already stored. */
export interface StoredFile {
  fileId: string
  name: string
  bytes: number
  mediaType: string
  /** Where to open it, and a small picture of it, when the person may. */
  url?: string | undefined
  thumbUrl?: string | undefined
}

interface FileFieldOptions extends FieldOptions {
  files: readonly StoredFile[]
  /** How many at most. */
  max: number
  /** Bytes each at most. */
  maxBytes: number
  /** Value of `accept`: `image/*`, `image/*,application/pdf`. */
  accept: string
}

/** Name of the submit buttons that remove a file; their value is the file's id. */
export const REMOVE_FILE = 'remove'

function thumb(file: StoredFile): Html {
  if (file.thumbUrl)
    return html`<img class="thumb" src="${file.thumbUrl}" alt="" width="56" height="44" loading="lazy">`
  return html`<span class="thumb">${icon(file.mediaType.startsWith('image/') ? 'image' : 'file-text')}</span>`
}

function storedFile(file: StoredFile, action?: Html): Html {
  const name = file.url ? html`<a href="${file.url}">${file.name}</a>` : html`${file.name}`
  return html`<li>${thumb(file)}<div><b>${name}</b><small>${fileSize(file.bytes)}${action && ', envoyé'}</small></div>${action}</li>`
}

/** Files to read or download. */
export function fileList(files: readonly StoredFile[]): Html | null {
  return files.length > 0 ? html`<ul class="files">${files.map((file) => storedFile(file))}</ul>` : null
}

/** Small pictures in a conversation or an answer; other files as a list. */
export function shots(files: readonly StoredFile[]): Html | null {
  const pictures = files.filter((file) => file.thumbUrl && file.url)
  const others = files.filter((file) => !pictures.includes(file))
  if (files.length === 0) return null
  const links = pictures.map(
    ({ url = '', thumbUrl = '', name }) =>
      html`<a href="${url}"><img class="shot" src="${thumbUrl}" alt="Agrandir la photo ${name}" width="120" height="88" loading="lazy"></a>`,
  )
  return html`${links.length > 0 && html`<div class="shots">${links}</div>`}${fileList(others)}`
}

/** The question « Photos »: works without JavaScript, shows what was chosen when it can. */
export function fileField(options: FileFieldOptions): Html {
  const { files, max, maxBytes, accept } = options
  const stored = files.map((file) =>
    storedFile(
      file,
      button('Retirer', {
        kind: 'bare',
        name: REMOVE_FILE,
        value: file.fileId,
        formnovalidate: true,
        more: file.name,
      }),
    ),
  )
  const left = max - files.length
  const control = attrs({
    type: 'file',
    ...controlAttributes(options),
    accept,
    multiple: left > 1,
  })
  const drop =
    left > 0
      ? html`<file-preview data-max="${left}" data-bytes="${maxBytes}"><div class="drop">${icon('camera')}<input ${control}></div></file-preview>`
      : html`<p class="meta" id="${fieldId(options)}" tabindex="-1">Vous avez joint tous les fichiers possibles. Retirez-en un pour le remplacer.</p>`
  return field(
    { type: 'files', ...options },
    html`${stored.length > 0 && html`<ul class="files">${stored}</ul>`}${drop}`,
  )
}
