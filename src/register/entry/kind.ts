// Entries of the register as a kind of definition: what one is made of, and what keeps it back.
import { definitionKind, type Problem } from '#platform/house/definition.ts'
import type { RetentionRule } from '#platform/house/retention.ts'
import { territory } from '#territory'
import { CATEGORIES, type CategoryId, type Duration, type ProcessingEntry } from './definition.ts'
import { processingSchema } from './schema.ts'
import { durationWords } from './words.ts'

/** What an entry is judged by: the others as they will stand, the rules that modules bring, the codes of authorities. */
export interface Beside {
  others: readonly ProcessingEntry[]
  rules: readonly RetentionRule[]
  authorityCodes: ReadonlySet<string>
}

/** Every reason not to publish this entry beside the others. */
export function checkEntry(entry: ProcessingEntry, { others, rules, authorityCodes }: Beside): string[] {
  const problems: string[] = []
  if (/^[0-9]/.test(entry.controller) && !authorityCodes.has(entry.controller))
    problems.push(`aucune collectivité n’a le code ${entry.controller}.`)
  const rival = others.find(
    ({ kind, sector, controller }) =>
      kind === 'sites' && sector === entry.sector && controller === entry.controller,
  )
  if (entry.kind === 'sites' && rival !== undefined)
    problems.push(`les sites du secteur ${entry.sector} ont déjà une fiche, ${rival.id}.`)
  return [...problems, ...checkRules(entry, others, rules)]
}

function checkRules(
  { retention }: ProcessingEntry,
  others: readonly ProcessingEntry[],
  known: readonly RetentionRule[],
): string[] {
  const rules = retention.map(({ rule }) => rule)
  const list = known.map(({ id }) => id).join(', ')
  return [...new Set(rules)].flatMap((rule) => {
    const found = known.find(({ id }) => id === rule)
    if (found === undefined) return [`règle de conservation inconnue, ${rule}. Choisissez parmi : ${list}.`]
    const owner = others.find((entry) => entry.retention.some((line) => line.rule === rule))
    return [
      ...(rules.indexOf(rule) === rules.lastIndexOf(rule)
        ? []
        : [`la règle de conservation ${rule} est écrite deux fois.`]),
      ...(owner === undefined || found.perEntry === true
        ? []
        : [`la règle de conservation ${rule} est déjà dans la fiche ${owner.id}.`]),
    ]
  })
}

export const PROCESSING = definitionKind<ProcessingEntry>({
  kind: 'processing',
  one: 'traitement',
  schema: processingSchema,
  idOf: ({ id }) => id,
  folder: 'processing',
  goesWithItsFile: true,
  together: true,
  async refuse(entry, ground): Promise<Problem[]> {
    const authorityCodes = await ground.once(
      'codes of authorities',
      async (tx) => new Set((await territory(tx)).authorities.map(({ code }) => code)),
    )
    const others = [...(await ground.all(PROCESSING)).values()].filter(({ id }) => id !== entry.id)
    return checkEntry(entry, { others, rules: ground.retention, authorityCodes }).map((sentence) => ({
      sentence,
    }))
  },
  parts: {
    title: 'le titre',
    kind: 'ce qui est déclaré',
    controller: 'le responsable',
    sector: 'le secteur',
    purpose: 'la finalité',
    legalBase: { parts: { letter: 'la base légale', text: 'le texte de la base légale' } },
    people: 'les personnes concernées',
    categories: {
      name: 'les données',
      says: (ids: CategoryId[]) => ids.map((id) => CATEGORIES[id]).join(', '),
    },
    recipients: 'les destinataires',
    retention: {
      one: 'durée de conservation',
      isFeminine: true,
      id: 'rule',
      title: 'rule',
      parts: {
        keep: { name: 'la durée', says: (keep: Duration) => durationWords(keep) },
        from: 'le départ',
        action: 'ce qui arrive ensuite',
        basis: 'la raison',
      },
    },
    security: 'les mesures de sécurité',
    transfers: 'les transferts hors de l’Union européenne',
  },
})
