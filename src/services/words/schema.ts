// The shape of a service and of its file, said in French to whoever writes it.
import { z } from 'zod'
import { delaysSchema } from '#workflows'
import { EVERY_MEANT } from './meant.ts'
import type { ExternalLink, ServiceDefinition, ServiceModel } from './definition.ts'

export const slug = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'Un identifiant s’écrit en minuscules, chiffres et tirets.')
  .max(80)
export const line = z.string().trim().min(1, 'Ce texte manque.').max(300, 'Ce texte dépasse 300 caractères.')
export const text = z
  .string()
  .trim()
  .min(1, 'Ce texte manque.')
  .max(2000, 'Ce texte dépasse 2 000 caractères.')
export const area = z.string().regex(/^[0-9AB]{5}$/, 'Un code INSEE a cinq caractères.')

const link: z.ZodType<ExternalLink> = z.strictObject({
  commune: area.exactOptional(),
  url: z.url({ protocol: /^https?$/, error: 'Une adresse commence par https://.' }),
  site: line,
})

const step = z.strictObject({ title: line, text })

/** The parts of a service, each by itself. */
export const base = z.strictObject({
  slug,
  title: line,
  shortTitle: line,
  theme: slug,
  category: slug,
  keywords: z.array(line),
  lead: text,
  forWhom: text,
  cost: line,
  minutes: z.int().min(1).max(300),
  prepare: z.array(line),
  whoAnswers: z.array(z.strictObject({ where: line, who: line })).exactOptional(),
  steps: z.array(step),
  emergency: step.exactOptional(),
  related: z.array(slug).exactOptional(),
  links: z.array(link).min(1).exactOptional(),
  by: z.strictObject({ who: line, call: text.exactOptional() }).exactOptional(),
  law: line.exactOptional(),
  places: slug.exactOptional(),
  form: slug.exactOptional(),
  workflow: slug.exactOptional(),
  delays: delaysSchema.exactOptional(),
  solutionLabel: line.exactOptional(),
  processing: z
    .string('Nommez la fiche du registre des traitements (processing).')
    .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'Un identifiant s’écrit en minuscules, chiffres et tirets.')
    .max(60),
  level: z.enum(['metropolis', 'commune', 'both']),
  takesAnything: z.literal(true).exactOptional(),
  often: z.int().min(1).max(50).exactOptional(),
  commune: area.exactOptional(),
  meantFor: z.enum(EVERY_MEANT).exactOptional(),
  askedAt: z
    .string()
    .regex(/^(?:\/[a-z0-9-]+)+$/, 'Une adresse d’ici commence par /.')
    .max(60)
    .exactOptional(),
  nearMetres: z.int().min(1).max(2000).exactOptional(),
})

/** definitions/models.json: what services of one kind all say. */
export const modelsSchema = z.record(
  slug,
  base.partial().extend({
    received: step.exactOptional(),
    answer: text.exactOptional(),
    outcome: text.exactOptional(),
  }),
) as unknown as z.ZodType<Record<string, ServiceModel>>

/** A service is online (form, workflow and delays together), leads elsewhere (links), or is done in person (places). */
export const serviceSchema: z.ZodType<ServiceDefinition> = base
  .refine(
    ({ form, workflow, delays }) =>
      [form, workflow, delays].every((part) => part === undefined) ||
      [form, workflow, delays].every((part) => part !== undefined),
    'Un formulaire, un parcours et des délais vont ensemble.',
  )
  .refine(
    ({ form, links, places }) => form !== undefined || links !== undefined || places !== undefined,
    'Une démarche a un formulaire, un lien ou des lieux où aller.',
  )
