// Pictures and documents: bytes are stored as they come (#files); the answer only names what is stored.
import { z } from 'zod'
import { fileField } from '#platform/ui/files.ts'
import type { FileKind } from '#platform/files/inspect.ts'
import type { Field, FileAnswer } from '../definition/definition.ts'
import { asked, common, fieldKind } from './kind.ts'
import { type Raw, texts } from './read.ts'

/** Kinds accepted, how many files at most, and bytes each at most. */
interface Options {
  accept?: readonly FileKind[]
  maxFiles?: number
  maxBytes?: number
}

/** What a question accepts. */
export const uploadRules = ({
  accept = ['image'],
  maxFiles = 3,
  maxBytes = 10 * 1024 * 1024,
}: Field & Options): Required<Options> => ({ accept, maxFiles, maxBytes })

/** Stored files travel in the raw value as JSON: they come from the draft, never from the browser. */
const stored = (raw: Raw): FileAnswer[] => texts(raw).map((item) => JSON.parse(item) as FileAnswer)

export const files = fieldKind<FileAnswer[], Options>({
  type: 'files',
  fact: 'other',
  parts: [],
  holdsFiles: true,
  options: {
    accept: { shape: z.array(z.enum(['image', 'pdf'])), one: 'les sortes de fichiers' },
    maxFiles: { shape: z.int().positive().max(10), one: 'le nombre de fichiers' },
    maxBytes: { shape: z.int().positive(), one: 'le poids des fichiers' },
  },
  category: (field) => (uploadRules(field).accept.includes('pdf') ? 'documents' : 'pictures'),
  judge(field, raw) {
    const list = stored(raw)
    if (list.length === 0) return { empty: true }
    const most = uploadRules(field).maxFiles
    return list.length > most
      ? { problem: `Vous avez joint ${list.length} fichiers\u00a0: ${most} au plus. Retirez-en.` }
      : { answer: list }
  },
  missing: (field) => `Joignez au moins un fichier à ${asked(field)}.`,
  rawOf: (answer) => ({ '': answer.map((file) => JSON.stringify(file)) }),
  control(field, raw, showing) {
    const { accept, maxFiles, maxBytes } = uploadRules(field)
    return fileField({
      ...common(field, showing),
      files: stored(raw).map((file) => ({
        ...file,
        url: `/fichiers/${file.fileId}`,
        thumbUrl: file.mediaType.startsWith('image/') ? `/fichiers/${file.fileId}/vignette` : undefined,
      })),
      max: maxFiles,
      maxBytes,
      accept: accept.map((kind) => (kind === 'image' ? 'image/*' : 'application/pdf')).join(','),
      upload: showing.upload,
    })
  },
  summary: (_field, answer) => answer.map((file) => file.name),
  sample: () => [],
})
