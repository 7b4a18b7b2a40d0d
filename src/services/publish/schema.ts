// The shape of the files that everyone reads, said in French to whoever writes them.
import { z } from 'zod'
import type { LifeEvent } from '../catalogue/queries.ts'
import type { Category, CompetenceRule, ReplyTemplate, Signpost, Theme } from '../words/definition.ts'
import { area, line, slug, text } from '../words/schema.ts'

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

export const elsewhereSchema = z.array(z.array(line).min(1, 'Un sujet a une expression au moins.'))

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

const template = z.strictObject({
  id: slug,
  title: line,
  services: z.array(slug).exactOptional(),
  transition: z.string().max(60).exactOptional(),
  claimsDone: z.literal(true).exactOptional(),
  text,
})
export const templatesSchema: z.ZodType<ReplyTemplate[]> = z.array(template)

/** What a template says, from elsewhere. @throws when it is not of that shape */
export const readTemplate = (said: unknown): Omit<ReplyTemplate, 'id'> =>
  template.omit({ id: true }).parse(said)

/** A notice of the files: its dates are counted from the day it is loaded. */
export const noticesSchema = z.array(
  z.strictObject({
    authority: z.string().max(20),
    theme: slug,
    title: line,
    text,
    daysFromNow: z.int().min(-400).max(400),
    lastsDays: z.int().min(1).max(400).exactOptional(),
  }),
)
