// The shape of the files of definitions/: what each must be, said in French to whoever writes them.
import { z } from 'zod'
import { delaysSchema } from '#workflows'
import type { LifeEvent } from '../catalogue/queries.ts'
import type {
  Category,
  CompetenceRule,
  ExternalLink,
  ReplyTemplate,
  ServiceDefinition,
  ServiceModel,
  Signpost,
  Theme,
} from '../words/definition.ts'

const slug = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'Un identifiant s’écrit en minuscules, chiffres et tirets.')
  .max(80)
const line = z.string().trim().min(1, 'Ce texte manque.').max(300, 'Ce texte dépasse 300 caractères.')
const text = z.string().trim().min(1, 'Ce texte manque.').max(2000, 'Ce texte dépasse 2 000 caractères.')
const area = z.string().regex(/^[0-9AB]{5}$/, 'Un code INSEE a cinq caractères.')
const day = z.iso.date('Écrivez la date sous la forme AAAA-MM-JJ.')

export const categoriesSchema: z.ZodType<Category[]> = z.array(
  z.strictObject({
    code: slug,
    label: line,
    parent: slug.exactOptional(),
    synonyms: z.array(line).exactOptional(),
  }),
)

export const synonymsSchema = z.array(z.array(line).min(2, 'Un groupe de synonymes a deux mots au moins.'))

const call = z.union([z.strictObject({ who: line, number: line }), z.strictObject({ who: line, line: slug })])
export const signpostsSchema: z.ZodType<Signpost[]> = z.array(
  z.strictObject({
    id: slug,
    title: line,
    text,
    phrases: z.array(line).min(1),
    calls: z.array(call),
    isAlone: z.boolean(),
    isGrave: z.literal(true).optional(),
  }),
)

const theme = z.strictObject({ slug, title: line, text: line, icon: slug })
export const themesSchema: z.ZodType<Theme[]> = z.array(theme)
export const lifeEventsSchema: z.ZodType<LifeEvent[]> = z.array(
  theme.extend({
    steps: z.array(z.strictObject({ title: line, text, services: z.array(slug) })).min(1),
    contacts: z.array(z.strictObject({ who: line, phone: line.exactOptional(), text: line })),
  }),
)

export const rulesSchema: z.ZodType<CompetenceRule[]> = z.array(
  z
    .strictObject({
      id: slug,
      category: slug,
      commune: area.exactOptional(),
      placeKind: slug.exactOptional(),
      answers: z.enum(['metropolis', 'commune']),
      function: slug,
      from: day,
      to: day.exactOptional(),
      basis: line,
      because: line,
    })
    .refine((rule) => rule.to === undefined || rule.from <= rule.to, 'La règle finit avant de commencer.'),
)

export const templatesSchema: z.ZodType<ReplyTemplate[]> = z.array(
  z.strictObject({
    id: slug,
    title: line,
    services: z.array(slug).exactOptional(),
    transition: z.string().max(60).exactOptional(),
    claimsDone: z.literal(true).exactOptional(),
    text,
  }),
)

/** A notice of the files: its dates are counted from the day it is loaded. */
export const noticesSchema = z.array(
  z.strictObject({
    authority: z.string().max(20),
    theme: slug,
    title: line,
    text,
    daysFromNow: z.int().max(0, 'Une information se publie aujourd’hui ou avant.').min(-400),
    lastsDays: z.int().min(1).max(400).exactOptional(),
  }),
)

const link: z.ZodType<ExternalLink> = z.strictObject({
  commune: area.exactOptional(),
  url: z.url({ protocol: /^https?$/, error: 'Une adresse commence par https://.' }),
  site: line,
})

const step = z.strictObject({ title: line, text })

const base = z.strictObject({
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
    'Un formulaire, un circuit et des délais vont ensemble.',
  )
  .refine(
    ({ form, links, places }) => form !== undefined || links !== undefined || places !== undefined,
    'Une démarche a un formulaire, un lien ou des lieux où aller.',
  )
