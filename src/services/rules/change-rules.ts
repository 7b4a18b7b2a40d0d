// Changes the rules of competence: each change is judged on what will stand, then written with who did it. What decided stays.
import { metropolitanAdministrator } from '#platform/access.ts'
import type { Actor } from '#platform/actor.ts'
import type { Read, Write } from '#platform/db/db.ts'
import { BadInput, type FieldProblem, NotFound } from '#platform/errors.ts'
import { emit } from '#platform/ledger/events.ts'
import { Outdated } from '#platform/screens/outdated.ts'
import { longDate } from '#platform/ui/french.ts'
import {
  addDays,
  type Authority,
  type Day,
  lastWriter,
  localDay,
  type Territory,
  territory,
} from '#territory'
import { type Catalogue, catalogue, standingCatalogue } from '../catalogue/catalogue.ts'
import { changedBy, type Changed, isToCome, levelChange, type RuleChange } from '../routing/change.ts'
import { caseWords, faultSentence } from '../routing/fault-sentences.ts'
import { readersOfCategory } from '../routing/matching.ts'
import { type Fault, newFaults, proveCompetence } from '../routing/proof.ts'
import type { CompetenceRule } from '../words/definition.ts'
import { insertRule, type KeptRule, keptRules, updateRule, withdrawRule } from './queries.ts'

/** What rules are read with. */
export interface Ground {
  known: Catalogue
  place: Territory
  rules: readonly KeptRule[]
  today: Day
}

/** The rules as they stand now, with what they name. */
export async function groundOf(tx: Read, known?: Catalogue): Promise<Ground> {
  const place = await territory(tx)
  return {
    known: known ?? (await catalogue(tx)),
    place,
    rules: await keptRules(tx),
    today: localDay(tx.now, place.zone),
  }
}

/** Towns whose own rules that person changes; null: every rule, of the whole territory. */
export function ruledTowns(actor: Actor, place: Territory): readonly Authority[] | null {
  if (actor.kind === 'system' || metropolitanAdministrator.ever(actor)) return null
  const own = actor.memberships.filter(({ role }) => role === 'admin').map(({ authorityId }) => authorityId)
  return place.authorities.filter(({ id }) => own.includes(id))
}

/** May that person change this row? A town changes its own, where it is the one that answers. */
export function mayRule(
  towns: readonly Authority[] | null,
  { commune, answers }: Pick<CompetenceRule, 'commune' | 'answers'>,
): boolean {
  return towns === null || (answers === 'commune' && towns.some(({ code }) => code === commune))
}

/** Categories that residents ask about. */
export const askedIn = ({ services }: Catalogue): Set<string> =>
  new Set(
    services.filter(({ formVersion }) => formVersion !== null).map(({ definition }) => definition.category),
  )

/** What the rules leave unsaid, or say twice, from today on. */
export function faultsIn(
  { known, place, rules, today }: Omit<Ground, 'rules'> & { rules: readonly CompetenceRule[] },
  categories: readonly string[] = known.categories.map(({ code }) => code),
): Fault[] {
  return proveCompetence({ rules, category: known.category }, place, {
    categories,
    asked: askedIn(known),
    from: today,
  })
}

/** A change as it would be. */
export interface Judged extends Changed {
  /** Why it is not made. */
  problems: FieldProblem[]
}

/**
 * What a change would do, and every reason not to make it.
 * @throws NotFound when the rule it names is not there, or is not that person’s to change
 */
export function judgeChange(actor: Actor, ground: Ground, change: RuleChange): Judged {
  const { place, rules, today } = ground
  const towns = ruledTowns(actor, place)
  const old = change.do === 'add' ? undefined : ruleIn(ground, change.id)
  if (old !== undefined && !mayRule(towns, old)) throw new NotFound('Cette règle se change à la métropole.')
  const dates = datesWrong(change, old, today)
  if (dates.length > 0) return { rules, written: [], removed: null, from: today, problems: dates }
  const changed = changedBy(rules, change, today)
  const problems = [
    ...withdrawnSubject(change, ground),
    ...givenAway(changed, towns, ground),
    ...faultsMade(changed, ground, { change, old }),
  ]
  return { ...changed, problems }
}

export function ruleIn({ rules }: Pick<Ground, 'rules'>, id: string): KeptRule {
  const found = rules.find((rule) => rule.id === id)
  if (found === undefined) throw new NotFound('Cette règle n’existe pas, ou n’est plus là.')
  return found
}

function datesWrong(change: RuleChange, old: CompetenceRule | undefined, today: Day): FieldProblem[] {
  const wrong = (field: string, message: string) => [{ field, message }]
  if (old?.to !== undefined && old.to < today)
    return wrong('', 'Cette règle a fini\u00a0: elle ne change plus. Ajoutez-en une autre.')
  if (change.do === 'remove')
    return old !== undefined && isToCome(old, today)
      ? []
      : wrong('', 'Cette règle a commencé\u00a0: elle se termine, elle ne se retire pas.')
  if (change.do === 'end') {
    const first = old !== undefined && isToCome(old, today) ? old.from : today
    return change.lastDay >= first
      ? []
      : wrong(
          'au',
          `Le dernier jour est le ${longDate(first)} au plus tôt\u00a0: ce qui a été décidé reste vrai.`,
        )
  }
  const { from, to } = change.rule
  if (!isToCome({ from }, today))
    return wrong(
      'du',
      `La règle commence le ${longDate(addDays(today, 1))} au plus tôt\u00a0: ce qui a été décidé reste vrai.`,
    )
  if (to !== undefined && to < from) return wrong('au', 'La règle finit avant de commencer.')
  if (old?.to !== undefined && !isToCome(old, today) && old.to < addDays(from, -1))
    return wrong(
      'du',
      `La règle finit déjà le ${longDate(old.to)}\u00a0: entre les deux, rien ne serait dit.`,
    )
  return []
}

/** What was asked under a subject that is withdrawn follows the rules of where it leads. */
function withdrawnSubject(change: RuleChange, { known }: Ground): FieldProblem[] {
  if (!('rule' in change) || known.categories.some(({ code }) => code === change.rule.category)) return []
  return [{ field: '', message: 'Ce sujet est retiré\u00a0: ajoutez la règle à celui auquel il est réuni.' }]
}

/** A town says which of its services answers; who is competent is not its to change. */
function givenAway(
  { rules, written, removed, from }: Changed,
  towns: readonly Authority[] | null,
  ground: Ground,
): FieldProblem[] {
  if (towns === null) return []
  const { known, place } = ground
  const touched = [...written, ...(removed === null ? [] : [removed])]
  if (!touched.every((rule) => mayRule(towns, rule)))
    return [
      {
        field: 'commune',
        message: 'Choisissez votre commune\u00a0: une règle de tout le territoire se change à la métropole.',
      },
    ]
  const sourceOf = (list: readonly CompetenceRule[]) => ({ rules: list, category: known.category })
  for (const { category, commune = '' } of touched) {
    const shown = levelChange([sourceOf(ground.rules), sourceOf(rules)], place, {
      categories: readersOfCategory(known, category),
      commune,
      from,
    })
    if (shown !== null)
      return [
        {
          field: '',
          message: `${caseWords(shown, known, place)}\u00a0: une autre collectivité répondrait. La compétence se donne et se reprend à la métropole.`,
        },
      ]
  }
  return []
}

interface Asked {
  change: RuleChange
  old: CompetenceRule | undefined
}

/** The field of the form that a fault is of; '' when it is of none: rules of others. */
function fieldAtFault(
  { kind, rules, example }: Fault,
  { change, old }: Asked,
  written: Changed['written'],
): string {
  if (change.do === 'remove') return ''
  if (change.do === 'end') return 'au'
  const isTyped = ({ id }: CompetenceRule) =>
    written.some((rule) => rule.id === id && rule.from === change.rule.from)
  if (kind === 'unfilled' || kind === 'shared') return rules.some(isTyped) ? 'fonction' : ''
  if (kind === 'overlap')
    return rules.some(isTyped)
      ? dateAtFault(
          change.rule,
          rules.filter((rule) => !isTyped(rule)),
        )
      : ''
  // Of a gap: what the rule no longer says, or no longer on that day.
  const { commune, placeKind, from, to } = change.rule
  if (to !== undefined && example.day > to) return 'au'
  if (commune !== old?.commune) return 'commune'
  if (placeKind !== old?.placeKind) return 'lieu'
  return example.day < from ? 'du' : ''
}

/** Which day ends the overlap: it begins after what ends, or ends before what begins; else it is another place’s. */
function dateAtFault(
  { from, placeKind }: Pick<CompetenceRule, 'from' | 'placeKind'>,
  others: readonly CompetenceRule[],
): string {
  if (others.every(({ to }) => to !== undefined && to >= from)) return 'du'
  if (others.every((other) => other.from > from)) return 'au'
  return placeKind === undefined ? 'commune' : 'lieu'
}

/** What it would leave unsaid, or say twice, that is not so today. */
function faultsMade({ rules, written, removed }: Changed, ground: Ground, asked: Asked): FieldProblem[] {
  const { known, place } = ground
  const touched = [...written, ...(removed === null ? [] : [removed])]
  const categories = [...new Set(touched.flatMap(({ category }) => readersOfCategory(known, category)))]
  const made = newFaults(faultsIn(ground, categories), faultsIn({ ...ground, rules }, categories))
  return made.map((fault) => ({
    field: fieldAtFault(fault, asked, written),
    message: faultSentence(fault, known, place),
  }))
}

const EVENTS = {
  add: 'competence.added',
  change: 'competence.changed',
  end: 'competence.ended',
  remove: 'competence.withdrawn',
} as const

/**
 * Makes a change, judged again on the rules as they stand.
 * @param seen version of the row when it was read; null for a new one
 * @param known what `standingCatalogue` gave in this transaction, for whoever makes many
 * @throws Outdated when somebody changed it meanwhile; BadInput; NotFound
 */
export async function changeRules(
  tx: Write,
  change: RuleChange,
  seen: number | null,
  known?: Catalogue,
): Promise<readonly CompetenceRule[]> {
  const ground = await groundOf(tx, known ?? (await standingCatalogue(tx)))
  if (change.do !== 'add') await requireUnchanged(tx, ruleIn(ground, change.id), seen)
  const { written, removed, problems } = judgeChange(tx.actor, ground, change)
  if (problems.length > 0) throw new BadInput(problems)
  const kept = new Map(ground.rules.map((rule) => [rule.id, rule]))
  // What begins first: the second wall asks of a row that ends who answers after it.
  for (const rule of written.toSorted((a, b) => Number(kept.has(a.id)) - Number(kept.has(b.id))))
    await write(tx, rule, kept.get(rule.id), change)
  if (removed !== null) {
    await withdrawRule(tx, removed.id)
    await tell(tx, EVENTS.remove, ruleIn(ground, removed.id).number, removed)
  }
  return written
}

async function requireUnchanged(tx: Read, { number, version }: KeptRule, seen: number | null): Promise<void> {
  if (version !== seen) throw new Outdated(await lastWriter(tx, 'competence', number))
}

async function write(
  tx: Write,
  rule: CompetenceRule,
  old: KeptRule | undefined,
  change: RuleChange,
): Promise<void> {
  if (old === undefined) return tell(tx, EVENTS.add, await insertRule(tx, rule), rule)
  await updateRule(tx, rule)
  // A row that has begun ends where its next text begins.
  const isOver = change.do === 'change' && change.rule.from === rule.from
  return tell(tx, isOver ? EVENTS.change : EVENTS.end, old.number, rule)
}

async function tell(tx: Write, name: string, subjectId: number, rule: CompetenceRule): Promise<void> {
  const { id, category, commune, placeKind, answers, function: fn, from, to, basis, because } = rule
  const said = { id, category, commune, placeKind, answers, function: fn, from, to, basis, because }
  await emit(tx, { name, subjectKind: 'competence', subjectId, payload: { said } })
}
