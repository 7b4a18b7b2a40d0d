// Makes the yearly report of an authority, as long work: what was read, then how it is kept and by how many.
import { NotFound } from '#platform/errors.ts'
import { type Actor, labelled } from '#platform/actor.ts'
import type { Database, Read } from '#platform/db/db.ts'
import { toldFigure } from '#platform/db/yearly.ts'
import { runKind } from '#platform/runs/kind.ts'
import { authorityNoun, localDay, startOfDay, territory } from '#territory'
import { of } from '#platform/french/noun.ts'
import { z } from 'zod'
import { figuresOf } from '../board/figures.ts'
import { paperedIn, paperOf } from '../board/paper.ts'
import { monthAfter, periodOf } from '../board/period.ts'
import {
  freshnessOf,
  judgedOf,
  keyOf,
  mostRead,
  namesOf,
  ofKind,
  type ThingRead,
  unread,
  useOf,
} from '../board/queries.ts'
import { readerOf } from '../count/reader.ts'
import { contributors } from '../network/queries.ts'
import { reviewHref } from './place.ts'
import { keepReport, publishedIn, publishesFor, type ReportFigures, type YearlyPart } from './queries.ts'

const input = z.object({ authorityId: z.number().int(), year: z.number().int(), name: z.string() })
type Input = z.infer<typeof input>

const MOST = 10

/** The months of that year that are told. @throws NotFound before the first is */
async function monthsOfYear(tx: Read, year: number): Promise<{ from: string; to: string }> {
  const { to: last } = periodOf('mois', localDay(tx.now, (await territory(tx)).zone))
  const to = last < `${year}-12-01` ? last : `${year}-12-01`
  if (to < `${year}-01-01`) throw new NotFound(`Aucun mois de ${year} n’est encore terminé.`)
  return { from: `${year}-01-01`, to }
}

type Used = Pick<
  ReportFigures,
  | 'until'
  | 'readings'
  | 'qualities'
  | 'authorities'
  | 'months'
  | 'agentMonths'
  | 'mostRead'
  | 'spaces'
  | 'hardlyRead'
  | 'published'
> & { papered: number }

/** Titles of what everybody reads alone are kept: the others are asked for by whoever reads the report. */
async function titled(tx: Read, rows: readonly ThingRead[]): Promise<ReportFigures['mostRead']> {
  const names = await namesOf(tx, rows)
  return rows.map((row) => {
    const found = names.get(keyOf(row))
    return found?.isPublic === true
      ? { title: found.title, count: row.count }
      : { title: null, thing: row.thing, count: row.count }
  })
}

async function usedIn(tx: Read, { authorityId, year }: Input): Promise<Used> {
  const place = await territory(tx)
  const months = await monthsOfYear(tx, year)
  const within = { ...months, authorityId }
  const use = await useOf(tx, within)
  const read = await mostRead(tx, within, MOST)
  const {
    total,
    qualities,
    authorities,
    months: byMonth,
  } = figuresOf(use, place, { period: months, shown: months })
  const byAgents = use.filter(({ reader }) => readerOf(reader, place).quality === 'agents')
  return {
    ...{ qualities, authorities, readings: total, months: byMonth },
    agentMonths: figuresOf(byAgents, place, { period: months, shown: months }).months,
    until: monthAfter(months.to, 1),
    mostRead: await titled(tx, ofKind(read, 'content')),
    spaces: sum(
      use.filter(({ kind }) => kind === 'space'),
      ({ count }) => count,
    ),
    hardlyRead: (await unread(tx, within, 'content', 1)).count,
    published: await publishedIn(tx, authorityId, `${year}-01-01`, `${year}-12-31`),
    papered: paperedIn(use, place, months),
  }
}

const sum = <R>(rows: readonly R[], of: (row: R) => number): number =>
  rows.reduce((all, row) => all + of(row), 0)

/** How many people, as far as it may be told. */
const told = (value: number): number | null => toldFigure({ label: '', value, ofPeople: true }).value

/** What each module says of the year, as whoever makes the report. */
async function partsOf(tx: Read, { authorityId, year }: Input): Promise<YearlyPart[]> {
  const { zone } = await territory(tx)
  const from = startOfDay(`${year}-01-01`, zone)
  const until = startOfDay(`${year + 1}-01-01`, zone)
  const parts: YearlyPart[] = []
  for (const { title, of: linesOf } of tx.yearly) {
    const lines = await linesOf(tx, { authorityId, from, until })
    if (lines !== null) parts.push({ ...lines, title, figures: lines.figures.map(toldFigure) })
  }
  return parts
}

async function keptNow(
  tx: Read,
  { authorityId }: Input,
): Promise<Pick<ReportFigures, 'online' | 'late' | 'helped' | 'answers' | 'contributors'>> {
  const fresh = await freshnessOf(tx, authorityId)
  const judged = await judgedOf(tx, authorityId)
  const people = (await contributors(tx)).filter((one) => one.authorityId === authorityId)
  return {
    online: sum(fresh, ({ online }) => online),
    late: sum(fresh, ({ late }) => late),
    helped: sum(judged, ({ helped }) => helped),
    answers: sum(judged, ({ answers }) => answers),
    contributors: {
      wrote: told(people.filter(({ contents }) => contents > 0).length),
      trained: told(people.filter(({ trainings }) => trainings > 0).length),
      thanked: told(people.filter(({ thanks }) => thanks > 0).length),
    },
  }
}

/** All that was counted, as whoever publishes there reads it. @throws NotFound for others, and before the first month is told */
async function figuresFor(tx: Read, asked: Input): Promise<ReportFigures> {
  if (!(await publishesFor(tx, asked.authorityId))) throw new NotFound()
  const { papered, ...used } = await usedIn(tx, asked)
  return {
    ...used,
    ...(await keptNow(tx, asked)),
    parts: await partsOf(tx, asked),
    paper: await paperOf(tx, asked.authorityId, papered),
  }
}

export const REVIEW = runKind<Input, null, ReportFigures>({
  kind: 'steering.review',
  action: 'review.make',
  title: ({ year, name }) => `Établir le bilan ${year}\u00a0: ${name}`,
  input,
  one: 'bilan',
  several: 'bilans',
  asSystem: true,
  reads: figuresFor,
  async step(tx, { authorityId, year }, _, figures) {
    await keepReport(tx, { authorityId, year, figures })
    const authority = (await territory(tx)).authority(authorityId)
    const sentence = `Le bilan ${year} ${of(authorityNoun(authority))} est établi.`
    return {
      next: null,
      done: 1,
      lines: [{ sentence, isProblem: false, href: reviewHref(authority.slug, year) }],
    }
  },
})

/** Makes it at once, as whoever publishes there. */
export async function makeReview(db: Database, actor: Actor, asked: Input): Promise<void> {
  const figures = await db.read(actor, (tx) => figuresFor(tx, asked))
  await db.write(labelled(actor), (tx) => keepReport(tx, { ...asked, figures }))
}
