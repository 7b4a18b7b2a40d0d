// The shape of definitions/processing/*.json, said in French to whoever writes them.
import { z } from 'zod'
import { CATEGORIES, type CategoryId, type ProcessingEntry, SECTORS, type SectorId } from './definition.ts'

const line = z.string().trim().min(1, 'Ce texte manque.').max(300, 'Ce texte dépasse 300 caractères.')
const text = z.string().trim().min(1, 'Ce texte manque.').max(1000, 'Ce texte dépasse 1 000 caractères.')
const oneOf = <T extends string>(table: Record<T, string>, what: string) =>
  z.enum(
    Object.keys(table) as [T, ...T[]],
    `${what} inconnu(e). Choisissez parmi : ${Object.keys(table).join(', ')}.`,
  )

const keep = z.union(
  [
    z.strictObject({ days: z.int().min(1).max(36_500) }),
    z.strictObject({ months: z.int().min(1).max(1_200) }),
  ],
  'Une durée est un nombre de jours (days) ou de mois (months).',
)

/** One file. */
export const processingSchema: z.ZodType<ProcessingEntry> = z.strictObject({
  id: z
    .string()
    .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'Un identifiant s’écrit en minuscules, chiffres et tirets.')
    .max(60),
  title: line,
  kind: z.enum(['platform', 'services', 'sites'], 'Écrivez platform, services ou sites.'),
  controller: z
    .string()
    .regex(
      /^(platform|each-authority|[0-9AB]{5}|[0-9]{9})$/,
      'Écrivez platform, each-authority, ou le code d’une collectivité.',
    ),
  sector: oneOf<SectorId>(SECTORS, 'Secteur'),
  purpose: text,
  legalBase: z.strictObject({
    letter: z.enum(['a', 'b', 'c', 'd', 'e', 'f'], 'La base légale est une lettre de l’article 6, de a à f.'),
    text,
  }),
  people: z.array(line).min(1, 'Dites quelles personnes sont concernées.'),
  categories: z
    .array(oneOf<CategoryId>(CATEGORIES, 'Catégorie'))
    .min(1, 'Dites quelles données sont traitées.'),
  recipients: z.array(line).min(1, 'Dites qui reçoit les données.'),
  retention: z
    .array(
      z.strictObject({
        rule: line,
        keep,
        from: line,
        action: line,
        basis: line,
      }),
    )
    .min(1, 'Dites combien de temps les données sont gardées.'),
  security: z.array(line).min(1, 'Dites comment les données sont protégées.'),
  transfers: z.array(line),
})
