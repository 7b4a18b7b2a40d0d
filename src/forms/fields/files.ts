// Pictures and documents: bytes are stored as they come (#files); the answer only names what is stored.
import { z } from 'zod'
import { html, type HtmlValue } from '#platform/html.ts'
import { fileField } from '#platform/ui/files.ts'
import { KIT } from '#platform/ui/words.ts'
import { fileSize, quoted, typo } from '#platform/ui/french.ts'
import { DOCUMENTS_CHOSEN } from '#platform/files/office.ts'
import type { FileKind } from '#platform/files/inspect.ts'
import type { Field, FileAnswer } from '../definition/definition.ts'
import { type Model, modelAddress, modelSchema } from '../definition/model.ts'
import { asked, common, fieldKind } from './kind.ts'
import { type Raw, texts } from './read.ts'
import { SAYS } from './words.ts'

/** Kinds accepted, how many files at most, and bytes each at most. */
interface Rules {
  accept?: readonly FileKind[]
  maxFiles?: number
  maxBytes?: number
}

interface Options extends Rules {
  /** What is asked, by its name: « Relevé d’identité bancaire ». */
  paper?: string
  /** To download, fill in and send back. */
  model?: Model
}

const rulesOf = ({
  accept = ['image'],
  maxFiles = 3,
  maxBytes = 10 * 1024 * 1024,
}: Rules): Required<Rules> => ({
  ...{ accept, maxFiles, maxBytes },
})

/** Stored files travel in the raw value as JSON: they come from the draft, never from the browser. */
export const storedFiles = (raw: Raw): FileAnswer[] =>
  texts(raw).map((item) => JSON.parse(item) as FileAnswer)

const CHOSEN: Readonly<Record<FileKind, string>> = {
  image: 'image/*',
  pdf: 'application/pdf',
  office: DOCUMENTS_CHOSEN,
  text: 'text/plain',
}

/** What helps: the author’s words, the paper that is asked, the model to fill in. */
function hintOf(field: Field & Options): HtmlValue {
  const { hint, paper, model } = field
  const { accept, maxBytes } = rulesOf(field)
  const words = [
    hint === undefined ? [] : typo(hint),
    paper === undefined ? [] : SAYS.paperTaken(typo(paper), accept, maxBytes),
  ].flat()
  if (model === undefined) return words.length === 0 ? undefined : words.join(' ')
  const link = html`<a href="${modelAddress(model)}" download>${SAYS.modelToFill()}<span class="hidden">${KIT.about(field.label)}</span></a> (${model.name}, ${KIT.weight(model.bytes)})`
  return html`${words.length > 0 && `${words.join(' ')} `}${link}`
}

export const files = fieldKind<FileAnswer[], Options>({
  type: 'files',
  fact: 'other',
  parts: [],
  holdsFiles: true,
  takes: rulesOf,
  options: {
    paper: { shape: z.string().min(1).max(80), one: 'le document demandé', texts: [''] },
    accept: { shape: z.array(z.enum(['image', 'pdf', 'office'])), one: 'les sortes de fichiers' },
    maxFiles: { shape: z.int().positive().max(10), one: 'le nombre de fichiers' },
    maxBytes: { shape: z.int().positive(), one: 'le poids des fichiers' },
    model: {
      ...{ shape: modelSchema, one: 'le modèle à remplir', isApart: true },
      says: ({ name, bytes }: Model) => `${quoted(name)} (${fileSize(bytes)})`,
    },
  },
  category: (field) => (rulesOf(field).accept.every((kind) => kind === 'image') ? 'pictures' : 'documents'),
  judge(field, raw) {
    const list = storedFiles(raw)
    if (list.length === 0) return { empty: true }
    const most = rulesOf(field).maxFiles
    return list.length > most ? { problem: SAYS.tooManyFiles(list.length, most) } : { answer: list }
  },
  missing: (field) =>
    field.paper === undefined ? SAYS.filesTo(asked(field)) : SAYS.paperTo(asked(field), field.paper),
  rawOf: (answer) => ({ '': answer.map((file) => JSON.stringify(file)) }),
  control(field, raw, showing) {
    const { accept, maxFiles, maxBytes } = rulesOf(field)
    return fileField({
      ...common(field, showing),
      hint: hintOf(field),
      files: storedFiles(raw).map((file) => ({
        ...file,
        url: `/fichiers/${file.fileId}`,
        thumbUrl: file.mediaType.startsWith('image/') ? `/fichiers/${file.fileId}/vignette` : undefined,
      })),
      max: maxFiles,
      maxBytes,
      accept: accept.map((kind) => CHOSEN[kind]).join(','),
      upload: showing.upload,
    })
  },
  summary: (_field, answer) => answer.map((file) => file.name),
  sample: () => [],
})
