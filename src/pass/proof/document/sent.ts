// A 2D-Doc as somebody sends it: its text, or a photograph or a PDF that is read here and kept nowhere; and the form that asks for it.
import { z } from 'zod'
import { BadInput, type FieldProblem } from '#platform/errors.ts'
import { readCodes } from '#platform/files/code/read.ts'
import { RefusedFile } from '#platform/files/inspect.ts'
import { type Html, html } from '#platform/html.ts'
import type { Posted } from '#platform/http/route.ts'
import { button, csrfField } from '#platform/ui/button.ts'
import { textarea } from '#platform/ui/fields.ts'
import { fileField } from '#platform/ui/files.ts'

const MOST = 2500
const MOST_BYTES = 10_000_000

export const DOCUMENT = z.object({
  document: z.string().trim().max(MOST, `Un code 2D-Doc n’a pas plus de ${MOST} caractères.`).default(''),
})

const messageOf = (problems: readonly FieldProblem[], name: string): string | undefined =>
  problems.find(({ field }) => field === name)?.message

interface Asking {
  at: string
  csrf: string
  typed: string
  problems: readonly FieldProblem[]
}

export const documentForm = ({ at, csrf, typed, problems }: Asking): Html =>
  html`<form class="stack" method="post" action="${at}" enctype="multipart/form-data" novalidate>${csrfField(csrf)}${fileField(
    {
      ...{ name: 'photo', label: 'Une photo du code, ou le PDF du document', optional: true },
      hint: 'Le carré imprimé sur l’avis d’impôt ou la facture, de près et à plat. Le fichier est lu puis oublié.',
      ...{ files: [], max: 1, maxBytes: MOST_BYTES, accept: 'image/*,application/pdf' },
      error: messageOf(problems, 'photo'),
    },
  )}<pass-proof class="stack tight">${textarea({
    ...{ name: 'document', label: 'Ou ce que dit le code 2D-Doc', value: typed, rows: 4, maxlength: MOST },
    optional: true,
    hint: 'Lu par une application\u00a0: collez tout le texte, qui commence par DC. Ce qui est lu n’est pas gardé, la classe seule l’est.',
    error: messageOf(problems, 'document'),
  })}</pass-proof></div><div class="actions">${button('Lire ce code', { kind: 'quiet' })}</div></form>`

/** Marks between fields, which forms do not carry: as readers write them. */
const MARKS = {
  ...{ '␝': '\u001d', '␞': '\u001e', '␟': '\u001f' },
  ...{ '<GS>': '\u001d', '<RS>': '\u001e', '<US>': '\u001f' },
} as const
const withMarks = (text: string): string =>
  Object.entries(MARKS).reduce((whole, [said, mark]) => whole.replaceAll(said, mark), text)

const refuse = (field: 'photo' | 'document', message: string) => new BadInput([{ field, message }])

/** What the code says, and under which field what is wrong of it is told. @throws BadInput when nothing is to be read */
export async function documentSent(
  document: string,
  { uploads, refusal }: Posted,
  sender: string,
): Promise<{ text: string; field: 'photo' | 'document' }> {
  if (refusal) throw refuse('photo', refusal)
  const [photo] = uploads.filter(({ field }) => field === 'photo')
  if (photo === undefined || (photo.arrived.size === 0 && document !== '')) {
    if (document === '') throw refuse('photo', 'Choisissez une photo du code, ou collez son texte.')
    return { text: withMarks(document), field: 'document' }
  }
  if (photo.tooBig) throw refuse('photo', 'Ce fichier est trop lourd\u00a0: 10\u00a0Mo au plus.')
  const codes = await readCodes(photo.arrived, sender).catch((error: unknown) => {
    throw error instanceof RefusedFile ? refuse('photo', error.message) : error
  })
  const text = codes.find((code) => code.startsWith('DC'))
  if (text === undefined)
    throw refuse(
      'photo',
      'Aucun code 2D-Doc ne se lit sur ce fichier. Prenez le carré de près, à plat et sans reflet, ou envoyez le PDF d’origine.',
    )
  return { text, field: 'photo' }
}
