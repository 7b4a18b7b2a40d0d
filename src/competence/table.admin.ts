// Handlers that show one table of rules, and one rule.
import type { Read } from '#platform/db/db.ts'
import { NotFound } from '#platform/errors.ts'
import { type Context, page, type Reply } from '#platform/http/route.ts'
import { correctedRefs, type Decided, decidedSince } from '#requests'
import {
  askedIn,
  changesIn,
  comparePrecision,
  distancesOf,
  type Fault,
  faultSentence,
  faultsIn,
  type Ground,
  groundOf,
  lineage,
  mayRule,
  precedence,
  readersOfCategory,
  ruledTowns,
  ruleIn,
} from '#services'
import { adminFrame } from '#territory'
import { rulePage } from './pages/rule.ts'
import { type TableRow, type TableView, tablePage } from './pages/table.ts'
import { silentUnits, unheardIn } from './tell.ts'
import { aYearAgo } from './trial.ts'
import { type Counts, standingOf } from './words.ts'

const MOST_CHANGES = 20
const MOST_REFS = 20

function countsOf(decided: readonly Decided[], id: string): Counts {
  const own = decided.filter(({ rule }) => rule === id)
  const sum = (rows: readonly Decided[]) => rows.reduce((total, { count }) => total + count, 0)
  return {
    decided: sum(own),
    handed: sum(own.filter(({ unitId }) => unitId !== null)),
    refiled: sum(own.filter(({ service }) => service !== null)),
  }
}

/** Faults of one subject, those of a row with it. */
function saidFaults(faults: readonly Fault[], { known, place }: Ground) {
  const sentence = (fault: Fault) => faultSentence(fault, known, place)
  return {
    gaps: faults.filter(({ rules }) => rules.length === 0).map(sentence),
    of: (id: string) => faults.filter(({ rules: [first] }) => first?.id === id).map(sentence),
  }
}

async function viewOf(tx: Read, ctx: Context): Promise<TableView> {
  const ground = await groundOf(tx)
  const { known, place, rules, today } = ground
  const category = known.category(ctx.params.categorie ?? '')
  if (category === undefined) throw new NotFound('Ce sujet n’existe pas.')
  const [, ...above] = lineage(known, category.code)
  const distances = distancesOf(known, category.code)
  const read = rules
    .filter((rule) => distances.has(rule.category))
    .toSorted((a, b) => comparePrecision(a, b, distances) || (a.from < b.from ? -1 : 1))
  const current = read.filter((rule) => standingOf(rule, today) !== 'past')
  const faults = saidFaults(faultsIn(ground, [category.code]), ground)
  const decided = await decidedSince(tx, aYearAgo(tx), [category.code])
  const [silent, towns] = [await silentUnits(tx, place), ruledTowns(ctx.actor, place)]
  const rows = current.map((rule): TableRow => {
    const { over } = precedence({ rules: current, category: known.category }, rule, category.code)
    return {
      ...{ rule, over, standing: standingOf(rule, today) },
      ...countsOf(decided, rule.id),
      faults: faults.of(rule.id),
      unheard: unheardIn(rule, place, silent),
    }
  })
  return {
    ...{ ground, category, rows, gaps: faults.gaps },
    above: above.reverse().map((code) => ({ code, label: known.category(code)?.label ?? code })),
    services: known.every
      .filter(({ definition }) => definition.category === category.code)
      .map(({ slug, definition: { title } }) => ({ slug, title })),
    past: read.filter((rule) => standingOf(rule, today) === 'past'),
    isAsked: askedIn(known).has(category.code),
    mayAdd: known.categories.includes(category) && (towns ?? place.authorities).length > 0,
    isOwn: towns !== null,
    changes: await changesIn(tx, category.code, MOST_CHANGES),
  }
}

/** GET /administration/competences/sujets/:categorie */
export const showTable = (ctx: Context): Promise<Reply> =>
  ctx.db.read(ctx.actor, async (tx) => page(tablePage(await adminFrame(ctx, tx), await viewOf(tx, ctx))))

/** GET /administration/competences/regles/:regle */
export const showRule = (ctx: Context): Promise<Reply> =>
  ctx.db.read(ctx.actor, async (tx) => {
    const ground = await groundOf(tx)
    const { known, place, rules, today } = ground
    const rule = ruleIn(ground, ctx.params.regle ?? '')
    const since = aYearAgo(tx)
    const decided = await decidedSince(tx, since, readersOfCategory(known, rule.category))
    const own = decided.filter((row) => row.rule === rule.id)
    const current = rules.filter((one) => one === rule || standingOf(one, today) !== 'past')
    return page(
      rulePage(await adminFrame(ctx, tx), {
        ...{ ground, rule, standing: standingOf(rule, today) },
        ...precedence({ rules: current, category: known.category }, rule, rule.category),
        ...countsOf(own, rule.id),
        faults: saidFaults(faultsIn(ground, readersOfCategory(known, rule.category)), ground).of(rule.id),
        went: own.filter(({ unitId, service }) => unitId !== null || service !== null),
        refs: await correctedRefs(tx, rule.id, since, MOST_REFS),
        mayChange: mayRule(ruledTowns(ctx.actor, place), rule),
      }),
    )
  })
