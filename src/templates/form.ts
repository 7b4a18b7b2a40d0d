// The form of a reply template: variables are typed as agents type them, and kept under the code’s names.
import { z } from 'zod'
import type { Values } from '#platform/http/route.ts'
import { type Choice, field, lineOf, several } from '#platform/screens/field.ts'
import { formOf, type ReadFields } from '#platform/screens/form.ts'
import { spoken, unspoken, VARIABLES } from '#requests'
import type { ReplyTemplate, TemplateText } from '#services'
import type { WorkflowDefinition } from '#workflows'

/** What stands between braces, one or two of each side. */
const PLACES = /\{\{\s*[^{}\s][^{}]*\}\}|\{\s*[^{}\s][^{}]*\}/g

export const TEMPLATE = formOf({
  titre: field({
    label: 'Titre',
    hint: 'Ce que l’agent choisit. Pas le nom d’une action.',
    control: 'line',
    type: lineOf(120).pipe(z.string().min(1, 'Donnez un titre.')),
    medium: true,
  }),
  pour: field({
    label: 'Proposé aux agents de',
    control: { list: [] },
    type: z.string(),
    medium: true,
  }),
  acte: field({ label: 'Proposé pour l’action', control: { list: [] }, type: z.string(), medium: true }),
  texte: field({
    label: 'Texte',
    hint: `Remplacés d’eux-mêmes\u00a0: ${VARIABLES.map(({ shown }) => shown).join(', ')}, {explication}. Entre doubles accolades, ce que l’agent doit remplir\u00a0: {{la raison}}.`,
    control: 'text',
    rows: 12,
    type: lineOf(2000).pipe(
      z
        .string()
        .min(1, 'Écrivez le texte.')
        .refine(
          (text) => !/[{}]/.test(text.replace(PLACES, '')),
          'Une accolade est seule, ou vide\u00a0: l’habitant la lirait. Un mot remplacé s’écrit {nom}, une place à remplir {{la raison}}.',
        ),
    ),
  }),
  fait: field({
    label: 'Il dit que quelque chose a été fait',
    hint: 'Alors un agent le choisit\u00a0: il ne se place jamais de lui-même dans une réponse.',
    control: [
      ['non', 'Non'],
      ['oui', 'Oui'],
    ],
    type: z.enum(['non', 'oui'], 'Choisissez.'),
  }),
  demarches: field({
    label: 'Pour ces démarches seulement',
    hint: 'Aucune cochée\u00a0: pour toutes.',
    optional: true,
    control: { several: [] },
    type: several,
  }),
  demande: field({
    label: 'L’essayer sur une demande',
    hint: 'Sa référence, si vous pouvez la lire. Elle ne reçoit rien.',
    optional: true,
    control: 'line',
    type: lineOf(40),
    medium: true,
  }),
})

export const NONE = formOf({})

/** Whose it is: the whole territory’s, or that of the town whose name is chosen. */
export const WHOLE = 'territoire'

export const readTemplate = ({
  titre,
  acte,
  texte,
  fait,
  demarches,
}: ReadFields<(typeof TEMPLATE)['fields']>): TemplateText => ({
  title: titre,
  ...(acte !== '' && { transition: acte }),
  ...(demarches.length > 0 && { services: demarches }),
  ...(fait === 'oui' && { claimsDone: true as const }),
  text: unspoken(texte.replace(/\r\n?/g, '\n')),
})

export const typedOf = ({ title, transition, text, claimsDone, services }: ReplyTemplate): Values => ({
  titre: title,
  acte: transition ?? '',
  texte: typedText(text),
  fait: claimsDone === true ? 'oui' : 'non',
  demarches: services ?? [],
})

/** « {nom} » for « {name} », places to fill as they were written. */
const typedText = (text: string): string =>
  text
    .split(/(\{\{[^{}]*\}\})/)
    .map((piece) => (piece.startsWith('{{') ? piece : spoken(piece)))
    .join('')

/** Acts by their id, under the name that they have most often. */
export function actsOf(workflows: readonly WorkflowDefinition[]): Choice[] {
  const labels = new Map<string, string>()
  for (const { id, label } of workflows.flatMap(({ transitions }) => transitions))
    if (!labels.has(id)) labels.set(id, label)
  const acts = [...labels].map(([id, label]): Choice => [id, label])
  return [['', 'Toutes les actions'], ...acts.toSorted(([, a], [, b]) => a.localeCompare(b, 'fr'))]
}
