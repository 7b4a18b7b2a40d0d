// An identity document: pictures or PDF, marked all over with what they are for before anything is kept (#files); recto and verso.
import { z } from 'zod'
import { fileField } from '#platform/ui/files.ts'
import { fullDate, typo } from '#platform/ui/french.ts'
import type { FileAnswer } from '../definition/definition.ts'
import { storedFiles } from './files.ts'
import { asked, common, fieldKind } from './kind.ts'
import { SAYS } from './words.ts'

interface Options {
  /** Both sides are asked: two pictures, or one PDF. */
  sides?: true
}

const MOST = 2
const MOST_BYTES = 10 * 1024 * 1024

const LONGEST = 90
const short = (text: string): string => (text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text)

/** What is written all over it: « Pour Ville de Bron, demande « Une attestation d’accueil » uniquement, le 29 novembre 2026 ». */
export const markWords = (site: string, request: string, at: Date, zone: string) => ({
  words: `Pour ${short(site)}, demande «\u00a0${short(typo(request))}\u00a0» uniquement, le ${fullDate(at, zone)}`,
  at,
})

const isWhole = (list: readonly FileAnswer[]): boolean =>
  list.length >= MOST || list.some(({ mediaType }) => mediaType === 'application/pdf')

/** Each by its name, and its side where they are two pictures. */
const namesOf = (list: readonly FileAnswer[]): string[] =>
  list.length === MOST && list.every(({ mediaType }) => mediaType.startsWith('image/'))
    ? list.map(({ name }, at) => SAYS.sideOf(name, at === 0 ? 0 : 1))
    : list.map(({ name }) => name)

export const identityDocument = fieldKind<FileAnswer[], Options>({
  type: 'identity-document',
  fact: 'other',
  parts: [],
  holdsFiles: true,
  takes: () => ({ accept: ['image', 'pdf'], maxFiles: MOST, maxBytes: MOST_BYTES, isMarked: true }),
  options: { sides: { shape: z.literal(true), one: 'le recto et le verso' } },
  category: () => 'documents',
  judge({ sides }, raw) {
    const list = storedFiles(raw)
    if (list.length === 0) return { empty: true }
    if (list.length > MOST) return { problem: SAYS.tooManyFiles(list.length, MOST) }
    if (sides === true && !isWhole(list)) return { problem: SAYS.otherSide() }
    return { answer: list }
  },
  missing: (field) => SAYS.identityTo(asked(field)),
  rawOf: (answer) => ({ '': answer.map((file) => JSON.stringify(file)) }),
  control(field, raw, showing) {
    const list = storedFiles(raw)
    const names = namesOf(list)
    const hint = [
      ...(field.hint === undefined ? [] : [typo(field.hint)]),
      SAYS.identityHint(),
      ...(field.sides === true ? [SAYS.bothSides()] : []),
    ].join(' ')
    return fileField({
      ...common(field, showing),
      hint,
      files: list.map((file, at) => ({
        ...file,
        name: names[at] ?? file.name,
        url: `/fichiers/${file.fileId}`,
        thumbUrl: file.mediaType.startsWith('image/') ? `/fichiers/${file.fileId}/vignette` : undefined,
      })),
      max: MOST,
      maxBytes: MOST_BYTES,
      accept: 'image/*,application/pdf',
      upload: showing.upload,
    })
  },
  summary: (_field, answer) => namesOf(answer),
  sample: () => [],
})
