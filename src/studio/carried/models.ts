// The models of a form in its file, with their bytes: written, and read with all that is wrong. Pure.
import { createHash } from 'node:crypto'
import { type Field, type FormDefinition, type Model, modelsOf } from '#forms'
import { quoted } from '#platform/ui/french.ts'
import { z } from 'zod'
import type { FileFault } from './faults.ts'

/** A model with its bytes, as a file carries it. */
export interface CarriedModel extends Pick<Model, 'name' | 'sha256'> {
  content: Buffer
}

export const modelsShape = z.array(
  z.strictObject({
    sha256: z.string().regex(/^[0-9a-f]{64}$/, 'Cette empreinte n’en est pas une.'),
    name: z.string().min(1).max(120),
    content: z.base64('Ce contenu est abîmé\u00a0: exportez le formulaire de nouveau.'),
  }),
)

/** As a file writes them. */
export const modelsWritten = (models: readonly CarriedModel[]) =>
  models.map(({ name, sha256, content }) => ({ name, sha256, content: content.toString('base64') }))

/** The form without the models that come along: what is wrong with it once they are kept. */
export function withoutCarried(form: FormDefinition, carried: readonly CarriedModel[]): FormDefinition {
  const coming = new Set(carried.map(({ sha256 }) => sha256))
  const pages = form.pages.map((page) => ({
    ...page,
    fields: page.fields.map((field) => {
      const { model, ...rest } = field as Field & { model?: Model }
      return model !== undefined && coming.has(model.sha256) ? rest : field
    }),
  }))
  return { ...form, pages }
}

/** The models that a file carries for that form, or what is wrong with them. */
export function modelsRead(
  form: FormDefinition,
  given: z.infer<typeof modelsShape>,
): { models: CarriedModel[]; faults: FileFault[] } {
  const named = new Map(modelsOf(form).map((model) => [model.sha256, model]))
  const models = given.map(({ content, ...model }) => ({ ...model, content: Buffer.from(content, 'base64') }))
  const faults = models.flatMap(({ name, sha256, content }): FileFault[] => {
    const where = `Le modèle ${quoted(name)}`
    if (!named.has(sha256)) return [{ where, sentence: 'Aucune question ne donne ce modèle.' }]
    if (createHash('sha256').update(content).digest('hex') !== sha256)
      return [{ where, sentence: 'Son contenu n’est pas celui que le formulaire annonce.' }]
    return []
  })
  const twice = new Set(models.map(({ sha256 }) => sha256)).size < models.length
  if (twice) faults.push({ where: 'Les modèles', sentence: 'Le même modèle y est deux fois.' })
  return { models, faults }
}
