// Pictures and documents: bytes are stored as they come (#files); the answer only names what is stored.
import { fileField } from '#platform/ui/files.ts'
import type { FileKind } from '#platform/files/inspect.ts'
import type { Field, FileAnswer } from '../definition/definition.ts'
import { asked, common, fieldKind } from './kind.ts'
import { type Raw, texts } from './read.ts'

export const MAX_FILES = 3
const MAX_BYTES = 10 * 1024 * 1024

/** What a question accepts: kinds, and bytes each at most. */
export const uploadRules = ({
  accept = ['image'],
  maxBytes = MAX_BYTES,
}: Field): { accept: readonly FileKind[]; maxBytes: number } => ({ accept, maxBytes })

/** Stored files travel in the raw value as JSON: they come from the draft, never from the browser. */
const stored = (raw: Raw): FileAnswer[] => texts(raw).map((item) => JSON.parse(item) as FileAnswer)

export const files = fieldKind<FileAnswer[]>({
  type: 'files',
  fact: 'other',
  parts: [],
  holdsFiles: true,
  category: ({ accept = ['image'] }) => (accept.includes('pdf') ? 'documents' : 'pictures'),
  judge(field, raw) {
    const list = stored(raw)
    if (list.length === 0) return { empty: true }
    const most = field.maxFiles ?? MAX_FILES
    return list.length > most
      ? { problem: `Vous avez joint ${list.length} fichiers\u00a0: ${most} au plus. Retirez-en.` }
      : { answer: list }
  },
  missing: (field) => `Joignez au moins un fichier à ${asked(field)}.`,
  rawOf: (answer) => ({ '': answer.map((file) => JSON.stringify(file)) }),
  control: (field, raw, showing) =>
    fileField({
      ...common(field, showing),
      files: stored(raw).map((file) => ({
        ...file,
        url: `/fichiers/${file.fileId}`,
        thumbUrl: file.mediaType.startsWith('image/') ? `/fichiers/${file.fileId}/vignette` : undefined,
      })),
      max: field.maxFiles ?? MAX_FILES,
      maxBytes: field.maxBytes ?? MAX_BYTES,
      accept: (field.accept ?? ['image'])
        .map((kind) => (kind === 'image' ? 'image/*' : 'application/pdf'))
        .join(','),
      upload: showing.upload,
    }),
  summary: (_field, answer) => answer.map((file) => file.name),
  sample: () => [],
})
