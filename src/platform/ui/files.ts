// Supporting files of a form: those already stored with a button to remove each, and the control to add some.
import type { Html } from '#platform/html.ts'
import { attrs, html } from '#platform/html.ts'
import { rewrittenIn } from '../files/saved-name.ts'
import { button } from './button.ts'
import type { FieldOptions } from './fields.ts'
import { controlAttributes, field, fieldId } from './fields.ts'
import { icon } from './icon.ts'
import { KIT } from './words.ts'

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
  /** Name of the hidden fields that name the stored files, when the page itself carries them. */
  keep?: string | undefined
  /** Where a script sends each file as it is chosen (see islands/file-upload.ts); absent: with the page. */
  upload?: string | undefined
}

/** Name of the submit buttons that remove a file; their value is the file's id. */
export const REMOVE_FILE = 'remove'

function thumb(file: StoredFile): Html {
  if (file.thumbUrl)
    return html`<img class="thumb" src="${file.thumbUrl}" alt="" width="56" height="44" loading="lazy">`
  return html`<span class="thumb">${icon(file.mediaType.startsWith('image/') ? 'image' : 'file-text')}</span>`
}

function storedFile(file: StoredFile, action?: Html): Html {
  const format = rewrittenIn(file)
  const name = file.url ? html`<a href="${file.url}">${file.name}</a>` : html`${file.name}`
  return html`<li>${thumb(file)}<div><b>${name}</b><small>${KIT.weight(file.bytes)}${action && KIT.sent()}${format !== null && KIT.savedAs(format)}</small></div>${action}</li>`
}

/** Files to read or download. */
function fileList(files: readonly StoredFile[]): Html | null {
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

const remove = ({ fileId, name }: StoredFile): Html =>
  button(KIT.remove(), { kind: 'bare', name: REMOVE_FILE, value: fileId, formnovalidate: true, more: name })

type Held = Pick<
  FileFieldOptions,
  'name' | 'id' | 'files' | 'max' | 'maxBytes' | 'accept' | 'keep' | 'upload'
>

/** What is stored, and the control to add to it while there is room. */
function heldFiles(options: Held & { control: Record<string, string | undefined> }): Html {
  const { files, max, maxBytes, accept, keep, upload, control } = options
  const left = max - files.length
  const given = attrs({ type: 'file', ...control, accept, multiple: left > 1 })
  const drop =
    left > 0
      ? html`<div class="drop">${icon(accept.includes('image') ? 'camera' : 'file-text')}<input ${given}></div>`
      : html`<p class="meta" id="${fieldId(options)}" tabindex="-1">${KIT.noMoreFiles()}</p>`
  const stored =
    files.length > 0 &&
    html`<ul class="files">${files.map((file) => storedFile(file, html`${keep !== undefined && html`<input type="hidden" name="${keep}" value="${file.fileId}">`}${remove(file)}`))}</ul>`
  if (upload === undefined)
    return html`${stored}${left > 0 ? html`<file-preview ${attrs({ 'data-max': left, 'data-bytes': maxBytes })}>${drop}</file-preview>` : drop}`
  return html`<file-upload ${attrs({ 'data-url': upload, 'data-bytes': maxBytes })}><div class="stack tight" ${attrs({ 'data-held': true, 'data-max': left })}>${stored}${drop}</div></file-upload>`
}

/** The question « Photos »: works without JavaScript; with it, a file leaves as it is chosen, or is shown at least. */
export function fileField(options: FileFieldOptions): Html {
  return field({ reads: 'other', ...options }, heldFiles({ ...options, control: controlAttributes(options) }))
}
