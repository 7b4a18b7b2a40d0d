// A model that a question gives to download, to fill in and send back: named by the digest of its bytes, the same everywhere.
import { z } from 'zod'
import type { Field, FormDefinition } from './definition.ts'

export interface Model {
  /** As it is saved. */
  name: string
  /** Of its bytes, hexadecimal. */
  sha256: string
  bytes: number
  mediaType: string
}

export const modelSchema = z.strictObject({
  name: z.string().min(1).max(120),
  sha256: z.string().regex(/^[0-9a-f]{64}$/, 'L’empreinte compte 64 chiffres hexadécimaux.'),
  bytes: z.int().positive(),
  mediaType: z.string().min(1).max(120),
})

/** Where it is downloaded by whoever may see a form that names it. */
export const modelAddress = ({ sha256 }: Pick<Model, 'sha256'>): string => `/formulaires/modeles/${sha256}`

/** What is accepted as one: what is printed, or filled in and sent back. Pictures are rewritten as they come, and are none. */
export const MODEL_KINDS = ['pdf', 'office', 'text'] as const
export const MOST_MODEL_BYTES = 5_000_000

export const modelOf = (field: Field): Model | undefined => (field as Field & { model?: Model }).model

/** The models of a form, each once, in the order of its questions. */
export function modelsOf(form: FormDefinition): Model[] {
  const all = form.pages.flatMap(({ fields }) => fields.flatMap((field) => modelOf(field) ?? []))
  return [...new Map(all.map((model) => [model.sha256, model])).values()]
}
